import { afterAnswers, isStepUpAnswered } from '../demands.ts';
import { isPimError, PimError } from '../errors.ts';
import { type RoleSettings } from '../policy.ts';
import { type PimGateway, type SignOn, type WriteMade } from '../ports.ts';
import { fitFor, lackedContext } from '../proofs.ts';
import {
  type FollowedRequest,
  type Operation,
  type OperationOutcome,
  type OperationState,
} from '../records.ts';
import { shownBy } from '../shownProof.ts';
import { activateRole, findActivation, type ProofAtHand } from './activateRole.ts';
import { afterWriting } from './afterWriting.ts';
import { cancelRequest } from './cancelRequest.ts';
import { decideRequest, findDecision } from './decideRequest.ts';
import { deactivateRole } from './deactivateRole.ts';
import { type OperationDeps } from './deps.ts';
import { redrawings } from './enqueueCards.ts';
import { extendEligibility } from './extendEligibility.ts';
import { authorityFacts, endEntry } from './operationEntry.ts';
import { stateAfter } from './stateAfter.ts';

export { requestedEntry } from './operationEntry.ts';

/** How a run went: what the person is told, and from what their card is drawn. */
export interface OperationResult {
  readonly operation: Operation;
  readonly state: OperationState;
  readonly request: FollowedRequest | undefined;
  readonly error: PimError | undefined;
}

/** A foreign call has ten seconds; a lease outlives every call of one run. */
const LEASE_SECONDS = 60;

/**
 * Runs a stored intent once, with the token of the very person who asked. One foreign write, never repeated here; an
 * operation whose answer was lost is read back before anything else. Decisions take a proof of identity that was asked
 * for this very operation.
 * @param answered what the person has been asked for already on the way here (`demandOf`): it is not asked for again
 * @returns `undefined` when somebody else is running it, or it has ended already.
 */
export async function runOperation(
  deps: OperationDeps,
  operationId: string,
  signOn: SignOn,
  answered: readonly string[] = [],
): Promise<OperationResult | undefined> {
  const operation = await deps.operations.claim(operationId, LEASE_SECONDS);
  if (operation === undefined) return undefined;
  let made: WriteMade | undefined;
  let proof = signOn;
  try {
    refuseOthers(operation, signOn);
    const demanding = isStepUpAnswered(answered) ? undefined : await settingsToMeet(deps, operation);
    if (demanding !== undefined) proof = fitFor(signOn, demanding, deps.clock.now());
    const pim = deps.pimFor(proof, (write) => {
      made = write;
    });
    const request = await act(deps, pim, operation, {
      lackedContext: demanding && lackedContext(proof, demanding),
      shown: () => shownBy(made?.token),
    });
    await settleDone(deps, operation, request, {
      graphRequestId: made?.graphRequestId,
      facts: authorityFacts(deps, proof, made),
    });
    return { operation, state: 'DONE', request, error: undefined };
  } catch (error) {
    const told = isPimError(error) ? afterAnswers(error, answered) : error;
    return fail(deps, operation, authorityFacts(deps, proof, made), told);
  }
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

/** What goes into the trail of a run beside what was asked. */
type Facts = ReturnType<typeof authorityFacts>;

async function settleDone(
  { operations }: Pick<OperationDeps, 'operations'>,
  operation: Operation,
  request: FollowedRequest | undefined,
  { graphRequestId, facts }: { readonly graphRequestId: string | undefined; readonly facts: Facts },
): Promise<void> {
  const outcome: OperationOutcome = {
    requestId: request?.id,
    status: request?.status,
    ...(graphRequestId === undefined ? {} : { graphRequestId }),
  };
  const entry = endEntry(
    'done',
    operation,
    { ...facts, ...(request === undefined ? {} : { status: request.status }) },
    request,
  );
  await operations.settle(operation, 'DONE', outcome, entry);
}

/** Ends an operation of which nobody will learn any more what it came to; the trail says so. */
export async function abandonOperation(
  { operations }: Pick<OperationDeps, 'operations'>,
  operation: Operation,
): Promise<void> {
  const claimed = await operations.claim(operation.id, LEASE_SECONDS);
  if (claimed === undefined) return;
  const errorCode = 'outcome_unknown';
  await operations.settle(claimed, 'REFUSED', { errorCode }, endEntry('unclear', operation, { errorCode }));
}

function refuseOthers({ id, person, intent }: Operation, signOn: SignOn): void {
  if (person.id !== signOn.person.id || person.tenantId !== signOn.person.tenantId) {
    throw new PimError('forbidden', 'Another person asked for this');
  }
  if (intent.kind === 'decide' && signOn.operationId !== id) {
    throw new PimError('sign_in_required', 'A decision takes a proof of identity asked for this decision');
  }
}

/** A lease taken twice means that an earlier run may have written: read first, act only when nothing is there. */
const mayHaveWritten = ({ fence, state }: Operation): boolean => fence > 1 && state !== 'NEEDS_USER';

async function act(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Operation,
  proof: ProofAtHand,
): Promise<FollowedRequest | undefined> {
  const { intent, person } = operation;
  const isSecondRun = mayHaveWritten(operation);
  switch (intent.kind) {
    case 'activate':
      return (
        (isSecondRun ? await afterWriting(() => findActivation(deps, pim, operation, intent)) : undefined) ??
        activateRole(deps, pim, operation, intent, proof)
      );
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
      if (isSecondRun) {
        const earlier = await afterWriting(() => findDecision(deps, pim, followed, intent.decision));
        if (earlier !== undefined) return earlier;
      }
      return decideRequest(deps, pim, followed, intent);
    }
  }
}

async function fail(
  deps: OperationDeps,
  operation: Operation,
  facts: Facts,
  error: unknown,
): Promise<OperationResult> {
  const known = isPimError(error)
    ? error
    : new PimError('outcome_unknown', 'The operation broke off', {}, { cause: error });
  if (!isPimError(error)) {
    deps.logger.error({ err: error, operationId: operation.id }, 'An operation broke off');
  }
  const state = stateAfter(known.code);
  const end = state === 'CONFLICT' ? 'superseded' : state === 'UNKNOWN' ? 'unclear' : 'refused';
  const { intent, person } = operation;
  const request =
    intent.kind === 'decide' ? await deps.requests.of(person.tenantId, intent.requestId) : undefined;
  const { graphRequestId } = known.details;
  const failure = { errorCode: known.code, ...(graphRequestId === undefined ? {} : { graphRequestId }) };
  await deps.operations.settle(
    operation,
    state,
    { errorCode: known.code, graphRequestId },
    endEntry(end, operation, { ...facts, ...failure }, request),
  );
  if (request !== undefined && state === 'CONFLICT') await lookAgain(deps, request);
  return { operation, state, request, error: known };
}

/** Somebody else was faster: what they did is read at once, and every copy shows what is known. */
async function lookAgain(deps: OperationDeps, { tenantId, id }: FollowedRequest): Promise<void> {
  await deps.requests.markDue(tenantId, id);
  await deps.outbox.add(await redrawings(deps, tenantId, id));
}
