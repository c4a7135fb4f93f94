import { type HouseVoting } from '../../houseRules/votings/houseVoting.ts';
import { type PrincipalId } from '../../ids.ts';
import { type Announcement, type AuditEntry, type AuditEvent } from '../../records.ts';

/** A row of the trail about a voting; no word of anybody stands in it. */
export function votingEntry(
  event: AuditEvent,
  voting: HouseVoting,
  actor: PrincipalId | undefined,
  facts: NonNullable<AuditEntry['facts']> = {},
): AuditEntry {
  const { tenantId, id: requestId, role, scopeId, operationId, requestor, way, asked, current } = voting;
  return {
    event,
    tenantId,
    actor,
    requestId,
    roleDefinitionId: role.id,
    scopeId,
    ...(operationId === undefined ? {} : { operationId }),
    facts: {
      requestor,
      way,
      rulesVersion: asked.version,
      ...(current === undefined ? {} : { rulesVersionNow: current.demand.version }),
      ...facts,
    },
  };
}

/** The rules whose stages are waited for, or were when it ended, with how many of how many count. */
export const missingFacts = ({ standing }: HouseVoting): NonNullable<AuditEntry['facts']> =>
  standing.on.length === 0
    ? {}
    : {
        missing: standing.on
          .map(({ rule, stage, counted, needed }) => `${rule}/${stage + 1}: ${counted.length} of ${needed}`)
          .join('; ')
          .slice(0, 500),
      };

type Noted = Announcement['audit'][number];

/** Of each thing that happens to a voting one row, however often it is found out. */
export function notesOf(before: HouseVoting, after: HouseVoting): readonly Noted[] {
  const key = `votes/${after.tenantId}/${after.id}`;
  const cast = after.votes.slice(before.votes.length).map((vote) => ({
    onceKey: `${key}/vote/${vote.operationId}`,
    entry: votingEntry('votes.cast', after, vote.by, {
      decision: vote.decision,
      voteOperation: vote.operationId,
      rules: [...new Set(vote.seats.map(({ chain, stage }) => `${ruleOf(after, chain)}/${stage + 1}`))].join(
        '; ',
      ),
      onBehalfOf: [...new Set(vote.seats.flatMap(({ onBehalfOf }) => onBehalfOf ?? []))].join(' '),
    }),
  }));
  const { completeAt } = after.standing;
  const isComplete = before.standing.state !== 'approved' && after.standing.state === 'approved';
  const completed =
    isComplete && completeAt !== undefined
      ? [
          {
            onceKey: `${key}/complete/${completeAt.toISOString()}`,
            entry: votingEntry('votes.completed', after, undefined, {
              by: after.standing.approvedBy.join(' '),
            }),
          },
        ]
      : [];
  return [...cast, ...completed, ...endNotes(before, after, key)];
}

const events: Readonly<Record<NonNullable<HouseVoting['end']>['how'], AuditEvent>> = {
  approved: 'votes.relayed',
  denied: 'votes.denied',
  lapsed: 'votes.lapsed',
  canceled: 'votes.canceled',
  outside: 'votes.decidedOutside',
  failed: 'votes.failed',
  emergency: 'votes.passedOver',
};

function endNotes(before: HouseVoting, after: HouseVoting, key: string): readonly Noted[] {
  const { end } = after;
  if (end === undefined || end.how === before.end?.how) return [];
  const facts = {
    ...(end.why === undefined ? {} : { why: end.why }),
    ...(end.rule === undefined ? {} : { rule: end.rule }),
    ...(end.operationId === undefined ? {} : { emergency: end.operationId }),
    ...(after.pimRequestId === undefined ? {} : { pimRequest: after.pimRequestId }),
    ...missingFacts(after),
  };
  return [{ onceKey: `${key}/end/${end.how}`, entry: votingEntry(events[end.how], after, end.by, facts) }];
}

const ruleOf = ({ asked, current }: HouseVoting, key: string): string =>
  [...asked.chains, ...(current?.demand.chains ?? [])].find((chain) => chain.key === key)?.rule ?? '';
