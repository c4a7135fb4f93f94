import { explain } from '../words/errors.ts';
import { timesFor } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { drawList, type Row } from './list.ts';
import { plainText } from './plainText.ts';
import { type RequestState } from './requestState.ts';
import { requestText } from './requestText.ts';
import { roleRow } from './roleLine.ts';
import { type RoleOnCard } from './roleOnCard.ts';
import { line, subtle, type Line } from './runs.ts';
import { verbs } from './verbs.ts';

/** One of several roles that were asked for together, and where it stands. */
export interface RoleOutcome {
  readonly operationId: string;
  readonly role: RoleOnCard;
  readonly state: RequestState;
}

const SENTENCE = { characters: 300, lines: 1 };

/** What came of several roles that were asked for together: a line for each, and how many are active. */
export function manyRolesCard(context: CardContext, outcomes: readonly RoleOutcome[]): Card {
  const words = wordsFor(context.locale);
  const { many } = words.habits;
  const active = outcomes.filter(({ state }) => state.kind === 'active').length;
  const isUnderWay = outcomes.every(({ state }) => state.kind === 'checking');
  const heading = isUnderWay ? many.sending : many.outcome(active, outcomes.length);
  return drawList(context, {
    heading,
    sections: [{ title: many.heading, rows: outcomes.map((outcome) => rowOf(context, words, outcome)) }],
    lines: isUnderWay ? [] : [subtle(many.ownCards)],
    actions: [...signInButton(context, words, outcomes), ...lookButton(context, words, outcomes)],
    preview: {
      summary: `${many.heading}: ${heading}`,
      discreetSummary: heading,
      typed: words.requests.typed,
    },
  });
}

function rowOf(context: CardContext, words: Words, { role, state }: RoleOutcome): Row {
  const times = timesFor(context);
  const { heading } = requestText(words, times, { state });
  return { lines: [...roleRow(words.roles, role, []), line(heading), ...reasonOf(words, times, state)] };
}

/** Why it was refused, with every rule that is not met; the other states are told on the request's own card. */
function reasonOf(words: Words, times: ReturnType<typeof timesFor>, state: RequestState): readonly Line[] {
  if (state.kind !== 'refused') return [];
  const { what, unmet } = explain(words.errors, state.error, times);
  return [what, ...unmet].map((sentence) => subtle(plainText(sentence, SENTENCE)));
}

/** One sign-in at a time: what it is enough for goes on with it. */
function signInButton(
  context: CardContext,
  { buttons }: Words,
  outcomes: readonly RoleOutcome[],
): readonly CardAction[] {
  const waiting = outcomes.find(({ state }) => state.kind === 'needsSignIn');
  return waiting === undefined
    ? []
    : [button(context, buttons.signIn, verbs.startSignIn, { operationId: waiting.operationId })];
}

const lookButton = (
  context: CardContext,
  { habits }: Words,
  outcomes: readonly RoleOutcome[],
): readonly CardAction[] => [
  button(context, habits.many.lookAgain, verbs.lookAtManyRoles, {
    operations: outcomes.map(({ operationId }) => operationId).join(' '),
  }),
];
