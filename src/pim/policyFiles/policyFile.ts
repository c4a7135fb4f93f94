import { type Person, type RoleDefinitionId } from '../ids.ts';
import { type ComparableSettings } from '../posture/settingFacts.ts';

/** A role as a policy file wishes it. */
export interface WishedRole {
  /** What the file calls it; somebody's own words. */
  readonly name: string;
  /** In canonical form. */
  readonly settings: ComparableSettings;
}

/** A policy file that somebody sent, and what has been done of it. It proves nothing: whoever goes on with it is asked again. */
export interface PolicyFile {
  /** ULID. */
  readonly id: string;
  readonly person: Person;
  /** Whether it was exported from another tenant than ours. */
  readonly isForeign: boolean;
  /** How many of its roles were set as it says when it came; they are not kept. */
  readonly sameRoles: number;
  /** How many of the others could not be applied when it came. */
  readonly blockedRoles: number;
  /** All others, in the file's order. */
  readonly roles: readonly WishedRole[];
  /** The newest operation of a role, by the role's id. */
  readonly operations: ReadonlyMap<RoleDefinitionId, string>;
  readonly keptAt: Date;
}

/** More roles that differ are no list that anybody goes through one by one. */
export const MOST_WISHED_ROLES = 300;
/** A plan older than this is looked at anew. Hours. */
export const KEPT_HOURS = 24;

/** Files that people have sent: one each, for a day. */
export interface PolicyFiles {
  /** Takes the place of the person's earlier one. */
  keep(file: Omit<PolicyFile, 'operations' | 'keptAt'>): Promise<void>;
  /** The person's own with this id, or whichever they have; `undefined` once it is too old or another has come. */
  of(person: Person, id?: string): Promise<PolicyFile | undefined>;
  /** Which operation brings about what the file wishes of a role, or takes it back. */
  note(person: Person, id: string, role: RoleDefinitionId, operationId: string): Promise<void>;
  /** Forgets those that are too old. */
  sweep(): Promise<void>;
}
