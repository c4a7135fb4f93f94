import { z } from 'zod';
import { type Approval, type ApprovalStep, type Decision } from '../pim/approvals.ts';
import { PimError } from '../pim/errors.ts';
import { type DirectoryPerson } from '../pim/people.ts';
import { type ActivationRequest } from '../pim/requests.ts';
import { type ActiveRole, type EligibleRole, type Role, type Scope } from '../pim/roles.ts';
import { minutesOfDuration } from './durations.ts';
import { instant, oneOf, optionalText, principal, request, roleDefinition, text } from './graphValues.ts';

/** What `roleDefinition` is expanded with: without it comes every permission of the role, kilobytes of them. */
export const ROLE_EXPANDED = 'roleDefinition($select=id,displayName,description,isBuiltIn)';

/** A role at a scope as Graph names it, before anybody has looked up what it is called. */
export type Unnamed<T extends { readonly role: Role; readonly scope: Scope }> = Omit<T, 'role' | 'scope'> & {
  readonly roleDefinitionId: Role['id'];
  /** As expanded; `undefined` where Graph did not. */
  readonly role: Role | undefined;
  readonly scopeId: string;
};

const role = z
  .object({
    id: roleDefinition,
    displayName: text,
    description: text,
    isBuiltIn: z.boolean().nullish(),
    isPrivileged: z.boolean().nullish(),
  })
  .transform(({ isBuiltIn, isPrivileged, ...rest }): Role => ({
    ...rest,
    isBuiltIn: isBuiltIn ?? false,
    isPrivileged: isPrivileged ?? undefined,
  }));

const instance = {
  id: z.string().min(1),
  principalId: principal,
  roleDefinitionId: roleDefinition,
  directoryScopeId: z.string().startsWith('/'),
  startDateTime: instant,
  endDateTime: instant,
  memberType: oneOf(['Direct', 'Group', 'Inherited'], 'Direct'),
  roleDefinition: role.nullish().catch(undefined),
};

const eligibleRole = z.object(instance).transform((row): Unnamed<EligibleRole> => ({
  eligibilityId: row.id,
  principalId: row.principalId,
  roleDefinitionId: row.roleDefinitionId,
  role: row.roleDefinition ?? undefined,
  scopeId: row.directoryScopeId,
  memberType: row.memberType,
  startAt: row.startDateTime,
  endAt: row.endDateTime,
}));

const activeRole = z
  .object({
    ...instance,
    assignmentType: oneOf(['Assigned', 'Activated'], 'Assigned'),
    roleAssignmentScheduleId: optionalText,
  })
  .transform((row): Unnamed<ActiveRole> => ({
    instanceId: row.id,
    principalId: row.principalId,
    roleDefinitionId: row.roleDefinitionId,
    role: row.roleDefinition ?? undefined,
    scopeId: row.directoryScopeId,
    memberType: row.memberType,
    assignmentType: row.assignmentType,
    startAt: row.startDateTime,
    endAt: row.endDateTime,
    scheduleId: row.roleAssignmentScheduleId,
  }));

const expiration = z.object({ duration: text, endDateTime: instant });
const scheduleInfo = z.object({ startDateTime: instant, expiration: expiration.nullish() });
const ticketInfo = z.object({ ticketNumber: text, ticketSystem: text });
const createdBy = z.object({ user: z.object({ displayName: optionalText }).nullish() });

/** `SelfActivate` and `selfActivate` are the same. */
const camelCase = (name: string): string => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;

function durationOf(
  start: Date | undefined,
  end: z.infer<typeof expiration> | null | undefined,
): number | undefined {
  const minutes = minutesOfDuration(end?.duration ?? '');
  if (minutes !== undefined || start === undefined || end?.endDateTime === undefined) return minutes;
  return Math.round((end.endDateTime.getTime() - start.getTime()) / 60_000);
}

const activationRequest = z
  .object({
    id: request,
    status: text,
    action: text,
    principalId: principal,
    roleDefinitionId: roleDefinition,
    directoryScopeId: z.string(),
    createdDateTime: instant,
    approvalId: optionalText,
    justification: text,
    scheduleInfo: scheduleInfo.nullish(),
    ticketInfo: ticketInfo.nullish(),
    createdBy: createdBy.nullish().catch(undefined),
  })
  .transform((row): ActivationRequest => {
    const end = row.scheduleInfo?.expiration;
    const startAt = row.scheduleInfo?.startDateTime;
    return {
      id: row.id,
      status: row.status,
      action: camelCase(row.action),
      principalId: row.principalId,
      roleDefinitionId: row.roleDefinitionId,
      scopeId: row.directoryScopeId,
      createdAt: row.createdDateTime,
      approvalId: row.approvalId,
      justification: row.justification,
      ticketNumber: row.ticketInfo?.ticketNumber ?? '',
      ticketSystem: row.ticketInfo?.ticketSystem ?? '',
      startAt,
      durationMinutes: durationOf(startAt, end),
      endAt: end?.endDateTime,
      createdByName: row.createdBy?.user?.displayName,
    };
  });

