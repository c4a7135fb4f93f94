import assert from 'node:assert/strict';
import { principalId, requestId, roleDefinitionId, tenantId } from '../../../src/pim/ids.ts';
import { ownHistory } from '../../../src/pim/posture/ownHistory.ts';
import { peopleNamed } from '../../../src/pim/posture/peopleNamed.ts';
import { postureOf, type Posture } from '../../../src/pim/posture/posture.ts';
import { activationStats, candidatesFor, historyOf, holdersOf } from '../../../src/pim/posture/questions.ts';
import {
  type Snapshot,
  type SnapshotActivation,
  type SnapshotAssignment,
  type SnapshotPrincipal,
} from '../../../src/pim/posture/snapshot.ts';
import { type ActivationRequest } from '../../../src/pim/requests.ts';
import { defaultSettings } from '../../../src/settings.ts';

const guid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;
const who = (last: number) => principalId(guid(last));
const exchange = roleDefinitionId(guid(900));
const reader = roleDefinitionId(guid(901));
const now = '2026-11-26T12:00:00.000Z';
const hours = (count: number): string => new Date(Date.parse(now) + count * 3_600_000).toISOString();

const person = (last: number, displayName: string): SnapshotPrincipal => ({
  id: who(last),
  kind: 'person',
  displayName,
  userPrincipalName: `person${String(last)}@example.org`,
  isEnabled: true,
  isGuest: false,
  lastSignInAt: null,
});

const assignment = (last: number, more: Partial<SnapshotAssignment> = {}): SnapshotAssignment => ({
  id: `a${String(last)}`,
  principalId: who(last),
  roleDefinitionId: exchange,
  scopeId: '/',
  assignmentType: 'Assigned',
  startAt: null,
  endAt: null,
  isOutsidePim: false,
  ...more,
});

const activation = (last: number, more: Partial<SnapshotActivation> = {}): SnapshotActivation => ({
  requestId: requestId(guid(last)),
  principalId: who(1),
  roleDefinitionId: exchange,
  requestedAt: hours(-10),
  outcome: 'activated',
  activatedAt: hours(-9),
  endAt: hours(-7),
  justification: 'because',
  decidedBy: null,
  ...more,
});

const posture = (more: Partial<Snapshot> = {}): Posture =>
  postureOf(
    {
      tenantId: tenantId(guid(1)),
      takenAt: now,
      roles: [
        { id: exchange, displayName: 'Exchange Administrator', isBuiltIn: true, isPrivileged: true },
        { id: reader, displayName: 'Global Reader', isBuiltIn: true, isPrivileged: true },
      ],
      principals: [
        person(1, 'Zoë Ærø'),
        person(2, 'Ana Maria Ruiz'),
        person(3, 'Ana Silva'),
        { ...person(10, 'Outer'), kind: 'group' },
        { ...person(11, 'Inner'), kind: 'group' },
      ],
      groups: [
        { id: who(10), isRoleAssignable: true, isManagedByPim: null, members: [who(11), who(3)] },
        // Around in a circle, as directories have it.
        { id: who(11), isRoleAssignable: false, isManagedByPim: null, members: [who(2), who(10)] },
      ],
      assignments: [],
      eligibilities: [],
      settings: [],
      activations: [],
      auditedSince: null,
      otherUses: [],
      alerts: [],
      unreachable: null,
      notRead: [],
      ...more,
    },
    defaultSettings().yardstick,
  );

describe('holdersOf', () => {
  it('tells standing from activated, and the way through nested groups', () => {
    const found = holdersOf(
      posture({
        assignments: [
          assignment(1, { assignmentType: 'Activated', endAt: hours(1) }),
          assignment(10),
          assignment(3, { endAt: hours(24) }),
          assignment(2, { roleDefinitionId: reader }),
        ],
      }),
      exchange,
    );
    assert.deepEqual(
      found.map(({ holder, having, path }) => [
        holder.displayName,
        having,
        path.map(({ displayName }) => displayName).join(' in '),
      ]),
      [
        ['Ana Maria Ruiz', 'permanent', 'Inner in Outer'],
        ['Ana Silva', 'permanent', 'Outer'],
        ['Ana Silva', 'timeBound', ''],
        ['Zoë Ærø', 'activated', ''],
      ],
    );
  });

  it('keeps a group that nobody is in, and whoever is not in the directory any more', () => {
    const lonely = who(12);
    const found = holdersOf(posture({ assignments: [assignment(12), assignment(99)], groups: [] }), exchange);
    assert.deepEqual(
      found.map(({ holder }) => [holder.id, holder.kind]),
      [
        [lonely, 'missing'],
        [who(99), 'missing'],
      ],
    );
  });
});

describe('candidatesFor', () => {
  it('opens groups', () => {
    const eligibility = { ...assignment(10), endAt: hours(24) };
    assert.deepEqual(
      candidatesFor(posture({ eligibilities: [eligibility] }), exchange).map(({ holder, having, endAt }) => [
        holder.displayName,
        having,
        endAt?.toISOString(),
      ]),
      [
        ['Ana Maria Ruiz', 'eligible', hours(24)],
        ['Ana Silva', 'eligible', hours(24)],
      ],
    );
  });
});

