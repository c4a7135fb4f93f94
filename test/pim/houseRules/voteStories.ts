import fc from 'fast-check';
import { type Chain, covers, type Demand, demandOf } from '../../../src/pim/houseRules/chains.ts';
import { type HouseDirectory } from '../../../src/pim/houseRules/circumstances.ts';
import {
  type ApprovalStage,
  type ApproverSource,
  type HouseRule,
} from '../../../src/pim/houseRules/houseRule.ts';
import { type Vote } from '../../../src/pim/houseRules/stages.ts';
import { seatsOf, type Voting } from '../../../src/pim/houseRules/votes.ts';
import { principalId, type PrincipalId } from '../../../src/pim/ids.ts';

/** Principals by a number. */
export const id = (number: number): PrincipalId =>
  principalId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
/** The first asks. */
export const people = [1, 2, 3, 4, 5, 6].map(id);
export const requestor = id(1);
const others = people.slice(1);
const groups = [id(101), id(102)];
const begin = Date.parse('2026-11-25T10:00:00Z');
/** So many minutes after the request. */
export const at = (minute: number): Date => new Date(begin + minute * 60_000);

/** What can happen, in the order in which it does. */
type Happening =
  | { readonly kind: 'vote'; readonly by: PrincipalId; readonly isYes: boolean }
  | { readonly kind: 'turn'; readonly who: PrincipalId; readonly group: PrincipalId }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'rules' };

const someone = fc.constantFrom(...people);
const source: fc.Arbitrary<ApproverSource> = fc.record({
  people: fc.uniqueArray(someone, { maxLength: 2 }),
  groups: fc.uniqueArray(fc.constantFrom(...groups), { maxLength: 2 }),
  manager: fc.boolean(),
});
/** Any stage. */
export const stage: fc.Arbitrary<ApprovalStage> = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  from: source,
  notOwnGroup: fc.boolean(),
  timeOutMinutes: fc.constantFrom(30, 60),
  escalateTo: fc.option(source, { nil: undefined }),
  remindEveryMinutes: fc.constantFrom(0, 15),
});
const rule = (name: string): fc.Arbitrary<HouseRule> =>
  fc.record({
    name: fc.constant(name),
    appliesTo: fc.constant({ roles: ['all'], tiers: [], scopes: [], people: [], groups: [] }),
    approvals: fc.array(stage, { minLength: 1, maxLength: 2 }),
    delegates: fc.array(
      fc
        .record({ for: someone, to: someone, begins: fc.integer({ min: -30, max: 60 }) })
        .map((one) => ({ for: one.for, to: one.to, from: at(one.begins), until: at(one.begins + 45) })),
      { maxLength: 2 },
    ),
    coolDownMinutes: fc.constant(0),
    owners: fc.constant({ people: [], groups: [] }),
    validMinutes: fc.constantFrom(30, 90),
  });
/** What one or two rules ask. */
export const demand = (version: string): fc.Arbitrary<Demand> =>
  fc
    .tuple(rule('first'), fc.option(rule('second'), { nil: undefined }))
    .map(([first, second]) => demandOf(version, second === undefined ? [first] : [first, second]));
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('vote' as const),
      by: someone,
      isYes: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('turn' as const),
      who: someone,
      group: fc.constantFrom(...groups),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rules' as const) }) },
);
export const story = fc.record({
  asked: demand('1'),
  newer: demand('2'),
  manager: fc.constantFrom<PrincipalId | null>(null, ...others),
  members: fc.tuple(fc.uniqueArray(someone), fc.uniqueArray(someone)),
  happenings: fc.array(happening, { maxLength: 14 }),
  order: fc.infiniteStream(fc.nat(1_000)),
});
/** What happens to one request. */
export type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** A story as far as it has come. */
export interface Moment {
  readonly voting: Voting;
  readonly now: Date;
  readonly directory: HouseDirectory;
  readonly inGroup: (person: PrincipalId, group: PrincipalId) => boolean;
}

/** Plays a story and shows every moment of it. Votes go through the door, as they do everywhere. */
export function play(
  { asked, newer, manager, members, happenings }: Story,
  show: (moment: Moment) => void,
): void {
  const inside = new Map(groups.map((group, index) => [group, new Set(members[index])]));
  const directory: HouseDirectory = { membersOf: (group) => inside.get(group), managerOf: () => manager };
  const votes: Vote[] = [];
  let voting: Voting = { requestor, requestedAt: at(0), asked, votes };
  let minute = 0;
  for (const one of [{ kind: 'pass', minutes: 0 } as const, ...happenings]) {
    const now = at(minute);
    if (one.kind === 'pass') minute += one.minutes;
    else if (one.kind === 'rules')
      voting = { ...voting, current: voting.current ?? { demand: newer, since: now } };
    else if (one.kind === 'vote') {
      const seats = seatsOf(voting, one.by, now, directory);
      if (seats.length > 0)
        votes.push({ by: one.by, decision: one.isYes ? 'approve' : 'deny', at: now, seats });
      minute += 1;
    } else {
      const set = inside.get(one.group);
      if (set?.delete(one.who) === false) set.add(one.who);
    }
    const inGroup = (person: PrincipalId, group: PrincipalId): boolean =>
      inside.get(group)?.has(person) === true;
    show({ voting: { ...voting, votes: [...votes] }, now: at(minute), directory, inGroup });
  }
}

/** Whether somebody's approval means anything to a stage: written down a second time, as plainly as it goes. */
export function means(
  person: PrincipalId,
  vote: Vote,
  chain: Chain,
  asked: ApprovalStage,
  { voting, directory, inGroup }: Moment,
): boolean {
  const sources = [asked.from, ...(asked.escalateTo === undefined ? [] : [asked.escalateTo])];
  const delegations = (voting.current?.demand ?? voting.asked).delegations;
  const standsFor = (who: PrincipalId, whom: PrincipalId): boolean =>
    delegations.some(
      (one) => one.to === who && one.for === whom && one.from <= vote.at && vote.at < one.until,
    );
  const isOwn = (who: PrincipalId): boolean =>
    asked.notOwnGroup && chain.ownGroups.some((group) => inGroup(who, group) && inGroup(requestor, group));
  const mayApprove = (who: PrincipalId): boolean =>
    who !== requestor &&
    !standsFor(who, requestor) &&
    !isOwn(who) &&
    sources.some(
      (one) =>
        one.people.includes(who) ||
        one.groups.some((group) => inGroup(who, group)) ||
        (one.manager && directory.managerOf(requestor) === who),
    );
  if (person === vote.by && mayApprove(person)) return true;
  return (
    person !== vote.by &&
    standsFor(vote.by, person) &&
    vote.by !== requestor &&
    !standsFor(vote.by, requestor) &&
    !isOwn(vote.by) &&
    mayApprove(person)
  );
}

/** Everything that is asked by now. */
export const effective = ({ asked, current }: Voting): readonly Chain[] => [
  ...asked.chains,
  ...(current?.demand.chains ?? []).filter((chain) => !asked.chains.some((one) => covers(one, chain))),
];

/** Checks every moment of many stories. */
export const plays = (check: (moment: Moment, story: Story) => void): void => {
  fc.assert(
    fc.property(story, (told) => {
      play(told, (moment) => {
        check(moment, told);
      });
    }),
    { numRuns: 400 },
  );
};
