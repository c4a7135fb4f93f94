import { type ApproverNames, approverNames } from '../pim/operations/approverNames.ts';
import { type RolePlan, type SettingsPlan, settingsPlan } from '../pim/posture/settingsPlan.ts';
import { shownText } from '../reports/shownText.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type CommandWorld, Refusal } from './command.ts';
import { settingsIn, settingsNow, warnOfOtherTenant } from './policyDiff.ts';
import { changeInWords } from './policyNames.ts';
import { readingEntra } from './readingEntra.ts';
import { readOptions } from './readOptions.ts';

/** `policy dry-run`. */
export async function dryRunPolicy(args: readonly string[], world: CommandWorld): Promise<number> {
  const { file } = readOptions(args, ['file']);
  if (file === undefined) throw new Refusal(['Name the file with the wished settings: --file FILE.']);
  const wished = await settingsIn(file);
  const { now, plan, approvers } = await readingEntra(world, async (entra, config) => {
    const found = await settingsNow(entra, config.tenantId);
    const planned = settingsPlan(wished.settings, found.settings);
    const changes = planned.roles.flatMap(({ rules }) => rules.flatMap((rule) => rule.changes));
    return { now: found, plan: planned, approvers: await approverNames(entra.directory, changes) };
  });
  warnOfOtherTenant(wished, now, world);
  const nameOf = (id: RolePlan['roleDefinitionId']): string =>
    shownText(now.names.get(id) ?? wished.names.get(id) ?? id);
  for (const line of told(plan, nameOf, approvers)) world.print(line);
  world.complain(
    'Nothing was changed. In Teams an administrator can apply such a file role by role: policy apply.',
  );
  return plan.roles.length + plan.unknownRoles.length === 0 ? 0 : 2;
}

function told(
  { roles, unknownRoles }: SettingsPlan,
  nameOf: (id: RolePlan['roleDefinitionId']) => string,
  approvers: ApproverNames,
): readonly string[] {
  if (roles.length + unknownRoles.length === 0) return ['Nothing would change.'];
  const { traps } = wordsFor('en').posture.settings;
  const rules = roles.reduce((sum, role) => sum + role.rules.length, 0);
  return [
    ...roles.flatMap((role) => [
      nameOf(role.roleDefinitionId),
      ...role.rules.flatMap(({ ruleId, changes }) => [
        `  ${shownText(ruleId)}`,
        ...changes.map((change) => `    ${changeInWords(change, approvers, 'wouldChange')}`),
      ]),
      ...role.traps.map((trap) => `  Careful: ${traps[trap]}`),
    ]),
    ...unknownRoles.map((id) => `${nameOf(id)}: there is no such role in the tenant.`),
    `${rules} ${rules === 1 ? 'rule' : 'rules'} of ${roles.length} ${roles.length === 1 ? 'role' : 'roles'} would change.`,
  ];
}
