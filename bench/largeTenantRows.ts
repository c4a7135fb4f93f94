import { createHash } from 'node:crypto';
import { personOf } from './neighbour.ts';

/** As many roles as a tenant has names for. */
export const ROLES = 60;
/** Groups that hold a role, and how many people each has. */
export const GROUPS = 4;
const MEMBERS = 50;
const DAY_MS = 86_400_000;

const guid = (kind: number, index: number): string =>
  `0f0f0f0f-${String(kind).padStart(4, '0')}-4000-8000-${String(index).padStart(12, '0')}`;

/** Object id of the person with this number. */
export const personId = (index: number): string => guid(1, index);
/** Id of the person's request, and of its approval. */
export const requestId = (index: number): string => guid(2, index);
/** One of the tenant's roles. */
export const roleId = (index: number): string => guid(3, index % ROLES);
const groupId = (index: number): string => guid(4, index);
/** The number in any of these ids. */
export const indexOf = (id: string): number => Number(id.slice(-12));
/** The person's chat with the bot. */
export const conversationId = (index: number): string => `a:${String(index).padStart(12, '0')}`;

/** Every role there is. */
export const roleRows = (): readonly object[] =>
  Array.from({ length: ROLES }, (_, index) => ({
    id: roleId(index),
    displayName: `Measured Administrator ${index}`,
    description: 'One of many roles',
    isBuiltIn: true,
    isPrivileged: index % 4 === 0,
  }));

/** Two for each person, one of which ends within days, and one for each group. */
export const eligibilityCount = (people: number): number => 2 * people + GROUPS;

/** The eligibility with this number. */
export function eligibilityRow(index: number, people: number, now: number): object {
  const group = index - 2 * people;
  const isEndingSoon = group < 0 && index % 2 === 0;
  return {
    ...instance('eligibility', index, index, now),
    principalId: group < 0 ? personId(Math.floor(index / 2)) : groupId(group),
    endDateTime: inDays(now, isEndingSoon ? 7 : 200),
  };
}

/** What the person with this number has activated. */
export const activeRow = (index: number, now: number): object => ({
  ...instance('assignment', index, index, now),
  principalId: personId(index),
  endDateTime: inDays(now, 0.5),
  assignmentType: 'Activated',
  roleAssignmentScheduleId: requestId(index),
});

const instance = (kind: string, index: number, role: number, now: number): object => ({
  id: createHash('sha256').update(`${kind} ${index}`).digest('base64url'),
  roleDefinitionId: roleId(role),
  directoryScopeId: '/',
  memberType: 'Direct',
  startDateTime: inDays(now, -0.1),
});

const inDays = (now: number, days: number): string => new Date(now + days * DAY_MS).toISOString();

/** The one step of the approval with this number. */
export const stepRow = (index: number, isApproved: boolean, now: number): object => ({
  id: guid(5, index),
  assignedToMe: false,
  status: isApproved ? 'Completed' : 'InProgress',
  reviewResult: isApproved ? 'Approve' : 'NotReviewed',
  justification: isApproved ? 'measured' : '',
  reviewedDateTime: isApproved ? inDays(now, 0) : null,
  reviewedBy: isApproved ? personOf(personId(0)) : null,
});

/** People and groups; `undefined`: something else was asked for. */
export function directoryAnswer(pathname: string): object | undefined {
  const [, group] = /\/groups\/([0-9a-f-]{36})\//.exec(pathname) ?? [];
  if (group !== undefined) {
    const first = indexOf(group) * MEMBERS;
    return { value: Array.from({ length: MEMBERS }, (_, index) => personOf(personId(first + index))) };
  }
  if (pathname.endsWith('/groups')) {
    const ids = Array.from({ length: GROUPS }, (_, index) => groupId(index));
    return { value: ids.map((id) => ({ id, isAssignableToRole: true })) };
  }
  const [, person] = /\/users\/([0-9a-f-]{36})$/.exec(pathname) ?? [];
  return person === undefined ? undefined : personOf(person);
}
