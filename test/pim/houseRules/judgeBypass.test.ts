import assert from 'node:assert/strict';
import { isUnmet } from '../../../src/pim/houseRules/bypass.ts';
import { demandOf } from '../../../src/pim/houseRules/chains.ts';
import { type HouseDirectory } from '../../../src/pim/houseRules/circumstances.ts';
import { type ApprovalStage, type HouseRule } from '../../../src/pim/houseRules/houseRule.ts';
import {
  judgeActivation,
  judgeOwnActivation,
  type KnownVoting,
  type SeenActivation,
} from '../../../src/pim/houseRules/judgeBypass.ts';
import { indexRules } from '../../../src/pim/houseRules/ruleIndex.ts';
import { type RulesWorld } from '../../../src/pim/houseRules/rulesFor.ts';
import { principalId, type PrincipalId, roleDefinitionId } from '../../../src/pim/ids.ts';

const id = (last: number): PrincipalId =>
  principalId(`00000000-0000-4000-8000-${String(last).padStart(12, '0')}`);
const [ana, ben, chi, team, other] = [id(1), id(2), id(3), id(11), id(12)];
/** A Wednesday. */
const noon = new Date('2026-11-25T12:00:00Z');
const nobody = { people: [], groups: [] };

const aRule = (name: string, more: Partial<HouseRule>): HouseRule => ({
  name,
  appliesTo: { roles: ['all'], tiers: [], scopes: [], ...nobody },
  approvals: [],
  delegates: [],
  coolDownMinutes: 0,
  owners: { people: [ben], groups: [] },
  validMinutes: 60,
  ...more,
});
const stage = (count: number, groups: readonly PrincipalId[]): ApprovalStage => ({
  count,
  from: { people: [], groups, manager: false },
  notOwnGroup: false,
  timeOutMinutes: 60,
  remindEveryMinutes: 0,
});
const seen: SeenActivation = {
  requestor: ana,
  role: {
    id: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
    displayName: 'Exchange Administrator',
    isPrivileged: true,
    tier: undefined,
  },
  scopeId: '/',
  requestedAt: noon,
  activatedAt: noon,
  minutes: 60,
  ticket: undefined,
  approval: undefined,
};
const members = new Map([[team, new Set([ben, chi])]]);
const directory: HouseDirectory = { membersOf: (group) => members.get(group), managerOf: () => undefined };
const world: RulesWorld = { directory, past: [] };

function judged(
  rules: readonly HouseRule[],
  more: Partial<SeenActivation> = {},
  voting?: KnownVoting,
  past: RulesWorld['past'] = [],
) {
  const index = indexRules({ version: 'v', rules, broken: [] });
  return judgeActivation({ ...seen, ...more }, index, { ...world, past }, voting);
}
const things = (...given: Parameters<typeof judged>): readonly string[] =>
  judged(...given).lines.map(({ thing }) => thing);

describe('judging an activation of which nobody asked the rules', () => {
  const two = aRule('Two', { approvals: [stage(2, [team])] });
  const one = aRule('One', { approvals: [stage(1, [team])] });

  it('has nothing against one that no rule is about', () => {
    assert.deepEqual(judged([]).lines, []);
    const others = aRule('Others', { ...two, appliesTo: { ...two.appliesTo, people: [chi] } });
    assert.deepEqual(judged([others]).lines, []);
  });

  it('misses the approvals, all of them or those beyond PIM’s one, and tells the owners of the rule', () => {
    const { lines, owners } = judged([two]);
    assert.deepEqual(lines, [{ thing: 'approvals', rule: 'Two', asked: 2, given: 0 }]);
    assert.deepEqual(owners, { people: [ben], groups: [] });
    const approval = { by: ben, at: noon };
    assert.deepEqual(judged([two], { approval }).lines, [
      { thing: 'approvals', rule: 'Two', asked: 2, given: 1 },
    ]);
  });

  it('takes PIM’s own approval for the one that a rule asks, where it comes from somebody of the rule', () => {
    assert.deepEqual(things([one], { approval: { by: ben, at: noon } }), []);
    assert.deepEqual(things([one], { approval: { by: id(9), at: noon } }), ['approvals']);
    assert.deepEqual(things([one], { approval: { by: ana, at: noon } }), ['approvals'], 'never one’s own');
  });

  it('says what it cannot know: who approved, a group that cannot be read, the scope, the ticket, the length', () => {
    const unreadable = aRule('Unreadable', { approvals: [stage(1, [other])] });
    const scoped = aRule('Scoped', {
      ...two,
      appliesTo: { ...two.appliesTo, scopes: ['/administrativeUnits/1'] },
    });
    const contractors = aRule('Contractors', {
      maximumHours: 1,
      appliesTo: { ...two.appliesTo, groups: [other] },
    });
    const ticket = aRule('Ticket', { ticket: { required: true, ifUnknown: 'block' } });
    const short = aRule('Short', { maximumHours: 1 });
    assert.deepEqual(things([one], { approval: { by: undefined, at: noon } }), ['approver']);
    assert.deepEqual(things([unreadable], { approval: { by: ben, at: noon } }), ['unread']);
    assert.deepEqual(things([contractors]), ['unread']);
    assert.deepEqual(things([scoped], { scopeId: '' }), ['scope']);
    assert.deepEqual(things([ticket]), ['ticketNotKnown']);
    assert.deepEqual(things([short], { minutes: undefined }), ['length']);
    assert.ok(
      ['approver', 'unread', 'scope', 'ticketNotKnown', 'length'].every(
        (thing) => !isUnmet({ thing: thing as 'unread' }),
      ),
    );
  });

  it('needs no group to be read to know that nobody approved', () => {
    assert.deepEqual(things([aRule('Unreadable', { approvals: [stage(1, [other])] })]), ['approvals']);
  });

  it('judges hours, length, pause and a ticket that is known', () => {
    const rule = aRule('Hours', {
      hours: { days: ['monday'], from: '08:00', to: '17:00', zone: 'UTC' },
      maximumHours: 1,
      coolDownMinutes: 30,
      ticket: { required: true, ifUnknown: 'block' },
    });
    const before = {
      roleDefinitionId: seen.role.id,
      requestedAt: noon,
      endedAt: new Date(noon.getTime() - 60_000),
      wasEmergency: false,
    };
    assert.deepEqual(things([rule], { minutes: 61, ticket: '' }, undefined, [before]), [
      'hours',
      'maximum',
      'coolDown',
      'ticket',
    ]);
    assert.deepEqual(things([rule], { activatedAt: new Date('2026-11-23T08:00:00Z'), ticket: 'INC1' }), []);
  });

  it('asks for no more approvals where the votes were complete here, and judges the rest', () => {
    const rule = aRule('Two', { ...two, maximumHours: 1 });
    const voting: KnownVoting = { isComplete: true, demand: demandOf('v', [rule]), given: 2 };
    assert.deepEqual(things([rule], { minutes: 90 }, voting), ['maximum']);
    assert.deepEqual(judgeOwnActivation(voting), []);
    assert.deepEqual(judgeOwnActivation({ ...voting, isComplete: false, given: 1 }), [
      { thing: 'approvals', rule: 'Two', asked: 2, given: 1 },
    ]);
  });

  it('refuses to call a rule met that could not be understood', () => {
    const broken = [{ name: 'Broken', roles: [], tiers: [], reasons: ['hours.from'] }];
    const { lines } = judgeActivation(seen, indexRules({ version: 'v', rules: [], broken }), world);
    assert.deepEqual(lines, [{ thing: 'broken', rule: 'Broken' }]);
  });
});
