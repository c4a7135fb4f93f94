import { digestCard } from '../../../src/cards/digestCard.ts';
import { pendingCard } from '../../../src/cards/pendingCard.ts';
import { type OwnPending } from '../../../src/pim/operations/composeDigest.ts';
import { type FollowedRequest } from '../../../src/pim/records.ts';
import { aPendingApproval, aRole, anActiveRole, anEligibleRole, key, minutesLater } from '../samples.ts';
import { type ForeignWords, type NamedCards, followedWith } from './foreignWords.ts';

const ownPending = (request: FollowedRequest): OwnPending => aPendingApproval(request);

/** What waits, and the digest, from nothing to forty. */
export function listCards(words: ForeignWords): NamedCards {
  const request = followedWith(words);
  const forMe = [
    aPendingApproval(request, 3),
    aPendingApproval({ ...request, durationMinutes: undefined, justification: '', scopeId: '/' }, 4),
  ];
  const mine = [
    { request, key },
    { request: { ...request, status: 'Granted' }, key: undefined },
    { request: { ...request, status: 'Provisioned', endAt: minutesLater(60) }, key },
  ];
  const many = Array.from({ length: 40 }, (_, index) => aPendingApproval(request, index + 1));
  const role = aRole({ displayName: words.role, isBuiltIn: false });
  const digest = {
    waitingForMe: forMe,
    active: [anActiveRole(1, { role }), anActiveRole(2, { endAt: undefined })],
    myPending: [ownPending(request), { request, card: undefined }],
    endingSoon: [
      anEligibleRole(1, { role, endAt: minutesLater(9000) }),
      { ...anEligibleRole(2, { role, endAt: minutesLater(9000) }), isExtensionAsked: true as const },
    ],
  };
  return [
    ['pending-none', (context) => pendingCard(context, { forMe: [], mine: [] })],
    ['pending-some', (context) => pendingCard(context, { forMe, mine })],
    [
      'pending-forty',
      (context) =>
        pendingCard(context, { forMe: many, mine: many.map((entry) => ({ request: entry.request, key })) }),
    ],
    ['digest-some', (context) => digestCard(context, digest)],
    [
      'digest-forty',
      (context) =>
        digestCard(context, {
          waitingForMe: many,
          active: Array.from({ length: 40 }, (_, index) => anActiveRole(index + 1, { role })),
          myPending: many.map((entry) => ownPending(entry.request)),
          endingSoon: Array.from({ length: 40 }, (_, index) => anEligibleRole(index + 1, { role })),
        }),
    ],
  ];
}
