import { type PrincipalId } from '../ids.ts';
import { type ApprovalStage, type ApproverSource, type Delegation, type HouseRule } from './houseRule.ts';

/**
 * The approvals that one rule asks for. Every chain has to be completed; one person may count in several chains, and
 * once in each.
 */
export interface Chain {
  /** Says what is asked, and by which rule: the same key is the same question. */
  readonly key: string;
  readonly rule: string;
  readonly stages: readonly ApprovalStage[];
  /** The groups that `notOwnGroup` is about: those that the rule names. */
  readonly ownGroups: readonly PrincipalId[];
}

/** Somebody who decides for somebody else, as far as one rule goes. */
export interface RuleDelegation extends Delegation {
  readonly rule: string;
}

/** What is asked by votes, put together from all rules that apply. */
export interface Demand {
  /** The version of the rules that asks it. */
  readonly version: string;
  readonly chains: readonly Chain[];
  readonly delegations: readonly RuleDelegation[];
  /** The shortest of all rules; `undefined` where nothing has to be approved. */
  readonly validMinutes: number | undefined;
}

/** The chain of a rule; `undefined` where it asks for no approval. */
export function chainOf({ name, approvals, appliesTo }: HouseRule): Chain | undefined {
  if (approvals.length === 0) return undefined;
  const named = approvals.flatMap(({ from, escalateTo }) => [...from.groups, ...(escalateTo?.groups ?? [])]);
  const isNotOwn = approvals.some(({ notOwnGroup }) => notOwnGroup);
  const ownGroups = isNotOwn ? [...new Set([...appliesTo.groups, ...named])].sort() : [];
  return { key: keyOf(name, approvals, ownGroups), rule: name, stages: approvals, ownGroups };
}

/** Reminders are no part of a question. */
const keyOf = (rule: string, stages: readonly ApprovalStage[], ownGroups: readonly PrincipalId[]): string =>
  JSON.stringify([
    rule,
    stages.map(({ count, from, notOwnGroup, timeOutMinutes, escalateTo }) => [
      count,
      sourceKey(from),
      notOwnGroup,
      timeOutMinutes,
      escalateTo === undefined ? null : sourceKey(escalateTo),
    ]),
    ownGroups,
  ]);

const sourceKey = ({ people, groups, manager }: ApproverSource): readonly unknown[] => [
  [...people].sort(),
  [...groups].sort(),
  manager,
];

/** What rules ask by votes. */
export function demandOf(version: string, rules: readonly HouseRule[]): Demand {
  const chains = rules.flatMap((rule) => chainOf(rule) ?? []);
  const asking = rules.filter(({ approvals }) => approvals.length > 0);
  return {
    version,
    chains,
    delegations: asking.flatMap(({ name, delegates }) => delegates.map((one) => ({ ...one, rule: name }))),
    validMinutes:
      asking.length === 0 ? undefined : Math.min(...asking.map(({ validMinutes }) => validMinutes)),
  };
}

/**
 * Whether whoever completed the first chain has given everything that the second asks, so that nobody has to be asked
 * again: as many people at least in each stage, and none who could not have answered the second.
 */
export const covers = (first: Chain, second: Chain): boolean =>
  first.key === second.key ||
  (first.stages.length === second.stages.length &&
    second.stages.every((asked, index) => {
      const given = first.stages[index];
      return given !== undefined && coversStage(given, asked, isEveryOwn(first, second));
    }));

/** Being of another group means no less in the first chain than in the second. */
const isEveryOwn = (first: Chain, second: Chain): boolean =>
  second.ownGroups.every((group) => first.ownGroups.includes(group));

function coversStage(given: ApprovalStage, asked: ApprovalStage, isOwnCovered: boolean): boolean {
  const sources = [given.from, ...(given.escalateTo === undefined ? [] : [given.escalateTo])];
  return (
    given.count >= asked.count &&
    given.timeOutMinutes <= asked.timeOutMinutes &&
    (!asked.notOwnGroup || (given.notOwnGroup && isOwnCovered)) &&
    sources.every((source, index) =>
      isWithin(source, index === 0 ? asked.from : asked.escalateTo, asked.from),
    )
  );
}

/** Whether everybody of a source is of one of the others. */
const isWithin = (source: ApproverSource, ...others: readonly (ApproverSource | undefined)[]): boolean =>
  source.people.every((id) => others.some((one) => one?.people.includes(id) === true)) &&
  source.groups.every((id) => others.some((one) => one?.groups.includes(id) === true)) &&
  (!source.manager || others.some((one) => one?.manager === true));
