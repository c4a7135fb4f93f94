import { type FollowedRequest, type NoticeKind } from '../pim/records.ts';
import { lapsesAt, phaseOf } from '../pim/requests.ts';
import { timesFor } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type CardKey } from './actionShapes.ts';
import { button, chatLink, link, type CardAction } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { approverName, firstNames, missedLines } from './approverLines.ts';
import { plainName } from './plainText.ts';
import { quoteOf } from './requestFacts.ts';
import { type ApproverReach, requestStateOf } from './requestState.ts';
import { requestorIn, requestorName } from './requestorName.ts';
import { requestText } from './requestText.ts';
import { roleKey, roleOfRequest } from './roleOnCard.ts';
import { line, subtle, type Line } from './runs.ts';
import { drawSheet, type Quote, type Tone } from './sheet.ts';
import { verbs } from './verbs.ts';

/** News about a request. */
export interface NoticeOnCard {
  readonly notice: Exclude<NoticeKind, 'emergencyDayAfter'>;
  readonly request: FollowedRequest;
  /** When it lapses unless somebody decides; where it is left out, at PIM's own time. */
  readonly lapsesAt?: Date;
  /** Of `approversUnreachable` and `nobodyReached`: who was to be asked. */
  readonly approvers?: readonly ApproverReach[];
  /** The reader asked for it. */
  readonly isRequestor?: boolean;
  readonly number?: number | undefined;
  readonly key?: CardKey | undefined;
}

interface NoticeText {
  readonly tone: Tone;
  readonly heading: string;
  readonly sentence: string;
  readonly lines?: readonly Line[];
  readonly quotes?: readonly Quote[];
  readonly actions?: readonly CardAction[];
}

/** A short message beside a card that was redrawn in place, because a redrawn card notifies nobody. */
export function noticeCard(context: CardContext, notice: NoticeOnCard): Card {
  const words = wordsFor(context.locale);
  const {
    tone,
    heading,
    sentence,
    lines = [],
    quotes = [],
    actions = [],
  } = texts[notice.notice](context, words, { lapsesAt: lapsesAt(notice.request.createdAt), ...notice });
  return drawSheet(context, {
    tone,
    heading,
    lead: [line(sentence)],
    quotes,
    lines,
    actions,
    preview: {
      summary: sentence,
      discreetSummary: words.notices.discreet,
      typed: words.requests.typed,
    },
  });
}

type NoticeTexts = Readonly<
  Record<
    NoticeOnCard['notice'],
    (context: CardContext, words: Words, notice: NoticeOnCard & { readonly lapsesAt: Date }) => NoticeText
  >
>;

