import { type ColumnType } from 'kysely';

/** Text of a JSON value, as in the other tables. */
type Json = ColumnType<unknown, string, string>;

/** Alerts as they stood when they were last looked for. */
export interface AlertTable {
  tenantId: string;
  id: string;
  /** Who says it, by which rule, of which role. */
  key: string;
  source: string;
  rule: string;
  roleDefinitionId: string | null;
  severity: string;
  parts: Json;
  subjects: Json;
  handling: string;
  snoozedUntil: Date | null;
  since: Date;
  againSince: Date | null;
  seenAt: Date;
  notJudgedSince: Date | null;
  resolvedAt: Date | null;
  raise: number;
  raisedAt: Date | null;
  telling: string;
}

/** What happened to alerts. */
export interface AlertEventTable {
  tenantId: string;
  id: string;
  alertId: string;
  kind: string;
  at: Date;
  personId: string | null;
  reason: string;
  until: Date | null;
}

/** The last look for alerts. */
export interface AlertLookTable {
  tenantId: string;
  lookedAt: Date;
  notJudged: Json;
}
