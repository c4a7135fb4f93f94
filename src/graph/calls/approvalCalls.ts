import { z } from 'zod';
import { type GraphCall } from './graphCall.ts';

const stepDecision = (): z.ZodType =>
  z.strictObject({ reviewResult: z.enum(['Approve', 'Deny']), justification: z.string() });

const approvals = '/roleManagement/directory/roleAssignmentApprovals';
const decide = 'PrivilegedAccess.ReadWrite.AzureAD';
const readApprovals = 'PrivilegedAccess.Read.AzureAD';

/** Approvals, which beta alone has. */
export const approvalCalls = {
  approval: {
    version: 'beta',
    method: 'GET',
    group: 'approve',
    path: `${approvals}/{approvalId}`,
    leastDelegated: decide,
    leastApplication: readApprovals,
    usedFor: 'reading an approval before and after a decision; app-only where it is granted, for reminders',
  },
  approvalSteps: {
    version: 'beta',
    method: 'GET',
    group: 'approve',
    path: `${approvals}/{approvalId}/steps`,
    leastDelegated: decide,
    leastApplication: readApprovals,
    usedFor: 'the same, where Graph does not expand the steps',
  },
  decideStep: {
    version: 'beta',
    method: 'PATCH',
    group: 'approve',
    path: `${approvals}/{approvalId}/steps/{stepId}`,
    leastDelegated: decide,
    usedFor: 'recording an approver’s decision',
    body: stepDecision,
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
