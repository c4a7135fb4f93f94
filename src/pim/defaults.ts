import { type Person } from './ids.ts';
import { type FollowedRequest, type FollowedRequests } from './records.ts';
import { isSameRole, type RoleAtScope } from './roles.ts';

/** What a person used last for a role; proposed in the form, and never a justification. */
export interface UsedLast {
  readonly durationMinutes: number | undefined;
  readonly ticketSystem: string;
}

/** Since when what a person used counts for proposals: they can have what was before forgotten. */
export interface ForgottenDefaults {
  /** `undefined`: nothing was ever forgotten. */
  of(person: Person): Promise<Date | undefined>;
  /** From now on nothing older is proposed. */
  forget(person: Person): Promise<void>;
}

/** So many of a person's requests tell what they use. */
const REMEMBERED_USES = 50;

/** The person's latest requests that may be proposed from, newest first. */
export async function proposableRequests(
  deps: {
    readonly requests: Pick<FollowedRequests, 'lastOf'>;
    readonly forgottenDefaults: ForgottenDefaults;
  },
  person: Person,
): Promise<readonly FollowedRequest[]> {
  const [last, since] = await Promise.all([
    deps.requests.lastOf(person, REMEMBERED_USES),
    deps.forgottenDefaults.of(person),
  ]);
  return since === undefined ? last : last.filter(({ createdAt }) => createdAt > since);
}

/** What was used last for a role; nothing where it never was. */
export const usedLast = (role: RoleAtScope, requests: readonly FollowedRequest[]): UsedLast | undefined =>
  requests.find((request) => isSameRole(request, role));

/** The newest request of each role, newest first. */
export const lastOfEachRole = (requests: readonly FollowedRequest[]): readonly FollowedRequest[] =>
  requests.filter((request, index) => requests.findIndex((other) => isSameRole(other, request)) === index);
