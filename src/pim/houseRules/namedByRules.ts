import { type PrincipalId } from '../ids.ts';
import { type Chain } from './chains.ts';
import { type RuleRequest } from './circumstances.ts';
import { type ApprovalStage, type ApproverSource, type HouseRule } from './houseRule.ts';
import { type Voting } from './votes.ts';

/** What has to be known of the directory to judge by some rules, or to count votes. */
export interface NamedByRules {
  readonly groups: readonly PrincipalId[];
  /** Those whose managers are asked for. */
  readonly managersOf: readonly PrincipalId[];
}

const sourcesOf = (stages: readonly ApprovalStage[]): readonly ApproverSource[] =>
  stages.flatMap(({ from, escalateTo }) => (escalateTo === undefined ? [from] : [from, escalateTo]));

/** What rules about a request's role name. Groups for emergencies count only where it is one. */
export function namedForRequest(
  rules: readonly HouseRule[],
  { requestor, isEmergency }: Pick<RuleRequest, 'requestor' | 'isEmergency'>,
): NamedByRules {
  const sources = sourcesOf(rules.flatMap(({ approvals }) => approvals));
  const groups = [
    ...rules.flatMap(({ appliesTo }) => appliesTo.groups),
    ...sources.flatMap((source) => source.groups),
    ...(isEmergency ? rules.flatMap(({ emergency }) => emergency?.groups ?? []) : []),
  ];
  return {
    groups: [...new Set(groups)],
    managersOf: sources.some(({ manager }) => manager) ? [requestor] : [],
  };
}

/** What a voting names, by the rules of its request and by those that count now. */
export function namedForVoting({
  requestor,
  asked,
  current,
}: Pick<Voting, 'requestor' | 'asked' | 'current'>): NamedByRules {
  const chains: readonly Chain[] = [...asked.chains, ...(current?.demand.chains ?? [])];
  const sources = sourcesOf(chains.flatMap(({ stages }) => stages));
  const groups = [...sources.flatMap((source) => source.groups), ...chains.flatMap((one) => one.ownGroups)];
  return {
    groups: [...new Set(groups)],
    managersOf: sources.some(({ manager }) => manager) ? [requestor] : [],
  };
}
