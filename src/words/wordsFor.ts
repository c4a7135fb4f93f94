import { german } from './de.ts';
import { english } from './en.ts';
import { type Words } from './words.ts';

/** Every language there is; the first one is spoken where a reader's is none of them. */
export const languages: readonly Words[] = [english, german];

/** The words for a reader's language, by BCP 47 tag; English where there are none yet. */
export function wordsFor(locale: string): Words {
  const language = locale.split('-')[0]?.toLowerCase();
  return languages.find((words) => words.language === language) ?? english;
}
