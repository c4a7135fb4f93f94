import { type Person, type RequestId, type RoleDefinitionId } from '../../ids.ts';
import { type HouseBypasses, type RuleVersions } from '../../houseRules/bypasses.ts';
import { type HouseJudge } from '../../houseRules/houseJudge.ts';
import { type HeldRoles } from '../../holdings.ts';
import { type OperationDeps } from '../deps.ts';

/** What may be read together where many activations are looked at one after another. */
export interface Looking {
  readonly ruleVersions?: Pick<RuleVersions, 'at'> | undefined;
  /** Roles of people; `undefined`: the directory is asked for each. */
  readonly held?: HeldRoles | undefined;
}

/** What finding out needs. */
export type BypassDeps = Pick<
  OperationDeps,
  | 'houseJudge'
  | 'houseBypasses'
  | 'votings'
  | 'directory'
  | 'requests'
  | 'operations'
  | 'conversations'
  | 'administrators'
  | 'clock'
  | 'random'
  | 'logger'
> &
  Looking;

/** The same where there are rules and a place to keep what is found. */
export type WithRules = BypassDeps & {
  readonly houseJudge: HouseJudge;
  readonly houseBypasses: HouseBypasses;
};

/** That a role was activated. */
export interface ActivationNews {
  readonly requestId: RequestId;
  readonly requestor: Person;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly at: Date;
  /** As the log says them: begin and end of the activation. */
  readonly startAt?: Date | undefined;
  readonly endAt?: Date | undefined;
  /** Asked for through Latchkey, where the rules were asked at the door. */
  readonly isMadeHere: boolean;
}
