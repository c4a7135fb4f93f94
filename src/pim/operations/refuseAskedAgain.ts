import { PimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type FollowedRequest, type Intent, type Operation } from '../records.ts';
import { APPROVAL_WINDOW_MINUTES, isWaitingForApproval } from '../requests.ts';
import { isSameRole, type RoleAtScope } from '../roles.ts';
import { afterWriting } from './afterWriting.ts';
import { type OperationDeps } from './deps.ts';
import { heldRequestId } from './houseVotes/heldRequestId.ts';
import { mayHaveSent } from './mayHaveSent.ts';
import { noReading, statusOf, withReading } from './refreshRequest.ts';

/** A request waits for as long as PIM lets it; an hour more for clocks and delays. */
const SINCE_MS = (APPROVAL_WINDOW_MINUTES + 60) * 60_000;

/**
 * One wish is one request. Whoever asks again while their first request is under way, because its answer was slow or Teams
 * delivered the line once more, gets no second one: not while one waits, not where it was denied after they asked again, for
 * they did not know of that, and not where what they asked for later is over already, or the role was given back, by the
 * time at which the earlier wish, whose answer was lost, is taken up again. PIM itself refuses a second request only while
 * the first waits; of what is kept here until there are votes, `holdForVotes` sees to that.
 * @throws PimError `request_pending_already`, `asked_meanwhile`
 */
export async function refuseAskedAgain(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Pick<Operation, 'id' | 'person' | 'createdAt' | 'fence' | 'outcome'>,
  intent: Extract<Intent, { kind: 'activate' }>,
): Promise<void> {
  const { id, person, createdAt } = operation;
  const since = new Date(deps.clock.now().getTime() - SINCE_MS);
  const own = [heldRequestId(id), intent.heldId];
  const others = (await deps.requests.madeSince(person, since)).filter(
    (request) => isSameRole(request, intent) && !own.includes(request.id),
  );
  const askedAt = intent.askedAt === undefined ? createdAt : new Date(intent.askedAt);
  if (mayHaveSent(operation) && (await wasGivenBack(pim, intent, askedAt)))
    throw new PimError('asked_meanwhile', 'The role was given back meanwhile');
  for (const known of others) {
    const isPims = known.isHeld !== true;
    const request = isPims && isWaiting(known) ? await readAgain(deps, pim, known) : known;
    if (isPims && isWaiting(request))
      throw new PimError('request_pending_already', `Request ${request.id} of this role waits for approval`);
    const wasDeniedSince =
      request.decision === 'Deny' && request.decidedAt !== undefined && request.decidedAt > askedAt;
    const isLaterAndOver = request.createdAt > askedAt && !request.isOpen;
    if (wasDeniedSince || isLaterAndOver)
      throw new PimError('asked_meanwhile', `Request ${request.id} of this role came to its end meanwhile`);
  }
}

/** Wherever that was done, and however little of it is known here yet. */
async function wasGivenBack(pim: PimGateway, role: RoleAtScope, since: Date): Promise<boolean> {
  const requests = await afterWriting(() => pim.myRequests({ isOpenOnly: false }));
  return requests.some(
    ({ action, createdAt, ...one }) =>
      action === 'selfDeactivate' && createdAt !== undefined && createdAt > since && isSameRole(one, role),
  );
}

const isWaiting = (request: FollowedRequest): boolean =>
  isWaitingForApproval(request) && request.decision === undefined;

/** What was decided or taken back elsewhere may not be known here yet. */
async function readAgain(
  deps: OperationDeps,
  pim: PimGateway,
  known: FollowedRequest,
): Promise<FollowedRequest> {
  const status = await statusOf(pim, known);
  if (status === known.status) return known;
  const approval =
    known.approvalId === undefined ? undefined : await pim.approval(known.approvalId).catch(noReading);
  const active = await pim.activeRoles();
  return withReading(deps, known, { status, active, approval });
}
