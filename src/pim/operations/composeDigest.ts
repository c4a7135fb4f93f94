import { type Person } from '../ids.ts';
import { type ActiveRole, type EligibleRole } from '../roles.ts';
import { type FollowedRequest } from '../records.ts';
import { isOpen, isWaitingForApproval } from '../requests.ts';
import { type OperationDeps } from './deps.ts';
import { type PendingApproval } from './listPendingApprovals.ts';

/** What a person should know today. Empty parts are not shown. */
export interface Digest {
  readonly active: readonly ActiveRole[];
  readonly waitingForMe: readonly PendingApproval[];
  readonly myPending: readonly FollowedRequest[];
  readonly endingSoon: readonly EligibleRole[];
}

/** An eligibility is "ending soon" from so many days before its end; PIM offers extension in the same window. */
export const ENDING_SOON_DAYS = 14;

type Deps = Pick<OperationDeps, 'directory' | 'requests' | 'cards' | 'clock'>;

/** Puts a person's digest together from what the app itself may read: nobody is signed in when it goes out. */
export async function composeDigest(deps: Deps, person: Person): Promise<Digest> {
  const [held, eligible, cards, mine] = await Promise.all([
    deps.directory.activeRolesOf(person.id),
    deps.directory.eligibleRolesOf(person.id),
    deps.cards.openOf(person, 'approval'),
    deps.requests.openOf(person),
  ]);
  const asked = await Promise.all(
    cards.map(async (card) => ({ card, request: await deps.requests.of(person.tenantId, card.requestId) })),
  );
  const soon = new Date(deps.clock.now().getTime() + ENDING_SOON_DAYS * 86_400_000);
  return {
    active: held.filter(({ assignmentType }) => assignmentType === 'Activated'),
    waitingForMe: asked.flatMap(({ card, request }) =>
      request !== undefined && isWaitingForApproval(request) ? [{ card, request }] : [],
    ),
    myPending: mine.filter(isOpen),
    endingSoon: eligible.filter(({ endAt }) => endAt !== undefined && endAt <= soon),
  };
}

/** Whether there is anything to say at all. */
export const isEmptyDigest = (digest: Digest): boolean =>
  digest.active.length + digest.waitingForMe.length + digest.myPending.length + digest.endingSoon.length ===
  0;
