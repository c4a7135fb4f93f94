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

/** Ends it as done: what was asked for was read back. */
export async function settleDone(
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

/** Ends it, or parks it, as its error says. */
export async function fail(
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
  const { graphRequestId, appliedRules } = known.details;
  await deps.operations.settle(
    operation,
    state,
    { errorCode: known.code, graphRequestId, ...(appliedRules === undefined ? {} : { appliedRules }) },
    endEntry(end, operation, { ...facts, ...failureFacts(known) }, request),
  );
  if (request !== undefined && state === 'CONFLICT') await lookAgain(deps, request);
  return { operation, state, request, error: known };
}

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
