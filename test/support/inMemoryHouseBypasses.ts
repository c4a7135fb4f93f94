import { type HouseBypass } from '../../src/pim/houseRules/bypass.ts';
import {
  type HouseBypasses,
  type RulesOfThen,
  type RulesSince,
  type RuleVersions,
} from '../../src/pim/houseRules/bypasses.ts';
import { type Announcement, type AuditTrail, type Claims, type Outbox } from '../../src/pim/records.ts';

/** What went round house rules, in memory. */
export class InMemoryHouseBypasses implements HouseBypasses {
  readonly all: HouseBypass[] = [];
  readonly #beside: { readonly outbox: Outbox; readonly audit: AuditTrail; readonly claims: Claims };

  constructor(beside: { readonly outbox: Outbox; readonly audit: AuditTrail; readonly claims: Claims }) {
    this.#beside = beside;
  }

  async record(bypass: HouseBypass, { messages, audit }: Announcement): Promise<boolean> {
    if (this.all.some(({ requestId }) => requestId === bypass.requestId)) return false;
    this.all.push(bypass);
    await this.#beside.outbox.add(messages);
    for (const { onceKey, entry } of audit) {
      if (await this.#beside.claims.claim(onceKey)) await this.#beside.audit.append(entry);
    }
    return true;
  }

  async of(id: HouseBypass['requestId']): Promise<HouseBypass | undefined> {
    return Promise.resolve(this.all.find(({ requestId }) => requestId === id));
  }

  async found(from: Date, until?: Date): Promise<readonly HouseBypass[]> {
    const found = this.all.filter(
      ({ foundAt }) => foundAt >= from && (until === undefined || foundAt < until),
    );
    return Promise.resolve(found.toReversed());
  }

  async sweep(): Promise<void> {
    return Promise.resolve();
  }
}

/** Versions of house rules, in memory. */
export class InMemoryRuleVersions implements RuleVersions {
  readonly all: RulesSince[] = [];

  async keep(rules: RulesSince): Promise<void> {
    if (this.all.at(-1)?.rules.version !== rules.rules.version) this.all.push(rules);
    return Promise.resolve();
  }

  async at(time: Date): Promise<RulesOfThen | undefined> {
    const index = this.all.findLastIndex(({ since }) => since <= time);
    const found = this.all[index];
    return Promise.resolve(found && { ...found, until: this.all[index + 1]?.since });
  }

  async sweep(): Promise<void> {
    return Promise.resolve();
  }
}