describe('historyOf', () => {
  const rows = [
    activation(1, { requestedAt: hours(-50) }),
    activation(2, { requestedAt: hours(-20), roleDefinitionId: reader }),
    activation(3, { requestedAt: hours(-10), principalId: who(2) }),
  ];
  const ids = (ask: Partial<Parameters<typeof historyOf>[1]>): readonly string[] =>
    historyOf(posture({ activations: rows }), { since: new Date(hours(-48)), ...ask }).map(
      ({ requestId: id }) => id.slice(-1),
    );

  it('has the latest first, and nothing from before', () => {
    assert.deepEqual(ids({}), ['3', '2']);
  });

  it('tells one role', () => {
    assert.deepEqual(ids({ roleDefinitionId: reader }), ['2']);
  });

  it('tells one person', () => {
    assert.deepEqual(ids({ principalId: who(1) }), ['2']);
  });

  it('takes what was asked for in the very instant', () => {
    assert.deepEqual(ids({ since: new Date(hours(-10)) }), ['3']);
  });
});

describe('activationStats', () => {
  it('counts what became of requests', () => {
    const stats = activationStats(
      posture({
        activations: [
          activation(1, {
            activatedAt: hours(-40),
            endAt: hours(-36),
            requestedAt: hours(-41),
            decidedBy: who(3),
          }),
          activation(2, { principalId: who(2) }),
          activation(3, { principalId: who(2), endAt: hours(-8) }),
          activation(4, { outcome: 'denied', activatedAt: null, endAt: null, decidedBy: who(3) }),
          activation(5, { outcome: 'lapsed', activatedAt: null, endAt: null }),
          activation(6, { outcome: 'canceled', activatedAt: null, endAt: null }),
          activation(7, { outcome: 'waiting', activatedAt: null, endAt: null }),
        ],
      }),
      new Date(hours(-48)),
    );
    const { requests, activated, denied, lapsedOrCanceled, waiting, medianMinutes } = stats;
    assert.deepEqual(
      { requests, activated, denied, lapsedOrCanceled, waiting, medianMinutes },
      { requests: 7, activated: 3, denied: 1, lapsedOrCanceled: 2, waiting: 1, medianMinutes: 120 },
    );
    assert.deepEqual(
      stats.byPerson.map(({ name, count }) => [name, count]),
      [
        ['Ana Maria Ruiz', 2],
        ['Zoë Ærø', 1],
      ],
    );
    assert.deepEqual(
      stats.byDecider.map(({ name, count }) => [name, count]),
      [['Ana Silva', 2]],
    );
    assert.deepEqual(stats.byDay, [
      { day: '2026-11-24', count: 1 },
      { day: '2026-11-25', count: 0 },
      { day: '2026-11-26', count: 2 },
    ]);
  });
});

describe('peopleNamed', () => {
  const found = (typed: string): readonly string[] =>
    peopleNamed(posture(), typed).map(({ displayName }) => displayName);

  it('takes the full name without accents and casing', () => {
    assert.deepEqual(found('zoe ÆRØ'), ['Zoë Ærø']);
  });

  it('takes the sign-in name', () => {
    assert.deepEqual(found('PERSON2@example.org'), ['Ana Maria Ruiz']);
  });

  it('asks where several have every word', () => {
    assert.deepEqual(found('ana'), ['Ana Maria Ruiz', 'Ana Silva']);
  });

  it('wants every word', () => {
    assert.deepEqual(found('ana silva ruiz'), []);
  });

  it('does not take groups for people', () => {
    assert.deepEqual(found('Outer'), []);
  });

  it('takes nothing for nobody', () => {
    assert.deepEqual(found('  '), []);
  });
});

describe('ownHistory', () => {
  const request = (more: Partial<ActivationRequest>): ActivationRequest => ({
    id: requestId(guid(1)),
    status: 'Provisioned',
    action: 'selfActivate',
    principalId: who(1),
    roleDefinitionId: exchange,
    scopeId: '/',
    createdAt: new Date(hours(-5)),
    approvalId: undefined,
    justification: 'mailbox [ref:01JDM7Z3V5W8X9YABCDEFGHJKM]',
    ticketNumber: '',
    ticketSystem: '',
    startAt: undefined,
    durationMinutes: 120,
    endAt: undefined,
    createdByName: undefined,
    ...more,
  });

  it('tells activations, with the end that was asked for and without our mark', () => {
    const [only] = ownHistory([request({})], new Date(hours(-24)));
    assert.deepEqual(
      [only?.outcome, only?.activatedAt, only?.endAt, only?.justification],
      ['activated', hours(-5), hours(-3), 'mailbox'],
    );
  });

  it('leaves out deactivations and what is older', () => {
    const requests = [request({ action: 'selfDeactivate' }), request({ createdAt: new Date(hours(-25)) })];
    assert.deepEqual(ownHistory(requests, new Date(hours(-24))), []);
  });

  it('says what became of each', () => {
    const told = ['PendingApproval', 'Denied', 'Canceled', 'Failed', 'TimedOut'].map(
      (status) => ownHistory([request({ status })], new Date(hours(-24)))[0]?.outcome,
    );
    assert.deepEqual(told, ['waiting', 'denied', 'canceled', 'lapsed', 'lapsed']);
  });
});
