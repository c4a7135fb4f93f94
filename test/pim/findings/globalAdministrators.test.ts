import assert from 'node:assert/strict';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import {
  aGroup,
  anApp,
  anAssignment,
  anEligibility,
  aPerson,
  calm,
  calmWith,
  daysAgo,
  members,
  people,
  roles,
  who,
  yardstick,
} from '../../support/calmTenant.ts';
import { findingsBy, measuredBy, saidBy, told } from './judged.ts';

const numbers = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => 100 + index);
const global = { roleDefinitionId: roles.global };

/** So many people more who hold Global Administrator all the time, and so many who hold another privileged role. */
const withHolders = (globals: number, others = 0, more: Partial<Snapshot> = {}): Snapshot =>
  calmWith(
    {
      principals: numbers(globals + others).map((number) => aPerson(who(number), `P${String(number)}`)),
      assignments: numbers(globals + others).map((number, index) =>
        anAssignment(who(number), index < globals ? global : { endAt: daysAgo(-30) }),
      ),
    },
    more,
  );

describe('too-many-global-administrators', () => {
  const rule = 'too-many-global-administrators';

  it('counts from one more than the threshold, emergency accounts left out', () => {
    assert.deepEqual(findingsBy(rule, withHolders(4)), []);
    const [found] = findingsBy(rule, withHolders(5));
    assert.equal(found?.principals.length, 5);
    assert.equal(found.facts['count'], 5);
  });

  it('is high only when their share of all privileged holders is reached too', () => {
    const severity = (others: number): unknown => findingsBy(rule, withHolders(5, others))[0]?.severity;
    assert.equal(severity(45), 'high');
    assert.equal(severity(46), 'medium');
  });

  it('says which sources are exceeded', () => {
    assert.deepEqual(saidBy(rule, withHolders(5)), [
      '5 accounts hold Global Administrator all the time, emergency accounts left out: P100, P101, P102, P103 and P104. At most 4 should; Microsoft says fewer than five. They are 100 % of all who hold privileged roles.',
    ]);
  });

  it('counts those who may activate it, and emergency accounts, as CISA does', () => {
    const eligible = (count: number): Snapshot =>
      calmWith({
        principals: numbers(count).map((number) => aPerson(who(number), `P${String(number)}`)),
        eligibilities: numbers(count).map((number) => anEligibility(who(number), global)),
      });
    // Two emergency accounts and one who is eligible are there already.
    assert.deepEqual(findingsBy(rule, eligible(5)), []);
    const [found] = findingsBy(rule, eligible(6));
    assert.equal(found?.severity, 'medium');
    assert.equal(found.facts['inAll'], 9);
    assert.deepEqual(
      findingsBy(rule, eligible(6), measuredBy({ globalAdministrators: { fewest: 2, most: 9 } })),
      [],
    );
  });

  it('counts each head once, whatever the ways, and opens groups', () => {
    const inside = numbers(5).map(who);
    const snapshot = withHolders(3, 0, {
      groups: [members(who(50), inside)],
    });
    const [found] = findingsBy(rule, {
      ...snapshot,
      principals: [
        ...snapshot.principals,
        aGroup(who(50), 'Admins'),
        aPerson(who(103), 'P103'),
        anApp(who(104), 'P104'),
      ],
      assignments: [...snapshot.assignments, anAssignment(who(50), global)],
    });
    assert.equal(found?.facts['count'], 5);
  });

  it('does not count activations', () => {
    const snapshot = withHolders(5);
    assert.deepEqual(
      findingsBy(rule, {
        ...snapshot,
        assignments: snapshot.assignments.map((row, index) =>
          index === 2 ? { ...row, assignmentType: 'Activated', endAt: daysAgo(-0.1) } : row,
        ),
      }),
      [],
    );
  });
});

