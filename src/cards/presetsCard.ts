import { wordsFor } from '../words/wordsFor.ts';
import { button, toldApart } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { drawList } from './list.ts';
import { plainName, plainText } from './plainText.ts';
import { type RoleOnCard } from './roleOnCard.ts';
import { line, nameRun, run, subtle, textRun, type Line } from './runs.ts';
import { drawSheet } from './sheet.ts';
import { quoteOf } from './requestFacts.ts';
import { verbs } from './verbs.ts';

/** A preset as its owner sees it. */
export interface PresetOnCard {
  readonly id: string;
  /** The person's own words. */
  readonly name: string;
  readonly roles: readonly RoleOnCard[];
  readonly justification: string;
}

/** Ten presets with five roles each have to fit into one card. */
const REASON = { characters: 60, lines: 1, wordCharacters: 36 };
const ROLE = { characters: 36, lines: 1 };

const rolesLine = (roles: readonly RoleOnCard[]): Line =>
  roles.flatMap(({ name }, index) => [
    ...(index === 0 ? [] : [run(' · ', { isSubtle: true, size: 'Small' })]),
    textRun(name, ROLE, { isSubtle: true, size: 'Small' }),
  ]);

/** A person's presets, each with what it is for and how to be rid of it. */
export function presetsCard(context: CardContext, presets: readonly PresetOnCard[]): Card {
  const words = wordsFor(context.locale);
  const { presets: said } = words.habits;
  const rows = presets.map(({ id, name, roles, justification }) => {
    const spoken = plainName(name);
    return {
      lines: [
        [nameRun(name, { weight: 'Bolder' })],
        rolesLine(roles),
        ...(justification === '' ? [] : [subtle(plainText(justification, REASON))]),
      ],
      actions: [
        button(
          context,
          said.activate,
          verbs.activatePreset,
          { presetId: id },
          toldApart(words.buttons, said.activate, spoken),
        ),
        button(
          context,
          said.forget,
          verbs.forgetPreset,
          { presetId: id },
          toldApart(words.buttons, said.forget, spoken),
        ),
      ],
    };
  });
  return drawList(context, {
    heading: said.heading,
    lead: rows.length === 0 ? [line(said.none), line(said.noneNext)] : [],
    sections: [{ title: '', rows }],
    actions: [],
    preview: { summary: said.summary, discreetSummary: said.summary, typed: said.typed },
  });
}

/** Says what was saved, so that a wrong role in it is seen at once. */
export function presetSavedCard(
  context: CardContext,
  { id, name, roles, justification }: PresetOnCard,
): Card {
  const { presets: said } = wordsFor(context.locale).habits;
  return drawSheet(context, {
    tone: 'good',
    heading: said.saved,
    lead: [[nameRun(name, { weight: 'Bolder', size: 'Medium' })], rolesLine(roles)],
    quotes: justification === '' ? [] : [quoteOf(said.withReason, justification)],
    lines: [...(justification === '' ? [line(said.withoutReason)] : []), line(said.savedNext)],
    actions: [
      button(context, said.activate, verbs.activatePreset, { presetId: id }),
      button(context, said.forget, verbs.forgetPreset, { presetId: id }),
    ],
    preview: { summary: said.saved, discreetSummary: said.saved, typed: said.typed },
  });
}
