import { type RateLimits } from '../../rateLimits.ts';
import { type AuditLag } from '../../world.ts';
import { type ReviewDefinition } from '../reviews/records.ts';
import { type AlertHandling } from './alertRecords.ts';
import { type AuditRow } from './auditRow.ts';
import { type Policy } from './policy.ts';
import {
  type Approval,
  type GroupEligibility,
  type RoleDefinition,
  type Schedule,
  type ScheduleRequest,
} from './records.ts';

/** Where Microsoft leaves room or nobody knows, each tenant does it its own way. */
export interface Choices {
  /** Status of an activation whose window for approval has passed. Not settled by any source. */
  readonly lapsedStatus: 'Failed' | 'TimedOut';
  /** Status in the 201 while the instance is not there yet; both were seen. */
  readonly provisioningStatus: 'Provisioned' | 'PendingProvisioning';
}

/** From when on PIM's alerts go off: their configurations. */
export interface AlertThresholds {
  readonly globalAdminCount: number;
  /** Of all who hold a privileged role. */
  readonly globalAdminPercentage: number;
  readonly staleSignInDays: number;
  readonly redundantDays: number;
  /** So many activations of a role by one person, each within so many hours of the one before. */
  readonly sequentialActivations: number;
  readonly sequentialHours: number;
}

/** Everything PIM and its audit log hold, in memory. */
export interface PimState {
  /** When the tenant was as it was seeded: what lies some days back in the seed lies so far before this. */
  readonly plantedAt: Date;
  readonly roleDefinitions: readonly RoleDefinition[];
  readonly policies: readonly Policy[];
  requests: ScheduleRequest[];
  schedules: Schedule[];
  readonly approvals: Map<string, Approval>;
  readonly audits: AuditRow[];
  /** After so many days rows of the audit log are forgotten. */
  readonly auditRetentionDays: number;
  /** How late rows of the audit log are. */
  auditLag: AuditLag;
  /** Reads of the audit log, counted by app. */
  readonly auditReads: RateLimits;
  readonly choices: Choices;
  /** When what was assigned outside PIM was assigned, by its id: only alerts tell. */
  readonly outsideSince: Map<string, Date>;
  readonly groupEligibilities: readonly GroupEligibility[];
  alertThresholds: AlertThresholds;
  readonly alertHandling: AlertHandling;
  reviews: readonly ReviewDefinition[];
  /** Whether PIM's alert says that the licence is no good. */
  readonly isLicenceDoubted: boolean;
  /** Whether the tenant has the licence that PIM asks for. */
  isLicensed: boolean;
}
