import assert from 'node:assert/strict';
import { type Snapshot } from '../../../src/pim/posture/snapshot.ts';
import {
  anActivation,
  anAssignment,
  anEligibility,
  aPerson,
  calm,
  calmWith,
  daysAgo,
  people,
  roles,
  who,
} from '../../support/calmTenant.ts';
import { findingsBy, saidBy, told } from './judged.ts';

const eva = who(20);
/** Eva may activate a role that others use. */
const eligible = (startAt: string | null, more: Partial<Snapshot> = {}): Snapshot =>
  calmWith({ principals: [aPerson(eva, 'Eva')], eligibilities: [anEligibility(eva, { startAt })] }, more);
const used = (days: number): Partial<Snapshot> => ({
  activations: [...calm.activations, anActivation(eva, { activatedAt: daysAgo(days) })],
});
const short = { auditedSince: daysAgo(30) };

describe('stale-eligibility', () => {
  const rule = 'stale-eligibility';

  it('minds eligibilities without an activation in a log that reaches back far enough', () => {
    assert.deepEqual(told(eligible(daysAgo(200))), ['medium stale-eligibility: Exchange Administrator, Eva']);
    assert.equal(told(eligible(daysAgo(200), { auditedSince: daysAgo(90) }))[0]?.split(' ')[0], 'medium');
    assert.deepEqual(told(eligible(daysAgo(200), used(90))), []);
    assert.deepEqual(told(eligible(daysAgo(200), used(90.1))), [
      'medium stale-eligibility: Exchange Administrator, Eva',
    ]);
  });

  it('does not judge younger ones, and does judge those without a known beginning', () => {
    assert.deepEqual(told(eligible(daysAgo(89.9))), []);
    assert.equal(told(eligible(daysAgo(90))).length, 1);
    assert.equal(told(eligible(null)).length, 1);
  });

  it('calls nothing stale that a short log cannot show', () => {
    const snapshot = eligible(daysAgo(200), short);
    assert.deepEqual(told(snapshot), ['information stale-eligibility: Exchange Administrator, Eva']);
    assert.deepEqual(saidBy(rule, snapshot), [
      `1 person may activate Exchange Administrator and was not seen doing so since ${daysAgo(30).slice(0, 10)}: Eva. The audit log reaches back no further.`,
    ]);
  });

  it('takes activations known from elsewhere for evidence', () => {
    const known = (days: number, source: 'pimAlert' | 'latchkey'): Snapshot =>
      eligible(daysAgo(200), {
        ...short,
        otherUses: [
          {
            principalId: eva,
            roleDefinitionId: roles.exchange,
            lastActivatedAt: daysAgo(days),
            source,
          },
        ],
      });
    assert.deepEqual(told(known(100, 'pimAlert')), ['medium stale-eligibility: Exchange Administrator, Eva']);
    assert.deepEqual(saidBy(rule, known(100, 'latchkey')), [
      `1 person may activate Exchange Administrator and has not done so for more than 90 days: Eva. The longest ago was ${daysAgo(100).slice(0, 10)}.`,
    ]);
    assert.deepEqual(told(known(50, 'latchkey')), []);
  });

  it('sees that a role is active now', () => {
    const snapshot = eligible(daysAgo(200));
    const active = anAssignment(eva, { assignmentType: 'Activated', endAt: daysAgo(-0.1) });
    assert.deepEqual(told({ ...snapshot, assignments: [...snapshot.assignments, active] }), []);
  });

  it('does not take a denied request for a use', () => {
    const denied = anActivation(eva, { outcome: 'denied', activatedAt: null, endAt: null });
    assert.equal(
      findingsBy(rule, eligible(daysAgo(200), { activations: [...calm.activations, denied] })).length,
      1,
    );
  });

  it('is not about accounts that cannot sign in, or that must not be used', () => {
    const of = (id: typeof eva, more: object): readonly string[] =>
      findingsBy(
        rule,
        calmWith({ principals: [aPerson(id, 'Eva', more)], eligibilities: [anEligibility(id)] }),
      ).flatMap(({ principals }) => principals);
    assert.deepEqual(of(eva, {}), [eva]);
    assert.deepEqual(of(eva, { isEnabled: false }), []);
    assert.deepEqual(of(eva, { kind: 'missing' }), []);
    assert.deepEqual(of(people.spare, {}), []);
  });

  it('is low for roles that are not privileged', () => {
    assert.deepEqual(
      told(
        calmWith({
          principals: [aPerson(eva, 'Eva')],
          eligibilities: [anEligibility(eva, { roleDefinitionId: roles.reports })],
        }),
      ),
      ['low stale-eligibility: Reports Reader, Eva'],
    );
  });

  it('says nothing without an audit log', () => {
    const snapshot = eligible(daysAgo(200), {
      auditedSince: null,
      activations: [],
      notRead: [{ part: 'audits', code: 'forbidden' }],
    });
    assert.deepEqual(told(snapshot), []);
  });
});

describe('unused-role', () => {
  const rule = 'unused-role';
  const security = { roleDefinitionId: roles.security };
  const of = (startAt: string, more: Partial<Snapshot> = {}): readonly string[] =>
    told(calmWith({ eligibilities: [anEligibility(people.ana, { ...security, startAt })] }, more)).filter(
      (one) => one.includes(rule),
    );

  it('minds a role that nobody is known to have activated', () => {
    assert.deepEqual(of(daysAgo(200)), ['low unused-role: Security Administrator, Ana']);
    assert.deepEqual(of(daysAgo(200), short), ['information unused-role: Security Administrator, Ana']);
    assert.deepEqual(of(daysAgo(89)), []);
  });

  it('is content with an activation by anybody, in the log or elsewhere', () => {
    const requested = (more: object): readonly string[] =>
      of(daysAgo(200), {
        activations: [...calm.activations, anActivation(people.ben, { ...security, ...more })],
      });
    assert.deepEqual(requested({}), []);
    assert.equal(requested({ outcome: 'denied', activatedAt: null }).length, 1);
    assert.deepEqual(
      of(daysAgo(200), {
        otherUses: [
          { ...security, principalId: people.ben, lastActivatedAt: daysAgo(300), source: 'latchkey' },
        ],
      }),
      [],
    );
  });
});
