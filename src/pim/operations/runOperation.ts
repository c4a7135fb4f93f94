import { isPimError, PimError } from '../errors.ts';
import { type Person } from '../ids.ts';
import { type PimGateway, type SignOn } from '../ports.ts';
import {
  type AuditEntry,
  type AuditEvent,
  type FollowedRequest,
  type Intent,
  type Operation,
  type OperationState,
} from '../records.ts';
import { activateRole, findActivation } from './activateRole.ts';
import { afterWriting } from './afterWriting.ts';
import { cancelRequest } from './cancelRequest.ts';
import { decideRequest, findDecision } from './decideRequest.ts';
import { deactivateRole } from './deactivateRole.ts';
import { type OperationDeps } from './deps.ts';
import { redrawCards, tellDecision } from './enqueueCards.ts';
import { stateAfter } from './stateAfter.ts';

/** How a run went: what the person is told, and from what their card is drawn. */
export interface OperationResult {
  readonly operation: Operation;
  readonly state: OperationState;
  readonly request: FollowedRequest | undefined;
  readonly error: PimError | undefined;
}

/** A foreign call has ten seconds; a lease outlives every call of one run. */
const LEASE_SECONDS = 60;

const events: Readonly<
  Record<Intent['kind'], Readonly<Record<'requested' | 'done' | 'refused' | 'unclear', AuditEvent>>>
> = {
  activate: {
    requested: 'activation.requested',
    done: 'activation.submitted',
    refused: 'activation.refused',
    unclear: 'activation.unclear',
  },
  deactivate: {
    requested: 'deactivation.requested',
    done: 'deactivation.done',
    refused: 'deactivation.refused',
    unclear: 'deactivation.unclear',
  },
  cancel: {
    requested: 'cancellation.requested',
    done: 'cancellation.done',
    refused: 'cancellation.refused',
    unclear: 'cancellation.unclear',
  },
  decide: {
    requested: 'decision.requested',
    done: 'decision.recorded',
    refused: 'decision.refused',
    unclear: 'decision.unclear',
  },
};

/** Audit row of an intent, for `Operations.open`. */
export const requestedEntry = (person: Person, operationId: string, intent: Intent): AuditEntry =>
  entry(events[intent.kind].requested, person, operationId, intent);

function entry(
  event: AuditEvent,
  person: Person,
  operationId: string,
  intent: Intent,
  facts: AuditEntry['facts'] = {},
): AuditEntry {
  const base = { event, tenantId: person.tenantId, actor: person.id, operationId };
  switch (intent.kind) {
    case 'activate':
      return {
        ...base,
        roleDefinitionId: intent.roleDefinitionId,
        scopeId: intent.scopeId,
        facts: {
          durationMinutes: intent.durationMinutes,
          justification: intent.justification,
          ticketNumber: intent.ticketNumber,
          ...facts,
        },
      };
    case 'deactivate':
      return { ...base, roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId, facts };
    case 'cancel':
      return { ...base, requestId: intent.requestId, facts };
    case 'decide':
      return {
        ...base,
        requestId: intent.requestId,
        facts: { decision: intent.decision, comment: intent.comment, ...facts },
      };
  }
}

/**
 * Runs a stored intent once, with the token of the very person who asked. One foreign write, never repeated here; an
 * operation whose answer was lost is read back before anything else. Decisions take a proof of identity that was asked
 * for this very operation.
 * @returns `undefined` when somebody else is running it, or it has ended already.
 */
export async function runOperation(
  deps: OperationDeps,
  operationId: string,
  signOn: SignOn,
): Promise<OperationResult | undefined> {
  const operation = await deps.operations.claim(operationId, LEASE_SECONDS);
  if (operation === undefined) return undefined;
  const pim = deps.pimFor(signOn);
  try {
    refuseOthers(operation, signOn);
    const request = await act(deps, pim, operation);
    const wasSettled = await deps.operations.settle(
      operation,
      'DONE',
      { requestId: request?.id, status: request?.status },
      entry(
        events[operation.intent.kind].done,
        operation.person,
        operation.id,
        operation.intent,
        proofFacts(deps, signOn),
      ),
    );
    if (wasSettled && operation.intent.kind === 'decide' && request !== undefined)
      await spreadDecision(deps, request);
    return { operation, state: 'DONE', request, error: undefined };
  } catch (error) {
    return fail(deps, operation, signOn, error);
  }
}

