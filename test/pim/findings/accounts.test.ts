import assert from 'node:assert/strict';
import { type Snapshot, type SnapshotPrincipal } from '../../../src/pim/posture/snapshot.ts';
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
import { findingsBy, told } from './judged.ts';

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

describe('service-account', () => {
  const of = (more: Partial<SnapshotPrincipal>): readonly string[] =>
    told(withEva(more, anAssignment(eva, timeBound))).filter((one) => one.includes('service-account'));

  it('knows them by what their names begin with, in any casing', () => {
    assert.deepEqual(of({ displayName: 'SVC Backup' }), [
      'high service-account: Exchange Administrator, SVC Backup',
    ]);
    assert.equal(of({ userPrincipalName: 'Sa-mail@example.org' }).length, 1);
    assert.deepEqual(of({ displayName: 'My svc' }), []);
    assert.deepEqual(of({ displayName: 'svc-backup', kind: 'app' }), []);
  });

  it('takes prefixes in any casing too', () => {
    const by = { ...yardstick, serviceAccountPrefixes: ['BOT'] };
    const snapshot = withEva({ displayName: 'Bot 7' }, anAssignment(eva, timeBound));
    assert.deepEqual(told(snapshot, by), ['high service-account: Exchange Administrator, Bot 7']);
  });

  it('minds eligibility too', () => {
    const snapshot = calmWith({
      principals: [aPerson(eva, 'svc-backup')],
      eligibilities: [anEligibility(eva, { roleDefinitionId: roles.reports, startAt: daysAgo(1) })],
    });
    assert.deepEqual(told(snapshot), ['medium service-account: Reports Reader, svc-backup']);
  });
});

describe('service-principal', () => {
  const of = (role: (typeof roles)['exchange'], kind: 'app' | 'person' = 'app'): readonly string[] =>
    findingsBy(
      'service-principal',
      calmWith({
        principals: [{ ...anApp(eva, 'Sync'), kind }],
        assignments: [anAssignment(eva, { roleDefinitionId: role, ...timeBound })],
      }),
    ).flatMap(({ principals }) => principals);

  it('minds apps with privileged roles, and only those', () => {
    assert.deepEqual(of(roles.exchange), [eva]);
    assert.deepEqual(told(withEva({ kind: 'app' }, anAssignment(eva, timeBound))), [
      'medium service-principal: Exchange Administrator, Eva',
    ]);
    assert.deepEqual(of(roles.reports), []);
    assert.deepEqual(of(roles.exchange, 'person'), []);
  });
});

describe('guest', () => {
  const of = (snapshot: Snapshot): readonly string[] =>
    told(snapshot).filter((one) => one.includes(' guest:'));
  const asGuest = { isGuest: true };

  it('is high where the role stands, and medium where it can be activated', () => {
    assert.deepEqual(of(withEva(asGuest, anAssignment(eva, timeBound))), [
      'high guest: Exchange Administrator, Eva',
    ]);
    const eligible = (roleDefinitionId: (typeof roles)['exchange']): Snapshot =>
      calmWith({
        principals: [aPerson(eva, 'Eva', asGuest)],
        eligibilities: [anEligibility(eva, { roleDefinitionId })],
      });
    assert.deepEqual(of(eligible(roles.exchange)), ['medium guest: Exchange Administrator, Eva']);
    assert.deepEqual(of(eligible(roles.reports)), []);
    assert.deepEqual(of(withEva({}, anAssignment(eva, timeBound))), []);
  });
});

describe('disabled-or-deleted-account', () => {
  const of = (snapshot: Snapshot): readonly string[] =>
    told(snapshot).filter((one) => one.includes('deleted'));

  it('minds both, standing or eligible, and not what is enabled or unknown', () => {
    const row = anAssignment(eva, timeBound);
    assert.deepEqual(of(withEva({ isEnabled: false }, row)), [
      'medium disabled-or-deleted-account: Exchange Administrator, Eva',
    ]);
    assert.deepEqual(of(withEva({ kind: 'missing', isEnabled: null }, row)).length, 1);
    assert.deepEqual(of(withEva({ isEnabled: null }, row)), []);
    const eligible = calmWith({
      principals: [aPerson(people.dora, 'Dora', { isEnabled: false })],
    });
    assert.deepEqual(of(eligible), ['low disabled-or-deleted-account: Reports Reader, Dora']);
  });

  it('leaves emergency accounts to their own rule', () => {
    const snapshot = calmWith({ principals: [aPerson(people.spare, 'Spare', { isEnabled: false })] });
    assert.deepEqual(of(snapshot), []);
  });

  it('says nothing where nobody’s name could be read', () => {
    const snapshot: Snapshot = {
      ...calm,
      principals: [],
      notRead: [{ part: 'principals', code: 'forbidden' }],
    };
    assert.deepEqual(of(snapshot), []);
  });
});

