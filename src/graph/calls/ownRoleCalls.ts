import { z } from 'zod';
import { type PrincipalId } from '../../pim/ids.ts';
import { roleAndScope, untilInstant } from './bodyParts.ts';
import { get, type GraphCall } from './graphCall.ts';

const selfTarget = (owner: PrincipalId) => ({ principalId: z.literal(owner), ...roleAndScope });

const selfAction = (owner: PrincipalId): z.ZodType =>
  z.discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('selfActivate'),
      ...selfTarget(owner),
      justification: z.string(),
      isValidationOnly: z.boolean().optional(),
      ticketInfo: z.strictObject({ ticketNumber: z.string(), ticketSystem: z.string() }).optional(),
      scheduleInfo: z.strictObject({
        startDateTime: z.iso.datetime().optional(),
        expiration: z.strictObject({
          type: z.literal('AfterDuration'),
          duration: z.string().regex(/^P(\d+D)?(T(\d+H)?(\d+M)?)?$/),
        }),
      }),
    }),
    z.strictObject({ action: z.literal('selfDeactivate'), ...selfTarget(owner) }),
  ]);

const eligibilityExtension = (owner: PrincipalId): z.ZodType =>
  z.strictObject({
    action: z.literal('selfExtend'),
    ...selfTarget(owner),
    justification: z.string(),
    scheduleInfo: z.strictObject({ expiration: untilInstant }),
  });

const requests = '/roleManagement/directory/roleAssignmentScheduleRequests';
const eligibilityRequests = '/roleManagement/directory/roleEligibilityScheduleRequests';
const readEligibilities = 'RoleEligibilitySchedule.Read.Directory';
const writeAssignments = 'RoleAssignmentSchedule.ReadWrite.Directory';

/** What people see and change of their own roles, with their own token. */
export const ownRoleCalls = {
  myEligibilities: {
    ...get,
    path: "/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')",
    leastDelegated: readEligibilities,
    usedFor: 'showing people the roles they may activate',
  },
  myActiveRoles: {
    ...get,
    path: "/roleManagement/directory/roleAssignmentScheduleInstances/filterByCurrentUser(on='principal')",
    leastDelegated: 'RoleAssignmentSchedule.Read.Directory',
    usedFor: 'showing people the roles they hold now',
  },
  myRequests: {
    ...get,
    path: `${requests}/filterByCurrentUser(on='principal')`,
    leastDelegated: writeAssignments,
    usedFor: 'showing people their own requests and finding a request whose answer was lost',
  },
  requestsToApprove: {
    ...get,
    path: `${requests}/filterByCurrentUser(on='approver')`,
    leastDelegated: writeAssignments,
    usedFor: 'showing approvers what waits for them',
  },
  request: {
    ...get,
    path: `${requests}/{requestId}`,
    leastDelegated: writeAssignments,
    usedFor: 'reading a request again before and after every change',
  },
  selfAction: {
    version: 'v1.0',
    method: 'POST',
    group: 'self',
    path: requests,
    leastDelegated: writeAssignments,
    usedFor: 'activating and deactivating one’s own role, and the dry run of an activation',
    body: selfAction,
  },
  cancel: {
    version: 'v1.0',
    method: 'POST',
    group: 'self',
    path: `${requests}/{requestId}/cancel`,
    leastDelegated: writeAssignments,
    usedFor: 'taking one’s own waiting request back',
  },
  extendEligibility: {
    version: 'v1.0',
    method: 'POST',
    group: 'self',
    path: eligibilityRequests,
    leastDelegated: 'RoleEligibilitySchedule.ReadWrite.Directory',
    usedFor: 'asking administrators for more time with one’s own eligibility, on the person’s wish only',
    body: eligibilityExtension,
  },
  myEligibilityRequests: {
    ...get,
    path: `${eligibilityRequests}/filterByCurrentUser(on='principal')`,
    leastDelegated: readEligibilities,
    usedFor: 'finding such a request whose answer was lost',
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
