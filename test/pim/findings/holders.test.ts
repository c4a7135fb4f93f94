import assert from 'node:assert/strict';
import { type Snapshot, type SnapshotPrincipal } from '../../../src/pim/posture/snapshot.ts';
import {
  aGroup,
  anAssignment,
  anEligibility,
  aPerson,
  calmWith,
  daysAgo,
  members,
  people,
  roles,
  who,
} from '../../support/calmTenant.ts';
import { measuredBy, saidBy, told } from './judged.ts';

const eva = who(20);
const withEva = (more: Partial<SnapshotPrincipal>, ...assignments: Snapshot['assignments']): Snapshot =>
  calmWith({ principals: [aPerson(eva, 'Eva', more)], assignments });
const timeBound = { endAt: daysAgo(-30) };
const group = who(50);
const withGroup = (
  inside: readonly (typeof eva)[] | null,
  more: Partial<Snapshot['groups'][number]>,
  ...assignments: Snapshot['assignments']
): Snapshot =>
  calmWith(
    { principals: [aGroup(group, 'Mail team'), aPerson(eva, 'Eva')], assignments },
    { groups: [members(group, inside, more)] },
  );

describe('permanent-assignment', () => {
  const rule = 'permanent-assignment';
  const of = (snapshot: Snapshot): readonly string[] => told(snapshot).filter((one) => one.includes(rule));

  it('minds a privileged role without end, and no other', () => {
    assert.deepEqual(of(withEva({}, anAssignment(eva))), [
      'medium permanent-assignment: Exchange Administrator, Eva',
    ]);
    assert.deepEqual(of(withEva({}, anAssignment(eva, timeBound))), []);
    assert.deepEqual(of(withEva({}, anAssignment(eva, { roleDefinitionId: roles.reports }))), []);
    assert.deepEqual(of(withEva({}, anAssignment(eva, { assignmentType: 'Activated' }))), []);
  });

  it('is high for what can give itself every other role', () => {
    assert.deepEqual(of(withEva({}, anAssignment(eva, { roleDefinitionId: roles.privilegedRoles }))), [
      'high permanent-assignment: Privileged Role Administrator, Eva',
    ]);
  });

  it('names everybody with the role once', () => {
    assert.deepEqual(
      of(withEva({}, anAssignment(eva), anAssignment(people.ana), anAssignment(eva, { scopeId: '/x' }))),
      ['medium permanent-assignment: Exchange Administrator, Ana, Eva'],
    );
  });

  it('leaves out what has a rule of its own', () => {
    assert.deepEqual(of(withEva({ kind: 'app' }, anAssignment(eva))), []);
    assert.deepEqual(of(withEva({ isEnabled: false }, anAssignment(eva))), []);
    assert.deepEqual(of(withEva({ kind: 'missing' }, anAssignment(eva))), []);
    assert.deepEqual(of(withEva({ displayName: 'svc-backup' }, anAssignment(eva))), []);
    assert.deepEqual(of(calmWith({ assignments: [anAssignment(people.emergency)] })), []);
  });

  it('opens groups, save those that PIM for Groups governs', () => {
    assert.deepEqual(of(withGroup([eva], {}, anAssignment(group))), [
      'medium permanent-assignment: Exchange Administrator, Eva',
    ]);
    assert.deepEqual(of(withGroup(null, {}, anAssignment(group))), [
      'medium permanent-assignment: Exchange Administrator, Mail team',
    ]);
    assert.deepEqual(of(withGroup([eva], { isManagedByPim: true }, anAssignment(group))), []);
  });

  it('says how many come through groups', () => {
    const through = 'Exchange Administrator permanently';
    assert.deepEqual(saidBy(rule, withGroup([eva, people.dora], {}, anAssignment(group))), [
      `2 accounts have ${through}: Dora and Eva. Through groups: 2.`,
    ]);
    assert.deepEqual(saidBy(rule, withGroup(null, {}, anAssignment(group))), [
      `1 account has ${through}: Mail team. Through groups: 1.`,
    ]);
  });

  it('says who is eligible already', () => {
    assert.deepEqual(saidBy(rule, withEva({}, anAssignment(eva), anAssignment(people.ana))), [
      '2 accounts have Exchange Administrator permanently: Ana and Eva. Eligible for it already: 1.',
    ]);
  });
});

