import { type ColumnType } from 'kysely';

/** Text of a JSON value, kept exactly as written; drivers parse it when they read. */
type Json = ColumnType<unknown, string, string>;

/** A request that was put to the vote. */
export interface HouseVotingTable {
  tenantId: string;
  id: string;
  requestor: string;
  roleDefinitionId: string;
  scopeId: string;
  way: string;
  operationId: string | null;
  pimRequestId: string | null;
  requestedAt: Date;
  limitAt: Date | null;
  /** What was asked when the request was made. */
  asked: Json;
  askedVersion: string;
  /** What the rules of now ask, and since when. */
  current: ColumnType<unknown, string | null, string | null>;
  /** The rest of what was asked for: how rules see the role, how long, from when. */
  about: Json;
  standing: Json;
  pimApprovers: Json;
  relay: ColumnType<unknown, string | null, string | null>;
  endedAt: Date | null;
  endedHow: string | null;
  endedBy: string | null;
  endedWhy: string | null;
  endedRule: string | null;
  endedOperationId: string | null;
  endedReason: string | null;
  lookAt: Date | null;
}

/** A vote; a row is written once and never changed, but for words that are forgotten. */
export interface HouseVoteTable {
  tenantId: string;
  votingId: string;
  /** From 1, in the order in which they were taken. */
  sequence: number;
  personId: string;
  decision: string;
  at: Date;
  seats: Json;
  operationId: string;
  byName: string;
  comment: string;
}
