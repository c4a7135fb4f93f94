import { type ColumnType } from 'kysely';

/** A policy file that somebody sent. */
export interface PolicyFileTable {
  tenantId: string;
  personId: string;
  id: string;
  isForeign: boolean;
  sameRoles: number;
  blockedRoles: number;
  /** `[{ name, settings }]`. */
  roles: ColumnType<unknown, string, string>;
  /** Ids of operations by ids of roles. */
  operations: ColumnType<unknown, string, string>;
  keptAt: Date;
}
