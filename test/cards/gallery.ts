import { activationFormCard, type OpenForm } from '../../src/cards/activationFormCard.ts';
import { approvalCard } from '../../src/cards/approvalCard.ts';
import { type Card, type CardContext } from '../../src/cards/card.ts';
import { chooseRoleCard } from '../../src/cards/chooseRoleCard.ts';
import { deactivationCard } from '../../src/cards/deactivationCard.ts';
import { digestCard } from '../../src/cards/digestCard.ts';
import { endingSoonCard } from '../../src/cards/endingSoonCard.ts';
import { errorCard } from '../../src/cards/errorCard.ts';
import { helpCard } from '../../src/cards/helpCard.ts';
import { myRolesCard } from '../../src/cards/myRolesCard.ts';
import { noticeCard } from '../../src/cards/noticeCard.ts';
import { pendingCard } from '../../src/cards/pendingCard.ts';
import { requestCard } from '../../src/cards/requestCard.ts';
import { askedOf } from '../../src/cards/requestFacts.ts';
import { type ApprovalState, type RequestState } from '../../src/cards/requestState.ts';
import { type RoleOnCard } from '../../src/cards/roleOnCard.ts';
import { signInCard } from '../../src/cards/signInCard.ts';
import { welcomeCard } from '../../src/cards/welcomeCard.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import {
  aCustomRoleOnCard,
  aFollowedRequest,
  aPendingApproval,
  aRequestOnCard,
  aRole,
  aRoleOnCard,
  anActivationRequest,
  anActiveRole,
  anApprovalOnCard,
  anApprover,
  anEligibleRole,
  anId,
  chi,
  dora,
  draftId,
  key,
  minutesLater,
  someSettings,
} from './samples.ts';

/** Words that people and the directory bring into a card. */
export interface ForeignWords {
  readonly person: string;
  readonly role: string;
  readonly scope: string;
  readonly text: string;
}

/** What people usually write. */
export const usualWords: ForeignWords = {
  person: 'Ana Lima',
  role: 'Exchange Administrator',
  scope: 'Sales Europe',
  text: 'Mailbox migration of the Lisbon office, agreed with Ops',
};

type Draw = (context: CardContext) => Card;

/** Every card in every state it has, with the given words wherever somebody else's words can stand. */
export function gallery(words: ForeignWords = usualWords): ReadonlyMap<string, Draw> {
  return new Map([
    ...rolesCards(words),
    ...formCards(words),
    ...requestCards(words),
    ...approvalCards(words),
    ...listCards(words),
    ...otherCards(words),
  ]);
}

const roleNamed = ({ role, scope }: ForeignWords, changes: Partial<RoleOnCard> = {}): RoleOnCard =>
  aCustomRoleOnCard({ name: role, scopeName: scope, description: role, ...changes });

const followedWith = ({ person, role, scope, text }: ForeignWords, changes: Partial<FollowedRequest> = {}) =>
  aFollowedRequest({
    requestorName: person,
    requestorUserPrincipalName: person,
    roleName: role,
    scopeId: '/administrativeUnits/00000000-0000-4000-8000-000000000077',
    scopeName: scope,
    justification: text,
    ticketNumber: text,
    ticketSystem: text,
    isPrivileged: true,
    isBuiltIn: false,
    ...changes,
  });

function rolesCards(words: ForeignWords): readonly (readonly [string, Draw])[] {
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
    ...(['activate', 'deactivate'] as const).map(
      (purpose) =>
        [
          `choose-${purpose}`,
          (context: CardContext) =>
            chooseRoleCard(context, {
              purpose,
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
          typed: words.text,
          options: Array.from({ length: 20 }, () => roleNamed(words)),
        }),
    ],
  ];
}

