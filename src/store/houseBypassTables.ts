import { type ColumnType } from 'kysely';

/** Text of a JSON value; drivers parse it when they read. */
type Json = ColumnType<unknown, string, string>;

export interface HouseBypassTable {
  tenantId: string;
  requestId: string;
  foundAt: Date;
  bypass: Json;
}

export interface LaterBreachTable {
  tenantId: string;
  requestId: string;
  foundAt: Date;
  breach: Json;
}

export interface KeptHouseRulesTable {
  tenantId: string;
  since: Date;
  version: string;
  rules: Json;
}
