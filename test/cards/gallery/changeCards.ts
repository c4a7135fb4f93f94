import {
  changeHoldingCard,
  type ChangeForm,
  type ChangeSubject,
} from '../../../src/cards/changeHoldingCard.ts';
import { conversionsCard } from '../../../src/cards/conversionsCard.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type Conversion } from '../../../src/pim/posture/judgements.ts';
import { anId, draftId, minutesLater, now } from '../samples.ts';
import { type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

/** An administrator changes what somebody else holds, from the list to the outcome. */
export function changeCards(words: ForeignWords): NamedCards {
  const { person, role, scope, text } = words;
  const subject: ChangeSubject<'makeEligible'> = {
    what: 'makeEligible',
    holder: { id: anId(3), displayName: person, userPrincipalName: person },
    role: roleNamed(words),
  };
  const form: ChangeForm = {
    draftId,
    limits: {
      eligibility: { mayBePermanent: true, maximumDays: 365 },
      assignment: { mayBePermanent: false, maximumDays: 15 },
      isJustificationRequired: true,
    },
    nowUntil: undefined,
    lastUsed: undefined,
    justification: '',
    days: 180,
  };
  const strict = {
    ...form,
    limits: { ...form.limits, eligibility: { mayBePermanent: false, maximumDays: 5 } },
    justification: text,
    lastUsed: minutesLater(-90 * 24 * 60),
    nowUntil: minutesLater(60),
    problem: new PimError('policy_not_satisfied', 'too long', {
      unmet: [{ rule: 'duration_too_long', maximumMinutes: 7200 }],
    }),
  };
  const conversion = (advice: Conversion['advice'], reason: Conversion['reason']): Conversion => ({
    held: {
      row: {
        id: 'a',
        principalId: anId(3),
        roleDefinitionId: subject.role.roleDefinitionId,
        scopeId: '/',
        assignmentType: 'Assigned',
        startAt: null,
        endAt: null,
        isOutsidePim: false,
      },
      role: { id: subject.role.roleDefinitionId, displayName: role, isBuiltIn: true, isPrivileged: true },
      holder: {
        id: anId(3),
        kind: 'person',
        displayName: person,
        userPrincipalName: scope,
        isEnabled: true,
        isGuest: false,
        lastSignInAt: null,
      },
      path: [],
    },
    advice,
    reason,
  });
  const mixed = [
    conversion('makeEligible', undefined),
    conversion('alreadyEligible', undefined),
    conversion('byHand', 'throughGroup'),
    conversion('byHand', 'guest'),
    conversion('keep', 'breakGlass'),
    conversion('keep', 'app'),
  ];
  const list = (conversions: readonly Conversion[], mayChange: boolean, page = 1) => ({
    conversions,
    mayChange,
    page,
    asOf: now,
  });
  return [
    ['conversions-none', (context) => conversionsCard(context, list([], true))],
    ['conversions', (context) => conversionsCard(context, list(mixed, true))],
    ['conversions-not-offered', (context) => conversionsCard(context, list(mixed, false))],
    [
      'conversions-hundred',
      (context) => conversionsCard(context, list(Array.from({ length: 100 }, () => mixed).flat(), true, 3)),
    ],
    ['change-form', (context) => changeHoldingCard(context, { ...subject, state: 'form', form })],
    [
      'change-form-refused',
      (context) => changeHoldingCard(context, { ...subject, state: 'form', form: strict }),
    ],
    [
      'change-removal',
      (context) => changeHoldingCard(context, { ...subject, what: 'removeActive', state: 'form', form }),
    ],
    [
      'change-confirm',
      (context) =>
        changeHoldingCard(context, {
          ...subject,
          state: 'confirm',
          form: { ...form, justification: text, days: 0 },
        }),
    ],
    ...(['dismissed', 'working', 'needsSignIn', 'unclear', 'done'] as const).map(
      (state) =>
        [
          `change-${state}`,
          (context) => changeHoldingCard(context, { ...subject, state, operationId: draftId }),
        ] as NamedCards[number],
    ),
    ...(['extendEligible', 'removeEligible', 'removeActive'] as const).map(
      (what) =>
        [
          `change-done-${what}`,
          (context) => changeHoldingCard(context, { ...subject, what, state: 'done' }),
        ] as NamedCards[number],
    ),
    ...(['assignment_kept', 'change_undone'] as const).map(
      (code) =>
        [
          `change-${code}`,
          (context) =>
            changeHoldingCard(context, { ...subject, state: 'refused', error: new PimError(code, 'odd') }),
        ] as NamedCards[number],
    ),
    [
      'change-refused',
      (context) =>
        changeHoldingCard(context, { ...subject, state: 'refused', error: new PimError('forbidden', 'no') }),
    ],
  ];
}
