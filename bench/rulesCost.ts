import { houseRulesOf } from '../src/houseRuleReading.ts';
import { type HouseDirectory, type RuleRequest } from '../src/pim/houseRules/circumstances.ts';
import { type ApprovalStage, type HouseRule, WEEKDAYS } from '../src/pim/houseRules/houseRule.ts';
import { indexRules, type RuleIndex } from '../src/pim/houseRules/ruleIndex.ts';
import { rulesFor } from '../src/pim/houseRules/rulesFor.ts';
import { type Vote } from '../src/pim/houseRules/stages.ts';
import { seatsOf, votesAt, type Voting } from '../src/pim/houseRules/votes.ts';
import { principalId, type PrincipalId, roleDefinitionId } from '../src/pim/ids.ts';
import { median } from './statistics.ts';

/** How much, and how often. */
export interface RulesPlan {
  readonly rules: number;
  readonly people: number;
  readonly rounds: number;
  readonly decisionsPerRound: number;
}

/** Processor time of one decision, in milliseconds; medians of the rounds. */
export interface RulesFigures {
  readonly rules: number;
  readonly people: number;
  readonly decisions: number;
  /** What the rules ask of a request. */
  readonly ruling: number;
  /** The same, one approval taken, and where it stands after that. */
  readonly decision: number;
  /** Reading the rules into an index, once for each version. */
  readonly indexing: number;
}

const ROLES = 100;
const GROUPS = 50;
const NOON = Date.parse('2026-11-25T12:00:00Z');

const guid = (kind: number, last: number): string =>
  `00000000-0000-4000-80${String(kind).padStart(2, '0')}-${String(last).padStart(12, '0')}`;
const person = (last: number): PrincipalId => principalId(guid(1, last));
const group = (last: number): PrincipalId => principalId(guid(2, last % GROUPS));

/** What house rules cost: many of them, in a large company, in this process. */
export function measureRules({ rules, people, rounds, decisionsPerRound }: RulesPlan): RulesFigures {
  const all = Array.from({ length: rules }, (_, number) => ruleOf(number));
  const version = houseRulesOf(all);
  const indexing = cpuOf(() => void indexRules(version), 1);
  const index = indexRules(version);
  const directory = directoryOf(people);
  let next = 0;
  const figures: { ruling: number[]; decision: number[] } = { ruling: [], decision: [] };
  const ruling = (): void => void ruled(next++, people, index, directory);
  const decision = (): void => {
    decided(next++, people, index, directory);
  };
  for (const work of [ruling, decision]) cpuOf(work, decisionsPerRound);
  for (let round = 0; round < rounds; round += 1) {
    figures.ruling.push(cpuOf(ruling, decisionsPerRound) / decisionsPerRound);
    figures.decision.push(cpuOf(decision, decisionsPerRound) / decisionsPerRound);
  }
  return {
    rules,
    people,
    decisions: rounds * decisionsPerRound,
    ruling: median(figures.ruling),
    decision: median(figures.decision),
    indexing,
  };
}

function cpuOf(work: () => void, times: number): number {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** A few of everything: a role has some ten rules, the hours of some are over. */
function ruleOf(number: number): HouseRule {
  const stage = (from: number, count: number): ApprovalStage => ({
    count,
    from: { people: [person(number)], groups: [group(from)], manager: from % 7 === 0 },
    notOwnGroup: from % 3 === 0,
    timeOutMinutes: 120,
    escalateTo: { people: [], groups: [group(from + 2)], manager: false },
    remindEveryMinutes: 30,
  });
  return {
    name: `Rule ${number}`,
    appliesTo: {
      roles: [`Role ${number % ROLES}`],
      tiers: [],
      scopes: [],
      people: [],
      groups: number % 4 === 0 ? [group(0)] : [],
    },
    approvals: number % 2 === 0 ? [stage(number, 1), stage(number + 1, 1)] : [],
    delegates: [
      {
        for: person(number),
        to: person(number + 1),
        from: new Date(NOON - 1e8),
        until: new Date(NOON + 1e8),
      },
    ],
    hours:
      number % 5 === 0
        ? { days: WEEKDAYS, from: '08:00', to: number % 3 === 0 ? '10:00' : '18:00', zone: 'Europe/Oslo' }
        : undefined,
    maximumHours: 1 + (number % 8),
    coolDownMinutes: number % 3 === 0 ? 60 : 0,
    ticket:
      number % 6 === 0 ? { required: true, pattern: String.raw`INC\d{4,7}`, ifUnknown: 'block' } : undefined,
    owners: { people: [], groups: [] },
    validMinutes: 60,
  };
}

/** The first group has everybody; the others share them out. */
function directoryOf(people: number): HouseDirectory {
  const members = new Map(
    Array.from({ length: GROUPS }, (_, number) => [group(number), new Set<PrincipalId>()]),
  );
  for (let number = 0; number < people; number += 1) {
    members.get(group(0))?.add(person(number));
    members.get(group(number))?.add(person(number));
  }
  return { membersOf: (id) => members.get(id), managerOf: () => person(1) };
}

function requestOf(number: number, people: number): RuleRequest {
  const role = number % ROLES;
  return {
    requestor: person((number * 37) % people),
    role: {
      id: roleDefinitionId(guid(3, role)),
      displayName: `Role ${role}`,
      isPrivileged: true,
      tier: undefined,
    },
    scopeId: '/',
    startAt: new Date(NOON),
    minutes: 60,
    ticket: 'INC12345',
    isEmergency: false,
  };
}

function ruled(number: number, people: number, index: RuleIndex, directory: HouseDirectory): Voting {
  const request = requestOf(number, people);
  const past = [
    {
      roleDefinitionId: request.role.id,
      requestedAt: new Date(NOON - 9e6),
      endedAt: new Date(NOON - 8e6),
      wasEmergency: false,
    },
  ];
  const { demand } = rulesFor(request, request.startAt, index, { directory, past });
  return { requestor: request.requestor, requestedAt: request.startAt, asked: demand, votes: [] };
}

function decided(number: number, people: number, index: RuleIndex, directory: HouseDirectory): void {
  const voting = ruled(number, people, index, directory);
  const at = new Date(NOON + 60_000);
  const by = person((number * 41 + 1) % people);
  const seats = seatsOf(voting, by, at, directory);
  const votes: readonly Vote[] = [{ by, decision: 'approve', at, seats }];
  votesAt({ ...voting, votes }, at, directory);
}
