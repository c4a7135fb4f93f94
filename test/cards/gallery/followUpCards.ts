import { type CardContext } from '../../../src/cards/card.ts';
import { endingEligibilitiesCard } from '../../../src/cards/endingEligibilitiesCard.ts';
import { type EndingState, endingSoonCard } from '../../../src/cards/endingSoonCard.ts';
import { type ExtendOnCard, extendCard } from '../../../src/cards/extendCard.ts';
import { extensionCard } from '../../../src/cards/extensionCard.ts';
import { extensionGrantedCard } from '../../../src/cards/extensionGrantedCard.ts';
import { noticeCard } from '../../../src/cards/noticeCard.ts';
import { reminderCard } from '../../../src/cards/reminderCard.ts';
import { askedOf } from '../../../src/cards/requestFacts.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { anEligibleRole, aPendingApproval, aRole, draftId, key, minutesLater } from '../samples.ts';
import { type Draw, type ForeignWords, type NamedCards, followedWith, roleNamed } from './foreignWords.ts';

const endingStates: readonly EndingState[] = ['asked', 'letEnd', 'wished', 'over', 'overWished'];

/** Reminders, ends that come near, and what can be done about them. */
export function followUpCards(words: ForeignWords): NamedCards {
  const role = roleNamed(words);
  const request = followedWith(words);
  const lapsed = { ...request, createdAt: minutesLater(-1441), readAt: minutesLater(0), status: 'TimedOut' };
  const waiting = (count: number) =>
    Array.from({ length: count }, (_, index) => aPendingApproval(request, index + 1));
  const ending = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      anEligibleRole(500 + index, {
        role: aRole({ displayName: words.role, isBuiltIn: false }),
        endAt: minutesLater(5000),
      }),
    );
  const extend =
    (changes: Partial<ExtendOnCard> = {}): Draw =>
    (context) =>
      extendCard(context, {
        role,
        endAt: minutesLater(40),
        deactivableFrom: minutesLater(-15),
        isApprovalRequired: true,
        isFollowed: true,
        isWished: false,
        ...changes,
      });
  return [
    ...endingStates.map(
      (state) =>
        [
          state === 'asked' ? 'endingSoon' : `endingSoon-${state}`,
          (context: CardContext) =>
            endingSoonCard(context, { ...askedOf(request), endAt: minutesLater(12), state }),
        ] as const,
    ),
    ['reminder-one', (context) => reminderCard(context, waiting(1))],
    ['reminder-many', (context) => reminderCard(context, waiting(20))],
    ['notice-lapsing', (context) => noticeCard(context, { notice: 'requestLapsing', request, key })],
    ['notice-lapsing-bare', (context) => noticeCard(context, { notice: 'requestLapsing', request })],
    ['notice-lapsed', (context) => noticeCard(context, { notice: 'requestLapsed', request: lapsed })],
    [
      'notice-canceled',
      (context) =>
        noticeCard(context, { notice: 'requestDecided', request: { ...request, status: 'Canceled' } }),
    ],
    ['extend', extend()],
    ['extend-wished', extend({ isWished: true })],
    ['extend-early', extend({ deactivableFrom: minutesLater(2), isApprovalRequired: false })],
    ['extend-unfollowed', extend({ isFollowed: false, endAt: undefined, deactivableFrom: undefined })],
    ...([1, 20] as const).map(
      (count) =>
        [
          `extension-offer-${String(count)}`,
          (context: CardContext) => endingEligibilitiesCard(context, ending(count)),
        ] as const,
    ),
    [
      'extension-offer-asked',
      (context) =>
        endingEligibilitiesCard(
          context,
          ending(2).map((one, index) => (index === 0 ? { ...one, isExtensionAsked: true } : one)),
        ),
    ],
    ...(['working', 'needsSignIn', 'unclear', 'asked'] as const).map(
      (kind) =>
        [
          `extension-${kind}`,
          (context: CardContext) => extensionCard(context, { role, state: { kind }, operationId: draftId }),
        ] as const,
    ),
    ...(['forbidden', 'request_pending_already'] as const).map(
      (code) =>
        [
          `extension-${code}`,
          (context: CardContext) =>
            extensionCard(context, { role, state: { kind: 'refused', error: new PimError(code, 'no') } }),
        ] as const,
    ),
    [
      'extension-granted',
      (context) => extensionGrantedCard(context, { roleName: words.role, newEndAt: minutesLater(90_000) }),
    ],
    ['extension-endless', (context) => extensionGrantedCard(context, { roleName: words.role })],
  ];
}
