import { approvalCard } from '../../../src/cards/approvalCard.ts';
import { noticeCard } from '../../../src/cards/noticeCard.ts';
import { requestCard } from '../../../src/cards/requestCard.ts';
import { type ApprovalState, type RequestState } from '../../../src/cards/requestState.ts';
import { type VotingOnCard } from '../../../src/cards/votingOnCard.ts';
import { anApprovalOnCard, aRequestOnCard, key, minutesLater } from '../samples.ts';
import { type Draw, followedWith, type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

/** A vote with the words wherever names and comments can stand. */
const votingWith = ({ person, text }: ForeignWords, changes: Partial<VotingOnCard> = {}): VotingOnCard => {
  const vote = { name: person, isApproval: true, at: minutesLater(-5), counts: true, inPlaceOf: undefined };
  const stage = {
    rule: text,
    counted: 1,
    needed: 2,
    stage: 0,
    stages: 2,
    people: [person, undefined, person, person],
    groups: [person, undefined],
    manager: true,
    until: minutesLater(60),
    escalatesAt: minutesLater(30),
    isEscalated: false,
    isUnread: true,
  };
  return {
    way: 'activation',
    stages: [stage, { ...stage, escalatesAt: undefined, isEscalated: true, isUnread: false, stages: 1 }],
    votes: [
      { ...vote, comment: text, inPlaceOf: person },
      { ...vote, comment: '', counts: false },
      { ...vote, comment: '' },
    ],
    isComplete: false,
    isHeldUp: false,
    validUntil: undefined,
    end: undefined,
    ...changes,
  };
};

/** Cards of requests on which rules of the house ask for votes. */
export function voteCards(words: ForeignWords): NamedCards {
  const { person, text } = words;
  const asked = { role: roleNamed(words), justification: text, ticketNumber: words.ticket };
  const request =
    (state: RequestState, changes: Partial<VotingOnCard> = {}): Draw =>
    (context) =>
      requestCard(context, aRequestOnCard({ ...asked, state, voting: votingWith(words, changes) }));
  const approval =
    (state: ApprovalState, changes: Partial<VotingOnCard> = {}): Draw =>
    (context) =>
      approvalCard(context, anApprovalOnCard({ ...asked, state, voting: votingWith(words, changes) }));
  const waiting = { kind: 'waiting', lapsesAt: minutesLater(60) } as const;
  const ended = (how: 'denied' | 'lapsed', why?: 'timedOut' | 'unused' | 'limit' | 'restored') => ({
    end: { how, why, rule: text, name: person },
  });
  const passed = { how: 'emergency', why: undefined, rule: undefined, reason: text, name: person } as const;
  const forPim = { way: 'approval', isComplete: true, stages: [] } as const;
  const notice =
    (changes: Omit<Parameters<typeof noticeCard>[1], 'request'>): Draw =>
    (context) =>
      noticeCard(context, { request: followedWith(words), key, ...changes });
  return [
    ['request-votes-waiting', request(waiting)],
    ['request-votes-held-up', request(waiting, { isHeldUp: true })],
    ['request-votes-ready', request({ kind: 'votesReady', validUntil: minutesLater(50) }, { stages: [] })],
    ['request-votes-denied', request({ kind: 'votesOver', isOverInPim: true }, ended('denied'))],
    [
      'request-votes-denied-in-pim',
      request({ kind: 'votesOver', isOverInPim: false }, { ...ended('denied'), way: 'approval' }),
    ],
    ...(['timedOut', 'unused', 'limit', 'restored'] as const).map(
      (why) =>
        [
          `request-votes-${why}`,
          request({ kind: 'votesOver', isOverInPim: true }, ended('lapsed', why)),
        ] as const,
    ),
    [
      'request-votes-outside',
      request(
        { kind: 'active', endAt: minutesLater(50), approvedBy: person },
        { way: 'approval', end: { how: 'outside', why: undefined, rule: undefined, name: person } },
      ),
    ],
    ['request-votes-emergency-offered', request({ ...waiting }, { mayGoPast: true })],
    ['request-votes-emergency', request({ ...waiting }, { way: 'approval', end: passed })],
    ['approval-votes-emergency', approval({ kind: 'waiting' }, { way: 'approval', end: passed })],
    ['approval-votes-emergency-over', approval({ kind: 'othersVote' }, { end: passed })],
    ['approval-votes-waiting', approval({ kind: 'waiting' })],
    ['approval-votes-only-deny', approval({ kind: 'waiting', onlyDeny: true }, { way: 'approval' })],
    ['approval-votes-complete', approval({ kind: 'waiting' }, forPim)],
    ['approval-votes-voted', approval({ kind: 'voted', isApproval: true })],
    ['approval-votes-voted-denial', approval({ kind: 'voted', isApproval: false })],
    ['approval-votes-others', approval({ kind: 'othersVote' }, forPim)],
    ['approval-votes-over', approval({ kind: 'votesOver', mayDeny: false }, ended('lapsed', 'timedOut'))],
    ['approval-votes-to-deny', approval({ kind: 'votesOver', mayDeny: true }, ended('denied'))],
    ['notice-votes-ready', notice({ notice: 'votesComplete', isRequestor: true })],
    ['notice-votes-your-turn', notice({ notice: 'votesComplete', isRequestor: false })],
    ['notice-votes-over', notice({ notice: 'votesOver', isRequestor: true })],
    ['notice-votes-to-deny', notice({ notice: 'votesOver', isRequestor: false })],
  ];
}
