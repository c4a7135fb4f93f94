import { type CommandEnd } from './cliAccount.ts';

/** An entity as the CLI prints it. */
export type Printed = Readonly<Record<string, unknown>>;

/** The entity that a command printed; empty where it printed none. */
export const entityOf = ({ printed }: CommandEnd): Printed =>
  typeof printed === 'object' && printed !== null && !Array.isArray(printed) ? (printed as Printed) : {};

/** A property that is a text; empty where there is none. */
export function textAt(entity: Printed, name: string): string {
  const value = entity[name];
  return typeof value === 'string' ? value : '';
}

/** The entities of a list; empty where it printed none. */
export const listOf = ({ printed }: CommandEnd): readonly Printed[] =>
  Array.isArray(printed) ? (printed as readonly Printed[]) : [];

/** Ids in order, so that two lists can be compared. */
export const idsOf = (entities: readonly Printed[]): string =>
  entities
    .map(({ id }) => String(id))
    .sort()
    .join(' ');

/** `status` of what was made, or why nothing was. */
export function outcomeOf(end: CommandEnd): string {
  return end.exitCode === 0 ? textAt(entityOf(end), 'status') : refusalOf(end);
}

/** Why a command refused: the last line of what the CLI writes to standard error. */
export function refusalOf({ errors, printed, exitCode }: CommandEnd): string {
  const text = errors === '' ? JSON.stringify(printed) : errors;
  return `exit ${exitCode ?? 'by signal'}: ${text.split('\n').at(-1) ?? ''}`;
}

/** How long a list is, for the reader. */
export const counted = (entities: readonly Printed[], what: string): string => `${entities.length} ${what}`;

/** How long the list is that a command printed, or why it printed none. */
export const countOf = (end: CommandEnd, what: string): string =>
  end.exitCode === 0 ? counted(listOf(end), what) : refusalOf(end);