function formCards(words: ForeignWords): readonly (readonly [string, Draw])[] {
  const open = (changes: Partial<OpenForm>): OpenForm => ({
    state: 'open',
    role: roleNamed(words),
    draftId,
    settings: someSettings(),
    preset: {},
    approvers: undefined,
    unmet: [],
    ...changes,
  });
  const approval = { isRequired: true, isApproverJustificationRequired: true, approvers: [] };
  const { person } = words;
  return [
    ['form-little', (context) => activationFormCard(context, open({ role: aRoleOnCard() }))],
    [
      'form-much',
      (context) =>
        activationFormCard(
          context,
          open({
            settings: someSettings({ isTicketRequired: true, authenticationContext: 'c1', approval }),
            preset: {
              durationMinutes: 600,
              justification: words.text,
              ticketNumber: words.text,
              ticketSystem: words.text,
              startAt: minutesLater(2000),
            },
            approvers: { kind: 'named', names: [person, 'Chi Nguyen', person, person] },
            unmet: [
              { rule: 'duration_too_long', maximumMinutes: 240 },
              { rule: 'other', name: person },
            ],
          }),
        ),
    ],
    [
      'form-remarks',
      (context) =>
        activationFormCard(
          context,
          open({
            settings: someSettings({ approval }),
            approvers: { kind: 'defaults', names: [person] },
            problem: new PimError('request_pending_already', 'refused', { graphCode: person }),
          }),
        ),
    ],
    [
      'form-nobody',
      (context) =>
        activationFormCard(
          context,
          open({ settings: someSettings({ approval }), approvers: { kind: 'named', names: [] } }),
        ),
    ],
    [
      'form-defaults-unknown',
      (context) =>
        activationFormCard(
          context,
          open({ settings: someSettings({ approval }), approvers: { kind: 'defaults', names: [] } }),
        ),
    ],
    ...(['submitted', 'dismissed'] as const).map(
      (state) =>
        [
          `form-${state}`,
          (context: CardContext) => activationFormCard(context, { state, role: roleNamed(words) }),
        ] as const,
    ),
  ];
}

function requestCards(words: ForeignWords): readonly (readonly [string, Draw])[] {
  const { person, text } = words;
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
    { kind: 'waiting', lapsesAt: minutesLater(1100) },
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
          ticketNumber: text,
          ticketSystem: text,
          state,
          approvers,
          ...changes,
        }),
      );
  return [
    ...states.map((state) => [`request-${state.kind}`, draw(state)] as const),
    ['request-waiting-unknown', draw(states[4] as RequestState, { approvers: [], key: undefined })],
    [
      'request-waiting-queued',
      draw(states[4] as RequestState, { approvers: [anApprover({ receipt: 'queued' })] }),
    ],
    [
      'request-waiting-nobody',
      draw(states[4] as RequestState, {
        approvers: Array.from({ length: 5 }, () => ({ ...dora, name: person })),
        refreshFor: ['29:abc'],
      }),
    ],
    [
      'request-active-open-end',
      draw({ kind: 'active', endAt: undefined, approvedBy: undefined }, { role: aRoleOnCard() }),
    ],
    [
      'request-denied-silently',
      draw({ kind: 'denied', by: undefined, at: undefined, comment: ' ' }, { justification: '' }),
    ],
    ['request-signIn-link', draw({ kind: 'needsSignIn' }, { signInUrl: 'https://latchkey.example/auth' })],
  ];
}

function approvalCards(words: ForeignWords): readonly (readonly [string, Draw])[] {
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
          ticketNumber: text,
          ticketSystem: text,
          requestorActive: [words.role, person, text, 'Reports Reader'],
          ...changes,
        }),
      );
  return [
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

function listCards(words: ForeignWords): readonly (readonly [string, Draw])[] {
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
    myPending: [request],
    endingSoon: [anEligibleRole(1, { role, endAt: minutesLater(9000) })],
  };
  return [
    ['pending-none', (context) => pendingCard(context, { forMe: [], mine: [] })],
    ['pending-some', (context) => pendingCard(context, { forMe, mine })],
    [
      'pending-forty',
      (context) =>
        pendingCard(context, { forMe: many, mine: many.map((entry) => ({ request: entry.request, key })) }),
    ],
    [
      'digest-empty',
      (context) => digestCard(context, { waitingForMe: [], active: [], myPending: [], endingSoon: [] }),
    ],
    ['digest-some', (context) => digestCard(context, digest)],
    [
      'digest-forty',
      (context) =>
        digestCard(context, {
          waitingForMe: many,
          active: Array.from({ length: 40 }, (_, index) => anActiveRole(index + 1, { role })),
          myPending: many.map((entry) => entry.request),
          endingSoon: Array.from({ length: 40 }, (_, index) => anEligibleRole(index + 1, { role })),
        }),
    ],
  ];
}

