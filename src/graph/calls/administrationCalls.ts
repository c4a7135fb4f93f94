import { z } from 'zod';
import { roleAndScope, untilInstant } from './bodyParts.ts';
import { get, type GraphCall } from './graphCall.ts';

/** Whoever it is about: that is an administrator's to choose, and Entra's to allow. */
const target = { principalId: z.guid(), ...roleAndScope, justification: z.string() };
const startDateTime = z.iso.datetime();
const withoutEnd = z.strictObject({ type: z.literal('NoExpiration') });

const granting = (): z.ZodType =>
  z.strictObject({
    action: z.literal('adminAssign'),
    ...target,
    isValidationOnly: z.literal(true).optional(),
    scheduleInfo: z.strictObject({ startDateTime, expiration: z.union([untilInstant, withoutEnd]) }),
  });

const extending = (): z.ZodType =>
  z.strictObject({
    action: z.literal('adminExtend'),
    ...target,
    scheduleInfo: z.strictObject({ startDateTime, expiration: untilInstant }),
  });

/** Graph's documentation names the action and shows no body of it: it has the shape of an extension, with or without an end. */
const updating = (): z.ZodType =>
  z.strictObject({
    action: z.literal('adminUpdate'),
    ...target,
    scheduleInfo: z.strictObject({ startDateTime, expiration: z.union([untilInstant, withoutEnd]) }),
  });

const removing = (): z.ZodType => z.strictObject({ action: z.literal('adminRemove'), ...target });

const directory = '/roleManagement/directory';
const writeEligibilities = 'RoleEligibilitySchedule.ReadWrite.Directory';
const writeAssignments = 'RoleAssignmentSchedule.ReadWrite.Directory';

const read = { ...get, group: 'administer' } as const;
const write = { version: 'v1.0', method: 'POST', group: 'administer' } as const;
const ofEligibilities = {
  ...write,
  path: `${directory}/roleEligibilityScheduleRequests`,
  leastDelegated: writeEligibilities,
} as const;
const ofAssignments = {
  ...write,
  path: `${directory}/roleAssignmentScheduleRequests`,
  leastDelegated: writeAssignments,
} as const;

/**
 * What administrators change of other people's roles, with their own token, where that is switched on. Some go to the same
 * addresses as what people do with their own roles; no account may make both.
 */
export const administrationCalls = {
  eligibilitiesOfOthers: {
    ...read,
    path: `${directory}/roleEligibilityScheduleInstances`,
    leastDelegated: 'RoleEligibilitySchedule.Read.Directory',
    usedFor: 'an administrator’s change: whether somebody has an eligibility, before it and after it',
  },
  assignmentsOfOthers: {
    ...read,
    path: `${directory}/roleAssignmentScheduleInstances`,
    leastDelegated: 'RoleAssignmentSchedule.Read.Directory',
    usedFor:
      'an administrator’s change: whether somebody has a role, before it and after it, and who else holds it for good',
  },
  eligibilityRequestsOfOthers: {
    ...read,
    path: `${directory}/roleEligibilityScheduleRequests`,
    leastDelegated: 'RoleEligibilitySchedule.Read.Directory',
    usedFor: 'an administrator’s change: finding the request again whose answer was lost',
  },
  assignmentRequestsOfOthers: {
    ...read,
    path: `${directory}/roleAssignmentScheduleRequests`,
    leastDelegated: writeAssignments,
    usedFor: 'the same for assignments',
  },
  grantEligibility: {
    ...ofEligibilities,
    usedFor: 'making somebody eligible, and the dry run of it; with `administration.changes` only',
    body: granting,
  },
  extendEligibilityOfOther: {
    ...ofEligibilities,
    usedFor: 'moving the end of somebody’s eligibility; with `administration.changes` only',
    body: extending,
  },
  updateEligibilityOfOther: {
    ...ofEligibilities,
    usedFor:
      'giving somebody’s eligibility an earlier end, or taking its end away; with `administration.changes` only',
    body: updating,
  },
  removeEligibility: {
    ...ofEligibilities,
    usedFor: 'taking somebody’s eligibility away; with `administration.changes` only',
    body: removing,
  },
  grantAssignment: {
    ...ofAssignments,
    usedFor: 'giving somebody a role, and the dry run of it; with `administration.changes` only',
    body: granting,
  },
  extendAssignment: {
    ...ofAssignments,
    usedFor: 'moving the end of somebody’s assignment; with `administration.changes` only',
    body: extending,
  },
  updateAssignment: {
    ...ofAssignments,
    usedFor:
      'giving somebody’s assignment an earlier end, or taking its end away; with `administration.changes` only',
    body: updating,
  },
  removeAssignment: {
    ...ofAssignments,
    usedFor: 'taking a role away from somebody; with `administration.changes` only',
    body: removing,
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
