import { lookAlikesIn, oddLetters } from '../pim/lookAlikes.ts';
import { readsAsBuiltIn } from '../pim/builtInRoleNames.ts';
import { type RoleWords } from '../words/words.ts';
import { plainName } from './plainText.ts';
import { type Line, nameRun, run, type RunLook } from './runs.ts';

/** Whether a name of a list can be taken for another one of it. */
export type IsLookAlike = (name: string) => boolean;

/** Nothing is compared: the name stands alone. */
const alone: IsLookAlike = () => false;

/** For the names of a list as a card shows them. */
export function lookAlikesAmong(names: readonly string[]): IsLookAlike {
  const isLookAlike = lookAlikesIn(names.map(plainName));
  return (name) => isLookAlike(plainName(name));
}

/** What is to be known of a name before anybody decides by it: letters that look like others, a twin in the same list. */
export function nameMarks(
  words: RoleWords,
  name: string,
  isLookAlike: IsLookAlike = alone,
): readonly string[] {
  const odd = oddLetters(plainName(name));
  return [
    ...(odd.length === 0 ? [] : [words.unusualLetters(odd)]),
    ...(isLookAlike(name) ? [words.looksLikeAnother] : []),
  ];
}

/** The same of a role's name, which may be a built-in role's in look or in full. */
export const roleNameMarks = (
  words: RoleWords,
  role: { readonly name: string; readonly isBuiltIn: boolean },
  isLookAlike: IsLookAlike = alone,
): readonly string[] => [
  ...(readsAsBuiltIn({ ...role, name: plainName(role.name) }) ? [words.notTheBuiltIn] : []),
  ...nameMarks(words, role.name, isLookAlike),
];

/** The same within a line of text, cleaned: for names of groups and scopes. For `TextRun` only. */
export function markedText(words: RoleWords, name: string): string {
  const marks = nameMarks(words, name);
  return `${plainName(name)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
}

/** A name with its marks in brackets behind it. */
export const markedName = (name: string, look: RunLook, marks: readonly string[]): Line => [
  nameRun(name, look),
  ...(marks.length === 0 ? [] : [run(` (${marks.join(', ')})`, { size: 'Small' })]),
];
