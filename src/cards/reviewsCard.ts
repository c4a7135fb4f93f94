import {
  daysLeft,
  isApplied,
  isReadyToApply,
  isRunning,
  type Review,
  type ReviewRound,
} from '../pim/reviews/review.ts';
import { decidedOf, percentOf, type ReviewProgress } from '../pim/reviews/progress.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, link, toldApart } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList, type Row, type Section } from './list.ts';
import { line, nameRun, run, subtle } from './runs.ts';
import { verbs } from './verbs.ts';

/** A review with its round that matters now. */
export interface ReviewRow {
  readonly review: Review;
  readonly role: string;
  /** `undefined`: it has not begun yet. */
  readonly round: ReviewRound | undefined;
  /** Of a round that runs, or is decided. */
  readonly progress: ReviewProgress | undefined;
}

/** One page of the reviews. */
export interface ReviewsOnCard {
  readonly rows: readonly ReviewRow[];
  readonly page: number;
  readonly pages: number;
}

/** A round that ends in so many days stands apart. */
const SOON_DAYS = 3;
const MOST_ROWS = 8;

type Place = 'endingSoon' | 'running' | 'toApply' | 'planned';
const places: readonly Place[] = ['endingSoon', 'running', 'toApply', 'planned'];

function placeOf({ round }: ReviewRow, now: Date): Place {
  if (round === undefined) return 'planned';
  if (isRunning(round, now)) return daysLeft(round, now) <= SOON_DAYS ? 'endingSoon' : 'running';
  return isReadyToApply(round) ? 'toApply' : 'planned';
}

/** What runs and how far it is, for administrators. */
export function reviewsCard(context: CardContext, { rows, page, pages }: ReviewsOnCard): Card {
  const { reviews, posture } = wordsFor(context.locale);
  const words = reviews.list;
  const placed = rows.map((row) => ({ row, place: placeOf(row, context.now) }));
  const count = (...of: readonly Place[]): number => placed.filter(({ place }) => of.includes(place)).length;
  const counts = words.counts(count('running', 'endingSoon'), count('toApply'));
  const draw = (most: number): Card =>
    drawList(context, {
      heading: words.heading,
      ...(rows.length === 0 ? { lead: [line(words.nothing)] } : {}),
      sections: places.map((place): Section => ({
        title: words[place],
        rows: placed
          .filter((one) => one.place === place)
          .slice(0, most)
          .map(({ row }) => rowOf(context, row)),
      })),
      lines: pages > 1 ? [subtle(posture.page(page, pages))] : [],
      actions: [
        button(context, words.newReview, verbs.newReview, {}),
        ...(page < pages
          ? [button(context, posture.next, verbs.showReviews, { page: String(page + 1) })]
          : []),
        link(wordsFor(context.locale).buttons.openInEntra, context.portalUrl, { mode: 'secondary' }),
      ],
      preview: { summary: counts, discreetSummary: counts, typed: words.typed },
    });
  return drawFitting(MOST_ROWS, draw);
}

function rowOf(context: CardContext, { review, role, round, progress }: ReviewRow): Row {
  const { reviews, buttons } = wordsFor(context.locale);
  const words = reviews.list;
  const times = timesFor(context);
  const about = reviews.assignments[review.assignments];
  if (round === undefined) return { lines: [[nameRun(role, { weight: 'Bolder' })], subtle(about)] };
  const left = daysLeft(round, context.now);
  const ends =
    isRunning(round, context.now) && round.endAt !== undefined
      ? words.ends(times.at(round.endAt), left)
      : undefined;
  const state = ends ?? (isApplied(round) ? words.isApplied : words.ended);
  const { reviewId, roundId } = round;
  return {
    lines: [
      [nameRun(role, { weight: 'Bolder' })],
      subtle(`${about} · ${state}`),
      ...(progress === undefined ? [] : [[run(progressText(words, progress))]]),
    ],
    actions: [
      button(
        context,
        words.show,
        verbs.showReview,
        { reviewId, roundId },
        toldApart(buttons, words.show, role),
      ),
    ],
  };
}

/** How many are decided. */
export const progressText = (
  words: { readonly progress: (decided: number, total: number, percent: number) => string },
  progress: ReviewProgress,
): string => {
  const decided = decidedOf(progress);
  return words.progress(decided, progress.total, percentOf(decided, progress.total));
};