function otherCards(words: ForeignWords): readonly (readonly [string, Draw])[] {
  const role = roleNamed(words);
  const request = followedWith(words);
  const { person, text } = words;
  const decided = { decidedByName: person, decisionComment: text, decidedAt: minutesLater(-1) };
  const draft = { draftId, roleDefinitionId: role.roleDefinitionId, scopeId: role.scopeId };
  return [
    [
      'help-everything',
      (context) =>
        helpCard(context, { suggestedRole: role, activeRole: role, lastRole: role, isApprover: true }),
    ],
    [
      'help-nothing',
      (context) =>
        helpCard(context, {
          suggestedRole: undefined,
          activeRole: undefined,
          lastRole: undefined,
          isApprover: false,
        }),
    ],
    ['welcome-role', (context) => welcomeCard(context, { suggestedRole: role })],
    ['welcome', (context) => welcomeCard(context, { suggestedRole: undefined })],
    [
      'error-shorter',
      (context) =>
        errorCard(context, {
          role,
          error: new PimError('policy_not_satisfied', 'refused', {
            unmet: [{ rule: 'duration_too_long', maximumMinutes: 240 }],
          }),
          waysOut: [{ kind: 'activateFor', draft, durationMinutes: 240 }, { kind: 'help' }],
        }),
    ],
    [
      'error-decided',
      (context) =>
        errorCard(context, {
          error: new PimError('already_decided', 'late', { decidedBy: person, graphRequestId: person }),
        }),
    ],
    ['error-foreign', (context) => errorCard(context, { error: new Error(text) })],
    [
      'error-ways',
      (context) =>
        errorCard(context, {
          error: new PimError('outcome_unknown', 'late'),
          waysOut: [
            { kind: 'activate', role },
            { kind: 'activateAgain', role },
            { kind: 'deactivate', role },
            { kind: 'signIn', url: undefined },
            { kind: 'signIn', url: undefined, operationId: draftId },
            { kind: 'signIn', url: 'https://latchkey.example/auth' },
          ],
        }),
    ],
    ...(['signIn', 'consent', 'stepUp'] as const).map(
      (kind) =>
        [
          `signIn-${kind}`,
          (context: CardContext) =>
            signInCard(context, {
              kind,
              url: 'https://latchkey.example/auth',
              lapsesAt: minutesLater(10),
              scopes: kind === 'consent' ? [person, 'User.Read'] : [],
            }),
        ] as const,
    ),
    ...(['working', 'needsSignIn', 'unclear', 'done'] as const).map(
      (kind) =>
        [
          `deactivation-${kind}`,
          (context: CardContext) => deactivationCard(context, { role, state: { kind } }),
        ] as const,
    ),
    [
      'deactivation-refused',
      (context) =>
        deactivationCard(context, {
          role,
          state: { kind: 'refused', error: new PimError('too_soon_to_deactivate', 'refused') },
        }),
    ],
    [
      'notice-approved',
      (context) =>
        noticeCard(context, {
          notice: 'requestDecided',
          request: { ...request, ...decided, decision: 'Approve' },
        }),
    ],
    [
      'notice-denied',
      (context) =>
        noticeCard(context, {
          notice: 'requestDecided',
          request: {
            ...request,
            ...decided,
            decidedByName: undefined,
            decision: 'Deny',
            decisionComment: '',
          },
        }),
    ],
    [
      'notice-active',
      (context) =>
        noticeCard(context, { notice: 'requestActive', request: { ...request, endAt: minutesLater(100) } }),
    ],
    ['notice-ended', (context) => noticeCard(context, { notice: 'requestEnded', request })],
    [
      'notice-unreachable',
      (context) =>
        noticeCard(context, {
          notice: 'approversUnreachable',
          request,
          approvers: [dora, { ...dora, name: person, userPrincipalName: person }],
        }),
    ],
    [
      'notice-unreachable-unknown',
      (context) => noticeCard(context, { notice: 'approversUnreachable', request }),
    ],
    [
      'notice-reminder',
      (context) => noticeCard(context, { notice: 'approvalReminder', request, number: 3, key }),
    ],
    ['notice-reminder-bare', (context) => noticeCard(context, { notice: 'approvalReminder', request })],
    ['endingSoon', (context) => endingSoonCard(context, { ...askedOf(request), endAt: minutesLater(12) })],
  ];
}
