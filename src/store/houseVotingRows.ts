import { type Insertable, type Selectable } from 'kysely';
import {
  type CastVote,
  type HouseVoting,
  type VotingEnd,
  type VotingWay,
} from '../pim/houseRules/votings/houseVoting.ts';
import { type PrincipalId, type RequestId, type TenantId } from '../pim/ids.ts';
import { type HouseVoteTable, type HouseVotingTable } from './houseVotingTables.ts';
import { aboutIn, aboutText, currentIn, demandIn, relayIn, seatsIn, standingIn } from './houseVotingText.ts';

type VotingRow = Selectable<HouseVotingTable>;
/** A vote as it is kept. */
export type VoteRow = Selectable<HouseVoteTable>;

const voteOf = (row: VoteRow): CastVote => ({
  by: row.personId as PrincipalId,
  decision: row.decision as CastVote['decision'],
  at: row.at,
  seats: seatsIn(row.seats),
  operationId: row.operationId,
  byName: row.byName,
  comment: row.comment,
});

function endOf({
  endedAt,
  endedHow,
  endedBy,
  endedWhy,
  endedRule,
  endedOperationId,
  endedReason,
}: VotingRow): VotingEnd | undefined {
  if (endedAt === null || endedHow === null) return undefined;
  return {
    how: endedHow as VotingEnd['how'],
    at: endedAt,
    by: (endedBy ?? undefined) as PrincipalId | undefined,
    why: (endedWhy ?? undefined) as VotingEnd['why'],
    rule: endedRule ?? undefined,
    ...(endedOperationId === null ? {} : { operationId: endedOperationId }),
    ...(endedReason === null ? {} : { reason: endedReason }),
  };
}

/** A voting from its row and those of its votes, in their order. */
export const votingOf = (row: VotingRow, votes: readonly VoteRow[]): HouseVoting => ({
  id: row.id as RequestId,
  tenantId: row.tenantId as TenantId,
  requestor: row.requestor as PrincipalId,
  scopeId: row.scopeId,
  way: row.way as VotingWay,
  operationId: row.operationId ?? undefined,
  pimRequestId: (row.pimRequestId ?? undefined) as RequestId | undefined,
  requestedAt: row.requestedAt,
  limitAt: row.limitAt ?? undefined,
  asked: demandIn(row.asked),
  current: row.current === null ? undefined : currentIn(row.current),
  ...aboutIn(row.about),
  standing: standingIn(row.standing),
  pimApprovers: row.pimApprovers as readonly PrincipalId[],
  relay: row.relay === null ? undefined : relayIn(row.relay),
  votes: votes.map(voteOf),
  end: endOf(row),
  lookAt: row.lookAt ?? undefined,
});

type ChangingColumns = Pick<
  Insertable<HouseVotingTable>,
  | 'pimRequestId'
  | 'current'
  | 'standing'
  | 'pimApprovers'
  | 'relay'
  | 'endedAt'
  | 'endedHow'
  | 'endedBy'
  | 'endedWhy'
  | 'endedRule'
  | 'endedOperationId'
  | 'endedReason'
  | 'lookAt'
>;

/** The columns of what may change of a voting. */
export const changing = (voting: HouseVoting): ChangingColumns => ({
  pimRequestId: voting.pimRequestId ?? null,
  current: voting.current === undefined ? null : JSON.stringify(voting.current),
  standing: JSON.stringify(voting.standing),
  pimApprovers: JSON.stringify(voting.pimApprovers),
  relay: voting.relay === undefined ? null : JSON.stringify(voting.relay),
  endedAt: voting.end?.at ?? null,
  endedHow: voting.end?.how ?? null,
  endedBy: voting.end?.by ?? null,
  endedWhy: voting.end?.why ?? null,
  endedRule: voting.end?.rule ?? null,
  endedOperationId: voting.end?.operationId ?? null,
  endedReason: voting.end?.reason ?? null,
  lookAt: voting.lookAt ?? null,
});

/** The row of a voting that begins. */
export const rowOf = (voting: HouseVoting): Insertable<HouseVotingTable> => ({
  tenantId: voting.tenantId,
  id: voting.id,
  requestor: voting.requestor,
  roleDefinitionId: voting.role.id,
  scopeId: voting.scopeId,
  way: voting.way,
  operationId: voting.operationId ?? null,
  requestedAt: voting.requestedAt,
  limitAt: voting.limitAt ?? null,
  asked: JSON.stringify(voting.asked),
  askedVersion: voting.asked.version,
  about: aboutText(voting),
  ...changing(voting),
});
