import { type Explanation } from '../words/errors.ts';
import { plainText } from './plainText.ts';
import { line, subtle, type Line } from './runs.ts';

/** An explanation as paragraphs: what happened, every rule that is not met, what helps, and a line for support. */
export const explanationLines = ({ what, unmet, next, technical }: Explanation): readonly Line[] => [
  line(oneLine(what)),
  ...unmet.map((rule) => line(`• ${oneLine(rule)}`)),
  line(oneLine(next)),
  ...(technical === undefined ? [] : [subtle(oneLine(technical))]),
];

/** Sentences of ours may hold names that Graph gave. */
const oneLine = (text: string): string => plainText(text, { characters: 400, lines: 1 });
