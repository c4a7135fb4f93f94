import { type AdministrationFor } from '../administration.ts';
import { type Alerts } from '../alerts/alerts.ts';
import { type AgainWishes, type Extensions, type ProvisioningDelays, type Reminders } from '../followUps.ts';
import { type HouseBypasses, type RuleVersions } from '../houseRules/bypasses.ts';
import { type HouseJudge } from '../houseRules/houseJudge.ts';
import { type LaterBreaches } from '../houseRules/plannedStarts/laterBreaches.ts';
import { type HouseVotings } from '../houseRules/votings/houseVoting.ts';
import { type Logger } from '../logger.ts';
import { type Yardstick } from '../posture/baseline.ts';
import { type RequestLimits } from '../requestLimits.ts';
import { type Tickets } from '../tickets.ts';
import { type ReviewCards, type Reviewing } from '../reviewing.ts';
import {
  type Administrators,
  type Clock,
  type PimDirectory,
  type PimFor,
  type Random,
  type TokenVault,
} from '../ports.ts';
import {
  type AuditTrail,
  type Cards,
  type Claims,
  type Conversations,
  type FollowedRequests,
  type Operations,
  type Outbox,
} from '../records.ts';

/** Everything operations may need; each takes what it uses of it. */
export interface OperationDeps {
  readonly pimFor: PimFor;
  /** `undefined`: other people's roles are not changed here. */
  readonly administrationFor: AdministrationFor | undefined;
  /** `undefined`: access reviews are not done here. */
  readonly reviewing: Reviewing | undefined;
  readonly directory: PimDirectory;
  readonly administrators: Administrators;
  readonly operations: Operations;
  readonly requests: FollowedRequests;
  readonly cards: Cards;
  readonly outbox: Outbox;
  readonly conversations: Conversations;
  readonly claims: Claims;
  readonly reminders: Reminders;
  readonly againWishes: AgainWishes;
  readonly extensions: Extensions;
  readonly provisioningDelays: ProvisioningDelays;
  readonly reviewCards: ReviewCards;
  readonly audit: AuditTrail;
  readonly alerts: Alerts;
  readonly tokens: TokenVault;
  readonly limits: RequestLimits;
  /** `undefined`: no ticket system is set up. */
  readonly tickets?: Tickets | undefined;
  /** `undefined`: no rules of the house are kept. */
  readonly houseJudge?: HouseJudge | undefined;
  readonly votings: HouseVotings;
  /** `undefined`: nobody looks for activations that went round the rules of the house. */
  readonly houseBypasses?: HouseBypasses | undefined;
  /** `undefined`: nobody judges planned activations again as they begin. */
  readonly laterBreaches?: LaterBreaches | undefined;
  readonly ruleVersions?: RuleVersions | undefined;
  readonly yardstick: Pick<Yardstick, 'breakGlass'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly logger: Logger;
}
