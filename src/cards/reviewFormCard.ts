import {
  type Review,
  type ReviewPlan,
  REVIEW_CADENCES,
  REVIEWED_ASSIGNMENTS,
} from '../pim/reviews/review.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { drawCard, type Card, type CardContext } from './card.ts';
import { inertText, plainName, plainText } from './plainText.ts';
import { type ReviewDraft } from './reviewShapes.ts';
import { line, run, subtle, type Line } from './runs.ts';
import { drawSheet, paragraph } from './sheet.ts';
import { Template } from './template.ts';
import formTemplate from './templates/reviewForm.json' with { type: 'json' };
import { markedName, nameMarks } from './unusualName.ts';
import { verbs } from './verbs.ts';

/** The form, with what is filled in. */
export interface ReviewFormOnCard {
  readonly draftId: string;
  readonly roles: readonly { readonly id: string; readonly displayName: string }[];
  readonly given: Readonly<
    Record<'roles' | 'assignments' | 'cadence' | 'days' | 'by' | 'named' | 'fallback', string>
  >;
  /** Sentences of what is in the way. */
  readonly problems: readonly string[];
}

/** What is asked once more before it is set up. */
export interface ReviewToConfirm {
  readonly draft: ReviewDraft;
  readonly plans: readonly ReviewPlan[];
  /** Names by id, of roles and reviewers. */
  readonly nameOf: (id: string) => string;
  /** Reviews that the roles have already. */
  readonly existing: readonly Review[];
}

const template = new Template(formTemplate);

/** Asks what is to be reviewed, how often and by whom. */
export function reviewFormCard(context: CardContext, form: ReviewFormOnCard): Card {
  const { reviews } = wordsFor(context.locale);
  const words = reviews.form;
  const { given, problems, draftId } = form;
  const text = (value: string): string => plainText(value, { characters: 1_000, lines: 1 });
  const root = {
    heading: words.heading,
    hasRemarks: problems.length > 0,
    remarksHeading: words.remarksHeading,
    remarks: problems.map((problem) => paragraph([run(plainText(problem, { characters: 400, lines: 1 }))])),
    rolesLabel: words.roles,
    rolesMissing: words.rolesMissing,
    roles: given.roles,
    roleChoices: form.roles.map(({ id, displayName }) => ({ title: inertText(displayName), value: id })),
    assignmentsLabel: words.assignments,
    assignments: given.assignments,
    assignmentChoices: REVIEWED_ASSIGNMENTS.map((value) => ({ title: reviews.assignments[value], value })),
    cadenceLabel: words.cadence,
    cadence: given.cadence,
    cadenceChoices: REVIEW_CADENCES.map((value) => ({ title: reviews.cadence[value], value })),
    daysLabel: words.days,
    daysMissing: words.daysMissing,
    days: text(given.days),
    byLabel: words.by,
    by: given.by === 'manager' ? 'manager' : 'named',
    byChoices: [
      { title: words.byNamed, value: 'named' },
      { title: words.byManager, value: 'manager' },
    ],
    namedLabel: words.named,
    namedHint: words.namedHint,
    named: text(given.named),
    fallbackLabel: words.fallback,
    fallback: text(given.fallback),
    actions: [
      button(context, words.check, verbs.checkReview, { draftId }, { style: 'positive' }),
      button(context, words.leave, verbs.dismissReview, { draftId }),
    ],
  };
  return drawCard(context, template, root, {
    summary: words.summary,
    discreetSummary: words.summary,
    typed: words.typed,
  });
}

/** Asks once more, with everything that would be set up. */
export function reviewConfirmCard(context: CardContext, asked: ReviewToConfirm): Card {
  const { reviews, roles } = wordsFor(context.locale);
  const words = reviews.form;
  const [plan] = asked.plans;
  const terms =
    plan === undefined
      ? ''
      : `${reviews.cadence[plan.cadence]}, ${words.openFor(plan.days)}. ${reviews.assignments[plan.assignments]}.`;
  return drawSheet(context, {
    tone: 'default',
    kind: words.heading,
    heading: words.confirmHeading(asked.plans.length),
    lead: asked.plans.map(({ roleDefinitionId }) => {
      const name = asked.nameOf(roleDefinitionId);
      return markedName(name, { weight: 'Bolder' }, nameMarks(roles, name));
    }),
    facts: plan === undefined ? [] : factsOf(context, plan, asked.nameOf),
    lines: [
      line(terms),
      ...(plan === undefined
        ? []
        : [line(words.begins(timesFor(context).date(new Date(`${plan.startOn}T12:00:00Z`))))]),
      ...asked.existing.map(({ roleDefinitionId }) =>
        line(words.existing(plainName(asked.nameOf(roleDefinitionId)))),
      ),
      subtle(words.notApplied),
    ],
    actions: [
      button(context, words.confirm, verbs.confirmReview, asked.draft, { style: 'positive' }),
      button(context, words.leave, verbs.dismissReview, { draftId: asked.draft.draftId }),
    ],
    preview: { summary: words.summary, discreetSummary: words.summary, typed: words.typed },
  });
}

function factsOf(
  { locale }: CardContext,
  plan: ReviewPlan,
  nameOf: ReviewToConfirm['nameOf'],
): readonly { readonly label: string; readonly value: Line }[] {
  const words = wordsFor(locale).reviews.form;
  const told = (reviewers: ReviewPlan['reviewers']): Line => [
    run(
      reviewers.map((one) => (one.kind === 'manager' ? words.manager : plainName(nameOf(one.id)))).join(', '),
    ),
  ];
  return [
    { label: words.reviewedBy, value: told(plan.reviewers) },
    ...(plan.fallbackReviewers.length === 0
      ? []
      : [{ label: words.fallbackBy, value: told(plan.fallbackReviewers) }]),
  ];
}

/** The form was dropped. */
export function reviewDismissedCard(context: CardContext): Card {
  const words = wordsFor(context.locale).reviews.form;
  const { heading, next } = words.dismissed;
  return drawSheet(context, {
    tone: 'default',
    kind: words.heading,
    heading,
    lines: [line(next)],
    actions: [],
    preview: { summary: words.summary, discreetSummary: words.summary, typed: words.typed },
  });
}
