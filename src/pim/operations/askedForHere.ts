import { type PimErrorCode } from '../errors.ts';
import { isSamePerson, type Person, type RequestId, type RoleDefinitionId } from '../ids.ts';
import { type Operation } from '../records.ts';
import { operationOf } from '../requests.ts';
import { isSameRole, isScopeKnown } from '../roles.ts';
import { THERE_ALREADY } from './changeUnderWay.ts';
import { type OperationDeps } from './deps.ts';

/** An activation, or a request for one, that somebody asked for in Latchkey or elsewhere. */
export interface ToldActivation {
  readonly requestId: RequestId;
  readonly requestor: Person | undefined;
  readonly roleDefinitionId: RoleDefinitionId | undefined;
  /** `UNKNOWN_SCOPE` where nobody said it. */
  readonly scopeId: string;
}

/**
 * Whether it was this operation that asked for it. Its tag alone says nothing: everybody may read it in PIM's history, and
 * write it once more. What PIM answered is certain; before that is noted, it is an operation of this very person and role
 * that PIM may have been sent.
 */
export function hasAskedFor(operation: Operation, told: ToldActivation): boolean {
  const { person, intent, outcome } = operation;
  if (intent.kind !== 'activate') return false;
  if (outcome.requestId !== undefined) return outcome.requestId === told.requestId;
  const isTheirs = told.requestor !== undefined && isSamePerson(person, told.requestor);
  const isOfRole =
    told.roleDefinitionId === intent.roleDefinitionId &&
    (!isScopeKnown(told) || isSameRole(intent, { ...intent, scopeId: told.scopeId }));
  return isTheirs && isOfRole && mayHaveBeenSent(operation);
}

/** How an operation ends of which nobody will learn any more what it came to. */
const GIVEN_UP: readonly PimErrorCode[] = ['outcome_unknown', 'outcome_never_learnt'];
/** How one ends that was taken up after its answer was lost, where PIM may have it and does not show it yet. */
const AFTER_LOST_ANSWER: readonly PimErrorCode[] = [...GIVEN_UP, ...THERE_ALREADY, 'asked_too_long_ago'];

/** Whether PIM may have a request of an operation of which no request is noted. */
function mayHaveBeenSent({ state, fence, outcome: { errorCode } }: Operation): boolean {
  const hasRunBefore = fence > 1;
  switch (state) {
    case 'INTENT':
      return false;
    case 'NEEDS_USER':
      return hasRunBefore;
    case 'CONFLICT':
    case 'REFUSED':
      return errorCode !== undefined && (hasRunBefore ? AFTER_LOST_ANSWER : GIVEN_UP).includes(errorCode);
    default:
      return true;
  }
}

/** Whether Latchkey asked for it, by the tag in its justification. */
export async function isAskedForHere(
  { operations }: Pick<OperationDeps, 'operations'>,
  told: ToldActivation,
  justification: string,
): Promise<boolean> {
  const operationId = operationOf(justification);
  const operation = operationId === undefined ? undefined : await operations.of(operationId);
  return operation !== undefined && hasAskedFor(operation, told);
}
