import { type PrincipalId } from '../pim/ids.ts';
import { MAXIMUM_JUSTIFICATION_CHARACTERS } from '../pim/policy.ts';
import { type ItemFacts } from '../pim/reviews/itemFacts.ts';
import { daysLeft, type ReviewItem, type ReviewRound, type Verdict } from '../pim/reviews/review.ts';
import { explain } from '../words/errors.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type CardKey } from './actionShapes.ts';
import { button, type CardAction, link, toldApart } from './actions.ts';
import { drawCard, type Card, type CardContext } from './card.ts';
import { explanationLines } from './explanationLines.ts';
import { plainName } from './plainText.ts';
import { line, run, subtle, type Line } from './runs.ts';
import { drawSheet, paragraph } from './sheet.ts';
import { Template } from './template.ts';
import listTemplate from './templates/ownReview.json' with { type: 'json' };
import formTemplate from './templates/changeForm.json' with { type: 'json' };
import { markedName, markedText, nameMarks } from './unusualName.ts';
import { verbs } from './verbs.ts';

/** A round as one reviewer sees it. */
export interface OwnReview {
  readonly key: CardKey;
  readonly role: string;
  readonly round: Pick<ReviewRound, 'endAt'>;
}

/** The people of one page, with what is known of them. */
export interface OwnReviewPage {
  /** Whose page it is: what another reviewer has decided is not theirs to answer. */
  readonly reviewer: PrincipalId;
  readonly total: number;
  readonly open: number;
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly { readonly item: ReviewItem; readonly facts: ItemFacts | undefined }[];
  /** Keeping all who used the role within so many days is offered. */
  readonly keepWithinDays: number;
  /** What came of the last press, where it came to nothing. */
  readonly problem?: unknown;
}

const pageTemplate = new Template(listTemplate);
const confirmTemplate = new Template(formTemplate);

const leadOf = (context: CardContext, { role, round }: OwnReview): readonly Line[] => [
  markedName(role, { weight: 'Bolder', size: 'Medium' }, nameMarks(wordsFor(context.locale).roles, role)),
  ...untilOf(context, round),
];

const untilOf = (context: CardContext, round: OwnReview['round']): readonly Line[] => {
  const { until } = wordsFor(context.locale).reviews.mine;
  return round.endAt === undefined
    ? []
    : [subtle(until(timesFor(context).at(round.endAt), daysLeft(round, context.now)))];
};

/** The card before its reader has proved who they are: no names of whom they review; and when the round is over. */
export function ownReviewCard(
  context: CardContext,
  review: OwnReview,
  shown: { readonly state: 'asked' | 'over' | 'notListed' | 'reminder' },
): Card {
  const { reviews, buttons } = wordsFor(context.locale);
  const words = reviews.mine;
  const at = review.round.endAt === undefined ? '' : timesFor(context).at(review.round.endAt);
  const isOpen = shown.state === 'asked' || shown.state === 'reminder';
  const said = {
    asked: words.lead(plainName(review.role)),
    reminder: words.reminder(plainName(review.role), at),
    over: words.over,
    notListed: words.notListed,
  }[shown.state];
  return drawSheet(context, {
    tone: shown.state === 'reminder' ? 'warning' : isOpen ? 'accent' : 'default',
    kind: reviews.list.heading,
    heading: shown.state === 'reminder' ? words.reminderHeading : words.heading,
    // The sentence names the role where something is asked; it is not told twice.
    lead: isOpen ? [line(said)] : leadOf(context, review),
    lines: isOpen ? (shown.state === 'asked' ? untilOf(context, review.round) : []) : [line(said)],
    actions: isOpen ? [button(context, buttons.show, verbs.showOwnReview, review.key)] : [],
    preview: {
      summary: said,
      discreetSummary: shown.state === 'reminder' ? words.reminderHeading : reviews.list.heading,
      typed: words.typed,
    },
  });
}

/** A page of people, each with what is known and the three answers. */
export function ownReviewPageCard(context: CardContext, review: OwnReview, shown: OwnReviewPage): Card {
  const { reviews, posture, errors } = wordsFor(context.locale);
  const words = reviews.mine;
  const remarks =
    shown.problem === undefined ? [] : explanationLines(explain(errors, shown.problem, timesFor(context)));
  const summary = words.summary(plainName(review.role), shown.open);
  const root = {
    heading: words.heading,
    lead: [
      ...leadOf(context, review),
      line(shown.open === 0 ? words.allDecided : words.left(shown.open, shown.total)),
      ...(shown.rows.some(({ facts }) => facts === undefined) ? [subtle(words.factsMissing)] : []),
    ].map(paragraph),
    hasRemarks: remarks.length > 0,
    remarks: remarks.map(paragraph),
    justificationLabel: words.justification,
    justificationHint: words.justificationHint,
    justificationMissing: words.justificationMissing,
    justificationCharacters: MAXIMUM_JUSTIFICATION_CHARACTERS,
    rows: shown.rows.map((row) => rowOf(context, review, row, shown.reviewer)),
    lines: shown.pages > 1 ? [paragraph(subtle(posture.page(shown.page, shown.pages)))] : [],
    actions: pageActions(context, review, shown),
  };
  return drawCard(context, pageTemplate, root, {
    summary,
    discreetSummary: reviews.list.heading,
    typed: words.typed,
  });
}

