import { isPimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type FollowedRequest } from '../records.ts';
import { type ActivationRequest, lapsesAt } from '../requests.ts';
import { scopeOfId } from '../roles.ts';
import { waitsFor } from '../houseRules/votings/choices.ts';
import { askApprovers } from './askApprovers.ts';
import { type OperationDeps } from './deps.ts';
import { followRequest } from './followRequest.ts';
import { learnScope } from './learnScope.ts';
import { type PendingApproval, waitingFor } from './pendingApprovals.ts';

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
  | 'votings'
  | 'houseJudge'
>;

/**
 * What waits for this approver in PIM now, also what was asked for in the portal and Latchkey had not heard of; and what
 * waits for their vote by the rules of the house alone. Each gets the approver's running number.
 */
export async function listPendingApprovals(deps: Deps, pim: PimGateway): Promise<readonly PendingApproval[]> {
  const [awaiting, voted] = await Promise.all([pim.requestsAwaitingMe(), waitingFor(deps, pim.actor)]);
  const ofPim = await Promise.all(
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
      return { request: followed, card, lapsesAt: lapsesAt(followed.createdAt) };
    }),
  );
  const known = new Set(ofPim.map(({ request }) => request.id));
  const answered = await Promise.all(ofPim.map((pending) => hasAnswered(deps, pending)));
  return [
    ...ofPim.filter((_pending, index) => answered[index] !== true),
    ...(await onlyVotedOn(deps, voted)).filter(({ request }) => !known.has(request.id)),
  ];
}

/** Whether somebody has had their say, and PIM waits for others of whom the rules ask it. */
async function hasAnswered(deps: Deps, { request, card }: PendingApproval): Promise<boolean> {
  const voting = await deps.votings.of(request.tenantId, request.id);
  const { id } = card.person;
  return voting?.votes.some(({ by }) => by === id) === true && !waitsFor(voting, id);
}

/** What PIM asks everybody about is in PIM's own list, or not for this person. */
async function onlyVotedOn(
  { votings }: Deps,
  pending: readonly PendingApproval[],
): Promise<readonly PendingApproval[]> {
  const found = await Promise.all(pending.map(({ request }) => votings.of(request.tenantId, request.id)));
  return pending.filter((_one, index) => found[index] !== undefined);
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
