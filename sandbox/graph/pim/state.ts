import { type RateLimits } from '../../rateLimits.ts';
import { type AuditLag } from '../../world.ts';
import { type AuditRow } from './auditRow.ts';
import { type Policy } from './policy.ts';
import { type Approval, type RoleDefinition, type Schedule, type ScheduleRequest } from './records.ts';

/** Where Microsoft leaves room or nobody knows, each tenant does it its own way. */
export interface Choices {
  /** Status of an activation whose window for approval has passed. Not settled by any source. */
  readonly lapsedStatus: 'Failed' | 'TimedOut';
  /** Status in the 201 while the instance is not there yet; both were seen. */
  readonly provisioningStatus: 'Provisioned' | 'PendingProvisioning';
}

/** Everything PIM and its audit log hold, in memory. */
export interface PimState {
  readonly roleDefinitions: readonly RoleDefinition[];
  readonly policies: readonly Policy[];
  requests: ScheduleRequest[];
  schedules: Schedule[];
  readonly approvals: Map<string, Approval>;
  readonly audits: AuditRow[];
  /** How late rows of the audit log are. */
  auditLag: AuditLag;
  /** Reads of the audit log, counted by app. */
  readonly auditReads: RateLimits;
  readonly choices: Choices;
  /** Whether the tenant has the licence that PIM asks for. */
  isLicensed: boolean;
}
