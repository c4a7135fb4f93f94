import { type HouseBypasses } from '../../houseRules/bypasses.ts';
import { type HouseJudge } from '../../houseRules/houseJudge.ts';
import { type LaterBreaches } from '../../houseRules/plannedStarts/laterBreaches.ts';
import { type OperationDeps } from '../deps.ts';

/** What looking at planned starts needs, where there are rules and a place to keep what is found. */
export type PlannedStartDeps = Pick<
  OperationDeps,
  | 'ruleVersions'
  | 'votings'
  | 'directory'
  | 'requests'
  | 'operations'
  | 'conversations'
  | 'administrators'
  | 'tickets'
  | 'clock'
  | 'random'
  | 'logger'
> & {
  readonly houseJudge: HouseJudge;
  readonly houseBypasses: HouseBypasses;
  readonly laterBreaches: LaterBreaches;
};
