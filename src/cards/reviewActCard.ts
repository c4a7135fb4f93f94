import { type ReviewAct } from '../pim/reviews/reviewAct.ts';
import { explain } from '../words/errors.ts';
import { type SaidOfReview } from '../words/reviewWords.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { explanationLines } from './explanationLines.ts';
import { plainName } from './plainText.ts';
import { signInAction } from './requestActions.ts';
import { type ReviewActKey } from './reviewShapes.ts';
import { line, nameRun, run, subtle, type Line } from './runs.ts';
import { drawSheet, type Tone } from './sheet.ts';
import { verbs } from './verbs.ts';

/** An act on a round that is asked about once more. */
export interface ReviewActToConfirm {
  readonly key: ReviewActKey;
  readonly role: string;
  readonly draftId: string;
  /** What is shown, in short: the second yes is to the same. */
  readonly shown: string;
  /** Names of those who lose the role; empty for everything but carrying out. */
  readonly losing: readonly string[];
}

/** What came of an act, or has not come yet. */
export type ReviewActState =
  | { readonly state: 'done' | 'working' | 'needsSignIn' | 'unclear'; readonly operationId: string }
  | { readonly state: 'refused'; readonly operationId: string; readonly error: unknown };

const MOST_NAMES = 20;

const tones: Readonly<Record<ReviewActState['state'], Tone>> = {
  done: 'good',
  working: 'emphasis',
  needsSignIn: 'warning',
  unclear: 'warning',
  refused: 'attention',
};

const roleLine = (role: string): Line => [nameRun(role, { weight: 'Bolder', size: 'Medium' })];

/** Asks once more; what would be taken away stands on it by name. */
export function reviewAskCard(context: CardContext, asked: ReviewActToConfirm): Card {
  const { reviews, roles } = wordsFor(context.locale);
  const { ask, loses, onGroups, typed, summary } = reviews.act;
  const { key, losing, role, draftId, shown } = asked;
  const { heading, next, confirm } = ask[key.what];
  const rest = losing.length - MOST_NAMES;
  return drawSheet(context, {
    tone: key.what === 'apply' ? 'warning' : 'default',
    kind: reviews.list.heading,
    heading,
    lead: [roleLine(role)],
    lines: [
      line(next),
      ...(losing.length === 0 ? [] : [[run(loses(losing.length), { weight: 'Bolder' as const })]]),
      ...losing.slice(0, MOST_NAMES).map((name): Line => [nameRun(name)]),
      ...(rest > 0 ? [line(roles.more(rest))] : []),
      ...(losing.length === 0 ? [] : [subtle(onGroups)]),
    ],
    actions: [
      button(context, confirm, verbs.confirmReviewAct, { ...key, draftId, shown }, { style: 'positive' }),
      button(context, reviews.form.leave, verbs.dismissReview, { draftId }),
    ],
    preview: { summary: summary(`${heading} ${plainName(role)}`), discreetSummary: summary(heading), typed },
  });
}

/** What came of one act. */
export function reviewActCard(
  context: CardContext,
  { what, role, ...shown }: { readonly what: ReviewAct['what']; readonly role: string } & ReviewActState,
): Card {
  const { reviews } = wordsFor(context.locale);
  const { heading, next } = saidOf(context, what, shown);
  return outcome(context, shown, heading, {
    lead: [roleLine(role)],
    lines: shown.state === 'refused' ? refusalLines(context, shown.error) : [line(next)],
    summary: reviews.act.summary(`${heading} ${plainName(role)}`),
  });
}

/** What came of reviews that were confirmed together, each told for itself. */
export function reviewsMadeCard(
  context: CardContext,
  all: readonly ({ readonly role: string } & ReviewActState)[],
): Card {
  const { reviews } = wordsFor(context.locale);
  const words = reviews.act;
  const done = all.filter(({ state }) => state === 'done').length;
  const waiting = all.find(({ state }) => state === 'needsSignIn');
  const open =
    waiting ?? all.find(({ state }) => state === 'working') ?? all.find(({ state }) => state !== 'done');
  const worst: ReviewActState = open ?? { state: 'done', operationId: '' };
  const heading =
    open === undefined || done > 0
      ? words.created(done, all.length)
      : saidOf(context, 'create', worst).heading;
  return outcome(context, worst, heading, {
    lead: [],
    lines: all.flatMap(({ role, ...one }) => [
      [nameRun(role, { weight: 'Bolder' as const }), run(`  ${words.states[one.state]}`)],
      ...(one.state === 'refused' ? refusalLines(context, one.error) : []),
    ]),
    summary: words.summary(heading),
  });
}

function saidOf(context: CardContext, what: ReviewAct['what'], { state }: ReviewActState): SaidOfReview {
  const { act } = wordsFor(context.locale).reviews;
  if (state === 'done') return act.done[what];
  return state === 'refused' ? { heading: act.refused, next: '' } : act[state];
}

const refusalLines = (context: CardContext, error: unknown): readonly Line[] =>
  explanationLines(explain(wordsFor(context.locale).errors, error, timesFor(context)));

function outcome(
  context: CardContext,
  shown: ReviewActState,
  heading: string,
  {
    lead,
    lines,
    summary,
  }: { readonly lead: readonly Line[]; readonly lines: readonly Line[]; readonly summary: string },
): Card {
  const { reviews, buttons } = wordsFor(context.locale);
  return drawSheet(context, {
    tone: tones[shown.state],
    kind: reviews.list.heading,
    heading,
    lead,
    lines,
    actions:
      shown.state === 'needsSignIn'
        ? [signInAction(context, buttons, shown)]
        : shown.state === 'done'
          ? []
          : [link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' })],
    preview: { summary, discreetSummary: reviews.act.summary(heading), typed: reviews.act.typed },
  });
}
