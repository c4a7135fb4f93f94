import { type PrincipalId } from './ids.ts';
import { type ActiveRole, type EligibleRole } from './roles.ts';

/** Roles of people, read together or one by one. */
export interface HeldRoles {
  activeRolesOf(person: PrincipalId): Promise<readonly ActiveRole[]>;
  eligibleRolesOf(person: PrincipalId): Promise<readonly EligibleRole[]>;
}

/** What everybody in the tenant holds and may activate, as it was at one moment. */
export interface Holdings extends HeldRoles {
  readonly readAt: Date;
  /** Every assignment that nobody activated: of people, groups and apps, each once. */
  readonly standing: readonly ActiveRole[];
}
