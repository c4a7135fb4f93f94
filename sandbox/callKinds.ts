import { claimsOf } from './wire.ts';
import { type Area, type Call } from './world.ts';

/** A kind of call: what is left of calls once ids, values and words are taken out. */
export interface CallKind {
  readonly area: Area['name'] | null;
  readonly method: string;
  /** Decoded; each GUID is `{id}`. */
  readonly path: string;
  /** Names of the query options, in order. */
  readonly options: readonly string[];
  /** Whose token it carried, unchecked. */
  readonly by: 'person' | 'app' | 'nobody';
  readonly scopes: readonly string[];
  /** Members of the JSON body, those of objects in it as `outer.inner`, in order. */
  readonly members: readonly string[];
  /** `action` or `reviewResult` of the body. */
  readonly action: string | null;
  /** Whether the body's `principalId` is the token's `oid`; null where it names none. */
  readonly isOwn: boolean | null;
  readonly isPartOfBatch: boolean;
}

/** A kind, and how many calls were of it. */
export interface CountedKind extends CallKind {
  readonly calls: number;
}

/** More than any sound client has; a client beyond it is not told apart any more. */
const MOST_KINDS = 5_000;
/** Where bearer tokens belong, beside Graph. */
const OTHER_HOMES: ReadonlySet<string | null> = new Set(['teams', 'login', 'botframework']);

/** Every kind of call to Graph since the start, and of every call that took a token where none belongs. Never forgotten. */
export class CallKinds {
  readonly #counts = new Map<string, { readonly kind: CallKind; calls: number }>();
  #isFull = false;

  add(call: Call, area: Area['name'] | null, isPartOfBatch: boolean): void {
    const kind = kindOf(call, area, isPartOfBatch);
    const isStray = kind.by !== 'nobody' && !OTHER_HOMES.has(area);
    if (area !== 'graph' && !isStray) return;
    const key = JSON.stringify(kind);
    const known = this.#counts.get(key);
    if (known !== undefined) known.calls += 1;
    else if (this.#counts.size < MOST_KINDS) this.#counts.set(key, { kind, calls: 1 });
    else this.#isFull = true;
  }

  /** `isComplete` is false where a kind could not be kept. */
  list(): { readonly kinds: readonly CountedKind[]; readonly isComplete: boolean } {
    const kinds = [...this.#counts.values()].map(({ kind, calls }) => ({ ...kind, calls }));
    return { kinds, isComplete: !this.#isFull };
  }
}

function kindOf(call: Call, area: Area['name'] | null, isPartOfBatch: boolean): CallKind {
  const claims = claimsOf(/^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? '');
  const scopes = typeof claims?.['scp'] === 'string' ? claims['scp'].split(' ').sort() : [];
  const body = jsonOf(call);
  const word = body['action'] ?? body['reviewResult'];
  const principal = body['principalId'];
  return {
    area,
    method: call.method,
    path: decoded(call.path).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '{id}'),
    options: [...new Set(call.query.keys())].sort(),
    by: claims === undefined ? 'nobody' : typeof claims['scp'] === 'string' ? 'person' : 'app',
    scopes,
    members: isBatch(call) ? ['requests'] : membersOf(body),
    action: typeof word === 'string' ? word : null,
    isOwn: principal === undefined ? null : principal === claims?.['oid'],
    isPartOfBatch,
  };
}

const isBatch = ({ path }: Call): boolean => path.endsWith('/$batch');

function jsonOf(call: Call): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(call.body.toString());
    return isObject(parsed) ? parsed : { '(no object)': true };
  } catch {
    return call.body.length === 0 ? {} : { '(no JSON)': true };
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function membersOf(body: Readonly<Record<string, unknown>>): readonly string[] {
  const named = Object.entries(body).flatMap(([name, value]) =>
    isObject(value) ? membersOf(value).map((inner) => `${name}.${inner}`) : [name],
  );
  return named.sort();
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
