import { type CardAction } from './actions.ts';
import { drawCard, type Card, type CardContext, type Preview } from './card.ts';
import { type Line } from './runs.ts';
import { Template } from './template.ts';
import sheetTemplate from './templates/sheet.json' with { type: 'json' };

/** Background of a card's header; the heading says the same in words. */
export type Tone = 'default' | 'emphasis' | 'accent' | 'good' | 'warning' | 'attention';

/** A labelled line. The label is our own word. */
export interface CardFact {
  readonly label: string;
  readonly value: Line;
}

/** Somebody's own words, set apart from ours. */
export interface Quote {
  readonly label: Line;
  readonly text: Line;
}

/** A card about one thing: heading, sentences, facts, quotes, buttons. */
export interface Sheet {
  readonly tone: Tone;
  /** What kind of card it is, small above the heading. */
  readonly kind?: string;
  readonly heading: string;
  readonly lead?: readonly Line[];
  /** What somebody answered, above the facts. */
  readonly answers?: readonly Quote[];
  readonly facts?: readonly CardFact[];
  readonly quotes?: readonly Quote[];
  readonly lines?: readonly Line[];
  readonly actions: readonly CardAction[];
  readonly preview: Preview;
  /** The root's `refresh` (Adaptive Cards: universal actions), where the card redraws itself on opening. */
  readonly refresh?: object | undefined;
}

const template = new Template(sheetTemplate);

/** Data of one paragraph for a template. */
export const paragraph = (inlines: Line): { readonly inlines: Line } => ({ inlines });

/** Data of labelled lines for a template: a table with little space between its lines. */
export const factRows = (facts: readonly CardFact[]): readonly object[] =>
  facts.map(({ label, value }, index) => ({
    label,
    inlines: value,
    spacing: index === 0 ? 'Medium' : 'None',
  }));

/** Data of a quote for a template. */
export const quoteBox = ({ label, text }: Quote): { readonly label: Line; readonly inlines: Line } => ({
  label,
  inlines: text,
});

/** Draws a sheet. */
export function drawSheet(context: CardContext, sheet: Sheet): Card {
  const { kind = '', lead = [], answers = [], facts = [], quotes = [], lines = [] } = sheet;
  const root = {
    tone: sheet.tone,
    kind,
    heading: sheet.heading,
    lead: lead.map(paragraph),
    answers: answers.map(quoteBox),
    facts: factRows(facts),
    quotes: quotes.map(quoteBox),
    lines: lines.map(paragraph),
    actions: sheet.actions,
  };
  return drawCard(context, template, root, sheet.preview, sheet.refresh);
}
