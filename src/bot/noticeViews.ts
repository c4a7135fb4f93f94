import { type Card, type CardContext } from '../cards/card.ts';
import { noticeCard } from '../cards/noticeCard.ts';
import { type ApproverReach } from '../cards/requestState.ts';
import { type HouseVoting } from '../pim/houseRules/votings/houseVoting.ts';
import { lapseOf } from '../pim/houseRules/votings/lapseOf.ts';
import { type Person } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { requestorOf } from '../pim/operations/enqueueCards.ts';
import { isUndecided, isWaitedFor } from '../pim/operations/pendingApprovals.ts';
import { type Administrators } from '../pim/ports.ts';
import {
  type CardRecord,
  type FollowedRequest,
  type Lookback,
  type NoticeKind,
  type OutboundMessage,
} from '../pim/records.ts';
import { isSameRole } from '../pim/roles.ts';
import { approversOf } from './cardViews.ts';
import { drawDayAfter } from './houseRules/emergencyViews.ts';

/** What notices are drawn from. */
export type NoticeViewDeps = Parameters<typeof approversOf>[0] &
  Pick<OperationDeps, 'againWishes'> & {
    readonly administrators: Pick<Administrators, 'has'>;
    readonly lookback: Pick<Lookback, 'events'>;
  };

type Shown = Exclude<NoticeKind, 'emergencyDayAfter'>;

/** What is known of a request at this moment, for one reader. */
interface Known {
  readonly person: Person;
  readonly isRequestor: boolean;
  readonly request: FollowedRequest;
  readonly voting: HouseVoting | undefined;
  readonly cards: readonly CardRecord[];
  /** Of notices about who was reached; of those that can answer. */
  readonly approvers: readonly ApproverReach[];
  readonly now: Date;
}

/** Draws a notice as things stand; `undefined` where what it was to say is not so any more: it may have waited for long. */
export async function drawNotice(
  deps: NoticeViewDeps,
  person: Person,
  { notice, requestId }: Extract<OutboundMessage, { kind: 'notice' }>,
  context: CardContext,
): Promise<Card | undefined> {
  const request = await deps.requests.of(person.tenantId, requestId);
  if (request === undefined) return undefined;
  if (notice === 'emergencyDayAfter') return drawDayAfter(deps, request, context);
  const [voting, cards] = await Promise.all([
    deps.votings.of(person.tenantId, requestId),
    deps.cards.ofRequest(person.tenantId, requestId),
  ]);
  const approvers = isAboutReach(notice) ? await approversOf(deps, request) : [];
  const isRequestor = person.id === request.requestor;
  const known = { person, isRequestor, request, voting, cards, approvers, now: deps.clock.now() };
  if (!(await isStillSo[notice](known, deps))) return undefined;
  const kind = notice === 'requestLapsing' || isRequestor ? 'request' : 'approval';
  const own = cards.find((card) => card.person.id === person.id && card.kind === kind);
  return noticeCard(context, {
    notice,
    request,
    lapsesAt: lapseOf(request, voting?.standing.on),
    isRequestor,
    approvers,
    number: own?.number,
    key: own === undefined ? undefined : { cardId: own.id, nonce: own.nonce },
  });
}

const isAboutReach = (notice: NoticeKind): boolean =>
  notice === 'approversUnreachable' || notice === 'nobodyReached';

const isStillSo: Readonly<Record<Shown, (known: Known, deps: NoticeViewDeps) => boolean | Promise<boolean>>> =
  {
    // How it was decided, or ended without a decision, stays so.
    requestDecided: () => true,
    requestLapsed: () => true,
    requestActive: ({ request: { isOpen, endAt }, now }) => isOpen && (endAt === undefined || endAt > now),
    requestEnded: async (known, deps) =>
      // Who wished to have the role again gets the form, which says as much.
      (await deps.againWishes.of(known.person, known.request.id)) === undefined &&
      !(await isActiveAgain(known, deps)),
    requestLapsing: ({ request, now }) => isUndecided(request, now),
    approversUnreachable: (known) =>
      isUndecided(known.request, known.now) &&
      (isNobodyAsked(known) || known.approvers.some(({ receipt }) => receipt === 'refused')),
    // Not to whom has left the group meanwhile.
    nobodyReached: async (known, deps) =>
      isUndecided(known.request, known.now) &&
      (isNobodyAsked(known) || isNobodyReached(known)) &&
      (await deps.administrators.has(known.person)),
    approvalReminder: isTheirTurn,
    votesComplete: (known) => (known.isRequestor ? isToBeActivated(known) : isTheirTurn(known)),
    // Where PIM has given its own answer, that is told, and there is nothing to deny.
    votesOver: (known) =>
      known.isRequestor
        ? known.voting?.way !== 'approval' || isUndecided(known.request, known.now)
        : isTheirTurn(known),
  };

const isNobodyAsked = ({ cards }: Known): boolean => cards.every(({ kind }) => kind !== 'approval');

const isNobodyReached = ({ approvers }: Known): boolean =>
  approvers.length > 0 && approvers.every(({ receipt }) => receipt === 'refused');

function isTheirTurn({ request, voting, person, now }: Known): boolean {
  return isWaitedFor(request, voting, person, now);
}

/** The votes are there, and the requestor has only to press. */
const isToBeActivated = ({ request, voting, now }: Known): boolean =>
  isUndecided(request, now) &&
  voting?.end === undefined &&
  voting?.standing.state === 'approved' &&
  !voting.standing.isHeldUp;

/** Among so many of a person's latest requests a later activation is looked for. */
const MOST_LATER = 20;

async function isActiveAgain(
  { request, now }: Known,
  { requests }: Pick<NoticeViewDeps, 'requests'>,
): Promise<boolean> {
  const last = await requests.lastOf(requestorOf(request), MOST_LATER);
  return last.some(
    ({ id, isOpen, endAt, ...other }) =>
      id !== request.id && isOpen && endAt !== undefined && endAt > now && isSameRole(other, request),
  );
}
