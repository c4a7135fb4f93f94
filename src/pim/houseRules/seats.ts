import { type PrincipalId } from '../ids.ts';
import { type HouseDirectory } from './circumstances.ts';
import { type Chain, type RuleDelegation } from './chains.ts';
import { isApprover, peopleOfSource } from './membership.ts';

/** The part of a chain that somebody may answer, at an instant. */
export interface StageMoment {
  readonly chain: Chain;
  /** From 0. */
  readonly stage: number;
  readonly at: Date;
  /** Whether the stage has escalated by then. */
  readonly isEscalated: boolean;
}

/** Who asked, and what is known of everybody else. */
export interface VoteWorld {
  readonly requestor: PrincipalId;
  readonly directory: HouseDirectory;
  /** Those of the rules as they are now: what was taken back does not count any more. */
  readonly delegations: readonly RuleDelegation[];
}

const inForce = ({ from, until }: RuleDelegation, at: Date): boolean => from <= at && at < until;

/** The requestor, and whoever decides for the requestor meanwhile, have no say. */
const isBarred = (person: PrincipalId, at: Date, { requestor, delegations }: VoteWorld): boolean =>
  person === requestor ||
  delegations.some((one) => one.for === requestor && one.to === person && inForce(one, at));

/** Whether somebody may approve in a stage in their own right. */
export function isEntitled(person: PrincipalId, moment: StageMoment, world: VoteWorld): boolean {
  const { chain, stage, at, isEscalated } = moment;
  const asked = chain.stages[stage];
  if (asked === undefined || isBarred(person, at, world)) return false;
  const { requestor, directory } = world;
  const isNamed =
    isApprover(person, asked.from, requestor, directory) ||
    (isEscalated &&
      asked.escalateTo !== undefined &&
      isApprover(person, asked.escalateTo, requestor, directory));
  return isNamed && !(asked.notOwnGroup && sharesGroup(person, chain, world));
}

/** A group that cannot be read may be one that both are in. */
function sharesGroup(
  person: PrincipalId,
  { ownGroups }: Chain,
  { requestor, directory }: VoteWorld,
): boolean {
  return ownGroups.some((group) => {
    const members = directory.membersOf(group);
    return members === undefined || (members.has(requestor) && members.has(person));
  });
}

/** Whether somebody may approve in place of somebody else: who is away must be entitled, and so must nothing bar the other. */
export function isEntitledFor(
  person: PrincipalId,
  away: PrincipalId,
  moment: StageMoment,
  world: VoteWorld,
): boolean {
  const { chain, stage, at } = moment;
  const isDelegate = world.delegations.some(
    (one) => one.rule === chain.rule && one.for === away && one.to === person && inForce(one, at),
  );
  return (
    isDelegate &&
    !isBarred(person, at, world) &&
    isEntitled(away, moment, world) &&
    !(chain.stages[stage]?.notOwnGroup === true && sharesGroup(person, chain, world))
  );
}

/** Those whom somebody stands in for at a moment. */
export const awayFor = (
  person: PrincipalId,
  { chain, at }: StageMoment,
  { delegations }: VoteWorld,
): readonly PrincipalId[] =>
  delegations
    .filter((one) => one.rule === chain.rule && one.to === person && inForce(one, at))
    .map((one) => one.for);

/** Everybody who may approve in a stage at a moment, delegates of those who have not `taken` their turn included. Costs as much as there are people in the groups. */
export function everybodyEntitled(
  moment: StageMoment,
  world: VoteWorld,
  taken: ReadonlySet<PrincipalId>,
): readonly PrincipalId[] {
  const asked = moment.chain.stages[moment.stage];
  if (asked === undefined) return [];
  const sources = [
    asked.from,
    ...(moment.isEscalated && asked.escalateTo !== undefined ? [asked.escalateTo] : []),
  ];
  const named = sources.flatMap((source) => [...peopleOfSource(source, world.requestor, world.directory)]);
  const own = named.filter((person) => isEntitled(person, moment, world));
  const standingIn = world.delegations.flatMap((one) =>
    !taken.has(one.for) && isEntitledFor(one.to, one.for, moment, world) ? [one.to] : [],
  );
  return [...new Set([...own, ...standingIn])];
}
