import { isPimError, PimError } from '../errors.ts';
import { rulesInTrail } from '../houseRules/keptRuling.ts';
import {
  type FollowedRequest,
  type Operation,
  type OperationOutcome,
  type OperationState,
} from '../records.ts';
import { type OperationDeps } from './deps.ts';
import { redrawings } from './enqueueCards.ts';
import { type authorityFacts, endEntry } from './operationEntry.ts';
import { stateAfter } from './stateAfter.ts';

/** How a run went: what the person is told, and from what their card is drawn. */
export interface OperationResult {
  readonly operation: Operation;
  readonly state: OperationState;
  readonly request: FollowedRequest | undefined;
  readonly error: PimError | undefined;
}

/** What goes into the trail of a run beside what was asked. */
type Facts = ReturnType<typeof authorityFacts>;

type Deps = Pick<OperationDeps, 'operations' | 'requests'>;

/**
 * Ends it as done: what was asked for was read back.
 * @returns `undefined` where somebody else is at it by now
 */
export async function settleDone(
  deps: Deps,
  operation: Operation,
  request: FollowedRequest | undefined,
  { graphRequestId, facts }: { readonly graphRequestId: string | undefined; readonly facts: Facts },
): Promise<OperationResult | undefined> {
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
  const isSettled = await deps.operations.settle(operation, 'DONE', outcome, entry);
  const done = { operation, state: 'DONE', request, error: undefined } as const;
  if (isSettled) return done;
  const stored = await asStored(deps, operation);
  // PIM was read just now: nobody who was refused before that knows better.
  return stored === undefined || stored.state === 'DONE' ? stored : done;
}

/**
 * Ends it, or parks it, as its error says.
 * @returns `undefined` where somebody else is at it by now
 */
export async function fail(
  deps: OperationDeps,
  operation: Operation,
  facts: Facts,
  error: unknown,
): Promise<OperationResult | undefined> {
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
  const { graphRequestId, appliedRules } = known.details;
  const isSettled = await deps.operations.settle(
    operation,
    state,
    { errorCode: known.code, graphRequestId, ...(appliedRules === undefined ? {} : { appliedRules }) },
    endEntry(end, operation, { ...facts, ...failureFacts(known) }, request),
  );
  if (!isSettled) return asStored(deps, operation);
  if (request !== undefined && state === 'CONFLICT') await lookAgain(deps, request);
  return { operation, state, request, error: known };
}

/**
 * Parks it until its person has proved anew who they are. Nothing says that it failed, so the trail does not either.
 * @param keptAs `UNKNOWN` where any proof of theirs will do to read back what came of it, whatever they give it for
 * @returns `undefined` where somebody else is at it by now
 */
export async function askForProof(
  deps: Deps,
  operation: Operation,
  facts: Facts,
  keptAs: 'NEEDS_USER' | 'UNKNOWN' = 'NEEDS_USER',
): Promise<OperationResult | undefined> {
  const error = new PimError('sign_in_required', 'It goes on with a proof of identity that was asked for it');
  const row = endEntry('unclear', operation, { ...facts, errorCode: error.code });
  const isSettled = await deps.operations.settle(operation, keptAs, { errorCode: error.code }, row);
  return isSettled
    ? { operation, state: 'NEEDS_USER', request: undefined, error }
    : asStored(deps, operation);
}

/**
 * Nothing was settled: it has ended already, by a commit whose answer was lost or by whoever took it up when the lease had
 * run out, or somebody is at it. Nobody is told anything else than what is stored.
 */
async function asStored(
  { operations, requests }: Deps,
  { id }: Operation,
): Promise<OperationResult | undefined> {
  const stored = await operations.of(id);
  if (stored === undefined || !isOver(stored)) return undefined;
  const { person, state, outcome } = stored;
  const { requestId, errorCode, graphRequestId, appliedRules } = outcome;
  const request = requestId && (await requests.of(person.tenantId, requestId));
  const error =
    state === 'DONE'
      ? undefined
      : new PimError(errorCode ?? 'outcome_unknown', 'It ended so', { graphRequestId, appliedRules });
  return { operation: stored, state, request, error };
}

const isOver = ({ state }: Operation): boolean =>
  state === 'DONE' || state === 'CONFLICT' || state === 'REFUSED';

/** Somebody else was faster: what they did is read at once, and every copy shows what is known. */
async function lookAgain(deps: OperationDeps, { tenantId, id }: FollowedRequest): Promise<void> {
  await deps.requests.markDue(tenantId, id);
  await deps.outbox.add(await redrawings(deps, tenantId, id));
}

/** Which rules of the house stood against it. */
const refusalFacts = ({ version, verdict, asked }: NonNullable<PimError['details']['ruling']>): Facts => ({
  rulesVersion: version,
  rulesVerdict: verdict,
  rulesUnmet: rulesInTrail(asked.filter(({ isMet }) => isMet === false)),
});

/** What the trail keeps of an error: its code, how Graph names the call, and what an administrator's change came to. */
function failureFacts({ code, details }: PimError): Facts {
  const { graphRequestId, guard, refusedWith, isEligibleNow, isLeftWithout, appliedRules, ruling } = details;
  const ticket = details.unmet?.find((rule) => rule.rule === 'ticket_refused');
  return {
    errorCode: code,
    ...(graphRequestId === undefined ? {} : { graphRequestId }),
    ...(guard === undefined ? {} : { guard }),
    ...(ticket === undefined ? {} : { ticketSystem: ticket.system, ticketVerdict: ticket.verdict }),
    ...(ruling === undefined ? {} : refusalFacts(ruling)),
    ...(refusedWith === undefined ? {} : { refusedWith }),
    ...(isEligibleNow === undefined ? {} : { isEligibleNow }),
    ...(isLeftWithout === undefined ? {} : { isLeftWithout }),
    ...(appliedRules === undefined ? {} : { appliedRules: appliedRules.join(' ') }),
  };
}
