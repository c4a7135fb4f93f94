import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { type TicketVerdict } from '../tickets.ts';

/** An activation that somebody asks for, as far as house rules look at it. */
export interface RuleRequest {
  readonly requestor: PrincipalId;
  readonly role: {
    readonly id: RoleDefinitionId;
    readonly displayName: string;
    readonly isPrivileged: boolean;
    /** The tier of the yardstick's baseline that the role is in. */
    readonly tier: string | undefined;
  };
  /** `/`, or an administrative unit or object. */
  readonly scopeId: string;
  /** When the activation is to begin. */
  readonly startAt: Date;
  readonly minutes: number;
  readonly ticket: string | undefined;
  /** What ticket systems said of it, by their names; one that is missing was not asked yet. */
  readonly ticketAnswers?: ReadonlyMap<string, TicketVerdict> | undefined;
  /** Whether the requestor wants to go past the rules in an emergency. */
  readonly isEmergency: boolean;
}

/** An earlier request of the same person. */
export interface PastRequest {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly requestedAt: Date;
  /** What a pause counts from: when the activation ended, or when it was denied; `undefined` for all others. */
  readonly endedAt: Date | undefined;
  readonly wasEmergency: boolean;
}

/** The directory as it is now. `undefined` means everywhere that it could not be read, and is never taken for "nobody". */
export interface HouseDirectory {
  /** Everybody in a group, nested groups included. */
  membersOf(group: PrincipalId): ReadonlySet<PrincipalId> | undefined;
  /** `null`: has none. */
  managerOf(person: PrincipalId): PrincipalId | null | undefined;
}
