import { type LaterBreach } from '../../pim/houseRules/plannedStarts/laterBreach.ts';
import { timesFor } from '../../words/times.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { button, type CardAction, link } from '../actions.ts';
import { type Card, type CardContext } from '../card.ts';
import { plainName } from '../plainText.ts';
import { type RoleOnCard, roleMarks, scopeText } from '../roleOnCard.ts';
import { line, run, subtle, textRun, type Line } from '../runs.ts';
import { drawSheet } from '../sheet.ts';
import { verbs } from '../verbs.ts';

/** Rules may be many; so many of their lines are told. */
const MOST_LINES = 6;
const LINE = { characters: 240, lines: 3, wordCharacters: 40 };

/** A planned activation that rules do not allow any more, with names as the directory has them. */
export interface LaterBreachOnCard {
  readonly breach: LaterBreach;
  readonly person: string;
  readonly role: RoleOnCard;
  /** What can be done about it still: nothing once it is `over`. */
  readonly stage: 'planned' | 'active' | 'over';
  /** Whoever planned it reads the card, and alone can take it back. */
  readonly isOwn: boolean;
}

/** Tells whoever planned an activation, and the owners of the rules, that it does not keep to them any more. */
export function laterBreachCard(context: CardContext, shown: LaterBreachOnCard): Card {
  const { laterBreaches: words } = wordsFor(context.locale);
  const { roles } = wordsFor(context.locale);
  const times = timesFor(context);
  const { breach, role, stage, isOwn } = shown;
  const { verdict, lines, minutes } = breach;
  const person = plainName(shown.person);
  const name = plainName(role.name);
  const at = times.at(breach.startAt);
  const told = lines.slice(0, MOST_LINES);
  return drawSheet(context, {
    tone: verdict === 'notMet' ? 'attention' : 'warning',
    kind: words.kind,
    heading: words.heading(verdict),
    lead: [
      [
        run(isOwn ? words.sentence.own(name, at) : words.sentence.ofOther(person, name, at), {
          weight: 'Bolder',
        }),
      ],
      ...(verdict === 'notJudged' ? [line(words.notJudged)] : []),
    ],
    facts: [
      {
        label: words.labels.scope,
        value: line([scopeText(roles, role), ...roleMarks(roles, role)].join(' · ')),
      },
      {
        label: words.labels.duration,
        value: line(minutes === undefined ? words.durationUnknown : times.duration(minutes)),
      },
      { label: words.labels.judged, value: line(times.at(breach.foundAt)) },
    ],
    lines: [
      [run(words.unmetHeading(isOwn), { weight: 'Bolder' })],
      ...told.map((one): Line => [textRun(words.line(one, times.duration), LINE)]),
      ...(lines.length > told.length ? [subtle(words.moreLines(lines.length - told.length))] : []),
      line(stage === 'over' ? words.isOver : isOwn ? words.whatToDo.own : words.whatToDo.ofOther),
      subtle(words.version(breach.version)),
    ],
    actions: actionsOf(context, shown),
    preview: {
      summary: isOwn ? words.summary.own(name) : words.summary.ofOther(person, name),
      discreetSummary: words.discreet,
      typed: words.typed,
    },
  });
}

function actionsOf(
  context: CardContext,
  { breach: { requestId }, stage, isOwn }: LaterBreachOnCard,
): readonly CardAction[] {
  const { buttons, laterBreaches: words } = wordsFor(context.locale);
  const portal = link(buttons.openInEntra, context.portalUrl);
  if (!isOwn || stage === 'over') return [portal];
  const title = stage === 'active' ? words.giveBack : words.takeBack;
  return [button(context, title, verbs.takeBackPlanned, { requestId }), portal];
}
