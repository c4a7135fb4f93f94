import { type CardContext } from '../../../src/cards/card.ts';
import { chooseRoleCard } from '../../../src/cards/chooseRoleCard.ts';
import { myRolesCard } from '../../../src/cards/myRolesCard.ts';
import {
  aRole,
  aRoleOnCard,
  anActivationRequest,
  anActiveRole,
  anEligibleRole,
  anId,
  minutesLater,
  someSettings,
} from '../samples.ts';
import { type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

/** The list of roles and the question which one is meant, from none to forty. */
export function rolesCards(words: ForeignWords): NamedCards {
  const { role, scope, person } = words;
  const named = { role: aRole({ displayName: role, isPrivileged: true, isBuiltIn: false }) };
  const inUnit = {
    scope: {
      id: '/administrativeUnits/00000000-0000-4000-8000-000000000077',
      kind: 'administrativeUnit' as const,
      displayName: scope,
    },
  };
  const demanding = someSettings({
    isTicketRequired: true,
    authenticationContext: 'c1',
    approval: { isRequired: true, isApproverJustificationRequired: true, approvers: [] },
  });
  const groupNames = new Map([[anId(9), person]]);
  const viaGroup = { memberType: 'Group' as const, principalId: anId(9) };
  const eligible = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      eligibility: anEligibleRole(100 + index, {
        role: aRole({
          ...named.role,
          id: anEligibleRole(100 + index).role.id,
          displayName: index % 3 === 1 ? 'Intune Administrator' : role,
          isBuiltIn: index % 3 === 1,
          isPrivileged: index % 2 === 0,
        }),
        ...(index % 3 === 0 ? { ...inUnit, ...viaGroup, endAt: minutesLater(5000) } : {}),
      }),
      settings: index % 2 === 0 ? demanding : someSettings(),
    }));
  /** One for which more time may be asked, and one for which it was. */
  const ending = eligible(5)
    .filter(({ eligibility }) => eligibility.memberType === 'Direct')
    .slice(0, 2)
    .map(({ eligibility, settings }, index) => ({
      eligibility: { ...eligibility, endAt: minutesLater(5000) },
      settings,
      ...(index === 1 ? { isExtensionAsked: true as const } : {}),
    }));
  const requested = [
    { request: anActivationRequest({ roleDefinitionId: named.role.id }), role: named.role },
    {
      request: anActivationRequest({ status: 'Granted', startAt: minutesLater(1000), approvalId: undefined }),
      role: aRole(),
    },
  ];
  const active = [
    anActiveRole(201, { ...named, ...inUnit }),
    anActiveRole(202, { assignmentType: 'Assigned', endAt: undefined, startAt: undefined }),
    anActiveRole(203, { assignmentType: 'Assigned', endAt: minutesLater(90_000), ...viaGroup }),
    anActiveRole(204, { startAt: undefined }),
  ];
  return [
    ['myRoles-none', (context) => myRolesCard(context, { active: [], requested: [], eligible: [] })],
    ['myRoles-one', (context) => myRolesCard(context, { active: [], requested: [], eligible: eligible(1) })],
    [
      'myRoles-some',
      (context) => myRolesCard(context, { active, requested, eligible: eligible(5), groupNames }),
    ],
    ['myRoles-ending', (context) => myRolesCard(context, { active: [], requested: [], eligible: ending })],
    [
      'myRoles-forty',
      (context) =>
        myRolesCard(context, {
          active: Array.from({ length: 40 }, (_, index) => anActiveRole(300 + index, named)),
          requested,
          eligible: eligible(40),
          groupNames,
        }),
    ],
    ...(['activate', 'deactivate', 'extend'] as const).map(
      (purpose) =>
        [
          `choose-${purpose}`,
          (context: CardContext) =>
            chooseRoleCard(context, {
              purpose,
              takesNumber: purpose === 'activate',
              typed: words.text,
              options: [roleNamed(words), aRoleOnCard(), roleNamed(words, { scopeName: undefined })],
            }),
        ] as const,
    ),
    [
      'choose-twenty',
      (context) =>
        chooseRoleCard(context, {
          purpose: 'activate',
          takesNumber: true,
          typed: words.text,
          options: Array.from({ length: 20 }, () => roleNamed(words)),
        }),
    ],
  ];
}
