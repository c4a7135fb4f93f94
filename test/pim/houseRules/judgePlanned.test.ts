import assert from 'node:assert/strict';
import { demandOf } from '../../../src/pim/houseRules/chains.ts';
import { type HouseDirectory } from '../../../src/pim/houseRules/circumstances.ts';
import { type HouseRule } from '../../../src/pim/houseRules/houseRule.ts';
import {
  judgePlanned,
  type PlannedApprovals,
} from '../../../src/pim/houseRules/plannedStarts/judgePlanned.ts';
import { type LaterBreachLine } from '../../../src/pim/houseRules/plannedStarts/laterBreach.ts';
import { indexRules } from '../../../src/pim/houseRules/ruleIndex.ts';
import { type Voting } from '../../../src/pim/houseRules/votes.ts';
import { principalId, type PrincipalId, roleDefinitionId } from '../../../src/pim/ids.ts';

const id = (last: number): PrincipalId =>
  principalId(`00000000-0000-4000-8000-${String(last).padStart(12, '0')}`);
const [ana, ben, chi, team] = [id(1), id(2), id(3), id(11)];
/** A Wednesday. */
const noon = new Date('2026-11-25T12:00:00Z');
const dayBefore = new Date('2026-11-24T12:00:00Z');
const nobody = { people: [], groups: [] };

const aRule = (name: string, more: Partial<HouseRule> = {}): HouseRule => ({
  name,
  appliesTo: { roles: ['all'], tiers: [], scopes: [], ...nobody },
  approvals: [],
  delegates: [],
  coolDownMinutes: 0,
  owners: { people: [ben], groups: [] },
  validMinutes: 60,
  ...more,
});
const asking = (name: string, count: number): HouseRule =>
  aRule(name, {
    approvals: [
      {
        count,
        from: { people: [], groups: [team], manager: false },
        notOwnGroup: false,
        timeOutMinutes: 60,
        remindEveryMinutes: 0,
      },
    ],
  });
const inTeam = (...members: readonly PrincipalId[]): HouseDirectory => ({
  membersOf: () => new Set(members),
  managerOf: () => null,
});
const unread: HouseDirectory = { membersOf: () => undefined, managerOf: () => undefined };

/** Two approvals that were given the day before, by the rules of then. */
function votesOn(...rules: readonly HouseRule[]): PlannedApprovals {
  const asked = demandOf('then', rules);
  const at = new Date(dayBefore.getTime() + 60_000);
  const seats = asked.chains.map(({ key: chain }) => ({ chain, stage: 0, onBehalfOf: undefined }));
  const vote = (by: PrincipalId) => ({ by, decision: 'approve', at, seats }) as const;
  const voting: Voting = { requestor: ana, requestedAt: dayBefore, asked, votes: [vote(ben), vote(chi)] };
  return { votes: { voting, at }, byPim: undefined };
}
const none: PlannedApprovals = { votes: undefined, byPim: undefined };

const judged = (
  rules: readonly HouseRule[],
  approvals: PlannedApprovals | undefined,
  directory: HouseDirectory = inTeam(ben, chi),
): readonly LaterBreachLine[] =>
  judgePlanned(
    {
      requestor: ana,
      role: {
        id: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
        displayName: 'Exchange Administrator',
        isPrivileged: true,
        tier: undefined,
      },
      scopeId: '/',
      startAt: noon,
      minutes: 120,
      ticket: '',
      isEmergency: false,
      requestedAt: dayBefore,
    },
    indexRules({ version: 'now', rules, broken: [] }),
    { directory, past: [] },
    approvals,
  ).lines;
const approvals = (rule: string, asked: number, given: number): LaterBreachLine => ({
  thing: 'approvals',
  rule,
  asked,
  given,
});

describe('what rules have against a plan as it begins', () => {
  it('is nothing where the votes count still, however long ago they were given', () => {
    assert.deepEqual(judged([asking('Two', 2)], votesOn(asking('Two', 2))), []);
    assert.deepEqual(judged([asking('One', 1)], votesOn(asking('Two', 2))), [], 'asked for less by now');
  });

  it('is who approved and is entitled no more, and what nobody was asked', () => {
    const voted = votesOn(asking('Two', 2));
    assert.deepEqual(judged([asking('Two', 2)], voted, inTeam(ben)), [approvals('Two', 2, 1)]);
    assert.deepEqual(judged([asking('Two', 2)], voted, unread), [{ thing: 'unread', rule: 'Two' }]);
    assert.deepEqual(judged([asking('Two', 2), asking('Three', 3)], voted), [approvals('Three', 3, 0)]);
    assert.deepEqual(judged([asking('Two', 2)], none), [approvals('Two', 2, 0)]);
    assert.deepEqual(judged([asking('Two', 2)], undefined), [], 'told elsewhere');
  });

  it('takes an approval of PIM’s for a vote of whoever gave it', () => {
    const byPim = (by: PrincipalId | undefined): PlannedApprovals => ({
      votes: undefined,
      byPim: { by, at: dayBefore },
    });
    assert.deepEqual(judged([asking('One', 1)], byPim(ben)), []);
    assert.deepEqual(judged([asking('One', 1)], byPim(ana)), [approvals('One', 1, 0)]);
    assert.deepEqual(judged([asking('One', 1)], byPim(undefined)), [{ thing: 'approver', rule: 'One' }]);
    assert.deepEqual(judged([asking('Two', 2)], byPim(ben)), [approvals('Two', 2, 1)]);
  });

  it('is hours, length and ticket as they are asked by now', () => {
    const hours = { days: ['wednesday'], from: '08:00', to: '11:00', zone: 'UTC' } as const;
    const rules = [
      aRule('Mornings', { hours }),
      aRule('Short', { maximumHours: 1 }),
      aRule('Ticket', { ticket: { required: true, ifUnknown: 'block' } }),
      aRule('Whole days', { maximumHours: 24 }),
    ];
    assert.deepEqual(judged(rules, none), [
      { thing: 'hours', rule: 'Mornings', hours },
      { thing: 'maximum', rule: 'Short', minutes: 60 },
      { thing: 'ticket', rule: 'Ticket' },
    ]);
  });
});