describe('too-few-global-administrators', () => {
  const rule = 'too-few-global-administrators';
  const only = (
    assignments: Snapshot['assignments'],
    eligibilities: Snapshot['eligibilities'] = [],
  ): Snapshot => ({
    ...calm,
    assignments,
    eligibilities,
  });

  it('counts those who are eligible and emergency accounts', () => {
    const emergency = anAssignment(people.emergency, global);
    assert.deepEqual(findingsBy(rule, only([emergency], [anEligibility(people.chi, global)])), []);
    const [found] = findingsBy(rule, only([emergency]));
    assert.equal(found?.severity, 'high');
    assert.deepEqual(found.principals, [people.emergency]);
  });

  it('does not count disabled accounts', () => {
    const snapshot: Snapshot = {
      ...calm,
      eligibilities: [],
      principals: calm.principals.map((one) =>
        one.id === people.spare ? { ...one, isEnabled: false } : one,
      ),
    };
    assert.equal(findingsBy(rule, snapshot).length, 1);
  });

  it('says nothing where members of groups are not known', () => {
    const notRead = [{ part: 'groupMembers', code: 'forbidden' }] as const;
    assert.deepEqual(findingsBy(rule, { ...only([]), notRead }), []);
    assert.equal(findingsBy(rule, only([])).length, 1);
  });
});

describe('break-glass-accounts', () => {
  const rule = 'break-glass-accounts';

  it('is for information where none is declared', () => {
    assert.deepEqual(
      told(calm, { ...yardstick, breakGlass: [] }).filter((one) => one.includes(rule)),
      ['information break-glass-accounts: '],
    );
  });

  const changed = (more: object): Snapshot => ({
    ...calm,
    principals: calm.principals.map((one) => (one.id === people.spare ? { ...one, ...more } : one)),
  });
  const cases: Readonly<Record<string, readonly [Snapshot, string]>> = {
    'is disabled': [changed({ isEnabled: false }), 'disabled'],
    'is gone': [changed({ kind: 'missing' }), 'deleted'],
    'is gone and named by its assignment alone': [
      { ...calm, principals: calm.principals.filter(({ id }) => id !== people.spare) },
      'deleted',
    ],
    'is no user account': [changed({ kind: 'app' }), 'noPerson'],
    'holds the role for a time only': [
      {
        ...calm,
        assignments: calm.assignments.map((row) =>
          row.principalId === people.spare ? { ...row, endAt: daysAgo(-30) } : row,
        ),
      },
      'notPermanent',
    ],
    'holds another role': [
      {
        ...calm,
        assignments: calm.assignments.map((row) =>
          row.principalId === people.spare ? { ...row, roleDefinitionId: roles.exchange } : row,
        ),
      },
      'notPermanent',
    ],
    'is named by nothing': [
      {
        ...calm,
        assignments: calm.assignments.slice(0, 1),
        principals: calm.principals.filter(({ id }) => id !== people.spare),
      },
      'withoutRole',
    ],
  };
  for (const [name, [snapshot, problem]] of Object.entries(cases)) {
    it(`minds an account that ${name}`, () => {
      assert.deepEqual(
        findingsBy(rule, snapshot).map(({ severity, principals, facts }) => [
          severity,
          principals,
          facts['problem'],
        ]),
        [['high', [people.spare], problem]],
      );
    });
  }

  it('takes the role through a group for permanent', () => {
    const snapshot = calmWith(
      { principals: [aGroup(who(50), 'Emergency group')] },
      {
        groups: [members(who(50), [people.spare])],
        assignments: [anAssignment(people.emergency, global), anAssignment(who(50), global)],
      },
    );
    assert.deepEqual(findingsBy(rule, snapshot), []);
  });

  it('minds more of them than the threshold', () => {
    assert.deepEqual(findingsBy(rule, calm, measuredBy({ breakGlassPermanent: 2 })), []);
    const [found] = findingsBy(rule, calm, measuredBy({ breakGlassPermanent: 1 }));
    assert.deepEqual(found?.facts, { problem: 'tooMany', count: 2, most: 1 });
    assert.equal(found.severity, 'medium');
  });
});
