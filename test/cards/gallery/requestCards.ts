import { requestCard } from '../../../src/cards/requestCard.ts';
import { type RequestState } from '../../../src/cards/requestState.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { aRequestOnCard, aRoleOnCard, anApprover, chi, dora, minutesLater } from '../samples.ts';
import { type Draw, type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

/** The requestor’s card in every state. */
export function requestCards(words: ForeignWords): NamedCards {
  const { person, text } = words;
  const waiting: RequestState = { kind: 'waiting', lapsesAt: minutesLater(1100) };
  const states: readonly RequestState[] = [
    { kind: 'checking' },
    { kind: 'needsSignIn' },
    { kind: 'unclear' },
    {
      kind: 'refused',
      error: new PimError('policy_not_satisfied', 'refused', {
        unmet: [{ rule: 'ticket_missing' }, { rule: 'other', name: person }],
        graphCode: person,
        graphRequestId: person,
      }),
    },
    waiting,
    { kind: 'waitingForAdministrator' },
    { kind: 'provisioning', approvedBy: person },
    { kind: 'scheduled', startAt: minutesLater(1100), approvedBy: person },
    { kind: 'active', endAt: minutesLater(110), approvedBy: person },
    { kind: 'denied', by: person, at: minutesLater(-2), comment: text },
    { kind: 'lapsed' },
    { kind: 'canceled' },
    { kind: 'failed', status: person },
    { kind: 'ended', endAt: minutesLater(-5) },
  ];
  const approvers = [
    anApprover({ name: person, userPrincipalName: person }),
    chi,
    anApprover({ name: person }),
    dora,
    anApprover({ name: person, userPrincipalName: '', receipt: 'refused', refusal: person }),
  ];
  const draw =
    (state: RequestState, changes: Parameters<typeof aRequestOnCard>[0] = {}): Draw =>
    (context) =>
      requestCard(
        context,
        aRequestOnCard({
          role: roleNamed(words),
          justification: text,
          ticketNumber: words.ticket,
          ticketSystem: words.ticket,
          state,
          approvers,
          ...changes,
        }),
      );
  return [
    ...states.map((state) => [`request-${state.kind}`, draw(state)] as const),
    ['request-waiting-unknown', draw(waiting, { approvers: [], key: undefined })],
    ['request-waiting-queued', draw(waiting, { approvers: [anApprover({ receipt: 'queued' })] })],
    ['request-provisioning-usual', draw({ kind: 'provisioning', approvedBy: undefined, usualSeconds: 12 })],
    [
      'request-waiting-nobody',
      draw(waiting, {
        approvers: Array.from({ length: 5 }, () => ({ ...dora, name: person })),
        refreshFor: ['29:abc'],
      }),
    ],
    [
      'request-waiting-unread',
      draw(waiting, {
        approvers: [
          anApprover({ name: undefined, isUnread: true }),
          { ...dora, name: undefined, isUnread: true },
        ],
      }),
    ],
    [
      'request-active-open-end',
      draw({ kind: 'active', endAt: undefined, approvedBy: undefined }, { role: aRoleOnCard() }),
    ],
    [
      'request-denied-and-again-later',
      draw({ kind: 'denied', by: person, at: minutesLater(-2), comment: text, againAt: minutesLater(13) }),
    ],
    [
      'request-denied-silently',
      draw({ kind: 'denied', by: undefined, at: undefined, comment: ' ' }, { justification: '' }),
    ],
  ];
}
