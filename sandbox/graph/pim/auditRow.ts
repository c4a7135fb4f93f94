/** A row of the directory's audit log (Graph: directoryAudit) as it goes on the wire, with its time for sorting. */
export interface AuditRow {
  readonly at: Date;
  readonly wire: Readonly<Record<string, unknown>>;
}

/** How the log writes the time of its nth row: seven decimals, ascending where events share a millisecond. */
export const rowInstant = (at: Date, index: number): string =>
  at.toISOString().replace('Z', `${String(1000 + (index % 9000))}Z`);