describe('assigned-outside-pim', () => {
  const outside = { isOutsidePim: true, startAt: null, ...timeBound };
  const of = (snapshot: Snapshot): readonly string[] =>
    told(snapshot).filter((one) => one.includes('outside'));

  it('minds what was assigned past PIM, emergency accounts left out', () => {
    assert.deepEqual(of(withEva({}, anAssignment(eva, outside))), [
      'high assigned-outside-pim: Exchange Administrator, Eva',
    ]);
    assert.deepEqual(of(withEva({}, anAssignment(eva, { ...outside, roleDefinitionId: roles.reports }))), [
      'medium assigned-outside-pim: Reports Reader, Eva',
    ]);
    assert.deepEqual(of(withEva({}, anAssignment(eva, { ...outside, isOutsidePim: false }))), []);
    assert.deepEqual(of(calmWith({ assignments: [anAssignment(people.spare, outside)] })), []);
  });

  it('names the group that was given the role, not its members', () => {
    assert.deepEqual(of(withGroup([eva], {}, anAssignment(group, outside))), [
      'high assigned-outside-pim: Exchange Administrator, Mail team',
    ]);
  });
});

describe('eligibility-without-end', () => {
  const of = (...eligibilities: Snapshot['eligibilities']): readonly string[] =>
    told(calmWith({ eligibilities })).filter((one) => one.includes('without-end'));

  it('minds eligibilities for good where the baseline wants an end', () => {
    assert.deepEqual(of(anEligibility(people.ana, { endAt: null })), [
      'medium eligibility-without-end: Exchange Administrator, Ana',
    ]);
    assert.deepEqual(of(anEligibility(people.ana, { endAt: daysAgo(-1) })), []);
    assert.deepEqual(of(anEligibility(people.ana, { endAt: null, roleDefinitionId: roles.reports })), []);
    assert.deepEqual(of(anEligibility(people.spare, { endAt: null })), []);
  });
});

