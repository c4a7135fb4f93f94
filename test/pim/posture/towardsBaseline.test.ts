import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BaselineTier } from '../../../src/pim/posture/baseline.ts';
import { checksOf } from '../../../src/pim/posture/compliance.ts';
import { canonicalSettings, type ComparableSettings } from '../../../src/pim/posture/settingFacts.ts';
import { areSameSettings, settingsGuard, settingsSteps } from '../../../src/pim/posture/settingsSteps.ts';
import { towardsBaseline } from '../../../src/pim/posture/towardsBaseline.ts';
import { goodSettings, roles } from '../../support/calmTenant.ts';
import { randomSettings } from './randomSettings.ts';

const strict: BaselineTier = {
  name: 'strict',
  roles: ['all'],
  maximumActivationHours: 4,
  strongAuthentication: true,
  authenticationContext: false,
  justification: true,
  ticket: true,
  approval: true,
  eligibilityDays: 180,
  assignmentDays: 15,
  notifications: true,
};

const tiers: fc.Arbitrary<BaselineTier> = fc.record({
  name: fc.constant('any'),
  roles: fc.constant(['all']),
  maximumActivationHours: fc.integer({ min: 1, max: 24 }),
  strongAuthentication: fc.boolean(),
  authenticationContext: fc.boolean(),
  justification: fc.boolean(),
  ticket: fc.boolean(),
  approval: fc.boolean(),
  eligibilityDays: fc.constantFrom(0, 1, 90, 365),
  assignmentDays: fc.constantFrom(0, 1, 15, 180),
  notifications: fc.boolean(),
});

const anyOne: fc.Arbitrary<ComparableSettings> = randomSettings
  .filter(({ length }) => length > 0)
  .map(([first]) => canonicalSettings(first ?? goodSettings(roles.exchange)));

const unmet = (tier: BaselineTier, settings: ComparableSettings): readonly string[] =>
  checksOf(tier, { ...settings, policyId: '' })
    .filter(({ isMet }) => !isMet)
    .map(({ check }) => check);

const asksBoth = ({ activation }: ComparableSettings): boolean =>
  activation.isMultifactorRequired && activation.authenticationContext !== null;

describe('towardsBaseline', () => {
  it('leaves what is stricter already', () => {
    const now = canonicalSettings({
      ...goodSettings(roles.exchange, {
        maximumMinutes: 60,
        isTicketRequired: true,
        isApprovalRequired: true,
      }),
      eligibility: {
        ...goodSettings(roles.exchange).eligibility,
        isExpirationRequired: true,
        maximumMinutes: 1_440,
      },
    });
    const { settings } = towardsBaseline(strict, now);
    assert.equal(settings.activation.maximumMinutes, 60);
    assert.equal(settings.eligibility.maximumMinutes, 1_440);
    assert.ok(settings.activation.isTicketRequired && settings.activation.isApprovalRequired);
  });

  it('shortens what is too long, and asks for what is missing', () => {
    const now = canonicalSettings({
      ...goodSettings(roles.exchange, {
        maximumMinutes: 1_440,
        isJustificationRequired: false,
        isMultifactorRequired: false,
        authenticationContext: null,
      }),
      assignment: {
        ...goodSettings(roles.exchange).assignment,
        isExpirationRequired: false,
        maximumMinutes: 259_200,
      },
    });
    const { settings, leftOpen } = towardsBaseline(strict, now);
    const { activation, assignment } = settings;
    assert.deepEqual([activation.maximumMinutes, assignment.isExpirationRequired], [240, true]);
    assert.equal(assignment.maximumMinutes, 15 * 1_440);
    assert.ok(activation.isJustificationRequired && activation.isMultifactorRequired);
    assert.deepEqual(leftOpen, []);
  });

  it('takes an authentication context for the second factor, and leaves choosing one to people', () => {
    const withContext = canonicalSettings(
      goodSettings(roles.exchange, { isMultifactorRequired: false, authenticationContext: 'c1' }),
    );
    assert.equal(towardsBaseline(strict, withContext).settings.activation.isMultifactorRequired, false);
    const without = canonicalSettings(
      goodSettings(roles.exchange, { isMultifactorRequired: false, authenticationContext: null }),
    );
    const { settings, leftOpen } = towardsBaseline({ ...strict, authenticationContext: true }, without);
    assert.equal(settings.activation.authenticationContext, null);
    assert.deepEqual(leftOpen, ['authenticationContext']);
  });

  it('leaves nothing that can be set, whatever is asked and however a role is set', () => {
    fc.assert(
      fc.property(tiers, anyOne, (tier, now) => {
        const { settings, leftOpen } = towardsBaseline(tier, now);
        const steps = settingsSteps({ before: now, after: settings });
        const applied = steps.at(-1)?.settings ?? now;
        assert.ok(areSameSettings(applied, settings), 'the steps lead there');
        assert.deepEqual(unmet(tier, applied), leftOpen);
        assert.ok(leftOpen.every((check) => check === 'authenticationContext'));
        const again = towardsBaseline(tier, applied);
        assert.ok(areSameSettings(again.settings, applied), 'a second time there is nothing to do');
      }),
    );
  });

  it('never asks for a second factor and a context at once where the role did not, not even in between', () => {
    fc.assert(
      fc.property(tiers, anyOne, (tier, before) => {
        const { settings: after } = towardsBaseline(tier, before);
        if (asksBoth(before)) return;
        assert.notEqual(settingsGuard({ before, after }), 'multifactorAndContext');
        for (const { settings } of settingsSteps({ before, after })) assert.ok(!asksBoth(settings));
      }),
    );
  });
});