function pageActions(context: CardContext, { key }: OwnReview, shown: OwnReviewPage): readonly CardAction[] {
  const { reviews, buttons } = wordsFor(context.locale);
  const words = reviews.mine;
  const turn = (title: string, page: number): CardAction =>
    button(context, title, verbs.showOwnReview, { ...key, page: String(page) });
  return [
    ...(shown.open > 0
      ? [button(context, words.keepUsed(shown.keepWithinDays), verbs.askKeepUsed, key)]
      : []),
    ...(shown.page > 1 ? [turn(words.earlier, shown.page - 1)] : []),
    ...(shown.page < shown.pages ? [turn(words.more, shown.page + 1)] : []),
    link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' }),
  ];
}

function rowOf(
  context: CardContext,
  { key }: OwnReview,
  { item, facts }: OwnReviewPage['rows'][number],
  reviewer: PrincipalId,
): object {
  const { reviews, buttons, roles } = wordsFor(context.locale);
  const words = reviews.mine;
  const { principal, verdict, decidedBy, decidedAt } = item;
  const lines: readonly Line[] = [
    [
      ...markedName(principal.displayName, { weight: 'Bolder' }, nameMarks(roles, principal.displayName)),
      ...(principal.userPrincipalName === undefined
        ? []
        : [run(`  ${plainName(principal.userPrincipalName)}`, { isSubtle: true, size: 'Small' as const })]),
    ],
    ...(facts === undefined ? [] : factLines(context, facts)),
    subtle(words.recommends[item.recommendation ?? 'none']),
    ...(verdict === undefined
      ? []
      : [
          [
            run(words.decided(verdict, decidedBy && plainName(decidedBy.displayName)), {
              weight: 'Bolder' as const,
            }),
          ],
        ]),
  ];
  const seen = String(decidedAt?.getTime() ?? 0);
  const answer = (title: string, given: Verdict): CardAction =>
    button(
      context,
      title,
      verbs.decideReview,
      { ...key, itemId: item.id, verdict: given, seen },
      toldApart(buttons, title, principal.displayName),
    );
  const isTheirs = verdict === undefined || decidedBy === undefined || decidedBy.id === reviewer;
  return {
    lines: lines.map(paragraph),
    isTheirs,
    actions: [answer(words.keep, 'Approve'), answer(words.remove, 'Deny'), answer(words.unsure, 'DontKnow')],
  };
}

function factLines(context: CardContext, { through, lastUsedAt, uses }: ItemFacts): readonly Line[] {
  const { reviews, roles } = wordsFor(context.locale);
  const words = reviews.mine;
  const path =
    through === undefined
      ? []
      : [through.length === 0 ? words.direct : words.through(through.map((name) => markedText(roles, name)))];
  const used =
    lastUsedAt === undefined ? words.neverUsed : words.lastUsed(timesFor(context).day(lastUsedAt), uses);
  return [subtle([...path, used].join(' · '))];
}

/** Asks once more before several are kept at once, with all of their names. */
export function keepUsedCard(
  context: CardContext,
  review: OwnReview,
  asked: {
    readonly draftId: string;
    readonly shown: string;
    readonly days: number;
    readonly names: readonly string[];
  },
): Card {
  const { reviews, changes, roles } = wordsFor(context.locale);
  const words = reviews.mine;
  const { draftId, shown, days, names } = asked;
  const rest = names.length - MOST_NAMES;
  const root = {
    heading: words.keepUsedHeading(names.length),
    lead: [...leadOf(context, review), line(words.keepUsedNext(days, plainName(review.role)))].map(paragraph),
    ...ASKS_NO_MORE,
    justificationLabel: words.justification,
    justificationHint: changes.justificationHint,
    justificationMissing: words.justificationMissing,
    justificationCharacters: MAXIMUM_JUSTIFICATION_CHARACTERS,
    justification: '',
    lines: [
      ...names.slice(0, MOST_NAMES).map((name) => markedName(name, {}, nameMarks(roles, name))),
      ...(rest > 0 ? [line(roles.more(rest))] : []),
    ].map(paragraph),
    actions: [
      button(
        context,
        words.keepConfirm(names.length),
        verbs.confirmKeepUsed,
        { ...review.key, draftId, shown },
        { style: 'positive' },
      ),
      button(context, reviews.form.leave, verbs.showOwnReview, review.key),
    ],
  };
  return drawCard(context, confirmTemplate, root, {
    summary: words.summary(plainName(review.role), names.length),
    discreetSummary: reviews.list.heading,
    typed: words.typed,
  });
}

const MOST_NAMES = 30;

/** The parts of the form that ask for something else. */
const ASKS_NO_MORE = {
  hasRemarks: false,
  remarksHeading: '',
  remarks: [],
  asksDays: false,
  daysLabel: '',
  daysValue: '',
  daysMissing: '',
  choices: [],
};
