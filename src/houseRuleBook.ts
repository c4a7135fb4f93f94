import { readFile, stat } from 'node:fs/promises';
import { houseRulesOf } from './houseRuleReading.ts';
import { type AuditTrail } from './pim/audit.ts';
import { type RuleVersions } from './pim/houseRules/bypasses.ts';
import { type HouseRules } from './pim/houseRules/houseRule.ts';
import { type CountingRules } from './pim/houseRules/houseJudge.ts';
import { indexRules } from './pim/houseRules/ruleIndex.ts';
import { type TenantId } from './pim/ids.ts';
import { type Logger } from './pim/logger.ts';
import { type Clock } from './pim/ports.ts';
import { readSettings } from './settings.ts';
import { readYaml } from './yamlLines.ts';

/** The file that rules come from. */
export interface RuleFile {
  /** Another one where the file is another; `undefined` where it is not there. */
  readonly stamp: () => Promise<string | undefined>;
  readonly text: () => Promise<string>;
}

/** What the book writes and reads with. */
export interface HouseRuleBookDeps {
  /** `undefined` where no settings file is named: nothing ever changes. */
  readonly file: RuleFile | undefined;
  readonly audit: Pick<AuditTrail, 'append'>;
  /** Where every version is kept, to judge later what was asked for under it; `undefined`: nowhere. */
  readonly versions?: Pick<RuleVersions, 'keep'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tenantId: TenantId;
}

/** A file on the disk, told from what it was by its time and size. */
export const ruleFileAt = (path: string): RuleFile => ({
  stamp: async () => {
    try {
      const { mtimeMs, size } = await stat(path);
      return `${mtimeMs}/${size}`;
    } catch (error) {
      if ((error as { readonly code?: string }).code === 'ENOENT') return undefined;
      throw error;
    }
  },
  text: () => readFile(path, 'utf8'),
});

const ABSENT = 'absent';
/** A file that is being written, or was cut off, is not to be taken for a wish to have no rules. */
const MISSING = 'houseRules is missing: write houseRules: [] where no rule is to count any more.';

function hasSection(text: string): boolean {
  const { value } = readYaml(text);
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'houseRules');
}

/** Keeps the rules that count, and takes new ones only when the whole file can be understood. */
export class HouseRuleBook {
  readonly #first: HouseRules;
  readonly #deps: HouseRuleBookDeps;
  #rules: HouseRules;
  #counting: CountingRules;
  #seen: string | undefined;
  #hasBegun = false;
  #last: Promise<void> = Promise.resolve();

  /** With the rules that the process was started with. */
  constructor(first: HouseRules, deps: HouseRuleBookDeps) {
    this.#first = first;
    this.#rules = first;
    this.#deps = deps;
    this.#counting = { index: indexRules(first), since: deps.clock.now() };
  }

  current(): CountingRules {
    return this.#counting;
  }

  /**
   * Reads the file again where it is another one than before. The first time it notes in the audit trail which version
   * counts from the start.
   */
  look(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#hasBegun) await this.#begin();
      if ((await this.#stamp()) !== this.#seen) await this.#read();
    });
  }

  /** Reads it again in any case. */
  reload(): Promise<void> {
    return this.#inTurn(() => this.#read());
  }

  /** One after the other: a signal may come while the file is looked at. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#last.then(work);
    // Whoever asked hears of the failure; the next in turn has nothing to do with it.
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  #hasRules(): boolean {
    return this.#rules.rules.length + this.#rules.broken.length > 0;
  }

  async #stamp(): Promise<string> {
    return (await this.#deps.file?.stamp()) ?? ABSENT;
  }

  async #begin(): Promise<void> {
    const { broken } = this.#first;
    for (const { name, reasons } of broken)
      this.#deps.logger.error(
        { rule: name, reasons },
        'A house rule cannot be understood; its roles are refused',
      );
    if (this.#hasRules()) await this.#note(this.#first, undefined, await this.#stamp());
    await this.#deps.versions?.keep({ rules: this.#first, since: this.#counting.since });
    this.#hasBegun = true;
  }

  /** The same change of the same file is one row, whichever process saw it. */
  #note(now: HouseRules, before: HouseRules | undefined, stamp: string): Promise<void> {
    const { audit, tenantId } = this.#deps;
    const facts = {
      version: now.version,
      rules: now.rules.length,
      ...(now.broken.length > 0 && { broken: now.broken.length }),
      ...(before !== undefined && { before: before.version }),
    };
    const onceKey = `houseRules/${tenantId}/${now.version}/${stamp}`;
    return audit.append({ event: 'houseRules.changed', tenantId, actor: undefined, facts }, onceKey);
  }

  async #read(): Promise<void> {
    if (this.#deps.file === undefined) return;
    const stamp = await this.#stamp();
    const reasons = stamp === ABSENT ? ['The file is not there.'] : await this.#take(this.#deps.file, stamp);
    if (reasons.length > 0) await this.#refuse(reasons, stamp);
    this.#seen = stamp;
  }

  async #refuse(reasons: readonly string[], stamp: string): Promise<void> {
    const { version } = this.#rules;
    const { audit, logger, tenantId } = this.#deps;
    logger.error({ reasons, version }, 'The settings file is refused; the house rules before count on');
    if (stamp === this.#seen) return;
    await audit.append(
      {
        event: 'houseRules.refused',
        tenantId,
        actor: undefined,
        facts: { version, reasons: reasons.length },
      },
      `houseRules/${tenantId}/refused/${stamp}/${this.#seen ?? ''}`,
    );
  }

  /** The trail has the new version before it counts. Answers with what is wrong with the file. */
  async #take(file: RuleFile, stamp: string): Promise<readonly string[]> {
    const text = await file.text();
    const read = readSettings(text);
    if ('reasons' in read) return read.reasons;
    if (this.#hasRules() && !hasSection(text)) return [MISSING];
    const next = houseRulesOf(read.settings.houseRules);
    if (next.version === this.#rules.version) return [];
    await this.#note(next, this.#rules, stamp);
    const since = this.#deps.clock.now();
    await this.#deps.versions?.keep({ rules: next, since });
    this.#deps.logger.info({ version: next.version, rules: next.rules.length }, 'New house rules count');
    this.#rules = next;
    this.#counting = { index: indexRules(next), since };
    return [];
  }
}
