import assert from 'node:assert/strict';
import { policyCard, type PolicyOnCard } from '../../src/cards/policyCard.ts';
import { checksOf } from '../../src/pim/posture/compliance.ts';
import { type BaselineTier } from '../../src/pim/posture/baseline.ts';
import { postureOf } from '../../src/pim/posture/posture.ts';
import { type SnapshotSettings } from '../../src/pim/posture/snapshot.ts';
import { actionsOf, textOf, type Json } from '../support/cardReading.ts';
import {
  aGroup,
  approvers,
  calmWith,
  goodSettings,
  people,
  roles,
  who,
  yardstick,
} from '../support/calmTenant.ts';
import { aContext, now } from './samples.ts';

const tier: BaselineTier = {
  name: 'Control plane',
  roles: ['all'],
  maximumActivationHours: 2,
  strongAuthentication: true,
  authenticationContext: true,
  justification: true,
  ticket: true,
  approval: true,
  eligibilityDays: 90,
  assignmentDays: 15,
  notifications: true,
};

const posture = postureOf(calmWith({ principals: [aGroup(who(50), 'Change board')] }), yardstick);

function onCard(settings: SnapshotSettings, more: Partial<PolicyOnCard> = {}): PolicyOnCard {
  return {
    role: posture.role(roles.exchange),
    settings,
    tier,
    checks: checksOf(tier, settings),
    principal: posture.principal,
    page: 1,
    asOf: now,
    mayChange: false,
    ...more,
  };
}
const written = (settings: SnapshotSettings, more: Partial<PolicyOnCard> = {}): string =>
  textOf(policyCard(aContext(), onCard(settings, more)).content as Json);
const good = goodSettings(roles.exchange);

describe('policyCard', () => {
  it('tells every setting in words, and what the baseline asks for instead', () => {
    const text = written({ ...good, eligibility: { ...good.eligibility, isExpirationRequired: false } });
    for (const line of [
      'Exchange Administrator',
      'The baseline “Control plane” asks for something else in 6 places.',
      'To activate it',
      'Longest activation: 4 hours  baseline: 2 hours',
      'Multifactor authentication: on',
      'Authentication context: none  baseline: an authentication context',
      'Justification: on',
      'Ticket number: off  baseline: on',
      'Approval: off  baseline: on',
      'To make somebody eligible',
      'An end of eligible assignments: off  baseline: an end within 90 days',
      'To assign it to somebody',
      'An end of active assignments: on',
      'Longest active assignment: 180 days  baseline: an end within 15 days',
      'PIM’s own mail',
      'Mail to administrators when somebody activates: all, to the usual recipients',
    ])
      assert.ok(text.split('\n').includes(line), `${line} in\n${text}`);
    assert.doesNotMatch(text, /Who approves|Longest eligible/);
  });

  it('names who approves, groups as groups, and says who does where nobody is named', () => {
    const asked = { isApprovalRequired: true };
    const named = goodSettings(roles.exchange, {
      ...asked,
      approvers: [...approvers(people.ben), { kind: 'group', id: who(50) }, { kind: 'requestorManager' }],
    });
    assert.match(
      written(named),
      /Who approves\nChange board {2}group\nBen {2}ben@example\.org\nThe requestor’s manager/,
    );
    assert.match(
      written(goodSettings(roles.exchange, asked)),
      /Who approves\nNobody is named: PIM asks Privileged Role Administrators and Global Administrators\./,
    );
    // Whoever is named while nobody is asked decides nothing.
    assert.doesNotMatch(written(goodSettings(roles.exchange, { approvers: approvers(people.ben) })), /Ben/);
  });

  it('says that nothing is asked, or that all is as asked', () => {
    assert.match(written(good, { tier: undefined, checks: [] }), /The baseline asks nothing of this role\./);
    const lax = {
      ...tier,
      maximumActivationHours: 8,
      authenticationContext: false,
      ticket: false,
      approval: false,
    };
    const calm = { ...lax, eligibilityDays: 0, assignmentDays: 0 };
    const text = written(good, { tier: calm, checks: checksOf(calm, good) });
    assert.match(text, /As the baseline “Control plane” asks\./);
    assert.doesNotMatch(text, /baseline: /);
  });

  it('tells whom mail reaches', () => {
    const mail = (level: string, isDefaultRecipientsEnabled: boolean, ...recipients: readonly string[]) => ({
      ...good,
      notifications: [
        {
          ruleId: 'Notification_Requestor_EndUser_Assignment',
          level,
          isDefaultRecipientsEnabled,
          recipients,
        },
      ],
    });
    const told = (settings: SnapshotSettings): string =>
      /Mail to whom it is about when somebody activates: (.*)/.exec(written(settings))?.[1] ?? '';
    assert.equal(told(mail('None', true)), 'none');
    assert.equal(told(mail('all', false)), 'all, to nobody');
    assert.equal(
      told(mail('Critical', true, 'soc@x.org')),
      'critical only, to the usual recipients and soc@x.org',
    );
  });

  it('goes on to the next page, and keeps every line', () => {
    const many = goodSettings(roles.exchange, {
      isApprovalRequired: true,
      approvers: approvers(...Array.from({ length: 40 }, (_, index) => who(100 + index))),
    });
    const pages = [1, 2].map((page) => policyCard(aContext(), onCard(many, { page })));
    const [first, second] = pages.map(({ content }) => content as Json);
    assert.ok(first && second);
    const next = actionsOf(first).find(({ json }) => json['title'] === 'Next page');
    assert.deepEqual(next?.json['data'], {
      verb: 'policy.show',
      roleDefinitionId: roles.exchange,
      page: '2',
    });
    assert.ok(!actionsOf(second).some(({ json }) => json['title'] === 'Next page'));
    const all = `${textOf(first)}\n${textOf(second)}`;
    for (let index = 0; index < 40; index += 1) assert.ok(all.includes(who(100 + index)), String(index));
    assert.match(textOf(second), /Page 2 of 2/);
  });
});
