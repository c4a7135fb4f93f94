import { durationMs, lengthInWords, shortInstant } from '../instants.ts';
import { nameOf, type Pim, roleInWords } from '../pim/pim.ts';
import { type ScheduleRequest } from '../pim/records.ts';

/** What the two kinds of request are about. */
export const requestNoun = {
  eligibility: 'eligibilities',
  assignment: 'activations and assignments',
} as const;

/** "Ana Ruiz's activation of Exchange Administrator", or "own activation …", for the journal. */
export function requestInWords(pim: Pim, request: ScheduleRequest, readerId: string): string {
  const nouns = {
    selfActivate: 'activation',
    selfDeactivate: 'deactivation',
    selfExtend: 'extension',
    selfRenew: 'renewal',
    adminAssign: 'assignment',
    adminUpdate: 'changed assignment',
    adminRemove: 'removal',
    adminExtend: 'extension',
    adminRenew: 'renewal',
  } as const;
  const role = roleInWords(pim, request.roleDefinitionId, request.directoryScopeId);
  const whose = request.principalId === readerId ? 'own' : `${nameOf(pim, request.principalId)}'s`;
  return `${whose} ${nouns[request.action]} of ${role}`;
}

/** "to activate Exchange Administrator for 2 hours: waits for approval": what was asked, and what came of it. */
export function wishInWords(pim: Pim, request: ScheduleRequest): string {
  const role = roleInWords(pim, request.roleDefinitionId, request.directoryScopeId);
  const person = nameOf(pim, request.principalId);
  const eligible = request.kind === 'eligibility' ? 'eligible for' : 'assigned to';
  const wishes = {
    selfActivate: `to activate ${role}`,
    selfDeactivate: `to deactivate ${role}`,
    selfExtend: `for more time as ${role}`,
    selfRenew: `to be given ${role} again`,
    adminAssign: `to make ${person} ${eligible} ${role}`,
    adminUpdate: `to change how long ${person} is ${eligible} ${role}`,
    adminRemove: `to remove ${person} from ${role}`,
    adminExtend: `to extend how long ${person} is ${eligible} ${role}`,
    adminRenew: `to make ${person} ${eligible} ${role} again`,
  } as const;
  const trial = request.isValidationOnly ? ' (dry run)' : '';
  return `${wishes[request.action]}${lengthOf(request)}${trial}: ${outcomeInWords(request)}`;
}

/** A status as a person would say it. */
function outcomeInWords(request: ScheduleRequest): string {
  const start = request.plannedStartAt === null ? '' : ` at ${shortInstant(request.plannedStartAt)}`;
  const words: Readonly<Record<string, string>> = {
    PendingApproval: 'waits for approval',
    PendingApprovalProvisioning: `waits for approval, to start${start}`,
    PendingAdminDecision: 'waits for an administrator',
    PendingEvaluation: 'would wait for approval',
    PendingProvisioning: 'granted, soon in effect',
    Granted: request.isValidationOnly ? 'would be granted' : `granted, starts${start}`,
    Provisioned: 'granted',
    Revoked: 'done',
  };
  return words[request.status] ?? request.status;
}

function lengthOf({ scheduleInfo }: ScheduleRequest): string {
  const duration = scheduleInfo?.expiration.duration ?? null;
  const ms = duration === null ? undefined : durationMs(duration);
  return ms === undefined ? '' : ` for ${lengthInWords(ms)}`;
}
