import { afterAnswers, isStepUpAnswered } from '../demands.ts';
import { isPimError, PimError } from '../errors.ts';
import { takesOwnProof } from '../ownProof.ts';
import { type RoleSettings } from '../policy.ts';
import { type PimFor, type PimGateway, type SignOn, type WriteMade } from '../ports.ts';
import { fitFor, lackedContext } from '../proofs.ts';
import { type FollowedRequest, type Intent, type Operation } from '../records.ts';
import { carryOutReview } from '../reviews/carryOut.ts';
import { shownBy } from '../shownProof.ts';
import { activateRole, findActivation, type ProofAtHand } from './activateRole.ts';
import { afterWriting } from './afterWriting.ts';
import { cancelRequest } from './cancelRequest.ts';
import { administrationOf, changeHolding } from './changeHolding.ts';
import { changeSettings } from './changeSettings.ts';
import { decideAgain, decideRequest } from './decideRequest.ts';
import { deactivateRole } from './deactivateRole.ts';
import { type OperationDeps } from './deps.ts';
import { dismissAlert } from './dismissAlert.ts';
import { decideWithVotes } from './houseVotes/decideWithVotes.ts';
import { votingOf } from './houseVotes/openVoting.ts';
import { fail, type OperationResult, settleDone } from './endOperation.ts';
import { extendEligibility } from './extendEligibility.ts';
import { asTold } from './makeEligible.ts';
import { authorityFacts, endEntry } from './operationEntry.ts';

export { type OperationResult } from './endOperation.ts';
export { requestedEntry } from './operationEntry.ts';

/** A foreign call has ten seconds; a lease outlives every call of one run. */
const LEASE_SECONDS = 60;

/** In which circumstances an operation is run. */
export interface RunOptions {
  /** What the person has been asked for already on the way here (`demandOf`): it is not asked for again. */
  readonly answered?: readonly string[] | undefined;
  /** Nobody waits for it just now: it is taken up again because its answer was lost, or its process ended. */
  readonly isUnattended?: boolean;
}

/** An activation of which PIM has nothing is made unattended for so long after somebody asked for it, and then no more. */
const UNATTENDED_MINUTES = 15;

/**
 * Runs a stored intent once, with the token of the very person who asked. No foreign write is repeated here; an
 * operation whose answer was lost is read back before anything else. Decisions and changes of other people's roles take a
 * proof of identity that was asked for this very operation.
 * @returns `undefined` when somebody else is running it, or it had ended before.
 */
export async function runOperation(
  deps: OperationDeps,
  operationId: string,
  signOn: SignOn,
  { answered = [], isUnattended = false }: RunOptions = {},
): Promise<OperationResult | undefined> {
  const operation = await deps.operations.claim(operationId, LEASE_SECONDS);
  if (operation === undefined) return undefined;
  let made: WriteMade | undefined;
  let proof = signOn;
  try {
    refuseOthers(operation, signOn);
    const demanding = isStepUpAnswered(answered) ? undefined : await settingsToMeet(deps, operation);
    if (demanding !== undefined) proof = fitFor(signOn, demanding, deps.clock.now());
    const onWrite = (write: WriteMade): void => {
      made = write;
    };
    const beforeWrite = (): Promise<void> => holdOn(deps, operation);
    const request = await act(deps, [proof, onWrite, beforeWrite], operation, {
      lackedContext: demanding && lackedContext(proof, demanding),
      shown: () => shownBy(made?.token),
      isTooLate: isUnattended && wasAskedLongAgo(deps, operation),
    });
    return await settleDone(deps, operation, request, {
      graphRequestId: made?.graphRequestId,
      facts: authorityFacts(deps, proof, made),
    });
  } catch (error) {
    const told = isPimError(error) ? asTold(afterAnswers(error, answered)) : error;
    return fail(deps, operation, authorityFacts(deps, proof, made), told);
  }
}

/** Whoever asked may not need it any more, and be away from their desk: hours later nobody gets a role unasked. */
const wasAskedLongAgo = ({ clock }: Pick<OperationDeps, 'clock'>, { createdAt }: Operation): boolean =>
  clock.now().getTime() - createdAt.getTime() > UNATTENDED_MINUTES * 60_000;

/**
 * What is read for a change may take longer than the lease, or the process may have stood still: whoever took the
 * operation up then writes, and this run does not.
 * @throws PimError `outcome_unknown`
 */
async function holdOn(
  { operations }: Pick<OperationDeps, 'operations'>,
  operation: Operation,
): Promise<void> {
  if (await operations.keep(operation, LEASE_SECONDS)) return;
  throw new PimError('outcome_unknown', 'Somebody else has taken it up');
}

/**
 * What the role's settings ask of the proof; only an activation has to meet them. Whether they can be read is judged where
 * they are needed: an earlier run may have written already.
 */
