import { isPimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type CardRecord, type FollowedRequest } from '../records.ts';
import { type ActivationRequest } from '../requests.ts';
import { scopeOfId } from '../roles.ts';
import { askApprovers } from './askApprovers.ts';
import { type OperationDeps } from './deps.ts';
import { followRequest } from './followRequest.ts';
import { learnScope } from './learnScope.ts';

/** A request that waits for a person, and that person's card of it with the running number. */
export interface PendingApproval {
  readonly request: FollowedRequest;
  readonly card: CardRecord;
}

type Deps = Pick<
  OperationDeps,
  | 'directory'
  | 'administrators'
  | 'requests'
  | 'cards'
  | 'clock'
  | 'random'
  | 'outbox'
  | 'conversations'
  | 'audit'
  | 'limits'
  | 'logger'
>;

/**
 * What waits for this approver in PIM now, also what was asked for in the portal and Latchkey had not heard of. Each
 * gets the approver's running number.
 */
export async function listPendingApprovals(deps: Deps, pim: PimGateway): Promise<readonly PendingApproval[]> {
  const awaiting = await pim.requestsAwaitingMe();
  return Promise.all(
    awaiting.map(async (request) => {
      const known = await deps.requests.of(pim.actor.tenantId, request.id);
      const followed =
        known === undefined
          ? await follow(deps, pim, request)
          : await learnScope(deps, known, request.scopeId);
      const { card } = await deps.cards.open({
        id: deps.random.ulid(),
        kind: 'approval',
        requestId: request.id,
        person: pim.actor,
        nonce: deps.random.secret(),
      });
      return { request: followed, card };
    }),
  );
}

async function follow(deps: Deps, pim: PimGateway, request: ActivationRequest): Promise<FollowedRequest> {
  const [role, settings] = await Promise.all([
    deps.directory.role(request.roleDefinitionId),
    deps.directory.settingsOf(request.roleDefinitionId).catch(() => undefined),
  ]);
  const followed = await followRequest(deps, request, {
    requestor: { tenantId: pim.actor.tenantId, id: request.principalId },
    role,
    scope: scopeOfId(request.scopeId),
    settings,
    isMadeHere: false,
  });
  await deps.requests.save(followed);
  // Nobody else may have heard of it either; whether they can be asked now is no reason not to show it here.
  await askApprovers(deps, followed).catch((error: unknown) => {
    if (!isPimError(error)) throw error;
    deps.logger.warn({ err: error, requestId: followed.id }, 'Approvers of a request could not be asked yet');
  });
  return followed;
}