/** Ends an operation of which nobody will learn any more what it came to; the trail says so. */
export async function abandonOperation(
  { operations }: Pick<OperationDeps, 'operations'>,
  { id, person, intent }: Operation,
): Promise<void> {
  const claimed = await operations.claim(id, LEASE_SECONDS);
  if (claimed === undefined) return;
  const errorCode = 'outcome_unknown';
  const row = entry(events[intent.kind].unclear, person, id, intent, { errorCode });
  await operations.settle(claimed, 'REFUSED', { errorCode }, row);
}

function refuseOthers({ id, person, intent }: Operation, signOn: SignOn): void {
  if (person.id !== signOn.person.id || person.tenantId !== signOn.person.tenantId) {
    throw new PimError('forbidden', 'Another person asked for this');
  }
  if (intent.kind === 'decide' && signOn.operationId !== id) {
    throw new PimError('sign_in_required', 'A decision takes a proof of identity asked for this decision');
  }
}

const proofFacts = ({ clock }: Pick<OperationDeps, 'clock'>, signOn: SignOn): AuditEntry['facts'] => ({
  proofAgeSeconds: Math.round((clock.now().getTime() - signOn.receivedAt.getTime()) / 1000),
  proof: signOn.graphToken === undefined ? 'exchange' : 'interactive',
  ...(signOn.graphToken === undefined
    ? {}
    : {
        authenticationMethods: signOn.graphToken.methods.join(' '),
        authenticationContexts: signOn.graphToken.contexts.join(' '),
      }),
});

/** A lease taken twice means that an earlier run may have written: read first, act only when nothing is there. */
const mayHaveWritten = ({ fence, state }: Operation): boolean => fence > 1 && state !== 'NEEDS_USER';

async function act(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Operation,
): Promise<FollowedRequest | undefined> {
  const { intent, person } = operation;
  const isSecondRun = mayHaveWritten(operation);
  switch (intent.kind) {
    case 'activate':
      return (
        (isSecondRun ? await afterWriting(() => findActivation(deps, pim, operation, intent)) : undefined) ??
        activateRole(deps, pim, operation, intent)
      );
    case 'deactivate':
      await deactivateRole(deps, pim, operation, intent, isSecondRun);
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
  signOn: SignOn,
  error: unknown,
): Promise<OperationResult> {
  const known = isPimError(error)
    ? error
    : new PimError('outcome_unknown', 'The operation broke off', {}, { cause: error });
  if (!isPimError(error)) {
    deps.logger.error({ err: error, operationId: operation.id }, 'An operation broke off');
  }
  const state = stateAfter(known.code);
  const event =
    state === 'CONFLICT' && operation.intent.kind === 'decide'
      ? 'decision.superseded'
      : events[operation.intent.kind][state === 'UNKNOWN' ? 'unclear' : 'refused'];
  await deps.operations.settle(
    operation,
    state,
    { errorCode: known.code, graphRequestId: known.details.graphRequestId },
    entry(event, operation.person, operation.id, operation.intent, {
      errorCode: known.code,
      ...(known.details.graphRequestId === undefined ? {} : { graphRequestId: known.details.graphRequestId }),
      ...proofFacts(deps, signOn),
    }),
  );
  const { intent, person } = operation;
  const request =
    intent.kind === 'decide' ? await deps.requests.of(person.tenantId, intent.requestId) : undefined;
  if (request !== undefined && state === 'CONFLICT') await spreadDecision(deps, request);
  return { operation, state, request, error: known };
}

/** Everybody concerned hears it: all cards are redrawn, the requestor is told, the request is read again soon. */
async function spreadDecision(deps: OperationDeps, request: FollowedRequest): Promise<void> {
  await deps.requests.save({ ...request, readAt: new Date(0) });
  await redrawCards(deps, request.tenantId, request.id);
  await tellDecision(deps, request);
}
