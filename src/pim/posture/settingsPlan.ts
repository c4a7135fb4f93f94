import { type RoleDefinitionId } from '../ids.ts';
import { canonicalSettings, type ComparableSettings } from './settingFacts.ts';
import { type SettingChange, settingsDiff } from './settingsDiff.ts';

/** What would go wrong, or otherwise than it looks, when settings were written. */
export type SettingsTrap =
  /** Multifactor authentication and an authentication context: the portal allows one of them. */
  | 'multifactorAndContext'
  /** Addresses of one's own on a rule about mail to approvers: once they are there, Graph refuses every later change. */
  | 'approverRecipientsLock'
  /** They are there already: Graph refuses every change until somebody takes them out in the portal. */
  | 'lockedByApproverRecipients'
  /** Approval without approvers: PIM asks Privileged Role Administrators and Global Administrators. */
  | 'defaultApprovers'
  /** The portal takes half an hour to 24 hours, in half hours. */
  | 'activationLength';

/** What would change about one role, rule by rule. */
export interface RolePlan {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly rules: readonly { readonly ruleId: string; readonly changes: readonly SettingChange[] }[];
  readonly traps: readonly SettingsTrap[];
}

/** What a set of wished settings would change in a tenant. */
export interface SettingsPlan {
  readonly roles: readonly RolePlan[];
  /** Wished for, and not in the tenant. */
  readonly unknownRoles: readonly RoleDefinitionId[];
}

/** Compares what is wished with what is set now. Roles that nothing is wished for stay as they are. Nothing is written. */
export function settingsPlan(
  wished: readonly ComparableSettings[],
  now: readonly ComparableSettings[],
): SettingsPlan {
  const [wishes, present] = [byRole(wished), byRole(now)];
  const differences = settingsDiff(now, wished);
  return {
    roles: differences.flatMap(({ roleDefinitionId, changes }) => {
      const [after, before] = [wishes.get(roleDefinitionId), present.get(roleDefinitionId)];
      if (after === undefined || before === undefined) return [];
      return [{ roleDefinitionId, rules: rulesOf(changes), traps: trapsOf(before, after) }];
    }),
    unknownRoles: differences.flatMap(({ roleDefinitionId, onlyIn }) =>
      onlyIn === 'after' ? [roleDefinitionId] : [],
    ),
  };
}

const byRole = (all: readonly ComparableSettings[]): ReadonlyMap<RoleDefinitionId, ComparableSettings> =>
  new Map(all.map(canonicalSettings).map((one) => [one.roleDefinitionId, one]));

const isAboutMailToApprovers = (ruleId: string): boolean => /^notification_approver_/i.test(ruleId);

/**
 * Rules about mail to approvers come last: addresses in them would refuse whatever came after. A context that is taken away
 * goes first: multifactor authentication beside it would be refused, even for a moment.
 */
function rulesOf(changes: readonly SettingChange[]): RolePlan['rules'] {
  const byRule = new Map<string, SettingChange[]>();
  for (const change of changes) {
    const known = byRule.get(change.ruleId);
    if (known === undefined) byRule.set(change.ruleId, [change]);
    else known.push(change);
  }
  return [...byRule]
    .map(([ruleId, ofRule]) => ({ ruleId, changes: ofRule }))
    .sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ ruleId, changes }: RolePlan['rules'][number]): number {
  if (isAboutMailToApprovers(ruleId)) return 1;
  const losesContext = changes.some(
    ({ setting, after }) => setting === 'authenticationContext' && after === null,
  );
  return losesContext ? -1 : 0;
}

const hasApproverRecipients = ({ notifications }: ComparableSettings): boolean =>
  notifications.some(({ ruleId, recipients }) => isAboutMailToApprovers(ruleId) && recipients.length > 0);

const SHORTEST_MINUTES = 30;
const LONGEST_MINUTES = 24 * 60;

function trapsOf(before: ComparableSettings, after: ComparableSettings): readonly SettingsTrap[] {
  const { activation } = after;
  const { maximumMinutes: minutes } = activation;
  const isLengthGood =
    minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES && minutes % SHORTEST_MINUTES === 0;
  const isLocked = hasApproverRecipients(before);
  return [
    ...(isLocked ? (['lockedByApproverRecipients'] as const) : []),
    ...(hasApproverRecipients(after) && !isLocked ? (['approverRecipientsLock'] as const) : []),
    ...(activation.isMultifactorRequired && activation.authenticationContext !== null
      ? (['multifactorAndContext'] as const)
      : []),
    ...(activation.isApprovalRequired && activation.approvers.length === 0
      ? (['defaultApprovers'] as const)
      : []),
    ...(isLengthGood ? [] : (['activationLength'] as const)),
  ];
}
