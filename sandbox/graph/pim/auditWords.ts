import { type Schedule, type ScheduleRequest } from './records.ts';

/** Names of activities as Entra's reference lists them (category RoleManagement), for activations. */
export const activationActivity = {
  requested: 'Add member to role requested (PIM activation)',
  approvalRequested: 'Add member to role approval requested (PIM activation)',
  approved: 'Add member to role request approved (PIM activation)',
  denied: 'Add member to role request denied (PIM activation)',
  completed: 'Add member to role completed (PIM activation)',
  canceled: 'Add member to role canceled (PIM activation)',
  lapsed: 'PIM activation request expired',
  expired: 'Remove member from role (PIM activation expired)',
  deactivationRequested: 'Remove member from role requested (PIM deactivate)',
  deactivated: 'Remove member from role completed (PIM deactivate)',
} as const;

/** Name of the activity when somebody is given a role in the directory itself, past PIM. */
export const outsidePimActivity = 'Add member to role outside of PIM (permanent)';

/** Name of the activity when the settings of a role change. */
export const settingsActivity = 'Update role setting in PIM';

type Step = 'requested' | 'completed' | 'canceled';

/** The activity of a grant or removal by an administrator, or of an extension asked for by its holder. */
export function grantActivity(request: ScheduleRequest, step: Step): string {
  const eligible = request.kind === 'eligibility' ? 'eligible ' : '';
  const lasting = request.scheduleInfo?.expiration.type === 'noExpiration' ? 'permanent' : 'timebound';
  switch (request.action) {
    case 'adminRemove':
      return `Remove ${eligible}member from role in PIM ${step} (${lasting})`;
    case 'adminRenew':
    case 'selfRenew':
      return `Add ${eligible}member to role in PIM ${step} (renew)`;
    case 'adminExtend':
    case 'selfExtend':
    case 'adminUpdate':
      return `Update ${eligible}member in PIM ${step} (extend)`;
    default:
      return `Add ${eligible}member to role in PIM ${step} (${lasting})`;
  }
}

/** The activity when a grant reaches its end by itself. */
export const endedActivity = (schedule: Schedule): string =>
  schedule.assignmentType === 'Activated'
    ? activationActivity.expired
    : `Remove ${schedule.kind === 'eligibility' ? 'eligible ' : ''}member from role in PIM completed (timebound)`;
