import { type RoleWords } from '../words/words.ts';
import { roleFacts, roleMarks, type RoleOnCard } from './roleOnCard.ts';
import { nameRun, run, subtle, type Line } from './runs.ts';
import { type IsLookAlike } from './unusualName.ts';

const SEPARATOR = ' · ';

/** A role as the subject of a card: its name, and below it what sets it apart. */
export function roleLine(words: RoleWords, role: RoleOnCard): readonly Line[] {
  const marks = roleMarks(words, role);
  return [
    [nameRun(role.name, { weight: 'Bolder', size: 'Medium' })],
    ...(marks.length === 0 ? [] : [subtle(marks.join(SEPARATOR))]),
  ];
}

/** A role as one row of a list: its name, and below it marks, scope and whatever else matters there. */
export function roleRow(
  words: RoleWords,
  role: RoleOnCard,
  facts: readonly string[],
  isLookAlike?: IsLookAlike,
): readonly Line[] {
  const all = [...roleFacts(words, role, isLookAlike), ...facts];
  return [
    [nameRun(role.name, { weight: 'Bolder' })],
    ...(all.length === 0 ? [] : [subtle(all.join(SEPARATOR))]),
  ];
}

/** A role within a sentence: its name in bold and its marks in brackets. */
export function roleInSentence(words: RoleWords, role: RoleOnCard): Line {
  const facts = roleMarks(words, role);
  return [
    nameRun(role.name, { weight: 'Bolder' }),
    ...(facts.length === 0 ? [] : [run(` (${facts.join(', ')})`, { isSubtle: true })]),
  ];
}
