import { type Creator } from './records.ts';

/** What an audit row is about. A request, a schedule, or a role's settings. */
export interface AuditSubject {
  readonly principalId: string | undefined;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
  /** Joins the rows of one request: Graph's correlationId. */
  readonly requestId: string;
  readonly startAt: Date | null;
  readonly endAt: Date | null;
}

/** One event for the audit log of PIM. `by` absent: PIM itself. */
export interface AuditEvent {
  /** `activityDisplayName`, spelled as Entra spells it. */
  readonly activity: string;
  readonly operation: 'Create' | 'Update' | 'Delete';
  readonly by: Creator | undefined;
  readonly subject: AuditSubject;
  /** `resultReason`: the justification where there is one. */
  readonly reason: string | null;
  /** Whether the directory writes a row about the same change. */
  readonly isBesideDirectory?: boolean;
  readonly details?: Readonly<Record<string, string>>;
}

/** A row of the directory's audit log (Graph: directoryAudit) as it goes on the wire, with its time for sorting. */
export interface AuditRow {
  readonly at: Date;
  readonly wire: Readonly<Record<string, unknown>>;
}

/** How the log writes the time of its nth row: seven decimals, ascending where events share a millisecond. */
export const rowInstant = (at: Date, index: number): string =>
  at.toISOString().replace('Z', `${String(1000 + (index % 9000))}Z`);
