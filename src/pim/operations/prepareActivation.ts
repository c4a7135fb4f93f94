import { PimError, type PimErrorCode, type UnmetRule, isPimError } from '../errors.ts';
import { type ActivationInput, type RoleSettings, unmetRules } from '../policy.ts';
import { type Clock, type PimDirectory, type PimGateway } from '../ports.ts';
import { type EligibleRole, isSameRole, roleAtScope, type RoleAtScope } from '../roles.ts';
import { type Approvers, findApprovers } from './findApprovers.ts';
import { type HouseOutlook, houseOutlook, type OutlookDeps } from './houseRules/houseOutlook.ts';

/** What PIM said to the dry run. */
export interface DryRunRemark {
  readonly code: PimErrorCode;
  readonly unmet: readonly UnmetRule[];
}

/** Everything known before an activation is submitted. Nothing of it is kept between turns. */
export interface PreparedActivation {
  readonly eligibility: EligibleRole;
  /** With what the rules of the house narrow. */
  readonly settings: RoleSettings;
  readonly house: HouseOutlook;
  /** `undefined` where the role needs no approval. */
  readonly approvers: Approvers | undefined;
  /** Why the person may not ask for it just now, whatever they fill in. */
  readonly restraint: PimError | undefined;
  /** What is still missing; ask as often as the person edits. */
  readonly unmet: (input: ActivationInput) => readonly UnmetRule[];
  /** Graph's own dry run of a complete input; `undefined` when PIM has nothing against it, or could not be asked. */
  readonly dryRun: (input: ActivationInput) => Promise<DryRunRemark | undefined>;
}

/** PIM refused in the dry run for a reason worth telling before the person submits. */
const worthTelling: readonly PimErrorCode[] = [
  'policy_not_satisfied',
  'already_active',
  'request_pending_already',
  'licence_missing',
  'schedule_refused',
  'scope_refused',
  'forbidden',
  'relay_off',
  'relay_stopped',
  'quarantined',
];

/** What preparing takes. */
export interface PreparationDeps extends Pick<OutlookDeps, 'houseJudge'> {
  readonly pim: PimGateway;
  readonly directory: PimDirectory;
  readonly clock: Clock;
  /** Whether the person has asked too often, or was denied the role just now. */
  readonly restraintOn: (role: RoleAtScope) => Promise<PimError | undefined>;
}

/**
 * Reads what an activation needs: the person's eligibility and the role's settings in parallel, then the approvers.
 * `known`: the person's eligibilities, where this very turn has read them. `isEmergency`: it is to go past the rules of
 * the house.
 * @throws PimError `not_eligible`
 */
export async function prepareActivation(
  deps: PreparationDeps,
  role: RoleAtScope,
  known?: readonly EligibleRole[],
  isEmergency = false,
): Promise<PreparedActivation> {
  const { pim, directory, clock } = deps;
  const [eligible, ofRole, restraint] = await Promise.all([
    known ?? pim.eligibleRoles(),
    directory.settingsOf(role.roleDefinitionId),
    deps.restraintOn(role),
  ]);
  const eligibility = eligible.find((candidate) => isSameRole(roleAtScope(candidate), role));
  if (eligibility === undefined) throw new PimError('not_eligible', `Not eligible: ${role.roleDefinitionId}`);
  const [approvers, house] = await Promise.all([
    ofRole.approval.isRequired ? findApprovers(deps, ofRole.approval, pim.actor.id) : undefined,
    houseOutlook(deps, pim.actor.id, eligibility, isEmergency),
  ]);
  // Whoever goes past rules says why.
  const asked = isEmergency ? { ...ofRole, isJustificationRequired: true } : ofRole;
  const settings = house.narrowed(asked);
  return {
    eligibility,
    settings,
    house,
    approvers,
    restraint,
    unmet: (input) => [
      ...unmetRules(asked, input, clock.now()),
      ...endedByThen(eligibility, input),
      ...house.unmet(input),
    ],
    dryRun: async (input) => {
      try {
        await pim.checkActivation(role, input);
        return undefined;
      } catch (error) {
        // What waits for votes already is gone past as it is.
        if (isEmergency && isPimError(error, 'request_pending_already')) return undefined;
        return isPimError(error, ...worthTelling)
          ? { code: error.code, unmet: error.details.unmet ?? [] }
          : undefined;
      }
    },
  };
}

/** PIM would say only that its rules are not met: the eligibility is to be there when the activation begins. */
const endedByThen = ({ endAt }: EligibleRole, { startAt }: ActivationInput): readonly UnmetRule[] =>
  endAt !== undefined && startAt !== undefined && startAt >= endAt
    ? [{ rule: 'start_after_eligibility' }]
    : [];
