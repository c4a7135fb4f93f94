import { approvalCard } from '../../../src/cards/approvalCard.ts';
import { type ApprovalState } from '../../../src/cards/requestState.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { anApprovalOnCard, minutesLater } from '../samples.ts';
import { type Draw, type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

/** What a ticket system said, or that it did not. */
const ticketStates = (
  text: string,
  draw: (changes: Parameters<typeof anApprovalOnCard>[0]) => Draw,
): NamedCards => {
  const check = {
    system: 'Changes',
    verdict: 'valid',
    ifUnknown: 'warn',
    checkedAt: minutesLater(-2),
    title: text,
    state: text,
    window: { startAt: minutesLater(-60), endAt: minutesLater(240) },
    link: 'https://tickets.example.com/CHG0030001',
  } as const;
  const nothing = { title: undefined, state: undefined, window: undefined, link: undefined };
  return [
    ['approval-ticket', draw({ ticketCheck: check })],
    ['approval-ticket-not-checked', draw({ ticketCheck: { ...check, ...nothing, verdict: 'notChecked' } })],
  ];
};

/** The approver’s card in every state. */
export function approvalCards(words: ForeignWords): NamedCards {
  const { person, text } = words;
  const decided = { kind: 'decided', byName: person, at: minutesLater(-3), comment: text } as const;
  const states: readonly (readonly [string, ApprovalState])[] = [
    ['waiting', { kind: 'waiting' }],
    ['working', { kind: 'working', decision: 'Approve' }],
    ['working-denial', { kind: 'working', decision: 'Deny' }],
    ['needsSignIn', { kind: 'needsSignIn' }],
    ['unclear', { kind: 'unclear' }],
    ['approved-by-me', { ...decided, decision: 'Approve', isMine: true }],
    ['denied-by-another', { ...decided, decision: 'Deny', isMine: false }],
    [
      'approved-elsewhere',
      {
        kind: 'decided',
        byName: undefined,
        at: undefined,
        comment: '',
        decision: 'Approve',
        isMine: false,
      },
    ],
    ['lapsed', { kind: 'lapsed' }],
    ['canceled', { kind: 'canceled' }],
    ['notMine', { kind: 'notMine' }],
    ['ended', { kind: 'ended' }],
  ];
  const draw =
    (changes: Parameters<typeof anApprovalOnCard>[0]): Draw =>
    (context) =>
      approvalCard(
        context,
        anApprovalOnCard({
          role: roleNamed(words),
          requestor: { displayName: person, userPrincipalName: person, isGuest: true },
          justification: text,
          ticketNumber: words.ticket,
          ticketSystem: words.ticket,
          requestorActive: [words.role, person, text, 'Reports Reader'],
          ...changes,
        }),
      );
  return [
    ['approval-in-place', draw({ isInPlace: true })],
    ...ticketStates(text, draw),
    ...states.map(([name, state]) => [`approval-${name}`, draw({ state })] as const),
    [
      'approval-plain',
      (context) =>
        approvalCard(
          context,
          anApprovalOnCard({
            isCommentRequired: false,
            othersAsked: 0,
            requestorActive: [],
            lastUsedAt: 'never',
            justification: '',
            ticketNumber: '',
            number: undefined,
          }),
        ),
    ],
    [
      'approval-little-known',
      draw({
        requestorActive: undefined,
        lastUsedAt: undefined,
        othersAsked: undefined,
        startAt: minutesLater(3000),
        durationMinutes: undefined,
        refreshFor: ['29:abc'],
      }),
    ],
    [
      'approval-scheduled',
      draw({ startAt: minutesLater(3000), role: roleNamed(words, { scopeName: undefined, scopeId: '/x' }) }),
    ],
    [
      'approval-problem',
      draw({ problem: new PimError('permission_missing', 'refused', { scopes: [person, 'Some.Scope'] }) }),
    ],
  ];
}
