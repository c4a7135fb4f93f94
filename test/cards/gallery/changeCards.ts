import {
  askAssigneeCard,
  type Assigning,
  chooseAssignedRoleCard,
  chooseAssigneeCard,
} from '../../../src/cards/assigneeCards.ts';
import { changeHoldingCard } from '../../../src/cards/changeHoldingCard.ts';
import { type ChangeForm, type ChangeSubject } from '../../../src/cards/changeOnCard.ts';
import { conversionsCard } from '../../../src/cards/conversionsCard.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type Conversion } from '../../../src/pim/posture/judgements.ts';
import { anId, draftId, minutesLater, now } from '../samples.ts';
import { type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

/** An administrator changes what somebody else holds, from the list to the outcome. */
export function changeCards(words: ForeignWords): NamedCards {
  const { person, role, scope, text } = words;
  const subject: ChangeSubject = {
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
    held: [{ kind: 'assignment', until: undefined }],
    lastUsed: 'never',
    justification: '',
    days: 180,
  };
  const strict = {
    ...form,
    limits: { ...form.limits, eligibility: { mayBePermanent: false, maximumDays: 5 } },
    justification: text,
    lastUsed: minutesLater(-90 * 24 * 60),
    held: [{ kind: 'eligibility' as const, until: minutesLater(60) }],
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
  const anew: ChangeForm = { ...form, held: [], lastUsed: undefined };
  const assigning: Assigning = {
    what: 'assignEligible',
    role: { roleDefinitionId: subject.role.roleDefinitionId, name: role, isBuiltIn: true },
    who: '',
  };
  const assignee = {
    id: anId(3),
    displayName: person,
    userPrincipalName: scope,
    isGuest: true,
    isEnabled: false,
  };
  return [
    ['assign-who', (context) => askAssigneeCard(context, assigning)],
    ['assign-nobody', (context) => askAssigneeCard(context, { ...assigning, who: person })],
    [
      'assign-choose',
      (context) =>
        chooseAssigneeCard(
          context,
          { ...assigning, who: person },
          Array.from({ length: 9 }, () => assignee),
        ),
    ],
    [
      'assign-choose-role',
      (context) =>
        chooseAssignedRoleCard(context, {
          what: 'assignActive',
          typed: text,
          assignee: undefined,
          roles: [assigning.role, assigning.role],
        }),
    ],
    [
      'assign-choose-role-for',
      (context) =>
        chooseAssignedRoleCard(context, {
          what: 'assignEligible',
          typed: text,
          assignee: anId(3),
          roles: [assigning.role, assigning.role],
        }),
    ],
    ...(['assignEligible', 'assignActive', 'extendActive'] as const).map(
      (what) =>
        [
          `change-form-${what}`,
          (context) => changeHoldingCard(context, { ...subject, what, state: 'form', form: anew }),
        ] as NamedCards[number],
    ),
    [
      'change-confirm-updateActive',
      (context) =>
        changeHoldingCard(context, { ...subject, what: 'updateActive', state: 'confirm', form: anew }),
    ],
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
    ...(
      [
        'assignEligible',
        'assignActive',
        'extendEligible',
        'updateEligible',
        'removeEligible',
        'removeActive',
      ] as const
    ).map(
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
