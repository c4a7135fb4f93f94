import { type AdministrationFor, type AdministrationGateway, type GrantKind } from '../administration.ts';
import { isPimError, PimError } from '../errors.ts';
import { type Operation } from '../records.ts';
import { afterWriting } from './afterWriting.ts';
import { mayTakeLastGlobalAdministrator, notOffered, refuseGuarded } from './changeGuards.ts';
import { type ChangeLock, takeLock, underLock } from './changeLock.ts';
import { type ChangeDeps, type ChangeIntent, ChangeUnderWay, THERE_ALREADY } from './changeUnderWay.ts';
import { type OperationDeps } from './deps.ts';
import { eligibleNow, leftOfMakingEligible, makeEligible } from './makeEligible.ts';

/** What an earlier run may have left behind. */
type LeftBehind = 'done' | 'eligible' | 'nothing';

/** @throws PimError `change_guarded` where other people's roles are not changed here */
export function administrationOf(
  { administrationFor }: Pick<OperationDeps, 'administrationFor'>,
  ...proof: Parameters<AdministrationFor>
): AdministrationGateway {
  if (administrationFor === undefined) throw notOffered();
  return administrationFor(...proof);
}

/**
 * Changes what somebody else holds, with the administrator's own authority. Everything is read again here, and what is
 * read back says whether it worked. With `mayBeDone` (an earlier answer was lost) PIM is asked first.
 * @throws PimError `change_guarded`, `change_undone`, `outcome_unknown` …
 */
export async function changeHolding(
  deps: ChangeDeps,
  admin: AdministrationGateway,
  operation: Operation,
  { change }: ChangeIntent,
  mayBeDone = false,
): Promise<void> {
  const run = new ChangeUnderWay(deps, admin, operation, { change, mayBeDone });
  const left = mayBeDone ? await leftBehind(run) : 'nothing';
  if (left === 'done') return;
  try {
    await alone(deps, run, async () => {
      await refuseGuarded(deps, run);
      await make(deps, run);
    });
  } catch (error) {
    // What an earlier run has written came true between two looks.
    if (mayBeDone && isNothingThere(error) && (await leftBehind(run)) === 'done') return;
    throw left === 'eligible' ? eligibleNow(error) : error;
  }
}

/**
 * Two administrators who take the role from each other would each see the other have it still: what may leave nobody with
 * it is done one after the other. A run that may have written before is not refused for having to wait.
 */
async function alone(deps: ChangeDeps, run: ChangeUnderWay, work: () => Promise<void>): Promise<void> {
  if (!mayTakeLastGlobalAdministrator(run)) return work();
  const take = (): Promise<ChangeLock> => takeLock(deps, `globalAdministrators/${run.admin.actor.tenantId}`);
  return underLock(deps, run.mayBeDone ? await afterWriting(take) : await take(), work);
}

const isNothingThere = (error: unknown): boolean =>
  isPimError(error, 'change_guarded') && ['nothingThere', 'throughGroup'].includes(error.details.guard ?? '');

/** Whether an earlier run, or somebody else, has brought about what was asked for; nothing is written. */
export async function isChangeMade(
  deps: ChangeDeps,
  admin: AdministrationGateway,
  operation: Operation,
  { change }: ChangeIntent,
): Promise<boolean> {
  const run = new ChangeUnderWay(deps, admin, operation, { change, mayBeDone: true });
  return (await leftBehind(run)) === 'done';
}

const make = (deps: ChangeDeps, run: ChangeUnderWay): Promise<void> => {
  switch (run.change.what) {
    case 'makeEligible':
      return makeEligible(deps, run);
    case 'assignEligible':
      return assign(run, 'eligibility');
    case 'assignActive':
      return assign(run, 'assignment');
    case 'extendEligible':
      return run.extend('eligibility');
    case 'extendActive':
      return run.extend('assignment');
    case 'updateEligible':
      return run.update('eligibility');
    case 'updateActive':
      return run.update('assignment');
    case 'removeEligible':
      return run.remove('eligibility');
    case 'removeActive':
      return run.remove('assignment');
  }
};

/**
 * Grants what is not there. What an earlier run of ours granted is as it was asked for, so that which is there otherwise is
 * somebody else's, beside which PIM grants nothing.
 * @throws PimError `already_active`
 */
async function assign(run: ChangeUnderWay, kind: GrantKind): Promise<void> {
  const found = run.mayBeDone ? await afterWriting(() => run.read(kind)) : undefined;
  if (run.covers(found)) return;
  if (found !== undefined)
    throw new PimError('already_active', 'Somebody else has made it', { isAboutOther: true });
  await run.grant(kind, run.mayBeDone ? THERE_ALREADY : []);
}

/** @throws PimError `change_undone`, `outcome_unknown` and what asks for the person; never what counts as a refusal */
async function leftBehind(run: ChangeUnderWay): Promise<LeftBehind> {
  const read: typeof run.read = (kind) => afterWriting(() => run.read(kind));
  switch (run.change.what) {
    case 'makeEligible':
      return leftOfMakingEligible(run);
    case 'assignEligible':
    case 'assignActive': {
      const kind = run.change.what === 'assignActive' ? 'assignment' : 'eligibility';
      return run.covers(await read(kind)) ? 'done' : leftOfGranting(run, kind);
    }
    case 'extendEligible':
      return run.covers(await read('eligibility')) ? 'done' : 'nothing';
    case 'extendActive':
      return run.covers(await read('assignment')) ? 'done' : 'nothing';
    case 'updateEligible':
      return run.endsAsAsked(await read('eligibility')) ? 'done' : 'nothing';
    case 'updateActive':
      return run.endsAsAsked(await read('assignment')) ? 'done' : 'nothing';
    case 'removeEligible':
      return (await read('eligibility')) === undefined ? 'done' : 'nothing';
    case 'removeActive':
      return (await read('assignment')) === undefined ? 'done' : 'nothing';
  }
}

/** It is not there as asked; where PIM has our request, somebody has changed it since, or it is on its way. */
async function leftOfGranting(
  run: ChangeUnderWay,
  kind: Parameters<ChangeUnderWay['read']>[0],
): Promise<LeftBehind> {
  const own = await afterWriting(() => run.ownGrant());
  if (own === undefined) return 'nothing';
  const found = await run.readUntil(kind, (grant) => grant !== undefined);
  if (found !== undefined || run.isOver) return 'done';
  throw own.isUnderWay
    ? new PimError('outcome_unknown', 'PIM took it; it is not to be seen yet', { status: 201 })
    : new PimError('change_undone', 'It was made, and is gone');
}
