import { timesFor, type Times } from '../../words/times.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type HouseBypassWords } from '../../words/houseBypassWords.ts';
import { button, type CardAction, link } from '../actions.ts';
import { type Card, type CardContext } from '../card.ts';
import { plainName } from '../plainText.ts';
import { roleMarks, scopeText } from '../roleOnCard.ts';
import { line, nameRun, run, subtle, textRun, type Line } from '../runs.ts';
import { type CardFact, drawSheet } from '../sheet.ts';
import { verbs } from '../verbs.ts';
import { type BypassOnCard } from './bypassText.ts';

/** Rules may be many; so many of their lines are told. */
const MOST_LINES = 6;
const LINE = { characters: 240, lines: 3, wordCharacters: 40 };

/** Tells an owner of a house rule of an activation that went round it. `mayAsk`: who may ask about everybody's roles. */
export function bypassCard(context: CardContext, shown: BypassOnCard & { readonly mayAsk: boolean }): Card {
  const { houseBypasses: words } = wordsFor(context.locale);
  const times = timesFor(context);
  const { bypass, role } = shown;
  const { verdict, lines, judgedBy } = bypass;
  const person = plainName(shown.person);
  const name = plainName(role.name);
  const told = lines.slice(0, MOST_LINES);
  return drawSheet(context, {
    tone: verdict === 'bypassed' ? 'attention' : 'warning',
    kind: words.kind,
    heading: words.heading(verdict),
    lead: [
      [run(words.sentence(person, name, times.at(bypass.activatedAt)), { weight: 'Bolder' })],
      ...(verdict === 'notJudged' ? [line(words.notJudged)] : []),
    ],
    facts: factsOf(context, words, times, shown),
    lines: [
      [run(words.unmetHeading, { weight: 'Bolder' })],
      ...told.map((one): Line => [textRun(words.line(one, times.duration), LINE)]),
      ...(lines.length > told.length ? [subtle(words.moreLines(lines.length - told.length))] : []),
      line(words.whatToDo),
      subtle(words.version(judgedBy.version, judgedBy.isOfThen)),
      subtle(words.practice),
    ],
    actions: actionsOf(context, shown),
    preview: {
      summary: words.summary(person, name),
      discreetSummary: words.discreet,
      typed: words.typed,
    },
  });
}

function factsOf(
  { locale }: CardContext,
  words: HouseBypassWords,
  times: Times,
  { bypass: { minutes, way }, role, approvedBy }: BypassOnCard,
): readonly CardFact[] {
  const { roles } = wordsFor(locale);
  return [
    {
      label: words.labels.scope,
      value: line([scopeText(roles, role), ...roleMarks(roles, role)].join(' · ')),
    },
    {
      label: words.labels.duration,
      value: line(minutes === undefined ? words.durationUnknown : times.duration(minutes)),
    },
    { label: words.labels.way, value: line(words.way(way)) },
    ...(approvedBy === undefined ? [] : [{ label: words.labels.approvedBy, value: [nameRun(approvedBy)] }]),
  ];
}

function actionsOf(
  context: CardContext,
  { bypass: { roleDefinitionId }, mayAsk }: BypassOnCard & { readonly mayAsk: boolean },
): readonly CardAction[] {
  const { buttons, houseBypasses: words } = wordsFor(context.locale);
  const portal = link(buttons.openInEntra, context.portalUrl);
  if (!mayAsk) return [portal];
  return [
    portal,
    button(context, words.showSettings, verbs.showPolicy, { roleDefinitionId }),
    button(context, words.showHolders, verbs.showHolders, { roleDefinitionId, question: 'has' }),
  ];
}
