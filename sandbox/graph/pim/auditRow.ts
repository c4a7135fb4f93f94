/** A row of the directory's audit log (Graph: directoryAudit) as it goes on the wire, with its time for sorting. */
export interface AuditRow {
  readonly at: Date;
  readonly wire: Readonly<Record<string, unknown>>;
}
