import { plainName, plainText, type TextLimits } from './plainText.ts';

/** A piece of text on a card (Adaptive Cards: `TextRun`), which is shown as it is and never read as Markdown. */
export interface Run {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Small' | 'Medium' | 'Large';
  readonly isSubtle?: true;
  readonly italic?: true;
  readonly color?: 'Good' | 'Warning' | 'Attention' | 'Accent';
  readonly fontType?: 'Monospace';
}

/** How a run looks. */
export type RunLook = Omit<Run, 'type' | 'text'>;

/** Pieces of text that flow in one paragraph (Adaptive Cards: `RichTextBlock`). */
export type Line = readonly Run[];

/** Text that is clean already: our own words, perhaps around names. Spaces at its ends stay. */
export const run = (text: string, look: RunLook = {}): Run => ({ type: 'TextRun', text, ...look });

/** A name, cleaned. */
export const nameRun = (name: string, look: RunLook = {}): Run => run(plainName(name), look);

/** Longer words of a person, cleaned and cut. */
export const textRun = (text: string, limits: TextLimits, look: RunLook = {}): Run =>
  run(plainText(text, limits), look);

/** A line of subtle small text. */
export const subtle = (text: string): Line => [run(text, { isSubtle: true, size: 'Small' })];

/** A line of plain text. */
export const line = (text: string): Line => [run(text)];
