import { type FindingFacts } from '../../pim/findings/finding.ts';
import { type FindingNames } from '../findingWords.ts';
import { counted, named } from './people.ts';

/** So many names stand in a sentence; how many more there are is counted. */
const MOST_NAMED = 5;

/** A figure of a finding; none counts as nothing. */
export const figure = (facts: FindingFacts, name: string): number => Number(facts[name] ?? 0);

/** Whether something is so. */
export const is = (facts: FindingFacts, name: string): boolean => facts[name] === true;

/** A word of the directory or of the settings file. */
export const word = (facts: FindingFacts, name: string): string => String(facts[name] ?? '');

/** `2026-08-01`, in UTC; `undefined` where there is no such instant. */
export const dayOf = (facts: FindingFacts, name: string): string | undefined => {
  const instant = facts[name];
  return typeof instant === 'string' ? instant.slice(0, 10) : undefined;
};

/** The role that a finding is about. */
export const roleOf = ({ role }: FindingNames): string => role ?? 'eine Rolle';

/** `: Ana, Ben und 3 weitere`, or nothing where no name is at hand. */
export function listed({ principals }: FindingNames, count: number): string {
  const shown = principals.slice(0, MOST_NAMED);
  return shown.length === 0 ? '' : `: ${named(shown, Math.max(0, count - shown.length), 'und')}`;
}

/** The only name, or the first of them. */
export const firstOf = ({ principals: [first] }: FindingNames): string => first ?? 'Ein Konto';

/** `1 Konto`, `3 Konten`. */
export const accounts = (count: number): string => counted(count, 'Konto', 'Konten');

/** `1 Person`, `3 Personen`. */
export const people = (count: number): string => counted(count, 'Person', 'Personen');

/** Sentences that are there, one after the other. */
export const sentences = (...all: readonly (string | undefined)[]): string =>
  all.filter((one) => one !== undefined && one !== '').join(' ');
