import { PimError } from '../../errors.ts';
import { type Ruling } from '../../houseRules/ruling.ts';
import { type RoleSettings } from '../../policy.ts';
import { type RequestId } from '../../ids.ts';
import { type PimGateway } from '../../ports.ts';
import { type FollowedRequest, type Intent, type Operation } from '../../records.ts';
import { type ActivationRequest } from '../../requests.ts';
import { isSameRole, roleAtScope, scopeOfId } from '../../roles.ts';
import { type ShownProof } from '../../shownProof.ts';
import { type TicketCheck } from '../../tickets.ts';
import { keptRulingOf } from '../../houseRules/keptRuling.ts';
import { afterWriting } from '../afterWriting.ts';
import { askApprovers } from '../askApprovers.ts';
import { type OperationDeps } from '../deps.ts';
import { followRequest } from '../followRequest.ts';
import { openRequestCard } from '../openRequestCard.ts';
import { heldRequestId } from './heldRequestId.ts';
import { beginVoting } from './openVoting.ts';
import { endHeld, refuseWithoutVotes } from './relayHeld.ts';

type ActivateIntent = Extract<Intent, { kind: 'activate' }>;

/** An activation that house rules let go on only with approvals. */
interface AskedForVotes {
  readonly intent: ActivateIntent;
  /** `undefined` where the rules ask nothing any more of what was kept here for votes. */
  readonly ruling: Ruling | undefined;
  readonly settings: RoleSettings;
  readonly proof: ShownProof | undefined;
  readonly ticketCheck: TicketCheck | undefined;
}

/**
 * Keeps an activation here until the votes are there, where PIM itself asks nobody. PIM's dry run was made before: nobody
 * votes on what PIM would refuse.
 * @returns `undefined` where it goes to PIM now: because PIM asks for an approval, too (then `openVoting` keeps with it what
 *   was asked), or because it was kept here and the votes are there
 * @throws PimError `votes_missing` where it was kept here, and they are not
 */
export async function holdForVotes(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Operation,
  asked: AskedForVotes,
): Promise<FollowedRequest | undefined> {
  const { intent, ruling, settings } = asked;
  if (intent.heldId !== undefined) {
    await refuseWithoutVotes(deps, operation, { ...intent, heldId: intent.heldId });
    return undefined;
  }
  if (ruling === undefined || (await asksForApproval(deps, settings))) return undefined;
  return hold(deps, pim, operation, { ...asked, ruling });
}

/** Asked of PIM now: where the settings are remembered otherwise, it would give the role to whoever asks. */
async function asksForApproval(
  { directory }: Pick<OperationDeps, 'directory'>,
  remembered: RoleSettings,
): Promise<boolean> {
  const all = await directory.settingsOfAll();
  const { approval } =
    all.find(({ roleDefinitionId }) => roleDefinitionId === remembered.roleDefinitionId) ?? remembered;
  return approval.isRequired;
}

async function hold(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Operation,
  { intent, ruling, proof, ticketCheck }: AskedForVotes & { readonly ruling: Ruling },
): Promise<FollowedRequest> {
  const { tenantId } = operation.person;
  const id = heldRequestId(operation.id);
  const earlier = await deps.requests.of(tenantId, id);
  if (earlier === undefined) await refuseSecond(deps, operation, intent);
  const houseRuling = keptRulingOf(ruling);
  const followed: FollowedRequest = earlier ?? {
    ...(await heldRequest(deps, pim, operation, intent)),
    isApproverJustificationRequired: false,
    isHeld: true,
    ...(proof === undefined ? {} : { proof }),
    ...(ticketCheck === undefined ? {} : { ticketCheck }),
    ...(houseRuling === undefined ? {} : { houseRuling }),
  };
  if (earlier === undefined) {
    const demand = ruling.demand;
    const voting = await beginVoting(deps, {
      way: 'activation',
      followed,
      operation,
      demand,
      isHeldUp: false,
    });
    if (voting.id !== id) throw heldAlready(voting.id);
  }
  return afterWriting(async () => {
    await askApprovers(deps, followed);
    await openRequestCard(deps, operation, followed);
    return followed;
  });
}

/** PIM takes no second request of the same role while one waits; nor do we. @throws PimError `request_pending_already` */
async function refuseSecond(
  { requests }: Pick<OperationDeps, 'requests'>,
  { person }: Operation,
  intent: ActivateIntent,
): Promise<void> {
  const open = await requests.openOf(person);
  const same = open.find((request) => request.isHeld === true && isSameRole(request, intent));
  if (same !== undefined) throw heldAlready(same.id);
}

const heldAlready = (id: RequestId): PimError =>
  new PimError('request_pending_already', `Request ${id} of the same role waits for votes`);

/** The request as PIM would have it, under an id of ours. */
async function heldRequest(
  deps: OperationDeps,
  pim: PimGateway,
  { id, person, createdAt }: Operation,
  intent: ActivateIntent,
): Promise<FollowedRequest> {
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  const eligible = await pim.eligibleRoles().catch(() => []);
  const eligibility = eligible.find((candidate) => isSameRole(roleAtScope(candidate), role));
  const request: ActivationRequest = {
    ...role,
    id: heldRequestId(id),
    status: 'PendingApproval',
    action: 'selfActivate',
    principalId: person.id,
    createdAt,
    approvalId: undefined,
    justification: intent.justification,
    ticketNumber: intent.ticketNumber,
    ticketSystem: intent.ticketSystem,
    startAt: intent.startAt === undefined ? undefined : new Date(intent.startAt),
    durationMinutes: intent.durationMinutes,
    endAt: undefined,
    createdByName: undefined,
  };
  return followRequest(deps, request, {
    requestor: person,
    role: eligibility?.role ?? (await deps.directory.role(role.roleDefinitionId)),
    scope: eligibility?.scope ?? scopeOfId(role.scopeId),
    settings: undefined,
    isMadeHere: true,
  });
}

/**
 * Opens the vote on a request that has gone to PIM, before anybody is asked. Where the votes were there before, it ends
 * what was kept here instead. Safe to call again.
 */
export async function openVoting(
  deps: OperationDeps,
  operation: Operation,
  request: FollowedRequest,
  ruling: Ruling | undefined,
): Promise<void> {
  const { intent } = operation;
  if (intent.kind !== 'activate') throw new PimError('invalid_input', 'Only activations are voted on');
  if (intent.heldId !== undefined) return endHeld(deps, intent.heldId, request);
  if (ruling?.verdict !== 'waits') return;
  await beginVoting(deps, {
    way: 'approval',
    followed: request,
    operation,
    demand: ruling.demand,
    isHeldUp: false,
  });
}
