import { type CardAction } from './actions.ts';
import { drawCard, type Card, type CardContext, type Preview } from './card.ts';
import { type Chart } from './charts.ts';
import { type Line } from './runs.ts';
import { paragraph } from './sheet.ts';
import { Template } from './template.ts';
import listTemplate from './templates/list.json' with { type: 'json' };

/** One thing in a list, with the buttons that act on it. */
export interface Row {
  readonly lines: readonly Line[];
  readonly actions?: readonly CardAction[];
}

/** Rows under a title. A section without rows is not shown. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Says that there is more than is shown. */
  readonly more?: string | undefined;
}

/** A card that lists things. */
export interface List {
  readonly heading: string;
  readonly lead?: readonly Line[];
  /** Pictures of figures that stand in the sections as well. */
  readonly charts?: readonly Chart[];
  readonly sections: readonly Section[];
  readonly lines?: readonly Line[];
  readonly actions: readonly CardAction[];
  readonly preview: Preview;
}

const template = new Template(listTemplate);

/** Draws a list. */
export function drawList(context: CardContext, { lead = [], charts = [], lines = [], ...list }: List): Card {
  const root = {
    heading: list.heading,
    lead: lead.map(paragraph),
    charts,
    sections: list.sections
      .filter(({ rows }) => rows.length > 0)
      .map(({ title, rows, more = '' }) => ({ title, more, rows: rows.map(rowOnCard) })),
    lines: lines.map(paragraph),
    actions: list.actions,
  };
  return drawCard(context, template, root, list.preview);
}

/** Two buttons beside a text leave it no room on a phone: they stand below. What is in the overflow menu takes none. */
function rowOnCard({ lines, actions = [] }: Row): object {
  const isWide = actions.filter(({ mode }) => mode !== 'secondary').length > 1;
  return { lines: lines.map(paragraph), beside: isWide ? [] : actions, below: isWide ? actions : [] };
}

/** Below what Teams takes in a message on every path, with room for the activity around the card. */
const MAXIMUM_CARD_BYTES = 27_000;

/** Draws with as many rows a section as asked for, or with fewer when the names are so long that the card would not be sent. */
export function drawFitting(rowsPerSection: number, draw: (rowsPerSection: number) => Card): Card {
  const card = draw(rowsPerSection);
  const bytes = new TextEncoder().encode(JSON.stringify(card.content)).length;
  if (bytes <= MAXIMUM_CARD_BYTES || rowsPerSection <= 1) return card;
  const fewer = Math.floor((rowsPerSection * MAXIMUM_CARD_BYTES) / bytes);
  return drawFitting(Math.max(1, Math.min(fewer, rowsPerSection - 1)), draw);
}
