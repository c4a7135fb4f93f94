import { decidedOf, type ReviewProgress } from '../pim/reviews/progress.ts';
import {
  daysLeft,
  isApplied,
  isReadyToApply,
  isRunning,
  type Review,
  type ReviewRound,
} from '../pim/reviews/review.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList, type Row, type Section } from './list.ts';
import { progressText } from './reviewsCard.ts';
import { plainName } from './plainText.ts';
import { line, nameRun, run, subtle, type Line } from './runs.ts';
import { verbs } from './verbs.ts';

/** One round of a review, for administrators. */
export interface ReviewOnCard {
  readonly review: Review;
  readonly round: ReviewRound;
  readonly role: string;
  readonly progress: ReviewProgress;
  /** Whom Entra has asked, and how many each has decided. */
  readonly reviewers: readonly { readonly name: string; readonly decided: number }[];
  /** Names of those who would lose the role; of a round that is decided and not carried out. */
  readonly losing: readonly string[];
}

const MOST_ROWS = 15;

/** How far a round is, who has not decided, and what carrying it out would do. */
export function reviewCard(context: CardContext, shown: ReviewOnCard): Card {
  const { reviews } = wordsFor(context.locale);
  const words = reviews.list;
  const draw = (most: number): Card =>
    drawList(context, {
      heading: words.heading,
      lead: leadOf(context, shown),
      sections: [
        outcomeSection(context, shown),
        losingSection(context, shown, most),
        reviewerSection(context, shown, most),
      ],
      actions: actionsOf(context, shown),
      preview: {
        summary: `${words.heading}: ${plainName(shown.role)}`,
        discreetSummary: words.heading,
        typed: words.typed,
      },
    });
  return drawFitting(MOST_ROWS, draw);
}

function leadOf(context: CardContext, { review, round, role, progress }: ReviewOnCard): readonly Line[] {
  const { reviews } = wordsFor(context.locale);
  const words = reviews.list;
  const isOpen = isRunning(round, context.now) && round.endAt !== undefined;
  const state = isOpen
    ? words.ends(timesFor(context).at(round.endAt), daysLeft(round, context.now))
    : isApplied(round)
      ? words.isApplied
      : words.ended;
  return [
    [nameRun(role, { weight: 'Bolder', size: 'Medium' })],
    subtle(`${reviews.assignments[review.assignments]} · ${state}`),
    [run(progressText(words, progress), { weight: 'Bolder' })],
    ...(review.isAppliedByItself ? [line(words.appliesItself)] : []),
  ];
}

const said = (text: string): Row => ({ lines: [line(text)] });

function outcomeSection({ locale }: CardContext, { progress }: ReviewOnCard): Section {
  const words = wordsFor(locale).reviews.list;
  return {
    title: words.outcome,
    rows: [
      said(words.kept(progress.kept)),
      said(words.removed(progress.removed)),
      said(words.undecidable(progress.undecidable)),
      said(words.open(progress.total - decidedOf(progress))),
    ],
  };
}

/** What would happen, before anybody makes it happen. */
function losingSection({ locale }: CardContext, { round, losing }: ReviewOnCard, most: number): Section {
  const { reviews, roles } = wordsFor(locale);
  if (!isReadyToApply(round)) return { title: '', rows: [] };
  const rest = losing.length - most;
  return {
    title: losing.length === 0 ? '' : reviews.list.wouldLose(losing.length),
    rows:
      losing.length === 0
        ? [said(reviews.list.losesNothing)]
        : losing.slice(0, most).map((name) => ({ lines: [[nameRun(name)]] })),
    more: rest > 0 ? roles.more(rest) : undefined,
  };
}

function reviewerSection({ locale }: CardContext, { reviewers }: ReviewOnCard, most: number): Section {
  const { reviews, roles } = wordsFor(locale);
  const words = reviews.list;
  const rest = reviewers.length - most;
  return {
    title: words.reviewers,
    rows:
      reviewers.length === 0
        ? [said(words.noReviewers)]
        : // Whoever has decided nothing comes first: it is they who are looked for.
          reviewers
            .toSorted((a, b) => a.decided - b.decided)
            .slice(0, most)
            .map(({ name, decided }) => ({
              lines: [
                [
                  nameRun(name),
                  run(`  ${decided === 0 ? words.hasDecidedNothing : words.hasDecided(decided)}`, {
                    isSubtle: true,
                  }),
                ],
              ],
            })),
    more: rest > 0 ? roles.more(rest) : undefined,
  };
}

function actionsOf(context: CardContext, { round, losing }: ReviewOnCard): readonly CardAction[] {
  const { reviews, buttons } = wordsFor(context.locale);
  const words = reviews.list;
  const { reviewId, roundId } = round;
  const ask = (what: 'remind' | 'stop' | 'apply', title: string): CardAction =>
    button(context, title, verbs.askReviewAct, { what, reviewId, roundId });
  return [
    ...(isRunning(round, context.now) ? [ask('remind', words.remind), ask('stop', words.stop)] : []),
    ...(isReadyToApply(round) && losing.length > 0 ? [ask('apply', words.apply)] : []),
    link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' }),
  ];
}
