import { type AcknowledgementPlan } from './acknowledgements.ts';
import { type AuditPlan } from './auditRun.ts';
import { type BypassesPlan } from './bypassRun.ts';
import { type FloodPlan } from './flood.ts';
import { type GuardPlan } from './guardCost.ts';
import { type HelpTurnsPlan } from './helpTurns.ts';
import { type InstancesPlan } from './instances.ts';
import { type ReconcilerPlan } from './reconciler.ts';
import { type ReviewsPlan } from './reviewRun.ts';
import { type RulesPlan } from './rulesCost.ts';
import { type StoriesPlan } from './stories.ts';

/** How much of everything is measured. */
export interface Plan {
  readonly helpTurns: Omit<HelpTurnsPlan, 'databaseUrl'>;
  readonly starts: number;
  readonly stories: StoriesPlan;
  readonly acknowledgements: AcknowledgementPlan;
  readonly delivery: {
    readonly requests: number;
    /** Whose digests are on their way while cards are queued. */
    readonly crowd: number;
  };
  /** Sizes of tenants, the smallest first. */
  readonly digests: readonly number[];
  readonly reconciler: ReconcilerPlan;
  readonly instances: InstancesPlan;
  readonly guard: GuardPlan;
  readonly flood: FloodPlan;
  readonly audit: AuditPlan;
  readonly reviews: ReviewsPlan;
  readonly rules: RulesPlan;
  readonly bypasses: BypassesPlan;
}

/** 5,000 `help` turns for every bot, 10,000 people and requests, and enough of the rest for a p99 that is not one slow turn. */
export const full: Plan = {
  helpTurns: { warmUpTurns: 800, rounds: 6, turnsPerRound: 600, singleTurns: 600 },
  starts: 2,
  stories: { cycles: 6, roleLists: 100 },
  acknowledgements: { presses: 120, decisions: 20 },
  delivery: { requests: 25, crowd: 1_000 },
  digests: [1_000, 10_000],
  reconciler: { requests: 10_000, watchedSeconds: 60 },
  instances: { most: 3, rounds: 4, turnsPerRound: 900, deliveries: 1_500 },
  guard: { rounds: 7, requestsPerRound: 1_000 },
  flood: { rounds: 2, seconds: 20, othersPerSecond: 40, floodPerSecond: 500 },
  audit: { people: 50_000, assignments: 5_000, auditRows: 100_000, comparedAuditRows: 3_000 },
  reviews: [
    { definitions: 50, decisions: 500 },
    { definitions: 500, decisions: 50_000 },
    { definitions: 1, decisions: 5_000 },
  ],
  rules: { rules: 1_000, people: 10_000, rounds: 7, decisionsPerRound: 2_000 },
  bypasses: { people: 2_000, rows: [10_000, 100_000] },
};

/** Says whether it still works, and roughly how fast. */
export const quick: Plan = {
  helpTurns: { warmUpTurns: 150, rounds: 2, turnsPerRound: 150, singleTurns: 50 },
  starts: 1,
  stories: { cycles: 1, roleLists: 12 },
  acknowledgements: { presses: 20, decisions: 4 },
  delivery: { requests: 3, crowd: 200 },
  digests: [100, 500],
  reconciler: { requests: 1_000, watchedSeconds: 25 },
  instances: { most: 3, rounds: 2, turnsPerRound: 240, deliveries: 200 },
  guard: { rounds: 3, requestsPerRound: 200 },
  flood: { rounds: 1, seconds: 5, othersPerSecond: 40, floodPerSecond: 500 },
  audit: { people: 2_000, assignments: 500, auditRows: 3_000, comparedAuditRows: 1_000 },
  reviews: [
    { definitions: 10, decisions: 100 },
    { definitions: 50, decisions: 5_000 },
  ],
  rules: { rules: 1_000, people: 10_000, rounds: 3, decisionsPerRound: 500 },
  bypasses: { people: 500, rows: [2_000, 6_000] },
};