describe('stale-sign-in', () => {
  const of = (snapshot: Snapshot, days = 90): readonly string[] =>
    told(snapshot, measuredBy({ staleSignInDays: days })).filter((one) => one.includes('stale-sign-in'));
  const row = anAssignment(eva, timeBound);
  const alerted = (lastSeenAt: string | null, isActive = true): Partial<Snapshot> => ({
    alerts: [
      {
        name: 'StaleSignInAlert',
        isActive,
        incidentCount: 1,
        incidents: [{ principalId: eva, roleDefinitionId: roles.exchange, lastSeenAt }],
      },
    ],
  });

  it('minds sign-ins older than the threshold, the oldest first', () => {
    assert.deepEqual(of(withEva({ lastSignInAt: daysAgo(90) }, row)), []);
    assert.deepEqual(of(withEva({ lastSignInAt: daysAgo(90.1) }, row)), ['medium stale-sign-in: Eva']);
    const both = calmWith({
      principals: [
        aPerson(people.ana, 'Ana', { lastSignInAt: daysAgo(100) }),
        aPerson(eva, 'Eva', { lastSignInAt: daysAgo(400) }),
      ],
      assignments: [row],
    });
    assert.deepEqual(of(both), ['medium stale-sign-in: Eva, Ana']);
  });

  it('is not about people without a role, disabled ones or apps', () => {
    assert.deepEqual(of(withEva({ lastSignInAt: daysAgo(400) })), []);
    assert.deepEqual(of(withEva({ lastSignInAt: daysAgo(400), isEnabled: false }, row)), []);
    assert.deepEqual(of(withEva({ lastSignInAt: daysAgo(400), kind: 'app' }, row)), []);
  });

  it('believes PIM’s alert where no sign-in is known', () => {
    const unknown = withEva({ lastSignInAt: null }, { ...row, startAt: daysAgo(1) });
    assert.deepEqual(of(unknown), []);
    assert.deepEqual(of({ ...unknown, ...alerted(daysAgo(100)) }), ['medium stale-sign-in: Eva']);
    assert.deepEqual(of({ ...unknown, ...alerted(null) }), ['medium stale-sign-in: Eva']);
    assert.deepEqual(of({ ...unknown, ...alerted(daysAgo(50)) }), []);
    assert.deepEqual(of({ ...unknown, ...alerted(daysAgo(100), false) }), []);
    assert.deepEqual(of({ ...withEva({}, row), ...alerted(daysAgo(100)) }), []);
  });

  it('takes the later of two incidents, and says the longest absence', () => {
    const twice = (...seen: readonly (string | null)[]): Snapshot => ({
      ...withEva({ lastSignInAt: null }, { ...row, startAt: daysAgo(1) }),
      alerts: [
        {
          name: 'StaleSignInAlert',
          isActive: true,
          incidentCount: seen.length,
          incidents: seen.map((lastSeenAt) => ({ principalId: eva, roleDefinitionId: null, lastSeenAt })),
        },
      ],
    });
    for (const seen of [
      [daysAgo(50), daysAgo(100)],
      [daysAgo(100), daysAgo(50)],
      [null, daysAgo(50)],
      [daysAgo(50), null],
    ]) {
      assert.deepEqual(of(twice(...seen)), []);
    }
    assert.deepEqual(saidBy('stale-sign-in', twice(daysAgo(300), daysAgo(200))), [
      `1 person with a role has not signed in for more than 90 days: Eva. The last sign-in of the longest absent was on ${daysAgo(200).slice(0, 10)}.`,
    ]);
    assert.deepEqual(saidBy('stale-sign-in', twice(null)), [
      '1 person with a role has not signed in for more than 90 days: Eva. PIM knows of no sign-in of at least one of them.',
    ]);
  });

  it('needs sign-ins or alerts, either of them', () => {
    const stale = withEva({ lastSignInAt: daysAgo(400) }, row);
    const without = (...parts: readonly ('signIns' | 'alerts')[]): Partial<Snapshot> => ({
      notRead: parts.map((part) => ({ part, code: 'forbidden' })),
    });
    assert.equal(of({ ...stale, ...without('alerts') }).length, 1);
    assert.equal(of({ ...stale, ...without('signIns') }).length, 1);
    assert.equal(of({ ...stale, ...without('signIns', 'alerts') }).length, 0);
  });
});

describe('unused-active-assignment', () => {
  const rule = 'unused-active-assignment';
  const of = (snapshot: Snapshot): readonly string[] => told(snapshot).filter((one) => one.includes(rule));
  const never = { lastSignInAt: null };

  it('minds people who never signed in, once the assignment is old', () => {
    assert.deepEqual(of(withEva(never, anAssignment(eva, { startAt: daysAgo(90), ...timeBound }))), [
      'medium unused-active-assignment: Exchange Administrator, Eva',
    ]);
    assert.deepEqual(of(withEva(never, anAssignment(eva, { startAt: daysAgo(89), ...timeBound }))), []);
    assert.deepEqual(of(withEva({}, anAssignment(eva, timeBound))), []);
    assert.deepEqual(of(withEva({ ...never, kind: 'app' }, anAssignment(eva, timeBound))), []);
  });

  it('believes PIM’s alert of this person and this role', () => {
    const alerted = (roleDefinitionId: (typeof roles)['exchange'], isActive = true): Snapshot => ({
      ...withEva({}, anAssignment(eva, timeBound)),
      alerts: [
        {
          name: 'RedundantAssignmentAlert',
          isActive,
          incidentCount: 1,
          incidents: [{ principalId: eva, roleDefinitionId, lastSeenAt: null }],
        },
      ],
    });
    assert.deepEqual(saidBy(rule, alerted(roles.exchange)), [
      '1 person holds Exchange Administrator all the time and does not seem to use it: Eva. PIM’s own alert names 1 of them.',
    ]);
    assert.deepEqual(of(alerted(roles.security)), []);
    assert.deepEqual(of(alerted(roles.exchange, false)), []);
  });

  it('takes nobody for never signed in where sign-ins could not be read', () => {
    const snapshot = withEva(never, anAssignment(eva, timeBound));
    assert.equal(of(snapshot).length, 1);
    assert.deepEqual(of({ ...snapshot, notRead: [{ part: 'signIns', code: 'forbidden' }] }), []);
  });
});
