import { sql } from 'kysely';
import { type PrincipalId, type RoleDefinitionId } from '../pim/ids.ts';
import { type ComparableSettings } from '../pim/posture/settingFacts.ts';
import {
  type AuditEntry,
  type FollowedRequest,
  type LastActivation,
  type Lookback,
  type StandingAssignment,
} from '../pim/records.ts';
import { requestOf } from './followedRequests.ts';
import { secondsAfter, type StoreDeps } from './storeDeps.ts';

/** PIM's 24 hours, and some for clocks that differ. */
const APPROVAL_WINDOW_SECONDS = 25 * 60 * 60;

/** More than this is no morning's reading, and would only cost memory. */
const MOST_EVENTS = 50_000;
const MOST_UNDECIDED = 200;

/** What happened in the tenant, from our own rows. */
export class SqlLookback implements Lookback {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async events(from: Date, names: readonly string[]): Promise<readonly AuditEntry[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('auditEntry')
      .select('entry')
      .where('tenantId', '=', tenantId)
      .where('at', '>=', from)
      .where(sql<string>`entry->>'event'`, 'in', names)
      .orderBy('sequence')
      .limit(MOST_EVENTS)
      .execute();
    return rows.map(({ entry }) => entry as AuditEntry);
  }

  async approvals(from: Date): Promise<readonly { readonly by: PrincipalId; readonly count: number }[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('followedRequest')
      .select(({ fn }) => ['decidedBy', fn.countAll<number>().as('count')])
      .where('tenantId', '=', tenantId)
      // Whoever decides does so within PIM's window; the bound keeps the search short.
      .where('createdAt', '>=', secondsAfter(from, -APPROVAL_WINDOW_SECONDS))
      .where('decision', '=', 'Approve')
      .where(({ fn, eb }) => eb(fn.coalesce('decidedAt', 'createdAt'), '>=', from))
      .where('decidedBy', 'is not', null)
      .groupBy('decidedBy')
      .execute();
    return rows.map(({ decidedBy, count }) => ({ by: decidedBy as PrincipalId, count }));
  }

  async refusals(from: Date): Promise<readonly { readonly code: string; readonly count: number }[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('card')
      .select(({ fn }) => ['refusal', fn.countAll<number>().as('count')])
      .where('tenantId', '=', tenantId)
      .where('receipt', '=', 'refused')
      .where('createdAt', '>=', from)
      .groupBy('refusal')
      .orderBy('count', 'desc')
      .orderBy('refusal')
      .execute();
    return rows.map(({ refusal, count }) => ({ code: refusal ?? '', count }));
  }

  async undecided(from: Date, to: Date): Promise<readonly FollowedRequest[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('followedRequest')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('createdAt', '>=', from)
      .where('createdAt', '<', to)
      .where('approvalId', 'is not', null)
      .where('decision', 'is', null)
      .where('endAt', 'is', null)
      .orderBy('createdAt')
      .orderBy('id')
      .limit(MOST_UNDECIDED)
      .execute();
    return rows.map(requestOf);
  }

  async lastActivations(from: Date): Promise<readonly LastActivation[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('followedRequest')
      .select(({ fn }) => [
        'requestor',
        'roleDefinitionId',
        fn.max(fn.coalesce('startAt', 'createdAt')).as('at'),
      ])
      .where('tenantId', '=', tenantId)
      .where('createdAt', '>=', from)
      // Only what was active has an end.
      .where('endAt', 'is not', null)
      .groupBy(['requestor', 'roleDefinitionId'])
      .orderBy('requestor')
      .orderBy('roleDefinitionId')
      .limit(MOST_EVENTS)
      .execute();
    return rows.map(({ requestor, roleDefinitionId, at }) => ({
      principalId: requestor as PrincipalId,
      roleDefinitionId: roleDefinitionId as RoleDefinitionId,
      at,
    }));
  }

  async keepStanding(assignments: readonly StandingAssignment[]): Promise<void> {
    const { db, clock, tenantId } = this.#deps;
    await db
      .insertInto('standingAssignments')
      .values({ tenantId, keptAt: clock.now(), assignments: JSON.stringify(assignments) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async standingAt(time: Date): Promise<readonly StandingAssignment[] | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('standingAssignments')
      .select('assignments')
      .where('tenantId', '=', tenantId)
      .where('keptAt', '<=', time)
      .orderBy('keptAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.assignments as readonly StandingAssignment[] | undefined;
  }

  async keepSettings(settings: readonly ComparableSettings[]): Promise<void> {
    const { db, clock, tenantId } = this.#deps;
    await db
      .insertInto('keptSettings')
      .values({ tenantId, keptAt: clock.now(), settings: JSON.stringify(settings) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async settingsAt(time: Date): Promise<readonly ComparableSettings[] | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('keptSettings')
      .select('settings')
      .where('tenantId', '=', tenantId)
      .where('keptAt', '<=', time)
      .orderBy('keptAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.settings as readonly ComparableSettings[] | undefined;
  }

  async sweep(before: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    for (const table of ['standingAssignments', 'keptSettings'] as const) {
      await db.deleteFrom(table).where('tenantId', '=', tenantId).where('keptAt', '<', before).execute();
    }
  }
}
