import { type LeftOutRole, type ManyRolesRow } from '../../cards/manyRolesForm.ts';
import { roleOnCard } from '../../cards/roleOnCard.ts';
import { proposedMinutes } from '../../pim/activationDraft.ts';
import { PimError, type UnmetRule } from '../../pim/errors.ts';
import { type UnmetLine } from '../../pim/houseRules/unmetLine.ts';
import { prepareActivation, type PreparationDeps } from '../../pim/operations/prepareActivation.ts';
import { type Random } from '../../pim/ports.ts';
import { type FollowedRequest } from '../../pim/records.ts';
import { type EligibleRole, isSameRole, roleAtScope, type RoleAtScope } from '../../pim/roles.ts';
import { matchRole } from '../../pim/roleMatching.ts';
import { roleNamesIn } from '../habits/presetWords.ts';
import { roleShown } from '../roleShown.ts';

/** What a line with several roles came to. */
export type NamedRoles =
  | { readonly kind: 'roles'; readonly roles: readonly RoleAtScope[] }
  /** It names one role, or none: no matter of several. */
  | { readonly kind: 'one' }
  /** One of several names fits no role of theirs exactly. */
  | { readonly kind: 'unclear' };

/** Reads the roles that words name, of those that the person may activate. A role whose own name has "and" in it is one. */
export function namedRoles(words: string, eligible: readonly EligibleRole[]): NamedRoles {
  const names = roleNamesIn(words);
  if (names.length < 2 || matchRole(words, eligible).kind === 'exact') return { kind: 'one' };
  const roles: RoleAtScope[] = [];
  for (const name of names) {
    const match = matchRole(name, eligible);
    if (match.kind !== 'exact') return { kind: 'unclear' };
    const role = roleAtScope(match.candidate);
    if (!roles.some((other) => isSameRole(other, role))) roles.push(role);
  }
  return { kind: 'roles', roles };
}

/** Lines of house rules that nothing helps that one could fill in. */
const unmendable: readonly UnmetLine['thing'][] = ['hours', 'coolDown', 'unread', 'broken'];

/** Whether it stays in the way whatever is filled in. */
const standsInTheWay = (rule: UnmetRule): boolean =>
  rule.rule === 'start_after_eligibility' ||
  (rule.rule === 'house_rule' && unmendable.includes(rule.line.thing));

const NOTHING_WRITTEN = { justification: '', ticketNumber: '', ticketSystem: '' };

/** What several roles ask for, and which of them cannot be asked for now. */
export interface PreparedRoles {
  readonly rows: readonly ManyRolesRow[];
  readonly leftOut: readonly LeftOutRole[];
}

/** Reads everything that the form of several roles needs; a role that stands in the way of none is left out, and told. */
export async function prepareRoles(
  deps: PreparationDeps & { readonly random: Pick<Random, 'ulid'> },
  roles: readonly RoleAtScope[],
  wish: {
    readonly durationMinutes: number | undefined;
    /** `undefined`: now. For later, a role that is active now may be over by then. */
    readonly startAt: Date | undefined;
    readonly last: readonly FollowedRequest[];
    /** For a role that the catalogue does not have. */
    readonly unknownName: string;
  },
): Promise<PreparedRoles> {
  const [eligible, active] = await Promise.all([deps.pim.eligibleRoles(), deps.pim.activeRoles()]);
  const isActive = (role: RoleAtScope): boolean =>
    wish.startAt === undefined && active.some((held) => isSameRole(roleAtScope(held), role));
  const all = await Promise.all(
    roles.map(async (role): Promise<ManyRolesRow | LeftOutRole> => {
      const eligibility = eligible.find((candidate) => isSameRole(roleAtScope(candidate), role));
      if (eligibility === undefined)
        return { role: await roleShown(deps, role, wish.unknownName), why: 'notEligible' };
      if (isActive(role)) return { role: roleOnCard(eligibility), why: 'alreadyActive' };
      const { settings, restraint, unmet } = await prepareActivation(deps, role, eligible);
      if (restraint !== undefined) return { role: roleOnCard(eligibility), why: { error: restraint } };
      const minutes = Math.min(
        wish.durationMinutes ?? proposedMinutes(settings, role, wish.last),
        settings.maximumDurationMinutes,
      );
      const input = { ...NOTHING_WRITTEN, durationMinutes: minutes, startAt: wish.startAt };
      const inTheWay = unmet(input).filter(standsInTheWay);
      if (inTheWay.length > 0) {
        const error = new PimError('policy_not_satisfied', 'It cannot begin then', { unmet: inTheWay });
        return { role: roleOnCard(eligibility), why: { error } };
      }
      return { operationId: deps.random.ulid(), role: roleOnCard(eligibility), settings, minutes };
    }),
  );
  return {
    rows: all.filter((one) => 'settings' in one),
    leftOut: all.filter((one) => 'why' in one),
  };
}
