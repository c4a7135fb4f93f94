import { type Entra } from '../graph/entra.ts';
import { tenantId } from '../pim/ids.ts';
import { type ApproverNames, approverNames } from '../pim/operations/approverNames.ts';
import { type RoleDifference, settingsDiff } from '../pim/posture/settingsDiff.ts';
import { type KeptSettings, readSettingsFile, settingsFileText } from '../reports/settingsFile.ts';
import { shownText } from '../reports/shownText.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { textOf } from './auditSources.ts';
import { type CommandWorld, Refusal } from './command.ts';
import { changeInWords, roleNames } from './policyNames.ts';
import { readingEntra } from './readingEntra.ts';
import { readOptions } from './readOptions.ts';
import { writeWholeFile } from './wholeFile.ts';

/** How the tenant's roles are set now. */
export async function settingsNow(entra: Entra, tenant: string): Promise<KeptSettings> {
  const settings = await entra.posture.settings();
  const ids = settings.map(({ roleDefinitionId }) => roleDefinitionId);
  return { tenantId: tenantId(tenant), settings, names: await roleNames(entra, ids) };
}

/** Settings that a file keeps. @throws Refusal with a sentence for everything that is wrong with it */
export async function settingsIn(file: string): Promise<KeptSettings> {
  const read = readSettingsFile(await textOf(file));
  if ('reasons' in read) throw new Refusal([`${file} cannot be used.`, ...read.reasons]);
  return read;
}

/** Settings of another tenant can be compared too, but approvers there are other people. */
export function warnOfOtherTenant(kept: KeptSettings, now: KeptSettings, world: CommandWorld): void {
  if (kept.tenantId === now.tenantId) return;
  world.complain('The file is of another tenant: ids of approvers and of custom roles differ by nature.');
}

/** `policy export`. */
export async function exportPolicy(args: readonly string[], world: CommandWorld): Promise<number> {
  const { out } = readOptions(args, ['out']);
  const now = await readingEntra(world, (entra, config) => settingsNow(entra, config.tenantId));
  const text = settingsFileText(now);
  if (out === undefined) world.print(text.trimEnd());
  else {
    await writeWholeFile(out, [text]);
    world.complain(`The settings of ${now.settings.length} roles are in ${out}.`);
  }
  return 0;
}

/** `policy diff`. */
export async function diffPolicy(args: readonly string[], world: CommandWorld): Promise<number> {
  const isJson = args.includes('--json');
  const { against } = readOptions(
    args.filter((word) => word !== '--json'),
    ['against'],
  );
  if (against === undefined) throw new Refusal(['Name the file to compare with: --against FILE.']);
  const kept = await settingsIn(against);
  const { now, differences, approvers } = await readingEntra(world, async (entra, config) => {
    const found = await settingsNow(entra, config.tenantId);
    const differs = settingsDiff(kept.settings, found.settings);
    const changes = differs.flatMap((one) => one.changes);
    return { now: found, differences: differs, approvers: await approverNames(entra.directory, changes) };
  });
  warnOfOtherTenant(kept, now, world);
  const nameOf = ({ roleDefinitionId: id }: RoleDifference): string =>
    now.names.get(id) ?? kept.names.get(id) ?? id;
  if (isJson) world.print(JSON.stringify(plain(now, kept, differences, nameOf)));
  else for (const line of told(differences, nameOf, approvers)) world.print(line);
  return differences.length === 0 ? 0 : 2;
}

type NameOf = (difference: RoleDifference) => string;

const plain = (
  now: KeptSettings,
  kept: KeptSettings,
  differences: readonly RoleDifference[],
  nameOf: NameOf,
): object => ({
  tenantId: now.tenantId,
  fileTenantId: kept.tenantId,
  differences: differences.map((one) => ({
    roleDefinitionId: one.roleDefinitionId,
    role: nameOf(one),
    onlyIn: one.onlyIn === undefined ? null : one.onlyIn === 'before' ? 'file' : 'tenant',
    changes: one.changes.map(({ before, after, ...what }) => ({ ...what, file: before, tenant: after })),
  })),
});

function told(
  differences: readonly RoleDifference[],
  nameOf: NameOf,
  approvers: ApproverNames,
): readonly string[] {
  if (differences.length === 0) return ['Every role is set as the file says.'];
  const { settings: words } = wordsFor('en').posture;
  return differences.flatMap((one) => {
    const name = shownText(nameOf(one));
    if (one.onlyIn !== undefined) {
      return [words.ofRole(name, one.onlyIn === 'before' ? 'only in the file' : 'only in the tenant')];
    }
    return one.changes.map((change) => words.ofRole(name, changeInWords(change, approvers, 'changed')));
  });
}
