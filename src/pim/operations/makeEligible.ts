import { type Grant } from '../administration.ts';
import { isPimError, PimError } from '../errors.ts';
import { afterWriting } from './afterWriting.ts';
import { isLastGlobalAdministrator, lastGlobalAdministrator } from './changeGuards.ts';
import { type ChangeDeps, type ChangeUnderWay, THERE_ALREADY } from './changeUnderWay.ts';
import { stateAfter } from './stateAfter.ts';

/**
 * From a standing assignment to an eligibility: that is granted and seen to be there, and seen once more, before the
 * assignment is removed. Every step begins with reading, so that it may be broken off anywhere and run again.
 * @throws PimError `change_undone` when somebody else took the eligibility away meanwhile
 */
export async function makeEligible(deps: ChangeDeps, run: ChangeUnderWay): Promise<void> {
  const found = await run.read('eligibility');
  if (!run.covers(found)) {
    if (found === undefined) await run.grant('eligibility', THERE_ALREADY);
    else await run.extend('eligibility');
  }
  try {
    await removeAssignment(deps, run);
  } catch (error) {
    throw eligibleNow(error);
  }
}

async function removeAssignment(deps: ChangeDeps, run: ChangeUnderWay): Promise<void> {
  if ((await afterWriting(() => run.read('assignment'))) !== undefined) {
    // Others may have lost the role since the guards looked.
    if (await afterWriting(() => isLastGlobalAdministrator(deps, run))) throw lastGlobalAdministrator();
    // The last look, with nothing between it and the one step that takes something away.
    const last = await afterWriting(() => run.read('eligibility'));
    if (!run.covers(last)) throw await undone(run, last);
    await run.remove('assignment');
  }
  await insistOnEligibility(run);
}

/** Somebody took the eligibility away; what an earlier run has removed may go only now. */
async function undone(run: ChangeUnderWay, eligibility: Grant | undefined): Promise<PimError> {
  const assignment = run.mayBeDone
    ? await run.readUntil('assignment', (found) => found === undefined)
    : await afterWriting(() => run.read('assignment'));
  const isLeftWithout = assignment === undefined && eligibility === undefined;
  return new PimError(
    'change_undone',
    'The eligibility is gone again; nothing was removed',
    isLeftWithout ? { isLeftWithout } : {},
  );
}

/** Nobody is left with neither and no word of it. */
async function insistOnEligibility(run: ChangeUnderWay): Promise<void> {
  if ((await run.readUntil('eligibility', (found) => found !== undefined)) === undefined) {
    throw new PimError('change_undone', 'The eligibility has vanished, and the assignment is gone', {
      isLeftWithout: true,
    });
  }
}

/** What an earlier run has left behind; nothing is written. */
export async function leftOfMakingEligible(run: ChangeUnderWay): Promise<'done' | 'eligible' | 'nothing'> {
  const [assignment, eligibility] = await afterWriting(() =>
    Promise.all([run.read('assignment'), run.read('eligibility')]),
  );
  if (assignment !== undefined) return run.covers(eligibility) ? 'eligible' : 'nothing';
  if (run.covers(eligibility)) return 'done';
  const own = await afterWriting(() => run.ownGrant());
  if (own === undefined) return 'nothing';
  // Neither is to be seen: it may be on its way still.
  if (own.isUnderWay && (await run.readUntil('eligibility', (found) => found !== undefined)) === undefined) {
    throw new PimError('outcome_unknown', 'PIM took it; it is not to be seen yet', { status: 201 });
  }
  if (!run.isOver) await insistOnEligibility(run);
  return 'done';
}

/** The error of a run that ends with the eligibility there, and the assignment too. */
export function eligibleNow(error: unknown): unknown {
  if (!isPimError(error) || error.code === 'change_undone') return error;
  return new PimError(error.code, error.message, { ...error.details, isEligibleNow: true }, { cause: error });
}

/** A refusal that came when the eligibility was there already is no "nothing was changed". */
export function asTold(error: PimError): PimError {
  if (error.details.isEligibleNow !== true || stateAfter(error.code) !== 'REFUSED') return error;
  return new PimError(
    'assignment_kept',
    'The eligibility is there; the assignment could not be removed',
    { ...error.details, refusedWith: error.code },
    { cause: error },
  );
}
