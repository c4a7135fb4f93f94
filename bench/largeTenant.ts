import { verbs } from '../src/cards/verbs.ts';
import { type AuditLog } from './auditLog.ts';
import {
  activeRow,
  directoryAnswer,
  eligibilityCount,
  eligibilityRow,
  indexOf,
  roleRows,
  stepRow,
} from './largeTenantRows.ts';
import { type Surroundings, type TakenCall } from './neighbour.ts';

/** A card or an update that the connector took. */
export interface TakenActivity {
  readonly method: string;
  readonly conversationId: string;
  /** An approver can decide on it. */
  readonly isApproval: boolean;
  /** On this process's own clock, in milliseconds. */
  readonly at: number;
}

/** Rows of a list on one page. */
const PAGE = 100;
const ANYWHERE = 'http://tenant.invalid';
/** Under this name batches are counted that ask whether people are in the directory. */
const PRESENCE = 'presence';

const isAboutPresence = (body: string): boolean =>
  (JSON.parse(body) as { requests: readonly { url: string }[] }).requests.every(({ url }) =>
    url.startsWith('/users?'),
  );

/** The id of `principalId eq '…'`. */
const personAskedFor = (url: URL): string | undefined =>
  /principalId eq '([^']+)'/.exec(url.searchParams.get('$filter') ?? '')?.[1];

/** The ids of `id in ('…','…')`. */
const idsAskedFor = (url: URL): readonly string[] =>
  [...(url.searchParams.get('$filter') ?? '').matchAll(/'([^']+)'/g)].map(([, id = '']) => id);

/**
 * A tenant of any size, whose rows are made as they are asked for: everybody is eligible for two roles, one of which ends
 * within days, and a third of all people have activated one. It counts what it is asked, and when. What is granted with
 * `grant` is approved and active from then on.
 */
export class LargeTenant implements Surroundings {
  readonly roles = ['PrivilegedAccess.Read.AzureAD'];
  readonly people: number;
  /** In the order in which the connector took them. */
  readonly activities: TakenActivity[] = [];
  /** When each person's active roles were read for that person alone, by the person's number. */
  readonly readings: readonly number[][];
  /** Calls of each kind, by the last part of their address. */
  readonly calls = new Map<string, number>();
  /** Without one nothing was ever logged. */
  log: AuditLog | undefined;
  readonly #granted = new Set<number>();
  readonly #openedAt = Date.now();

  constructor(people: number) {
    this.people = people;
    this.readings = Array.from({ length: people }, () => []);
  }

  /** How many pages both lists have. */
  get pages(): number {
    return Math.ceil(eligibilityCount(this.people) / PAGE) + Math.ceil(this.#activeCount / PAGE);
  }

  /** Calls to Graph but those that come by time: for the audit log, and whether people are still there, every eight hours. */
  get graphCalls(): number {
    const all = [...this.calls.values()].reduce((sum, count) => sum + count, 0);
    return all - (this.calls.get('directoryAudits') ?? 0) - (this.calls.get(PRESENCE) ?? 0);
  }

  /** Forgets what it has counted. */
  forget(): void {
    this.activities.length = 0;
    this.calls.clear();
    for (const times of this.readings) times.length = 0;
  }

  grant(index: number): void {
    this.#granted.add(index);
  }

  readonly take = ({ method, path, body }: TakenCall): void => {
    const [, conversation = ''] = /\/v3\/conversations\/([^/?]+)/.exec(path) ?? [];
    const at = performance.now();
    const isApproval = body.includes(verbs.approveRequest);
    this.activities.push({ method, conversationId: decodeURIComponent(conversation), isApproval, at });
  };

  readonly graph = ({ origin, path, body }: TakenCall): object => {
    const url = new URL(path, ANYWHERE);
    const [last = ''] = url.pathname.split('/').slice(-1);
    const kind = last === '$batch' && isAboutPresence(body) ? PRESENCE : last;
    this.calls.set(kind, (this.calls.get(kind) ?? 0) + 1);
    return last === '$batch' ? this.#batch(url.pathname, body) : this.#answer(url, `${origin}/graph`);
  };

  get #activeCount(): number {
    return Math.ceil(this.people / 3);
  }

  #batch(pathname: string, body: string): object {
    const { requests } = JSON.parse(body) as { requests: readonly { id: string; url: string }[] };
    const version = pathname.slice(0, -'/$batch'.length);
    return {
      responses: requests.map(({ id, url }) => ({
        id,
        status: 200,
        headers: {},
        body: this.#answer(new URL(`${version}${url}`, ANYWHERE), ''),
      })),
    };
  }

  #answer(url: URL, base: string): object {
    const { pathname } = url;
    if (pathname.endsWith('/roleEligibilityScheduleInstances')) return this.#eligibilities(url, base);
    if (pathname.endsWith('/roleAssignmentScheduleInstances')) return this.#assignments(url, base);
    if (pathname.endsWith('/directoryAudits')) return this.log?.page(url, base) ?? { value: [] };
    if (pathname.endsWith('/roleDefinitions')) return { value: roleRows() };
    const [, approval] = /\/roleAssignmentApprovals\/([^/]+)\/steps$/.exec(pathname) ?? [];
    if (approval !== undefined) {
      const index = indexOf(approval);
      return { value: [stepRow(index, this.#granted.has(index), Date.now())] };
    }
    if (pathname.endsWith('/users')) return { value: idsAskedFor(url).map((id) => ({ id })) };
    return directoryAnswer(pathname) ?? { value: [] };
  }

  #eligibilities(url: URL, base: string): object {
    const row = (index: number): object => eligibilityRow(index, this.people, this.#openedAt);
    const person = personAskedFor(url);
    if (person === undefined) return pageOf(url, base, eligibilityCount(this.people), row);
    const index = 2 * indexOf(person);
    return { value: [row(index), row(index + 1)] };
  }

  #assignments(url: URL, base: string): object {
    const person = personAskedFor(url);
    if (person === undefined) {
      return pageOf(url, base, this.#activeCount, (index) => activeRow(3 * index, this.#openedAt));
    }
    const index = indexOf(person);
    this.readings[index]?.push(performance.now());
    return { value: this.#granted.has(index) ? [activeRow(index, Date.now())] : [] };
  }
}

function pageOf(url: URL, base: string, length: number, rowOf: (index: number) => object): object {
  const from = Number(url.searchParams.get('$skiptoken') ?? '0');
  const to = Math.min(from + PAGE, length);
  const value = Array.from({ length: to - from }, (_, index) => rowOf(from + index));
  if (to === length) return { value };
  const next = new URL(url);
  next.searchParams.set('$skiptoken', String(to));
  return { value, '@odata.nextLink': `${base}${next.pathname}${next.search}` };
}
