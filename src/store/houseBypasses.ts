import { type RequestId } from '../pim/ids.ts';
import { type HouseBypass } from '../pim/houseRules/bypass.ts';
import {
  type HouseBypasses,
  type RulesOfThen,
  type RulesSince,
  type RuleVersions,
} from '../pim/houseRules/bypasses.ts';
import { type HouseRules } from '../pim/houseRules/houseRule.ts';
import { type Announcement } from '../pim/records.ts';
import { appendAudit } from './auditTrail.ts';
import { claimKeys } from './claims.ts';
import { queueEntries } from './outbox.ts';
import { type StoreDeps } from './storeDeps.ts';

/** More than anybody reads; the audit trail has all of them. */
const MOST_FOUND = 1_000;

/** JSON has no times. */
function bypassOf(stored: unknown): HouseBypass {
  const bypass = stored as HouseBypass;
  return { ...bypass, activatedAt: new Date(bypass.activatedAt), foundAt: new Date(bypass.foundAt) };
}

/** Activations that went round the rules of the house, in our own table. */
export class SqlHouseBypasses implements HouseBypasses {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async record(bypass: HouseBypass, { messages, audit }: Announcement): Promise<boolean> {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    const { requestId, foundAt } = bypass;
    return db.transaction().execute(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('houseBypass')
        .values({ tenantId, requestId, foundAt, bypass: JSON.stringify(bypass) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await queueEntries(tx, messages, now);
      for (const { onceKey, entry } of audit) {
        const free = await claimKeys(tx, [{ tenantId, key: onceKey }], now);
        if (free.has(onceKey)) await appendAudit(tx, entry, now);
      }
      return true;
    });
  }

  async of(id: RequestId): Promise<HouseBypass | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('houseBypass')
      .select('bypass')
      .where('tenantId', '=', tenantId)
      .where('requestId', '=', id)
      .executeTakeFirst();
    return row && bypassOf(row.bypass);
  }

  async found(from: Date, until?: Date): Promise<readonly HouseBypass[]> {
    const { db, tenantId } = this.#deps;
    const since = db
      .selectFrom('houseBypass')
      .select('bypass')
      .where('tenantId', '=', tenantId)
      .where('foundAt', '>=', from);
    const rows = await (until === undefined ? since : since.where('foundAt', '<', until))
      .orderBy('foundAt', 'desc')
      .orderBy('requestId', 'desc')
      .limit(MOST_FOUND)
      .execute();
    return rows.map(({ bypass }) => bypassOf(bypass));
  }

  async sweep(before: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .deleteFrom('houseBypass')
      .where('tenantId', '=', tenantId)
      .where('foundAt', '<', before)
      .execute();
  }
}

function rulesOf(stored: unknown): HouseRules {
  const rules = stored as HouseRules;
  return {
    ...rules,
    rules: rules.rules.map((rule) => ({
      ...rule,
      delegates: rule.delegates.map((one) => ({
        ...one,
        from: new Date(one.from),
        until: new Date(one.until),
      })),
    })),
  };
}

/** Versions of the rules of the house, in our own table. */
export class SqlRuleVersions implements RuleVersions {
  readonly #deps: Pick<StoreDeps, 'db' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'tenantId'>) {
    this.#deps = deps;
  }

  async keep({ rules, since }: RulesSince): Promise<void> {
    const { db, tenantId } = this.#deps;
    const { version } = rules;
    if ((await this.#newest())?.version === version) return;
    await db
      .insertInto('keptHouseRules')
      .values({ tenantId, since, version, rules: JSON.stringify(rules) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async at(time: Date): Promise<RulesOfThen | undefined> {
    const { db, tenantId } = this.#deps;
    const row = await this.#newest(time);
    if (row === undefined) return undefined;
    const next = await db
      .selectFrom('keptHouseRules')
      .select(({ fn }) => fn.min('since').as('since'))
      .where('tenantId', '=', tenantId)
      .where('since', '>', row.since)
      .executeTakeFirst();
    return { rules: rulesOf(row.rules), since: row.since, until: next?.since ?? undefined };
  }

  async sweep(before: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    const then = await this.#newest(before);
    if (then === undefined) return;
    await db
      .deleteFrom('keptHouseRules')
      .where('tenantId', '=', tenantId)
      .where('since', '<', then.since)
      .execute();
  }

  #newest(until?: Date) {
    const { db, tenantId } = this.#deps;
    const all = db
      .selectFrom('keptHouseRules')
      .select(['version', 'since', 'rules'])
      .where('tenantId', '=', tenantId);
    return (until === undefined ? all : all.where('since', '<=', until))
      .orderBy('since', 'desc')
      .limit(1)
      .executeTakeFirst();
  }
}