const texts: NoticeTexts = {
  requestDecided: (context, words, { request }) => {
    const isApproval = request.decision === 'Approve';
    const { notices, approvals } = words;
    if (request.decision === undefined && phaseOf(request.status) !== 'denied') {
      return withoutDecision(context, words, request);
    }
    const comment = request.decisionComment ?? '';
    const by = request.decidedByName === undefined ? undefined : plainName(request.decidedByName);
    return {
      tone: isApproval ? 'good' : 'attention',
      heading: isApproval ? notices.headings.approved : notices.headings.denied,
      sentence: (isApproval ? notices.approved : notices.denied)(plainName(request.roleName), by),
      quotes: comment.trim() === '' ? [] : [quoteOf(approvals.decisionComment, comment)],
      lines: [subtle(notices.seeCard)],
    };
  },
  requestActive: (context, { notices }, { request }) => ({
    tone: 'good',
    heading: notices.headings.active,
    sentence: notices.active(
      plainName(request.roleName),
      request.endAt === undefined ? undefined : timesFor(context).at(request.endAt),
    ),
  }),
  requestEnded: (context, { notices, buttons }, { request }) => ({
    tone: 'emphasis',
    heading: notices.headings.ended,
    sentence: notices.ended(plainName(request.roleName)),
    actions: [button(context, buttons.activateAgain, verbs.activateAgain, roleKey(roleOfRequest(request)))],
  }),
  requestLapsing: (context, { followUps, buttons }, { request, lapsesAt: until, key }) => ({
    tone: 'warning',
    heading: followUps.lapsing.heading,
    sentence: followUps.lapsing.sentence(plainName(request.roleName), timesFor(context).at(until)),
    actions:
      key === undefined
        ? []
        : [
            button(context, buttons.remind, verbs.remindApprovers, { cardId: key.cardId, nonce: key.nonce }),
            button(context, buttons.cancel, verbs.cancelRequest, { cardId: key.cardId, nonce: key.nonce }),
          ],
  }),
  requestLapsed: (context, { followUps, buttons }, { request }) => ({
    tone: 'emphasis',
    heading: followUps.lapsed.heading,
    sentence: followUps.lapsed.sentence(plainName(request.roleName)),
    actions: [button(context, buttons.activateAgain, verbs.activateAgain, roleKey(roleOfRequest(request)))],
  }),
  approversUnreachable: (_context, { notices, buttons, requests }, { request, approvers = [] }) => {
    const missed = approvers.filter(({ receipt }) => receipt === 'refused');
    const { shown, others } = firstNames(missed.map((approver) => approverName(requests, approver)));
    return {
      tone: 'warning',
      heading: notices.headings.unreachable,
      sentence: notices.unreachable(
        plainName(request.roleName),
        approvers.length - missed.length,
        approvers.length,
      ),
      lines: [
        ...(shown.length === 0 ? [] : [line(notices.unreachableNext(shown, others))]),
        subtle(requests.mailed),
      ],
      actions: chatLink(
        buttons.askApprovers,
        missed.map(({ userPrincipalName }) => userPrincipalName),
      ),
    };
  },
  nobodyReached: (
    context,
    { administrators, buttons, requests },
    { request, lapsesAt: until, approvers = [] },
  ) => {
    const words = administrators.nobodyReached;
    return {
      tone: 'warning',
      heading: words.heading,
      sentence: words.sentence(
        requestorName(requests, requestorIn(request)),
        plainName(request.roleName),
        timesFor(context).at(until),
      ),
      lines: [
        ...(approvers.length === 0 ? [line(words.noApprovers)] : missedLines(requests, approvers)),
        line(words.decide),
        subtle(words.repair),
      ],
      actions: [link(buttons.openInEntra, context.portalUrl)],
    };
  },
  approvalReminder: (context, { notices, buttons, requests }, { request, lapsesAt: until, number, key }) => ({
    tone: 'accent',
    heading: notices.headings.reminder,
    sentence: notices.reminder(
      requestorName(requests, requestorIn(request)),
      plainName(request.roleName),
      timesFor(context).at(until),
    ),
    lines: number === undefined ? [] : [subtle(notices.typedDecision(number))],
    actions:
      key === undefined
        ? []
        : [
            button(context, buttons.show, verbs.refreshRequest, {
              cardId: key.cardId,
              nonce: key.nonce,
            }),
          ],
  }),
  votesComplete: (context, words, { request, isRequestor, key }) => {
    const { notices } = words.houseVotes;
    const role = plainName(request.roleName);
    return isRequestor === true
      ? {
          tone: 'good',
          heading: words.houseVotes.ready,
          sentence: notices.readyForRequestor(role),
          actions:
            key === undefined
              ? []
              : [button(context, words.houseVotes.activateNow, verbs.activateVoted, keyOf(key))],
        }
      : {
          tone: 'accent',
          heading: words.notices.headings.reminder,
          sentence: notices.yourTurn(requestorName(words.requests, requestorIn(request)), role),
          actions: showing(context, words, key),
        };
  },
  votesOver: (context, words, { request, isRequestor, key }) => {
    const { notices, over } = words.houseVotes;
    const role = plainName(request.roleName);
    return isRequestor === true
      ? {
          tone: 'attention',
          heading: over('limit'),
          sentence: notices.overForRequestor(role),
          lines: [subtle(words.notices.seeCard)],
        }
      : {
          tone: 'attention',
          heading: over('denied'),
          sentence: notices.denyInPim(requestorName(words.requests, requestorIn(request)), role),
          actions: [...showing(context, words, key), link(words.buttons.openInEntra, context.portalUrl)],
        };
  },
};

const keyOf = ({ cardId, nonce }: CardKey) => ({ cardId, nonce });

const showing = (
  context: CardContext,
  { buttons }: Words,
  key: CardKey | undefined,
): readonly CardAction[] =>
  key === undefined ? [] : [button(context, buttons.show, verbs.refreshRequest, keyOf(key))];

/** A request that is over although nobody decided it: taken back in the portal, or given up by PIM. */
function withoutDecision(context: CardContext, words: Words, request: FollowedRequest): NoticeText {
  const { heading, lines } = requestText(words, timesFor(context), {
    state: requestStateOf(request, context.now),
  });
  return {
    tone: 'emphasis',
    heading,
    sentence: words.followUps.over(plainName(request.roleName), heading),
    lines,
    actions: [
      button(context, words.buttons.activateAgain, verbs.activateAgain, roleKey(roleOfRequest(request))),
    ],
  };
}