async function settingsToMeet(
  { directory }: Pick<OperationDeps, 'directory'>,
  { intent }: Operation,
): Promise<RoleSettings | undefined> {
  if (intent.kind !== 'activate') return undefined;
  return directory.settingsOf(intent.roleDefinitionId).catch((error: unknown) => {
    if (isPimError(error)) return undefined;
    throw error;
  });
}

/**
 * Ends an operation of which nobody will learn any more what it came to; the trail says so. One that never ran is refused:
 * nothing of it was sent.
 * @returns what its person is to be told; `undefined` where nothing is unclear, or somebody else has just taken it up
 */
export async function abandonOperation(
  { operations }: Pick<OperationDeps, 'operations'>,
  { id }: Operation,
): Promise<OperationResult | undefined> {
  const operation = await operations.claim(id, LEASE_SECONDS);
  if (operation === undefined) return undefined;
  const hasRun = mayHaveWritten(operation);
  const error = hasRun
    ? new PimError('outcome_never_learnt', 'Nobody will learn any more what it came to')
    : new PimError('never_begun', 'Nobody signed in for it');
  const row = endEntry(hasRun ? 'unclear' : 'refused', operation, { errorCode: error.code });
  const isSettled = await operations.settle(operation, 'REFUSED', { errorCode: error.code }, row);
  return isSettled && hasRun ? { operation, state: 'REFUSED', request: undefined, error } : undefined;
}

function refuseOthers({ id, person, intent }: Operation, signOn: SignOn): void {
  if (person.id !== signOn.person.id || person.tenantId !== signOn.person.tenantId) {
    throw new PimError('forbidden', 'Another person asked for this');
  }
  if (takesOwnProof(intent) && signOn.operationId !== id) {
    throw new PimError('sign_in_required', 'It takes a proof of identity that was asked for it');
  }
}

/**
 * A lease taken twice means that an earlier run may have written, even where the operation waited for its person in
 * between: read first, act only when nothing is there.
 */
const mayHaveWritten = ({ fence }: Operation): boolean => fence > 1;

/** With which proof something is asked of PIM, who hears of what was sent, and what is asked before anything is. */
type Authority = Required<Parameters<PimFor>>;

/** What an activation has to know beside. */
interface ActivationAtHand extends ProofAtHand {
  /** It is only looked for. */
  readonly isTooLate: boolean;
}

async function act(
  deps: OperationDeps,
  authority: Authority,
  operation: Operation,
  atHand: ActivationAtHand,
): Promise<FollowedRequest | undefined> {
  const { intent } = operation;
  if (intent.kind === 'changeHolding') {
    const admin = administrationOf(deps, ...authority);
    await changeHolding(deps, admin, operation, intent, mayHaveWritten(operation));
    return undefined;
  }
  if (intent.kind === 'changeSettings') {
    await changeSettings(deps, administrationOf(deps, ...authority), intent, mayHaveWritten(operation));
    return undefined;
  }
  if (intent.kind === 'dismissAlert') {
    const admin = administrationOf(deps, ...authority);
    await dismissAlert(deps, admin, operation, intent, mayHaveWritten(operation));
    return undefined;
  }
  if (intent.kind === 'review') {
    await carryOutReview(deps, authority, operation, intent, mayHaveWritten(operation));
    return undefined;
  }
  return actForOneself(deps, deps.pimFor(...authority), { ...operation, intent }, atHand);
}

type OwnOperation = Operation & {
  readonly intent: Exclude<Intent, { kind: 'changeHolding' | 'changeSettings' | 'dismissAlert' | 'review' }>;
};

/** What people do with their own roles, and decide. */
async function actForOneself(
  deps: OperationDeps,
  pim: PimGateway,
  operation: OwnOperation,
  atHand: ActivationAtHand,
): Promise<FollowedRequest | undefined> {
  const { intent, person } = operation;
  const isSecondRun = mayHaveWritten(operation);
  switch (intent.kind) {
    case 'activate': {
      const found = isSecondRun
        ? await afterWriting(() => findActivation(deps, pim, operation, intent))
        : undefined;
      if (found !== undefined) return found;
      if (atHand.isTooLate)
        throw new PimError('asked_too_long_ago', 'PIM has nothing of it, and nobody waits for it');
      return activateRole(deps, pim, operation, intent, atHand);
    }
    case 'deactivate':
      await deactivateRole(deps, pim, operation, intent, isSecondRun);
      return undefined;
    case 'extendEligibility':
      await extendEligibility(deps, pim, operation, intent, isSecondRun);
      return undefined;
    case 'cancel':
      await cancelRequest(deps, pim, operation, intent, isSecondRun);
      return undefined;
    case 'decide': {
      const followed = await deps.requests.of(person.tenantId, intent.requestId);
      if (followed === undefined)
        throw new PimError('request_not_found', `Unknown request ${intent.requestId}`);
      const voting = await votingOf(deps, followed);
      if (voting !== undefined)
        return decideWithVotes(deps, pim, { operation, intent, voting, followed, isSecondRun });
      return (isSecondRun ? decideAgain : decideRequest)(deps, pim, followed, intent);
    }
  }
}
