import { type RoleSettings } from '../pim/policy.ts';
import { type RoleDefinition } from '../pim/records.ts';
import { type Choices } from '../pim/state.ts';

/** Somebody's standing eligibility. */
interface SeededEligibility {
  readonly principalId: string;
  readonly roleDefinitionId: string;
  /** `/` unless given. */
  readonly directoryScopeId?: string;
  /** Days from the start of the sandbox until it ends; absent: never. */
  readonly endsInDays?: number;
}

/** Somebody's standing assignment, permanent. */
interface SeededAssignment {
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId?: string;
  /** Made in the directory itself, past PIM: without request and without times. */
  readonly isOutsidePim?: boolean;
}

/** What role management holds in a tenant before anybody has done anything. */
export interface TenantSeed {
  readonly customRoles: readonly RoleDefinition[];
  /** By role definition id; a role without an entry has Entra's defaults. */
  readonly settings: Readonly<Record<string, RoleSettings>>;
  readonly eligibilities: readonly SeededEligibility[];
  readonly assignments: readonly SeededAssignment[];
  /** Who made the seeded grants. */
  readonly administratorId: string;
  readonly choices: Choices;
}
