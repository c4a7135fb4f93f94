import { type Approval } from '../approvals.ts';
import { isPimError, PimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type Announcement, type FollowedRequest, type OutboxAddition } from '../records.ts';
import { isOpen, isWaitingForApproval, lapsesAt, phaseOf } from '../requests.ts';
import { type ActiveRole, isSameRole, isScopeKnown, roleAtScope } from '../roles.ts';
import { withDecision } from './decideRequest.ts';
import { type OperationDeps } from './deps.ts';
import { announcedDecision, noticeOf, redrawings, requestorOf } from './enqueueCards.ts';
import { noteProvisioning } from './noteProvisioning.ts';

type AnnouncingDeps = Pick<
  OperationDeps,
  'requests' | 'cards' | 'outbox' | 'claims' | 'audit' | 'provisioningDelays' | 'clock' | 'random'
>;
type Deps = AnnouncingDeps & Pick<OperationDeps, 'pimFor' | 'directory' | 'tokens'>;

/** What PIM said about a request just now; `undefined` parts could not be read with what is at hand. */
interface PimReading {
  readonly status: string | undefined;
  readonly active: readonly ActiveRole[];
  readonly approval?: Approval | undefined;
  /** PIM gave no role for it, whatever was taken for its activation before. */
  readonly neverBegan?: boolean;
}

/**
 * Reads a request's state from PIM and, where it changed, has every card redrawn and the requestor told. With the
 * requestor's own token while one lives; otherwise from what the app itself may read (instances, and approvals where
 * that permission was granted).
 */
export async function refreshRequest(deps: Deps, followed: FollowedRequest): Promise<FollowedRequest> {
  const person = { tenantId: followed.tenantId, id: followed.requestor };
  const signOn = await deps.tokens.of(person);
  const pim = signOn === undefined ? undefined : deps.pimFor(signOn);
  const own = pim === undefined ? undefined : await readAsRequestor(pim, followed);
  if (pim === undefined || own === undefined) {
    return withReading(deps, followed, await readAsApp(deps, followed));
  }
  if (own.status === followed.status) return withReading(deps, followed, own);
  return withReading(deps, followed, { ...own, approval: await approvalOf(deps, pim, followed) });
}

/**
 * What follows from a reading that was made already, of many requests at once.
 * @returns `followed` itself where nothing changed: then nothing was saved either
 */
export async function withReading(
  deps: AnnouncingDeps,
  followed: FollowedRequest,
  reading: PimReading,
): Promise<FollowedRequest> {
  const settled = settle(followed, reading, deps.clock.now());
  const mayBeDecided = followed.decision === undefined && followed.approvalId !== undefined;
  const isToBeJudged = isWaitingForApproval(followed) || settled.status !== followed.status;
  const updated =
    mayBeDecided && isToBeJudged && reading.approval !== undefined
      ? withDecision(settled, reading.approval, deps.clock.now())
      : settled;
  if (!hasChanged(followed, updated)) return followed;
  // While PIM was being read somebody may have decided here: what they saved is newer than what was read for this.
  const latest = await deps.requests.of(followed.tenantId, followed.id);
  if (latest !== undefined && hasChanged(followed, latest)) return latest;
  await deps.requests.save(updated, await announcementOf(deps, followed, updated));
  if (becameActive(followed, updated)) await noteProvisioning(deps, followed);
  return updated;
}

async function readAsApp(
  { directory }: Pick<Deps, 'directory'>,
  { requestor, approvalId }: FollowedRequest,
): Promise<PimReading> {
  const [standing] = await directory.standingsOf([{ requestor, approvalId }]);
  if (standing === undefined || isPimError(standing)) {
    throw standing ?? new PimError('unexpected_answer', 'A standing is missing');
  }
  return { status: undefined, ...standing };
}

async function readAsRequestor(pim: PimGateway, followed: FollowedRequest): Promise<PimReading | undefined> {
  try {
    const [status, active] = await Promise.all([statusOf(pim, followed), pim.activeRoles()]);
    return { status, active };
  } catch (error) {
    // A token that no longer serves is no reason to stop following; the app's own reading takes over.
    if (isPimError(error)) return undefined;
    throw error;
  }
}

/** Who decided: from the app's own reading, or the requestor's; a name that cannot be read holds nothing up. */
async function approvalOf(
  deps: Pick<Deps, 'directory'>,
  pim: PimGateway,
  followed: FollowedRequest,
): Promise<Approval | undefined> {
  if (followed.approvalId === undefined || followed.decision !== undefined) return undefined;
  const standing = await readAsApp(deps, followed).catch(noReading);
  return standing?.approval ?? (await pim.approval(followed.approvalId).catch(noReading));
}

/** Where a reading is a bonus: what PIM refuses is not known, everything else is an error. */
export function noReading(error: unknown): undefined {
  if (!isPimError(error)) throw error;
}

/** PIM deletes cancelled requests in the end, so a request that its own requestor cannot find is over. */
export async function statusOf(pim: PimGateway, { id }: FollowedRequest): Promise<string> {
  try {
    return (await pim.request(id)).status;
  } catch (error) {
    if (isPimError(error, 'request_not_found')) return 'Canceled';
    throw error;
  }
}

