import { auditCard } from '../../../src/cards/auditCard.ts';
import { chooseQuestionCard } from '../../../src/cards/chooseQuestionCard.ts';
import { historyCard, type HistoryOnCard } from '../../../src/cards/historyCard.ts';
import { holdersCard, type HoldersOnCard } from '../../../src/cards/holdersCard.ts';
import { policyCard } from '../../../src/cards/policyCard.ts';
import { statsCard } from '../../../src/cards/statsCard.ts';
import { requestId, tenantId } from '../../../src/pim/ids.ts';
import { checksOf } from '../../../src/pim/posture/compliance.ts';
import { judge } from '../../../src/pim/posture/judge.ts';
import { postureOf } from '../../../src/pim/posture/posture.ts';
import { activationStats, candidatesFor, historyOf, holdersOf } from '../../../src/pim/posture/questions.ts';
import {
  type Snapshot,
  type SnapshotPrincipal,
  type SnapshotSettings,
} from '../../../src/pim/posture/snapshot.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { aRole, anId, minutesLater, now } from '../samples.ts';
import { type ForeignWords, type NamedCards } from './foreignWords.ts';

const iso = (minutes: number): string => minutesLater(minutes).toISOString();

/** A tenant in which everything has the given words as its name. */
function snapshotWith({ person, role, scope, text }: ForeignWords, holders: number): Snapshot {
  const ids = Array.from({ length: holders }, (_, index) => anId(100 + index));
  const { id: roleDefinitionId } = aRole();
  const named = (
    id: SnapshotPrincipal['id'],
    kind: SnapshotPrincipal['kind'],
    name: string,
  ): SnapshotPrincipal => ({
    id,
    kind,
    displayName: name,
    userPrincipalName: kind === 'person' ? person : null,
    isEnabled: kind === 'person' ? false : null,
    isGuest: kind === 'person',
    lastSignInAt: null,
  });
  const [inner, outer] = [anId(50), anId(51)];
  const row = { roleDefinitionId, scopeId: '/', startAt: null };
  return {
    tenantId: tenantId('00000000-0000-4000-8000-000000000001'),
    takenAt: now.toISOString(),
    roles: [{ id: roleDefinitionId, displayName: role, isBuiltIn: true, isPrivileged: true }],
    principals: [
      ...ids.map((id) => named(id, 'person', person)),
      named(inner, 'group', scope),
      named(outer, 'group', scope),
      named(anId(52), 'app', person),
    ],
    groups: [
      { id: outer, isRoleAssignable: true, isManagedByPim: null, members: [inner] },
      { id: inner, isRoleAssignable: false, isManagedByPim: null, members: ids.slice(0, 2) },
    ],
    assignments: [
      ...ids.map((principalId, index) => ({
        ...row,
        id: `a${String(index)}`,
        principalId,
        assignmentType: index % 3 === 0 ? ('Activated' as const) : ('Assigned' as const),
        endAt: index % 2 === 0 ? iso(60) : null,
        isOutsidePim: false,
      })),
      { ...row, id: 'g', principalId: outer, assignmentType: 'Assigned', endAt: null, isOutsidePim: false },
      { ...row, id: 's', principalId: anId(52), assignmentType: 'Assigned', endAt: null, isOutsidePim: true },
      { ...row, id: 'm', principalId: anId(53), assignmentType: 'Assigned', endAt: null, isOutsidePim: true },
    ],
    eligibilities: ids.map((principalId, index) => ({
      ...row,
      id: `e${String(index)}`,
      principalId,
      endAt: null,
    })),
    settings: [],
    activations: ids.map((principalId, index) => ({
      requestId: requestId(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
      principalId,
      roleDefinitionId,
      requestedAt: iso(-100 + index),
      outcome: (['activated', 'denied', 'lapsed', 'canceled', 'waiting'] as const)[index % 5] ?? 'activated',
      activatedAt: index % 5 === 0 ? iso(-90 + index) : null,
      endAt: index % 5 === 0 ? iso(30) : null,
      justification: text,
      decidedBy: index % 5 < 2 ? (ids[0] ?? null) : null,
    })),
    auditedSince: iso(-30 * 24 * 60),
    otherUses: [],
    alerts: [],
    unreachable: null,
    notRead: [{ part: 'alerts', code: 'forbidden' }],
  };
}

/** Settings with so many approvers, and with mail to as many addresses. */
function settingsWith({ text }: ForeignWords, count: number): SnapshotSettings {
  const ids = Array.from({ length: count }, (_, index) => anId(100 + index));
  const grant = {
    isExpirationRequired: count > 5,
    maximumMinutes: 525_600,
    isJustificationRequired: true,
    isMultifactorRequired: false,
  };
  return {
    roleDefinitionId: aRole().id,
    policyId: 'DirectoryRole_1',
    activation: {
      maximumMinutes: 1_440,
      isJustificationRequired: false,
      isTicketRequired: false,
      isMultifactorRequired: count === 5,
      authenticationContext: count === 5 ? 'c1' : null,
      isApprovalRequired: true,
      isApproverJustificationRequired: true,
      approvers: [
        ...ids.map((id, index) => ({ kind: index % 2 === 0 ? ('person' as const) : ('group' as const), id })),
        ...(count > 0 ? [{ kind: 'requestorManager' as const }] : []),
      ],
    },
    eligibility: grant,
    assignment: grant,
    notifications: [
      {
        ruleId: 'Notification_Admin_EndUser_Assignment',
        level: 'Critical',
        isDefaultRecipientsEnabled: count === 0,
        recipients: ids.map((id) => `${id} ${text}`),
      },
    ],
  };
}

/** What entitled people see of everybody: from nothing at all to a hundred of everything. */
export function postureCards(words: ForeignWords): NamedCards {
  const { yardstick } = defaultSettings();
  const tiers = yardstick.baseline.slice(0, 1);
  const { id: roleDefinitionId, ...role } = aRole({ displayName: words.role });
  const postures = [0, 5, 100].map((count) => postureOf(snapshotWith(words, count), yardstick));
  return postures.flatMap((posture) => {
    const size = posture.snapshot.eligibilities.length;
    const since = minutesLater(-20 * 24 * 60);
    const holders: Omit<HoldersOnCard, 'question' | 'lines'> = {
      role: { ...role, id: roleDefinitionId, isPrivileged: true },
      isBreakGlass: () => true,
      page: 1,
      asOf: now,
      mayChange: false,
    };
    const history: HistoryOnCard = {
      of: 'role',
      name: words.role,
      lines: historyOf(posture, { since }).map((activation) => ({
        activation,
        person: words.person,
        role: words.role,
        decidedBy: activation.decidedBy === null ? undefined : words.person,
      })),
      since,
      logBegins: undefined,
      key: { roleDefinitionId, days: '30' },
      page: 1,
      asOf: now,
    };
    return [
      [`audit-${String(size)}`, (context) => auditCard(context, { posture, judgement: judge(posture) })],
      [
        `who-has-${String(size)}`,
        (context) =>
          holdersCard(context, { ...holders, question: 'has', lines: holdersOf(posture, roleDefinitionId) }),
      ],
      [
        `who-has-to-change-${String(size)}`,
        (context) =>
          holdersCard(context, {
            ...holders,
            question: 'has',
            mayChange: true,
            lines: [
              ...holdersOf(posture, roleDefinitionId),
              ...candidatesFor(posture, roleDefinitionId),
            ].filter(({ holder, path }) => holder.kind === 'person' && path.length === 0),
          }),
      ],
      [
        `who-can-become-${String(size)}`,
        (context) =>
          holdersCard(context, {
            ...holders,
            question: 'canBecome',
            lines: candidatesFor(posture, roleDefinitionId),
            page: 99,
          }),
      ],
      [
        `policy-${String(size)}`,
        (context) =>
          policyCard(context, {
            role: { ...role, id: roleDefinitionId, isPrivileged: true },
            settings: settingsWith(words, size),
            tier: size === 0 ? undefined : { name: words.scope },
            checks: size === 0 ? [] : tiers.flatMap((tier) => checksOf(tier, settingsWith(words, size))),
            principal: (id) => ({ ...posture.principal(id), displayName: words.person }),
            page: size === 100 ? 2 : 1,
            asOf: now,
            mayChange: size === 1,
          }),
      ],
      [`history-of-role-${String(size)}`, (context) => historyCard(context, history)],
      [
        `history-of-person-${String(size)}`,
        (context) => historyCard(context, { ...history, of: 'person', logBegins: now, page: 2 }),
      ],
      [
        `history-own-${String(size)}`,
        (context) => historyCard(context, { ...history, of: 'self', key: undefined }),
      ],
      [`stats-${String(size)}`, (context) => statsCard(context, activationStats(posture, since), now)],
      [
        `which-${String(size)}`,
        (context) =>
          chooseQuestionCard(context, {
            typed: words.text.slice(0, 300),
            roles: [
              { roleDefinitionId, name: words.role, isBuiltIn: true, question: 'has' },
              { roleDefinitionId, name: words.role, isBuiltIn: false, question: 'settings' },
              { roleDefinitionId, name: words.role, isBuiltIn: true, days: '30' },
            ],
            people: Array.from({ length: size }, () => ({
              principalId: anId(1),
              name: words.person,
              userPrincipalName: words.person,
              days: '7',
            })),
          }),
      ],
    ] satisfies NamedCards;
  });
}
