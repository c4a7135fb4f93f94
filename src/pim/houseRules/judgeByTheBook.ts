import { type Person, type TenantId } from '../ids.ts';
import { type Logger } from '../logger.ts';
import { type Yardstick } from '../posture/baseline.ts';
import { tierOf } from '../posture/compliance.ts';
import { type Clock, type PimDirectory } from '../ports.ts';
import { type FollowedRequests, type Operations } from '../records.ts';
import { type Role } from '../roles.ts';
import { type HouseDirectory, type RuleRequest } from './circumstances.ts';
import { type CountingRules, type Freshness, type HouseJudge, type Judging } from './houseJudge.ts';
import { type NamedByRules, namedForRequest } from './namedByRules.ts';
import { pastRequestsOf } from './pastRequests.ts';
import { RecentDirectory } from './recentDirectory.ts';
import { isAboutScope } from './ruleIndex.ts';
import { rulesFor } from './rulesFor.ts';
import { type Ruling } from './ruling.ts';

/** What judging takes. */
export interface JudgeDeps {
  /** The rules that count. */
  readonly current: () => CountingRules;
  readonly directory: Pick<PimDirectory, 'membersNowOf' | 'managerOf'>;
  readonly requests: Pick<FollowedRequests, 'madeSince'>;
  readonly operations: Pick<Operations, 'activationsSince'>;
  readonly yardstick: Pick<Yardstick, 'baseline'>;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Judges by the rules of the settings file, the directory, and what the person asked for before. */
export class JudgeByTheBook implements HouseJudge {
  readonly #deps: JudgeDeps;
  readonly #directory: RecentDirectory;

  constructor(deps: JudgeDeps) {
    this.#deps = deps;
    this.#directory = new RecentDirectory(deps);
  }

  counting(): CountingRules {
    return this.#deps.current();
  }

  roleSeen({ id, displayName, isPrivileged = true }: Role): RuleRequest['role'] {
    const { yardstick } = this.#deps;
    const tier = tierOf({ yardstick, isPrivileged: () => isPrivileged }, { id, displayName });
    return { id, displayName, isPrivileged, tier: tier?.name };
  }

  async judge(request: RuleRequest, how: Judging): Promise<Ruling> {
    const judgeOf = await this.hearingOf(request, how);
    return judgeOf(request);
  }

  async hearingOf(
    request: RuleRequest,
    { freshness, operationId }: Judging,
  ): Promise<(variant: RuleRequest) => Ruling> {
    const { tenantId, clock } = this.#deps;
    const { index } = this.counting();
    const about = index.about(request.role).filter((rule) => isAboutScope(rule, request));
    const person: Person = { tenantId, id: request.requestor };
    const wanted = {
      pauses: about.some(({ coolDownMinutes }) => coolDownMinutes > 0),
      emergencies: request.isEmergency && about.length > 0,
    };
    const [directory, past] = await Promise.all([
      this.directoryOf(namedForRequest(about, request), freshness),
      pastRequestsOf(this.#deps, person, wanted, operationId),
    ]);
    return (variant) => rulesFor(variant, clock.now(), index, { directory, past });
  }

  directoryOf(named: NamedByRules, freshness: Freshness): Promise<HouseDirectory> {
    return this.#directory.of(named, freshness);
  }
}
