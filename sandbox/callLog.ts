import { isLegible } from './bodySizes.ts';
import { CallKinds } from './callKinds.ts';
import { type Area, type Call } from './world.ts';
import { callerOf, withoutTokens } from './wire.ts';

/** One request as tests ask for it: who called what with which authority, and how it was answered. */
export interface LoggedCall {
  readonly id: number;
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Object id of the person, app id of the app, or null; from the token as sent, unchecked. */
  readonly actor: string | null;
  readonly scopes: readonly string[];
  /** null while it runs, and for ever when the connection was cut. */
  status: number | null;
  /** Parsed when it is JSON, else text; tokens removed. */
  readonly requestBody: unknown;
  readonly area: Area['name'] | null;
  /** Id of the call that this one is a part of (an item of `$batch`); null for a call of its own. */
  readonly partOf: number | null;
}

const capacity = 10_000;

/** Every call since the last reset. */
export class CallLog {
  /** What was asked of Graph since the start: neither a reset nor the number of calls takes anything from it. */
  readonly kinds = new CallKinds();
  #calls: LoggedCall[] = [];
  #lastId = 0;

  /** Ids go on counting over a reset, so that no test mistakes an old call for a new one. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  add(call: Call, area: Area['name'] | null, partOf: number | null): LoggedCall {
    const logged: LoggedCall = {
      id: call.id,
      at: call.at,
      method: call.method,
      path: call.path,
      query: Object.fromEntries(call.query),
      ...callerOf(call.headers.authorization),
      status: null,
      requestBody: readable(call),
      area,
      partOf,
    };
    this.kinds.add(call, area, partOf !== null);
    this.#calls.push(logged);
    if (this.#calls.length > capacity) this.#calls = this.#calls.slice(-capacity);
    return logged;
  }

  /** Calls after `since` whose path matches, oldest first. */
  matching(path: RegExp | undefined, since: number): readonly LoggedCall[] {
    return this.#calls.filter((call) => call.id > since && (path === undefined || path.test(call.path)));
  }

  reset(): void {
    this.#calls = [];
  }
}

function readable(call: Call): unknown {
  if (!isLegible(call.body)) return `(${String(call.body.length)} bytes)`;
  const text = withoutTokens(call.body.toString());
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
