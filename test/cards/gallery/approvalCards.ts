import { approvalCard } from '../../../src/cards/approvalCard.ts';
import { type ApprovalState } from '../../../src/cards/requestState.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { anApprovalOnCard, minutesLater } from '../samples.ts';
import { type Draw, type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

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