describe('group-not-protected', () => {
  const of = (snapshot: Snapshot): readonly string[] =>
    told(snapshot).filter((one) => one.includes('group-not-protected'));
  const standing = anAssignment(group, timeBound);

  it('minds groups that are not role-assignable, and does not judge what is not known', () => {
    assert.deepEqual(of(withGroup([eva], { isRoleAssignable: false }, standing)), [
      'high group-not-protected: Mail team',
    ]);
    assert.deepEqual(of(withGroup([eva], { isRoleAssignable: null }, standing)), []);
    assert.deepEqual(of(withGroup([eva], {}, standing)), []);
    assert.deepEqual(of(withGroup([eva], { isRoleAssignable: false })), []);
  });

  it('minds groups outside PIM for Groups only where their role stands', () => {
    assert.deepEqual(of(withGroup([eva], { isManagedByPim: false }, standing)), [
      'medium group-not-protected: Mail team',
    ]);
    const eligible = withGroup([eva], { isManagedByPim: false });
    assert.deepEqual(of({ ...eligible, eligibilities: [...calm.eligibilities, anEligibility(group)] }), []);
  });
});

describe('over-privileged-account', () => {
  const of = (...assignments: Snapshot['assignments']): readonly string[] =>
    told(withEva({}, ...assignments)).filter((one) => one.includes('over-privileged'));
  const holds = (...ids: readonly (typeof roles)['exchange'][]): Snapshot['assignments'] =>
    ids.map((roleDefinitionId) => anAssignment(eva, { roleDefinitionId, ...timeBound }));

  it('counts privileged roles that stand, each once', () => {
    assert.deepEqual(of(...holds(roles.exchange, roles.security, roles.privilegedRoles)), [
      'medium over-privileged-account: Eva',
    ]);
    assert.deepEqual(of(...holds(roles.exchange, roles.security, roles.reports)), []);
    assert.deepEqual(of(...holds(roles.exchange, roles.security, roles.security)), []);
  });

  it('minds Global Administrator together with another one', () => {
    assert.equal(of(...holds(roles.global, roles.exchange)).length, 1);
    assert.equal(of(...holds(roles.global, roles.reports)).length, 0);
  });

  it('minds a role that is held and eligible for, in the same scope', () => {
    const held = (scopeId: string): Snapshot =>
      calmWith({ assignments: [anAssignment(people.ana, { scopeId, ...timeBound })] });
    assert.deepEqual(told(held('/')), ['medium over-privileged-account: Ana']);
    assert.deepEqual(told(held('/administrativeUnits/x')), []);
  });

  it('leaves guests, apps and emergency accounts alone', () => {
    const one = anAssignment(eva, timeBound);
    for (const more of [{ isGuest: true }, { kind: 'app' }, { isEnabled: false }] as const) {
      assert.deepEqual(findingsBy('over-privileged-account', withEva(more, one)), []);
    }
    assert.deepEqual(
      findingsBy('over-privileged-account', calmWith({ assignments: [anAssignment(people.spare)] })),
      [],
    );
  });
});

describe('licence', () => {
  it('minds PIM’s alert and refusals for want of a licence', () => {
    const alerted = (isActive: boolean): Snapshot => ({
      ...calm,
      alerts: [{ name: 'InvalidLicenseAlert', isActive, incidentCount: 0, incidents: [] }],
    });
    assert.deepEqual(told(alerted(true)), ['medium licence: ']);
    assert.deepEqual(told(alerted(false)), []);
    const refused = (code: string): Snapshot => ({ ...calm, notRead: [{ part: 'alerts', code }] });
    assert.deepEqual(told(refused('licence_missing')), ['medium licence: ']);
    assert.deepEqual(told(refused('forbidden')), []);
  });
});
