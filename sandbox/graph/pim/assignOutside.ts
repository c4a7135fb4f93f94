import { assignmentInstanceId, guidOf } from '../identifiers.ts';
import { auditCoreDirectory, auditPim } from './audit.ts';
import { outsidePimActivity } from './auditWords.ts';
import { type Pim } from './pim.ts';
import { putInEffect } from './provisioning.ts';
import { type Schedule } from './records.ts';

type Given = Pick<Schedule, 'principalId' | 'roleDefinitionId' | 'directoryScopeId'>;

/** What was given past PIM: no request, no times, and one id for the assignment, its schedule and its instance. */
export const outsideSchedule = ({ principalId, roleDefinitionId, directoryScopeId }: Given): Schedule => ({
  id: assignmentInstanceId(roleDefinitionId, principalId, directoryScopeId),
  kind: 'assignment',
  principalId,
  roleDefinitionId,
  directoryScopeId,
  createdUsing: null,
  createdAt: null,
  assignmentType: 'Assigned',
  activatedUsing: null,
  modifiedAt: null,
  status: 'Provisioned',
  scheduleInfo: { startAt: null, expiration: { type: 'noExpiration', endAt: null, duration: null } },
  instance: undefined,
});

/** Gives a role in the directory itself. PIM notices and logs it. */
export function assignOutside(pim: Pim, given: Given, by: string): void {
  const schedule = outsideSchedule(given);
  const { id } = schedule;
  pim.state.schedules.push(schedule);
  putInEffect(pim, schedule, null, null);
  const now = pim.world.clock.now();
  pim.state.outsideSince.set(id, now);
  const subject = { ...given, requestId: guidOf('outside', id), startAt: now, endAt: null };
  auditCoreDirectory(pim, 'Assign', subject);
  auditPim(pim, {
    activity: outsidePimActivity,
    operation: 'Create',
    by: { kind: 'user', id: by },
    subject,
    reason: null,
    isBesideDirectory: true,
  });
}
