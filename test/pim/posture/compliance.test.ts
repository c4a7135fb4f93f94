import assert from 'node:assert/strict';
import { type BaselineTier } from '../../../src/pim/posture/baseline.ts';
import { complianceOf, tierOf } from '../../../src/pim/posture/compliance.ts';
import { postureOf } from '../../../src/pim/posture/posture.ts';
import { type Snapshot, type SnapshotSettings } from '../../../src/pim/posture/snapshot.ts';
import { calm, goodSettings, roles, yardstick } from '../../support/calmTenant.ts';

const tier = (name: string, of: readonly string[], more: Partial<BaselineTier> = {}): BaselineTier => ({
  name,
  roles: of,
  maximumActivationHours: 8,
  strongAuthentication: false,
  authenticationContext: false,
  justification: false,
  ticket: false,
  approval: false,
  eligibilityDays: 0,
  assignmentDays: 0,
  notifications: false,
  ...more,
});

const tierOfExchange = (...baseline: readonly BaselineTier[]): string | undefined => {
  const posture = postureOf(calm, { ...yardstick, baseline });
  return tierOf(posture, posture.role(roles.exchange))?.name;
};

describe('tierOf', () => {
  it('takes the first tier that names a role, by id, name, privileged or all', () => {
    const all = tier('all', ['all']);
    assert.equal(tierOfExchange(tier('id', [roles.exchange.toUpperCase()]), all), 'id');
    assert.equal(tierOfExchange(tier('name', ['EXCHANGE administrator']), all), 'name');
    assert.equal(tierOfExchange(tier('privileged', ['Privileged']), all), 'privileged');
    assert.equal(tierOfExchange(all, tier('id', [roles.exchange])), 'all');
    assert.equal(tierOfExchange(tier('other', ['Global Administrator'])), undefined);
  });

  it('does not take a role for privileged that is not', () => {
    const posture = postureOf(calm, {
      ...yardstick,
      baseline: [tier('p', ['privileged']), tier('o', ['all'])],
    });
    assert.equal(tierOf(posture, posture.role(roles.reports))?.name, 'o');
  });
});

const checksOf = (asks: Partial<BaselineTier>, more: Partial<SnapshotSettings>): unknown => {
  const snapshot: Snapshot = { ...calm, settings: [{ ...goodSettings(roles.exchange), ...more }] };
  const posture = postureOf(snapshot, { ...yardstick, baseline: [tier('t', ['all'], asks)] });
  return complianceOf(posture).map(({ isCompliant, checks }) => [
    isCompliant,
    ...checks.map(({ check, expected, found, isMet }) => [check, expected, found, isMet]),
  ]);
};
const { activation, eligibility, assignment } = goodSettings(roles.exchange);
const endless = { ...eligibility, isExpirationRequired: false };

describe('complianceOf', () => {
  it('makes the checks that the tier makes, and no other', () => {
    assert.deepEqual(checksOf({}, {}), [[true, ['activationHours', 8, 4, true]]]);
    const everything = {
      strongAuthentication: true,
      authenticationContext: true,
      justification: true,
      ticket: true,
      approval: true,
      eligibilityDays: 365,
      assignmentDays: 90,
      notifications: true,
    };
    assert.deepEqual(checksOf(everything, { eligibility: endless }), [
      [
        false,
        ['activationHours', 8, 4, true],
        ['strongAuthentication', true, true, true],
        ['authenticationContext', true, false, false],
        ['justification', true, true, true],
        ['ticket', true, false, false],
        ['approval', true, false, false],
        ['eligibilityDays', 365, null, false],
        ['assignmentDays', 90, 180, false],
        ['notifications', true, true, true],
      ],
    ]);
  });

  it('takes exactly as much as allowed for met', () => {
    const hours = (minutes: number): unknown =>
      checksOf({}, { activation: { ...activation, maximumMinutes: minutes } });
    assert.deepEqual(hours(480), [[true, ['activationHours', 8, 8, true]]]);
    assert.deepEqual(hours(510), [[false, ['activationHours', 8, 8.5, false]]]);
    assert.deepEqual(checksOf({ assignmentDays: 180 }, { assignment }), [
      [true, ['activationHours', 8, 4, true], ['assignmentDays', 180, 180, true]],
    ]);
  });

  it('takes an authentication context for strong authentication', () => {
    const context = { ...activation, isMultifactorRequired: false, authenticationContext: 'c1' };
    assert.deepEqual(checksOf({ strongAuthentication: true }, { activation: context }), [
      [true, ['activationHours', 8, 4, true], ['strongAuthentication', true, true, true]],
    ]);
  });

  it('leaves out roles that no tier names, and roles that nobody has', () => {
    const settings = [...calm.settings, goodSettings(roles.security)];
    const by = { ...yardstick, baseline: [tier('t', ['Global Administrator', 'Security Administrator'])] };
    assert.deepEqual(
      complianceOf(postureOf({ ...calm, settings }, by)).map(({ role }) => role.displayName),
      ['Global Administrator'],
    );
  });
});
