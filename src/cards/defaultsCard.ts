import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList } from './list.ts';
import { plainText } from './plainText.ts';
import { roleRow } from './roleLine.ts';
import { type RoleOnCard } from './roleOnCard.ts';
import { run, subtle } from './runs.ts';
import { verbs } from './verbs.ts';

/** What would be proposed for a role. */
export interface DefaultOnCard {
  readonly role: RoleOnCard;
  readonly durationMinutes: number | undefined;
  /** The person's own words; empty for none. */
  readonly ticketSystem: string;
}

const SYSTEM = { characters: 100, lines: 1, wordCharacters: 36 };

/** What is proposed from what a person used last, and how to be rid of it. */
export function defaultsCard(context: CardContext, defaults: readonly DefaultOnCard[]): Card {
  const words = wordsFor(context.locale);
  const { defaults: said } = words.habits;
  const times = timesFor(context);
  const rows = defaults.map(({ role, durationMinutes, ticketSystem }) => {
    const duration = durationMinutes === undefined ? [] : [said.duration(times.duration(durationMinutes))];
    const system = plainText(ticketSystem, SYSTEM);
    return {
      lines: [
        ...roleRow(words.roles, role, duration),
        ...(system === '' ? [] : [[run(`${said.ticketSystem}: `), run(system)]]),
      ],
    };
  });
  return drawFitting(Math.max(1, rows.length), (most) =>
    drawList(context, {
      heading: said.heading,
      lead: [subtle(rows.length === 0 ? said.none : said.lead)],
      sections: [{ title: '', rows: rows.slice(0, most) }],
      actions: rows.length === 0 ? [] : [button(context, said.forget, verbs.forgetDefaults, {})],
      preview: { summary: said.heading, discreetSummary: said.heading, typed: said.typed },
    }),
  );
}
