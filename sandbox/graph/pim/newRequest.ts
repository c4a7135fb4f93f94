import { type Pim } from './pim.ts';
import { type Creator, type ScheduleRequest } from './records.ts';
import { type Asked } from './requestBody.ts';

/** A request as it is before anything was decided about it; not stored yet. */
export function newRequest(pim: Pim, by: Creator, asked: Asked): ScheduleRequest {
  const id = pim.world.newId();
  const now = pim.world.clock.now();
  const { expiration, startAt } = asked;
  const ends = asked.action === 'selfDeactivate' || asked.action === 'adminRemove';
  return {
    id,
    kind: asked.kind,
    action: asked.action,
    principalId: asked.principalId,
    roleDefinitionId: asked.roleDefinitionId,
    directoryScopeId: asked.directoryScopeId,
    justification: asked.justification,
    ticketNumber: asked.ticketNumber,
    ticketSystem: asked.ticketSystem,
    isValidationOnly: asked.isValidationOnly,
    createdBy: { kind: by.kind, id: by.id },
    createdAt: now,
    targetScheduleId: ends ? null : id,
    plannedStartAt: startAt !== null && startAt > now ? startAt : null,
    status: 'Provisioned',
    completedAt: ends ? null : now,
    approvalId: null,
    scheduleInfo:
      ends || expiration === null
        ? null
        : { startAt: startAt !== null && startAt > now ? startAt : now, expiration },
    canceledAt: null,
  };
}
