import { access, readFile, stat } from 'node:fs/promises';
import { type Config, readSettingsOf } from '../config.ts';
import { type Entra } from '../graph/entra.ts';
import { houseRulesOf } from '../houseRuleReading.ts';
import { indexRules } from '../pim/houseRules/ruleIndex.ts';
import { tenantId } from '../pim/ids.ts';
import { type Yardstick } from '../pim/posture/baseline.ts';
import { type Snapshot } from '../pim/posture/snapshot.ts';
import { readSnapshot } from '../reports/readSnapshot.ts';
import { withOwnKnowledge, withRules } from '../sharedPostures.ts';
import { type CommandWorld, fileRefusal, Refusal } from './command.ts';
import { configOf, silent, withStore } from './commandStore.ts';
import { orRefused, readingEntra } from './readingEntra.ts';

/** What a report is made from. */
export interface AuditSource {
  readonly snapshot: Snapshot;
  readonly yardstick: Yardstick;
}

/** Larger files are no snapshot of ours, and would only fill the memory. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * A snapshot that was kept, without the network and without a credential. It is judged by the settings file where one
 * is named; else by what the report that kept it was judged by.
 * @throws Refusal with a sentence for everything that is wrong with the file
 */
export async function keptSnapshot(file: string, { environment }: CommandWorld): Promise<AuditSource> {
  const settings = orRefused(() => readSettingsOf(environment));
  const read = readSnapshot(await textOf(file));
  if ('reasons' in read) throw new Refusal([`${file} cannot be used.`, ...read.reasons]);
  const isNamed = (environment['LATCHKEY_SETTINGS_FILE'] ?? '').trim() !== '';
  return { snapshot: read.snapshot, yardstick: (isNamed ? undefined : read.yardstick) ?? settings.yardstick };
}

/** The text of a file that something was kept in. @throws Refusal where it cannot be read */
export async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES)
      throw new Refusal([`${file} is too large: at most ${MOST_BYTES / 1024 / 1024} MB.`]);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw fileRefusal(file, 'read', error);
  }
}

/**
 * The tenant as it is now. A database is not needed; where one is configured it adds what only Latchkey knows.
 * @throws Refusal where Entra cannot be read
 */
export function currentSnapshot(auditDays: number, world: CommandWorld): Promise<AuditSource> {
  return readingEntra(world, async (entra, { settings }) => {
    world.complain('Reading the organization. With a long audit log this takes a minute or two.');
    const snapshot = await entra.posture.snapshot({ auditDays });
    const { yardstick } = settings;
    const index = indexRules(houseRulesOf(settings.houseRules));
    const ruled = withRules(snapshot, yardstick, () => index);
    return { snapshot: await knowing(entra, ruled, world), yardstick };
  });
}

/** A snapshot with what Latchkey's own database adds; as it is where there is none, and nothing fails for it. */
async function knowing(entra: Entra, snapshot: Snapshot, world: CommandWorld): Promise<Snapshot> {
  try {
    const config = await databaseOf(world);
    if (config === undefined) return snapshot;
    return await withStore(config, world, '', (store) =>
      withOwnKnowledge(
        snapshot,
        { entra, store, tenantId: tenantId(config.tenantId), clock: world.clock, logger: silent },
        config.settings.yardstick,
      ),
    );
  } catch (error) {
    world.complain(
      `Latchkey’s own database was not asked, and the report does without it. ${whyNotAsked(error)}`,
    );
    return snapshot;
  }
}

/** Databases and the machine name their errors by a code; whatever has none is no matter of the database. */
function whyNotAsked(error: unknown): string {
  if (error instanceof Refusal) return error.reasons.join(' ');
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string') throw error;
  return `It answered ${code}.`;
}

/** The configuration with its database; `undefined` where none is named. A folder is never made for a report. */
async function databaseOf(world: CommandWorld): Promise<Config | undefined> {
  const { DATABASE_URL: url, LATCHKEY_DATA_DIR: folder } = world.environment;
  if ([url, folder].every((name) => (name ?? '').trim() === '')) return undefined;
  const config = configOf(world);
  if (config.database.kind === 'postgres' || config.database.dataDir === undefined) return config;
  await access(config.database.dataDir).catch((error: unknown) => {
    throw fileRefusal('The folder of the database', 'read', error);
  });
  return config;
}
