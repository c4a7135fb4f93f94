import { type Grant, type GrantKind, type GrantLimits } from '../administration.ts';
import { type ChangeGuard, isPimError, PimError, type PimErrorDetails } from '../errors.ts';
import { GLOBAL_ADMINISTRATOR, isSameRole, roleAtScope } from '../roles.ts';
import { type ChangeDeps, type ChangeUnderWay } from './changeUnderWay.ts';

const DAY_MS = 86_400_000;

const guarded = (guard: ChangeGuard, message: string, details: PimErrorDetails = {}): PimError =>
  new PimError('change_guarded', message, { ...details, guard });

/** Where changes of other people's roles are not switched on. */
export const notOffered = (): PimError => guarded('notOffered', 'Changes are not switched on');

/**
 * Refuses what must not be done whatever PIM would say; everything is read now. A part of the organization is no reason:
 * PIM takes an eligibility at exactly the scope that an assignment has.
 * @throws PimError `change_guarded`, `policy_not_satisfied`
 */
export async function refuseGuarded(deps: ChangeDeps, run: ChangeUnderWay): Promise<void> {
  const { change, admin } = run;
  if (change.principalId === admin.actor.id) throw guarded('oneself', 'Nobody changes their own roles here');
  if (deps.yardstick.breakGlass.includes(change.principalId)) {
    throw guarded('breakGlass', 'An emergency account');
  }
  switch (change.what) {
    case 'makeEligible':
      await refuseApp(deps, run);
      await refuseNothing(deps, run, 'assignment');
      if (await isLastGlobalAdministrator(deps, run)) throw lastGlobalAdministrator();
      if (!run.covers(await run.read('eligibility'))) await refuseTooLong(deps, run, 'eligibility');
      break;
    case 'assignEligible':
      await refuseApp(deps, run);
      await refuseUnfit(deps, run);
      await refuseTooLong(deps, run, 'eligibility');
      break;
    case 'assignActive':
      await refuseUnfit(deps, run);
      await refuseTooLong(deps, run, 'assignment');
      break;
    case 'extendEligible':
      await refuseNothing(deps, run, 'eligibility');
      await refuseTooLong(deps, run, 'eligibility');
      break;
    case 'extendActive':
      await refuseNothing(deps, run, 'assignment');
      await refuseTooLong(deps, run, 'assignment');
      break;
    case 'updateEligible':
      await refuseNothing(deps, run, 'eligibility');
      await refuseTooLong(deps, run, 'eligibility');
      break;
    case 'updateActive':
      await refuseNothing(deps, run, 'assignment');
      await refuseTooLong(deps, run, 'assignment');
      // What gets an end is no standing access any more when it has come.
      if (run.endAt !== undefined && (await isLastGlobalAdministrator(deps, run)))
        throw lastGlobalAdministrator();
      break;
    case 'removeEligible':
      await refuseNothing(deps, run, 'eligibility');
      break;
    case 'removeActive':
      await refuseNothing(deps, run, 'assignment');
      if (await isLastGlobalAdministrator(deps, run)) throw lastGlobalAdministrator();
  }
}

/** Whether a change takes the one role without which nobody can mend anything, or gives it an end. */
export const mayTakeLastGlobalAdministrator = ({ change, endAt }: ChangeUnderWay): boolean =>
  change.roleDefinitionId === GLOBAL_ADMINISTRATOR &&
  change.scopeId === '/' &&
  (change.what === 'makeEligible' ||
    change.what === 'removeActive' ||
    (change.what === 'updateActive' && endAt !== undefined));

/**
 * Whether the role would be taken from the last who can mend everything: a person who may sign in, holds it for good, and
 * is kept for no emergency. A group or an app does not stand in for one.
 */
export async function isLastGlobalAdministrator(
  { directory, yardstick }: ChangeDeps,
  { change, admin }: ChangeUnderWay,
): Promise<boolean> {
  if (change.roleDefinitionId !== GLOBAL_ADMINISTRATOR || change.scopeId !== '/') return false;
  const holders = await admin.permanentHoldersOf(GLOBAL_ADMINISTRATOR);
  if (!holders.includes(change.principalId)) return false;
  const others = holders.filter((id) => id !== change.principalId && !yardstick.breakGlass.includes(id));
  return !(await directory.people(others)).some(({ isEnabled }) => isEnabled);
}

export const lastGlobalAdministrator = (): PimError =>
  guarded('lastGlobalAdministrator', 'Nobody else holds it for good');

/** A service principal cannot be eligible. */
async function refuseApp(
  { directory }: ChangeDeps,
  { change: { principalId } }: ChangeUnderWay,
): Promise<void> {
  const [person, group] = await Promise.all([
    directory.person(principalId),
    directory.groupName(principalId),
  ]);
  if (person === undefined && group === undefined) throw guarded('app', 'Neither a person nor a group');
}

/** Nothing new is given to guests, nor to people who cannot sign in. What they have can be changed all the same. */
async function refuseUnfit(
  { directory }: ChangeDeps,
  { change: { principalId } }: ChangeUnderWay,
): Promise<void> {
  const person = await directory.person(principalId);
  if (person?.isGuest === true) throw guarded('guest', 'A guest');
  if (person?.isEnabled === false) throw guarded('disabled', 'Somebody who cannot sign in');
}

/** There must be something of the principal's own that this changes: to extend, what ends sooner; to update, what ends otherwise. */
async function refuseNothing(deps: ChangeDeps, run: ChangeUnderWay, kind: GrantKind): Promise<void> {
  const own = await run.read(kind);
  if (own !== undefined && !isAsAsked(run, own)) return;
  const isGroups = own === undefined && (await isThroughGroup(deps, run, kind));
  throw isGroups
    ? guarded('throughGroup', 'It comes through a group')
    : guarded('nothingThere', 'Nothing of their own that this would change');
}

/** Whether the end is so already; what is removed or replaced has none to compare. */
function isAsAsked(run: ChangeUnderWay, own: Grant): boolean {
  switch (run.change.what) {
    case 'extendEligible':
    case 'extendActive':
      return run.covers(own);
    case 'updateEligible':
    case 'updateActive':
      return run.endsAsAsked(own);
    default:
      return false;
  }
}

/** For the words alone: where it cannot be read, there is nothing of their own all the same. */
async function isThroughGroup(
  { directory }: ChangeDeps,
  { change }: ChangeUnderWay,
  kind: GrantKind,
): Promise<boolean> {
  try {
    const held =
      kind === 'eligibility'
        ? await directory.eligibleRolesOf(change.principalId)
        : await directory.activeRolesOf(change.principalId);
    return held.some((one) => one.memberType === 'Group' && isSameRole(roleAtScope(one), change));
  } catch (error) {
    if (isPimError(error)) return false;
    throw error;
  }
}

async function refuseTooLong(
  { clock }: ChangeDeps,
  { change, admin, endAt }: ChangeUnderWay,
  kind: GrantKind,
): Promise<void> {
  const limits: GrantLimits = await admin.limitsOf(change.roleDefinitionId);
  if (limits.isJustificationRequired && change.justification.trim() === '') {
    throw new PimError('policy_not_satisfied', 'No justification', {
      unmet: [{ rule: 'justification_missing' }],
    });
  }
  const { mayBePermanent, maximumDays } = limits[kind];
  const days = endAt === undefined ? Infinity : (endAt.getTime() - clock.now().getTime()) / DAY_MS;
  if (mayBePermanent || days <= maximumDays) return;
  throw guarded('tooLong', `The role allows ${String(maximumDays)} days`, { maximumDays });
}
