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
export const roleOf = ({ role }: FindingNames): string => role ?? 'a role';

/** `: Ana, Ben and 3 others`, or nothing where no name is at hand. */
export function listed({ principals }: FindingNames, count: number): string {
  const shown = principals.slice(0, MOST_NAMED);
  return shown.length === 0 ? '' : `: ${named(shown, Math.max(0, count - shown.length), 'and')}`;
}

/** The only name, or the first of them. */
export const firstOf = ({ principals: [first] }: FindingNames): string => first ?? 'An account';

/** `1 account`, `3 accounts`. */
export const accounts = (count: number): string => counted(count, 'account', 'accounts');

/** `1 person`, `3 people`. */
export const people = (count: number): string => counted(count, 'person', 'people');

/** Sentences that are there, one after the other. */
export const sentences = (...all: readonly (string | undefined)[]): string =>
  all.filter((one) => one !== undefined && one !== '').join(' ');
