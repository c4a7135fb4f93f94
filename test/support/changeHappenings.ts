import fc from 'fast-check';
import { type GrantKind } from '../../src/pim/administration.ts';
import { type AdministrationCall } from './inMemoryAdministration.ts';

/** One of two administrators, or of two who are changed. */
export type Which = 0 | 1;

/** What may happen while administrators change what people hold. */
export type ChangeHappening =
  | { readonly kind: 'ask'; readonly admin: Which; readonly principal: Which }
  | { readonly kind: 'again' }
  | { readonly kind: 'settle'; readonly minutes: number; readonly isProofAtHand: boolean }
  | {
      readonly kind: 'lose';
      readonly method: AdministrationCall['method'];
      readonly code: 'outcome_unknown' | 'forbidden' | 'throttled' | 'step_up_required';
    }
  | { readonly kind: 'die'; readonly calls: number; readonly when: 'before' | 'after' | 'settling' }
  | { readonly kind: 'delay'; readonly looks: number }
  | {
      readonly kind: 'other';
      readonly calls: number;
      readonly does: 'give' | 'take';
      readonly grant: GrantKind;
      readonly principal: Which;
    };

const which = fc.constantFrom<Which>(0, 1);
const calls = fc.integer({ min: 1, max: 16 });

/** Everything but what other people do. */
export const ownHappenings: readonly fc.Arbitrary<ChangeHappening>[] = [
  fc.record({ kind: fc.constant('ask'), admin: which, principal: which }),
  fc.record({ kind: fc.constant('ask'), admin: which, principal: which }),
  fc.record({ kind: fc.constant('again') }),
  fc.record({
    kind: fc.constant('settle'),
    minutes: fc.constantFrom(1, 2, 6, 70),
    isProofAtHand: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('lose'),
    method: fc.constantFrom(
      'grant',
      'extend',
      'update',
      'remove',
      'eligibilityOf',
      'assignmentOf',
      'requestsTagged',
      'limitsOf',
      'permanentHoldersOf',
    ),
    code: fc.constantFrom('outcome_unknown', 'forbidden', 'throttled', 'step_up_required'),
  }),
  fc.record({
    kind: fc.constant('die'),
    calls,
    when: fc.constantFrom('before', 'after', 'settling'),
  }),
];

export const delays: fc.Arbitrary<ChangeHappening> = fc.record({
  kind: fc.constant('delay'),
  looks: fc.integer({ min: 0, max: 14 }),
});

/** What others do in the portal, in the middle of a run. */
export const othersGive = (...kinds: readonly GrantKind[]): fc.Arbitrary<ChangeHappening> =>
  fc.record({
    kind: fc.constant('other'),
    calls,
    does: fc.constant('give'),
    grant: fc.constantFrom(...kinds),
    principal: which,
  });

export const othersTake: fc.Arbitrary<ChangeHappening> = fc.record({
  kind: fc.constant('other'),
  calls,
  does: fc.constant('take'),
  grant: fc.constantFrom<GrantKind>('eligibility', 'assignment'),
  principal: which,
});