/** Graph writes `Approve` and `Deny`; its pages say `Approved` and `Denied`. */
function decisionOfResult(result: string): Decision | 'NotReviewed' {
  if (/^approve/i.test(result)) return 'Approve';
  return /^den/i.test(result) ? 'Deny' : 'NotReviewed';
}

const reviewer = z.object({ id: principal, displayName: text }).nullish().catch(undefined);

const step = z
  .object({
    id: z.string().min(1),
    assignedToMe: z.boolean().nullish(),
    status: oneOf(['InProgress', 'Initializing', 'Completed', 'Expired'], 'Unknown'),
    reviewResult: text.transform(decisionOfResult),
    justification: text,
    reviewedDateTime: instant,
    reviewedBy: reviewer,
  })
  .transform((row): ApprovalStep => ({
    id: row.id,
    isAssignedToMe: row.assignedToMe ?? false,
    status: row.status,
    reviewResult: row.reviewResult,
    justification: row.justification,
    reviewedAt: row.reviewedDateTime,
    // Before a review it can be a GUID of zeros.
    reviewedBy: row.reviewResult === 'NotReviewed' ? undefined : (row.reviewedBy ?? undefined),
  }));

const approval = z.object({ id: z.string().min(1), steps: z.array(step).nullish() });

const person = z
  .object({
    id: principal,
    displayName: text,
    userPrincipalName: text,
    userType: text,
    accountEnabled: z.boolean().nullish(),
    mail: text.nullish(),
  })
  .transform((row): DirectoryPerson => ({
    id: row.id,
    displayName: row.displayName,
    userPrincipalName: row.userPrincipalName,
    isGuest: row.userType.toLowerCase() === 'guest',
    isEnabled: row.accountEnabled ?? true,
    ...(row.mail === undefined || row.mail === null ? {} : { mail: row.mail }),
  }));

/** One object of a shape, or `unexpected_answer`. */
const readOne =
  <T>(shape: z.ZodType<T>, what: string) =>
  (value: unknown): T => {
    const read = shape.safeParse(value);
    if (!read.success) throw new PimError('unexpected_answer', `Graph answered with no ${what}`);
    return read.data;
  };

/** Those of a list that have the shape: one odd row must not hide the others. */
const readAll =
  <T>(shape: z.ZodType<T>) =>
  (values: readonly unknown[]): readonly T[] =>
    values.flatMap((value) => {
      const read = shape.safeParse(value);
      return read.success ? [read.data] : [];
    });

/** Graph: `unifiedRoleDefinition`. */
export const readRole = readOne(role, 'role');
/** Graph: `unifiedRoleDefinition`, several. */
export const readRoles = readAll(role);
/** Graph: `unifiedRoleEligibilityScheduleInstance`, several. */
export const readEligibleRoles = readAll(eligibleRole);
/** Graph: `unifiedRoleAssignmentScheduleInstance`, several. */
export const readActiveRoles = readAll(activeRole);
/** Graph: `unifiedRoleAssignmentScheduleRequest`. */
export const readRequest = readOne(activationRequest, 'request');
/** Graph: `unifiedRoleAssignmentScheduleRequest`, several. */
export const readRequests = readAll(activationRequest);
/** Graph: `user`. */
export const readPerson = readOne(person, 'person');
/** Graph: `user`, several. */
export const readPeople = readAll(person);
/** Graph beta: `approvalStep`, several. */
export const readSteps = readAll(step);

/** Graph beta: `approval`; `steps` are `undefined` where they were not expanded. */
export const readApproval = (
  value: unknown,
): Omit<Approval, 'steps'> & { readonly steps: Approval['steps'] | undefined } => {
  const { id, steps } = readOne(approval, 'approval')(value);
  return { id, steps: steps ?? undefined };
};

/** Where a role applies, from Graph's `directoryScopeId`; names are looked up elsewhere. */
export function scopeOf(id: string): Scope {
  const kind = id === '/' ? 'tenant' : /^\/administrativeUnits\//i.test(id) ? 'administrativeUnit' : 'object';
  return { id, kind, displayName: undefined };
}