/** The state that follows from a reading. Pure, so that every case can be tested. */
export function settle(stored: FollowedRequest, reading: PimReading, now: Date): FollowedRequest {
  const followed =
    reading.neverBegan === true ? { ...stored, startAt: stored.plannedStartAt, endAt: undefined } : stored;
  const instance = reading.active.find(
    (held) => held.assignmentType === 'Activated' && isInstanceOf(followed, held),
  );
  const read = {
    ...followed,
    ...(instance === undefined ? {} : scopeIn(followed, instance)),
    status: reading.status ?? followed.status,
    readAt: now,
  };
  if (instance !== undefined) {
    return {
      ...read,
      status: 'Provisioned',
      startAt: instance.startAt ?? read.startAt,
      endAt: instance.endAt,
      isOpen: true,
    };
  }
  if (followed.endAt !== undefined) return { ...read, status: 'Revoked', isOpen: false };
  if (isWaitingForApproval(read) && now >= lapsesAt(read.createdAt)) {
    return { ...read, status: 'TimedOut', isOpen: false };
  }
  const phase = phaseOf(read.status);
  const isLive = isOpen(read) || phase === 'scheduled' || phase === 'active';
  if (isLive && !isWaitingForApproval(read) && now > endsAtTheLatest(read)) {
    return { ...read, status: 'Revoked', isOpen: false };
  }
  return { ...read, isOpen: isLive };
}

/** The schedule tells one activation of the role from the next, which the portal may have given meanwhile. */
function isInstanceOf(followed: FollowedRequest, held: ActiveRole): boolean {
  if (!isScopeKnown(followed))
    return held.role.id === followed.roleDefinitionId && held.scheduleId === followed.id;
  const mayBeIts = held.scheduleId === undefined || held.scheduleId === followed.id;
  return mayBeIts && isSameRole(roleAtScope(held), followed);
}

/** An activation shows where the role was asked for, if nothing did before. */
const scopeIn = (
  followed: FollowedRequest,
  { scope }: ActiveRole,
): Pick<FollowedRequest, 'scopeId' | 'scopeName'> =>
  isScopeKnown(followed)
    ? { scopeId: followed.scopeId, scopeName: followed.scopeName }
    : { scopeId: scope.id, scopeName: scope.kind === 'tenant' ? undefined : (scope.displayName ?? scope.id) };

/** PIM takes activations of a day at the most; what it takes to give a role is little beside that. */
const LONGEST_MINUTES = 24 * 60;
const PROVISIONING_MINUTES = 60;

/** After this nothing can come of a request that was never seen active: it was, and is over, while nobody looked. */
function endsAtTheLatest({
  createdAt,
  startAt,
  approvalId,
  decidedAt,
  durationMinutes,
}: FollowedRequest): Date {
  const decided = approvalId === undefined ? createdAt : (decidedAt ?? lapsesAt(createdAt));
  const begunAt = Math.max(decided.getTime(), startAt?.getTime() ?? 0);
  return new Date(begunAt + ((durationMinutes ?? LONGEST_MINUTES) + PROVISIONING_MINUTES) * 60_000);
}

const hasChanged = (before: FollowedRequest, after: FollowedRequest): boolean =>
  before.status !== after.status ||
  before.decision !== after.decision ||
  before.endAt?.getTime() !== after.endAt?.getTime() ||
  before.isOpen !== after.isOpen;

const becameActive = (before: FollowedRequest, after: FollowedRequest): boolean =>
  before.endAt === undefined && after.endAt !== undefined;

async function announcementOf(
  deps: AnnouncingDeps,
  before: FollowedRequest,
  after: FollowedRequest,
): Promise<Announcement> {
  const isOver = before.isOpen && !after.isOpen;
  if (isOver && after.endAt === undefined) return announcedDecision(deps, after, deps.clock.now());
  const messages = await redrawings(deps, after.tenantId, after.id);
  const wasWaitedFor = after.approvalId !== undefined || phaseOf(before.status) === 'scheduled';
  if (becameActive(before, after)) return withNews(deps, after, { messages, what: 'active', wasWaitedFor });
  if (isOver) return withNews(deps, after, { messages, what: 'ended', wasWaitedFor: true });
  return { messages, audit: [] };
}

/** Once, however many look at the same moment. Who activated something that nobody had to wait for sees it on the card. */
function withNews(
  deps: AnnouncingDeps,
  request: FollowedRequest,
  news: {
    readonly messages: readonly OutboxAddition[];
    readonly what: 'active' | 'ended';
    readonly wasWaitedFor: boolean;
  },
): Announcement {
  const { tenantId, id: requestId, roleDefinitionId, scopeId } = request;
  const onceKey = `told/${tenantId}/${requestId}/${news.what}`;
  const notice = news.what === 'active' ? 'requestActive' : 'requestEnded';
  const event = news.what === 'active' ? 'activation.activated' : 'activation.ended';
  const told = noticeOf(deps, requestorOf(request), { notice, requestId, onceKey });
  return {
    messages: news.wasWaitedFor ? [...news.messages, told] : news.messages,
    audit: [
      {
        onceKey: `${onceKey}/noted`,
        entry: { event, tenantId, actor: undefined, requestId, roleDefinitionId, scopeId },
      },
    ],
  };
}
