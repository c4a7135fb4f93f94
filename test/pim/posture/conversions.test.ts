import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conversionsOf } from '../../../src/pim/posture/conversions.ts';
import { postureOf } from '../../../src/pim/posture/posture.ts';
import { type Snapshot, type SnapshotPrincipal } from '../../../src/pim/posture/snapshot.ts';
import { GLOBAL_ADMINISTRATOR } from '../../../src/pim/roles.ts';
import {
  aGroup,
  anAssignment,
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
import { randomTenants } from '../../support/randomSnapshots.ts';

const eva = who(20);
const unit = '/administrativeUnits/x';
const adviceIn = (snapshot: Snapshot, breakGlass = yardstick.breakGlass): readonly string[] =>
  conversionsOf(postureOf(snapshot, { ...yardstick, breakGlass }))
    .filter(({ reason }) => reason !== 'breakGlass')
    .map(({ held, advice, reason }) => `${held.holder.displayName}: ${advice} ${reason ?? ''}`.trim());

const withEva = (more: Partial<SnapshotPrincipal>, ...assignments: Snapshot['assignments']): Snapshot =>
  calmWith({ principals: [aPerson(eva, 'Eva', more)], assignments });

describe('conversionsOf', () => {
  const cases: Readonly<Record<string, readonly [Snapshot, readonly string[]]>> = {
    'makes people eligible': [withEva({}, anAssignment(eva)), ['Eva: makeEligible']],
    'looks at permanent assignments only': [
      withEva(
        {},
        anAssignment(eva, { endAt: daysAgo(-5) }),
        anAssignment(eva, { assignmentType: 'Activated' }),
      ),
      [],
    ],
    'looks at roles that are not privileged too': [
      withEva({}, anAssignment(eva, { roleDefinitionId: roles.reports })),
      ['Eva: makeEligible'],
    ],
    'keeps apps, which cannot be eligible': [withEva({ kind: 'app' }, anAssignment(eva)), ['Eva: keep app']],
    'says that a scope goes with the eligibility': [
      withEva({}, anAssignment(eva, { scopeId: unit })),
      ['Eva: makeEligible scoped'],
    ],
    'says that somebody is a guest': [
      withEva({ isGuest: true }, anAssignment(eva)),
      ['Eva: makeEligible guest'],
    ],
    'leaves disabled accounts to people': [
      withEva({ isEnabled: false }, anAssignment(eva)),
      ['Eva: byHand disabledOrMissing'],
    ],
    'leaves accounts that are gone to people': [
      withEva({ kind: 'missing' }, anAssignment(eva)),
      ['Eva: byHand disabledOrMissing'],
    ],
    'leaves service accounts to people: software cannot activate': [
      withEva({ displayName: 'svc-mail' }, anAssignment(eva)),
      ['svc-mail: byHand serviceAccount'],
    ],
    'knows who is eligible for the role in the same scope': [
      calmWith({ assignments: [anAssignment(people.ana), anAssignment(people.ben, { scopeId: unit })] }),
      ['Ana: alreadyEligible', 'Ben: makeEligible scoped'],
    ],
  };
  for (const [name, [snapshot, expected]] of Object.entries(cases)) {
    it(name, () => {
      assert.deepEqual(adviceIn(snapshot), expected);
    });
  }

  it('leaves groups to people, those too in which nobody can be seen', () => {
    const through = (inside: readonly (typeof eva)[] | null): readonly string[] =>
      adviceIn(
        calmWith(
          { principals: [aGroup(who(50), 'Mail team')], assignments: [anAssignment(who(50))] },
          { groups: [members(who(50), inside)] },
        ),
      );
    assert.deepEqual(through([people.ana, people.dora]), [
      'Ana: byHand throughGroup',
      'Dora: byHand throughGroup',
    ]);
    assert.deepEqual(through([]), ['Mail team: byHand throughGroup']);
    assert.deepEqual(through(null), ['Mail team: byHand throughGroup']);
  });

  it('keeps one permanent Global Administrator where no emergency account is one', () => {
    const global = { roleDefinitionId: roles.global };
    const snapshot: Snapshot = {
      ...calm,
      assignments: [anAssignment(people.dora, global), anAssignment(people.chi, global)],
    };
    assert.deepEqual(adviceIn(snapshot), ['Chi: keep lastGlobalAdministrator', 'Dora: makeEligible']);
    const covered = { ...snapshot, assignments: [...snapshot.assignments, ...calm.assignments] };
    assert.deepEqual(adviceIn(covered), ['Chi: alreadyEligible', 'Dora: makeEligible']);
    const disabled = covered.principals.map((one) =>
      yardstick.breakGlass.includes(one.id) ? { ...one, isEnabled: false } : one,
    );
    assert.deepEqual(adviceIn({ ...covered, principals: disabled })[0], 'Chi: keep lastGlobalAdministrator');
  });

  it('never advises away the last person who is Global Administrator, and advises on every permanent row', () => {
    fc.assert(
      fc.property(randomTenants, ({ snapshot, yardstick: by }) => {
        const posture = postureOf(snapshot, by);
        const conversions = conversionsOf(posture);
        assert.equal(conversions.length, posture.standing.filter(({ row }) => row.endAt === null).length);
        const isGone = (advice: string): boolean => advice === 'makeEligible' || advice === 'alreadyEligible';
        const ofRole = conversions.filter(({ held }) => held.role.id === GLOBAL_ADMINISTRATOR);
        const gone = ofRole.filter(({ advice }) => isGone(advice));
        const kept = ofRole.filter(
          ({ advice, held }) =>
            advice === 'keep' && held.holder.kind === 'person' && held.holder.isEnabled !== false,
        );
        assert.ok(gone.length === 0 || kept.length > 0);
        for (const { advice, reason } of conversions) {
          if (advice === 'keep' || advice === 'byHand') assert.notEqual(reason, undefined);
        }
      }),
      { numRuns: 200 },
    );
  });
});
