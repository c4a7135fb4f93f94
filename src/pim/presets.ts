import { type Person } from './ids.ts';
import { type RoleAtScope } from './roles.ts';

/** Roles that a person activates together, under a name of their own. */
export interface Preset {
  /** ULID. */
  readonly id: string;
  /** The person's words, checked by `presetName`. */
  readonly name: string;
  /** One to `MOST_ROLES`, in the order they were given. Whether the person may still activate them is PIM's to say. */
  readonly roles: readonly RoleAtScope[];
  /** Kept only where the person gave one to be kept; otherwise empty. */
  readonly justification: string;
}

/** More do not fit into a list that one looks through. */
export const MOST_PRESETS = 10;
/** More do not fit into one form. */
export const MOST_ROLES = 5;

/** Letters, digits, spaces and hyphens, thirty at most, with a letter first or last: a bare number answers a question. */
const NAME = /^(?=.*\p{L})[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} -]{0,28}[\p{L}\p{M}\p{N}])?$/u;

/** A name as it is kept, or `undefined` where the words can be none. */
export function presetName(words: string): string | undefined {
  const name = words.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  return NAME.test(name) ? name : undefined;
}

/** Equal for two names that differ only in case. */
export const presetKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** What people have saved; each sees their own alone. */
export interface Presets {
  /** By name. */
  of(person: Person): Promise<readonly Preset[]>;
  /** Takes the place of the person's one of the same name; `false`: they have `MOST_PRESETS` others already. */
  keep(person: Person, preset: Preset): Promise<boolean>;
  /** `false`: the person has no such preset. */
  forget(person: Person, id: string): Promise<boolean>;
}
