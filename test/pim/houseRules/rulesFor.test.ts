import assert from 'node:assert/strict';
import { type HouseDirectory, type RuleRequest } from '../../../src/pim/houseRules/circumstances.ts';
import { type BrokenHouseRule, type HouseRule } from '../../../src/pim/houseRules/houseRule.ts';
import { indexRules } from '../../../src/pim/houseRules/ruleIndex.ts';
import { rulesFor } from '../../../src/pim/houseRules/rulesFor.ts';
import { type Ruling } from '../../../src/pim/houseRules/ruling.ts';
import { principalId, roleDefinitionId } from '../../../src/pim/ids.ts';

const id = (last: number) => principalId(`00000000-0000-4000-8000-${String(last).padStart(12, '0')}`);
const noon = new Date('2026-11-25T12:00:00Z');
const nobody = { people: [], groups: [] };

const aRule = (name: string, more: Partial<HouseRule>): HouseRule => ({
  name,
  appliesTo: { roles: ['all'], tiers: [], scopes: [], ...nobody },
  approvals: [],
  delegates: [],
  coolDownMinutes: 0,
  owners: nobody,
  validMinutes: 60,
  ...more,
});

const request: RuleRequest = {
  requestor: id(1),
  role: {
    id: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
    displayName: 'Exchange Administrator',
    isPrivileged: true,
    tier: undefined,
  },
  scopeId: '/',
  startAt: noon,
  minutes: 60,
  ticket: undefined,
  isEmergency: false,
};

const directory: HouseDirectory = { membersOf: () => undefined, managerOf: () => undefined };

function ruledBy(
  rules: readonly HouseRule[],
  more: Partial<RuleRequest> = {},
  broken: readonly BrokenHouseRule[] = [],
): Ruling {
  const index = indexRules({ version: 'v', rules, broken });
  return rulesFor({ ...request, ...more }, noon, index, { directory, past: [] });
}

const asking = (people: readonly number[], manager = false): Pick<HouseRule, 'approvals'> => ({
  approvals: [
    {
      count: 1,
      from: { people: people.map(id), groups: [], manager },
      notOwnGroup: false,
      timeOutMinutes: 60,
      remindEveryMinutes: 0,
    },
  ],
});

describe('rulesFor', () => {
  it('asks nothing where there are no rules', () => {
    const { verdict, asked, demand, maximumMinutes, earliestAt } = ruledBy([]);
    assert.deepEqual(
      [verdict, asked, demand.chains, maximumMinutes, earliestAt],
      ['free', [], [], undefined, noon],
    );
  });

  it('takes the strictest of each thing, and says which rule each line is from', () => {
    const ruling = ruledBy([
      aRule('first', {
        maximumHours: 8,
        validMinutes: 30,
        owners: { people: [id(7)], groups: [] },
        ...asking([2]),
      }),
      aRule('second', {
        maximumHours: 2,
        validMinutes: 90,
        owners: { people: [id(7), id(8)], groups: [] },
        ...asking([3]),
      }),
      aRule('third', { maximumHours: 4, validMinutes: 5 }),
    ]);
    assert.equal(ruling.verdict, 'waits');
    assert.equal(ruling.maximumMinutes, 120);
    assert.equal(ruling.demand.validMinutes, 30);
    assert.deepEqual(ruling.owners.bypass.people, [id(7), id(8)]);
    assert.deepEqual(
      ruling.asked.map(({ rule, thing }) => `${rule} ${thing}`),
      ['first maximum', 'first approvals', 'second maximum', 'second approvals', 'third maximum'],
    );
  });

  it('says when hours of several zones are open together', () => {
    const hours = (zone: string): Partial<HouseRule> => ({
      hours: { days: ['thursday'], from: '09:00', to: '17:00', zone },
    });
    const { verdict, earliestAt } = ruledBy([
      aRule('Oslo', hours('Europe/Oslo')),
      aRule('New York', hours('America/New_York')),
    ]);
    assert.equal(verdict, 'refused');
    assert.deepEqual(earliestAt, new Date('2026-11-26T14:00:00Z'));
  });

  it('lets an emergency past what is not met, and keeps what it went past', () => {
    const emergency = { people: [id(1)], groups: [], owners: { people: [id(9)], groups: [] }, perDay: 1 };
    const rules = [
      aRule('Two', { ...asking([2]), emergency }),
      aRule('Ticket', { ticket: { required: true, ifUnknown: 'block' }, emergency }),
    ];
    const ruling = ruledBy(rules, { isEmergency: true });
    assert.equal(ruling.verdict, 'emergency');
    assert.deepEqual(
      ruling.waived.map(({ rule }) => rule),
      ['Two', 'Ticket'],
    );
    assert.deepEqual(ruling.owners.emergency.people, [id(9)]);
    assert.equal(ruledBy([aRule('Long', { maximumHours: 2 })], { isEmergency: true }).verdict, 'free');
    const [, ...without] = [...rules, aRule('Other', asking([3]))];
    const refused = ruledBy(without, { isEmergency: true });
    assert.deepEqual([refused.verdict, refused.waived], ['refused', []]);
  });

  it('refuses what a broken rule may be about, in an emergency too', () => {
    const broken = (roles: readonly string[]): BrokenHouseRule => ({
      name: 'x',
      roles,
      tiers: [],
      reasons: ['y'],
    });
    const verdicts = [['Exchange Administrator'], ['Reports Reader'], []].map(
      (roles) => ruledBy([], { isEmergency: true }, [broken(roles)]).verdict,
    );
    assert.deepEqual(verdicts, ['refused', 'free', 'refused']);
  });

  it('refuses where the manager cannot be looked up', () => {
    const { verdict, asked } = ruledBy([aRule('Manager', asking([], true))]);
    assert.equal(verdict, 'refused');
    assert.deepEqual(asked[0], {
      thing: 'unread',
      rule: 'Manager',
      unread: [{ kind: 'manager' }],
      isMet: false,
    });
  });
});
