import { readActivation, withoutReason } from '../dialogs/activationWords.ts';

/** "Another hour" and "eine weitere Stunde" are an hour. */
const MORE: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\p{N}])another\s(?=hour|day)/iu, 'one '],
  [/(?<![\p{L}\p{N}])(?:another|an additional|more|additional|further|extra|weitere[nrs]?|noch)\s/giu, ''],
];
/** What is left of "by 2 hours", and words that name no role. */
const TRAILERS = /(?:^|(?<!\s)\s+)(?:for|by|um|it|this|that|sie|es|role|eligibility|please|pls|bitte)$/iu;
const LEADERS = /^(?:(?:eligibility|berechtigung)\s+(?:for|as|für|als)\s+)/iu;

/** The role that is to be kept for longer, without how long: PIM decides on neither. */
export function readExtend(rest: string, language: 'en' | 'de', nameOf: (words: string) => string): string {
  const said = MORE.reduce(
    (line, [more, less]) => line.replace(more, less),
    nameOf(withoutReason(rest, language)),
  );
  return withoutTrailers(nameOf(readActivation(said, language).roleWords.replace(LEADERS, '')));
}

function withoutTrailers(words: string): string {
  const shorter = words.replace(TRAILERS, '');
  return shorter === words ? words : withoutTrailers(shorter);
}
