import { durationMs } from '../instants.ts';
import { directoryRow, pimRow } from './auditRows.ts';
import { type AuditEvent, type AuditSubject } from './auditRow.ts';
import { nameOf, type Pim, roleInWords } from './pim.ts';
import { type Schedule, type ScheduleRequest } from './records.ts';

/** The subject of a request. */
export const subjectOfRequest = (request: ScheduleRequest): AuditSubject => ({
  principalId: request.principalId,
  roleDefinitionId: request.roleDefinitionId,
  directoryScopeId: request.directoryScopeId,
  requestId: request.id,
  startAt: request.scheduleInfo?.startAt ?? request.createdAt,
  endAt: request.scheduleInfo?.expiration.endAt ?? endByDuration(request),
});

/** Where a request asks for so long, the log says until when that would be. */
function endByDuration({ createdAt, scheduleInfo }: ScheduleRequest): Date | null {
  const length = durationMs(scheduleInfo?.expiration.duration ?? '');
  if (length === undefined) return null;
  return new Date((scheduleInfo?.startAt ?? createdAt).getTime() + length);
}

/** The subject of a schedule, told by the request that made it. */
export const subjectOfSchedule = (schedule: Schedule): AuditSubject => ({
  principalId: schedule.principalId,
  roleDefinitionId: schedule.roleDefinitionId,
  directoryScopeId: schedule.directoryScopeId,
  requestId: schedule.createdUsing ?? schedule.id,
  startAt: schedule.instance?.startAt ?? null,
  endAt: schedule.instance?.endAt ?? null,
});

/** PIM's row about a change in the directory is this much younger than the directory's own; seen once. */
export const afterDirectoryMs = 6_000;

/** Writes a row as the service `PIM` does, and tells the journal. */
export function auditPim(pim: Pim, event: AuditEvent): void {
  const { world, state } = pim;
  const now = world.clock.now();
  const at = event.isBesideDirectory === true ? new Date(now.getTime() + afterDirectoryMs) : now;
  const row = pimRow(pim, event, at);
  state.audits.push(row);
  const { principalId, roleDefinitionId, directoryScopeId } = event.subject;
  const about = [roleInWords(pim, roleDefinitionId, directoryScopeId)];
  if (principalId !== undefined) about.push(nameOf(pim, principalId));
  world.journal.add({
    kind: 'audit',
    summary: `${event.activity}: ${about.join(', ')}`,
    actor: event.by === undefined ? 'PIM' : nameOf(pim, event.by.id),
    status: undefined,
    wire: { response: JSON.stringify(row.wire, undefined, 2) },
  });
}

/** The row that the directory itself writes beside PIM's when a role assignment comes or goes. */
export function auditCoreDirectory(pim: Pim, change: 'Assign' | 'Unassign', subject: AuditSubject): void {
  pim.state.audits.push(directoryRow(pim, change, subject, pim.world.clock.now()));
}
