import { Template } from 'adaptivecards-templating';
import { type CardAction } from './actions.ts';
import { drawCard, type Card, type CardContext, type Preview } from './card.ts';
import { type Line } from './runs.ts';
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

/** Data of a labelled line for a template. */
export const factRow = ({ label, value }: CardFact): { readonly label: string; readonly inlines: Line } => ({
  label,
  inlines: value,
});

/** Data of a quote for a template. */
export const quoteBox = ({ label, text }: Quote): { readonly label: Line; readonly inlines: Line } => ({
  label,
  inlines: text,
});

/** Draws a sheet. */
export function drawSheet(context: CardContext, sheet: Sheet): Card {
  const { kind = '', lead = [], facts = [], quotes = [], lines = [] } = sheet;
  const root = {
    tone: sheet.tone,
    kind,
    heading: sheet.heading,
    lead: lead.map(paragraph),
    facts: facts.map(factRow),
    quotes: quotes.map(quoteBox),
    lines: lines.map(paragraph),
    actions: sheet.actions,
  };
  return drawCard(context, template, root, sheet.preview, sheet.refresh);
}
