import { type HeldRoles } from '../holdings.ts';
import { type Person } from '../ids.ts';
import { type ActiveRole, type EligibleRole } from '../roles.ts';
import { type CardRecord, type FollowedRequest } from '../records.ts';
import { isOpen, isWaitingForApproval, lapsesAt, phaseOf } from '../requests.ts';
import { type OperationDeps } from './deps.ts';
import { extensionsAsked } from './extensionAsked.ts';
import { type PendingApproval, waitingFor } from './pendingApprovals.ts';

/** One of the reader's own requests, and its card where there is one. */
export interface OwnPending {
  readonly request: FollowedRequest;
  readonly card: CardRecord | undefined;
}

/** What a person should know today. Empty parts are not shown. */
export interface Digest {
  readonly active: readonly ActiveRole[];
  readonly waitingForMe: readonly PendingApproval[];
  readonly myPending: readonly OwnPending[];
  readonly endingSoon: readonly EndingEligibility[];
}

/** An eligibility that ends soon. */
export interface EndingEligibility extends EligibleRole {
  /** More time was asked for, and is not given yet. */
  readonly isExtensionAsked?: true;
}

/** An eligibility is "ending soon" from so many days before its end; PIM offers extension in the same window. */
export const ENDING_SOON_DAYS = 14;

/**
 * A planned activation is told from so many days before it begins: on a Friday what is planned until Monday, whenever
 * the clocks change. One of weeks ahead is in `pending`, and no reason for a digest a day until then.
 */
export const PLANNED_DAYS = 4;

const DAY_MS = 86_400_000;

type Deps = Pick<OperationDeps, 'requests' | 'cards' | 'votings' | 'extensions' | 'clock'>;

/**
 * Puts a person's digest together from what the app itself may read: nobody is signed in when it goes out. `held` may
 * be some minutes old; what has ended meanwhile is left out.
 */
export async function composeDigest(deps: Deps, held: HeldRoles, person: Person): Promise<Digest> {
  const [active, eligible, waitingForMe, myPending] = await Promise.all([
    held.activeRolesOf(person.id),
    held.eligibleRolesOf(person.id),
    waitingFor(deps, person),
    pendingOf(deps, person),
  ]);
  const now = deps.clock.now();
  const soon = new Date(now.getTime() + ENDING_SOON_DAYS * DAY_MS);
  return {
    active: active.filter(
      ({ assignmentType, endAt }) => assignmentType === 'Activated' && (endAt === undefined || endAt > now),
    ),
    waitingForMe,
    myPending,
    endingSoon: await withExtensions(
      deps,
      person,
      eligible.filter(({ endAt }) => endAt !== undefined && endAt > now && endAt <= soon),
    ),
  };
}

/** Marks those for which their owner asked for more time. */
export async function withExtensions(
  { extensions }: Pick<OperationDeps, 'extensions'>,
  person: Person,
  ending: readonly EligibleRole[],
): Promise<readonly EndingEligibility[]> {
  const isAsked = await extensionsAsked(ending, () => extensions.openOf(person));
  return ending.map((one) => (isAsked(one) ? { ...one, isExtensionAsked: true } : one));
}

async function pendingOf(deps: Deps, person: Person): Promise<readonly OwnPending[]> {
  const now = deps.clock.now();
  const pending = (await deps.requests.openOf(person)).filter(
    (request) =>
      isPlannedSoon(request, now) ||
      (isOpen(request) &&
        (!isWaitingForApproval(request) || request.isHeld === true || lapsesAt(request.createdAt) > now)),
  );
  return Promise.all(
    pending.map(async (request) => {
      const cards = await deps.cards.ofRequest(person.tenantId, request.id);
      return {
        request,
        card: cards.find((card) => card.kind === 'request' && card.person.id === person.id),
      };
    }),
  );
}

/** Nothing more is asked of anybody for it: PIM begins it when its time has come. */
const isPlannedSoon = ({ status, startAt }: FollowedRequest, now: Date): boolean =>
  phaseOf(status) === 'scheduled' &&
  (startAt === undefined || startAt.getTime() <= now.getTime() + PLANNED_DAYS * DAY_MS);

/** Whether there is anything to say at all. */
export const isEmptyDigest = (digest: Digest): boolean =>
  digest.active.length + digest.waitingForMe.length + digest.myPending.length + digest.endingSoon.length ===
  0;
