import { type GrantLimits } from '../pim/administration.ts';
import { MAXIMUM_JUSTIFICATION_CHARACTERS } from '../pim/policy.ts';
import { explain } from '../words/errors.ts';
import { type ChangeKind, type ChangeWords } from '../words/changeWords.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type ChangeDraft } from './actionShapes.ts';
import { button, type CardAction, link } from './actions.ts';
import { drawCard, type Card, type CardContext } from './card.ts';
import { type ChangeForm, keyOf, leadOf, type OpenChange } from './changeOnCard.ts';
import { explanationLines } from './explanationLines.ts';
import { plainText } from './plainText.ts';
import { line, subtle, type Line } from './runs.ts';
import { paragraph } from './sheet.ts';
import { Template } from './template.ts';
import formTemplate from './templates/changeForm.json' with { type: 'json' };
import { verbs } from './verbs.ts';

const USUAL_CHOICES = [7, 30, 90, 180, 365];
/** Access that nobody has to activate is given for less long. */
const ACTIVE_CHOICES = [1, 7, 14, 30, 90];
const DAY_MS = 86_400_000;
const template = new Template(formTemplate);

/** Asks for how long and why, and once more when nothing stands in the way. */
export function changeFormCard(context: CardContext, change: OpenChange): Card {
  const { changes: words, errors, notices } = wordsFor(context.locale);
  const { form, what } = change;
  const isChecked = change.state === 'confirm';
  const problems =
    form.problem === undefined ? [] : explanationLines(explain(errors, form.problem, timesFor(context)));
  const heading = isChecked ? words.confirmHeading : words.heading(what);
  const root = {
    heading,
    lead: leadOf(context, change).map(paragraph),
    hasRemarks: problems.length > 0,
    remarksHeading: words.remarksHeading,
    remarks: problems.map(paragraph),
    // What was checked is what is done: nothing but the words can still be changed.
    asksDays: asksDays(what) && !isChecked,
    ...daysInput(words, what, form),
    justificationLabel: words.justification,
    justificationHint: words.justificationHint,
    justificationMissing: words.justificationMissing,
    justificationCharacters: MAXIMUM_JUSTIFICATION_CHARACTERS,
    justification: plainText(form.justification, {
      characters: MAXIMUM_JUSTIFICATION_CHARACTERS,
      lines: 20,
    }),
    lines: linesOf(context, words, change).map(paragraph),
    actions: actionsOf(context, words, change),
  };
  return drawCard(context, template, root, {
    summary: words.summary(heading.replace(/\?$/u, ''), change.role.name),
    discreetSummary: notices.discreet,
    typed: words.typed(what),
  });
}

function actionsOf(context: CardContext, words: ChangeWords, change: OpenChange): readonly CardAction[] {
  const { form } = change;
  const draft: ChangeDraft = { ...keyOf(change), draftId: form.draftId };
  const { buttons } = wordsFor(context.locale);
  const go =
    change.state === 'confirm'
      ? button(
          context,
          words.confirm,
          verbs.confirmChange,
          { ...draft, days: String(form.days) },
          { style: 'positive' },
        )
      : button(context, words.check, verbs.checkChange, draft, { style: 'positive' });
  return [
    go,
    button(context, words.leave, verbs.dismissChange, draft),
    ...(change.state === 'form' ? switchButton(context, words, draft) : []),
    link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' }),
  ];
}

/**
 * Eligible or active: each has limits of its own, so choosing the other draws the form anew. It is in the overflow menu:
 * a phone has room for two buttons beside it.
 */
function switchButton(context: CardContext, words: ChangeWords, draft: ChangeDraft): readonly CardAction[] {
  const { insteadActive, insteadEligible } = words.assign;
  const look = { mode: 'secondary' } as const;
  switch (draft.what) {
    case 'assignEligible':
      return [button(context, insteadActive, verbs.switchChange, { ...draft, what: 'assignActive' }, look)];
    case 'assignActive':
      return [
        button(context, insteadEligible, verbs.switchChange, { ...draft, what: 'assignEligible' }, look),
      ];
    default:
      return [];
  }
}

const asksDays = (what: ChangeKind): boolean => what !== 'removeEligible' && what !== 'removeActive';

/** What PIM allows of that which is given or moved. */
const limitOf = (what: ChangeKind, limits: GrantLimits): GrantLimits['eligibility'] =>
  what === 'assignActive' || what === 'extendActive' || what === 'updateActive'
    ? limits.assignment
    : limits.eligibility;

function daysInput(words: ChangeWords, what: ChangeKind, { limits, days }: ChangeForm): object {
  const { mayBePermanent, maximumDays } = limitOf(what, limits);
  const usual = what === 'assignActive' ? ACTIVE_CHOICES : USUAL_CHOICES;
  const offered = mayBePermanent
    ? usual
    : [...new Set([...usual.filter((choice) => choice < maximumDays), maximumDays])];
  const choices = [
    ...offered.map((choice) => ({ title: words.forDays(choice), value: String(choice) })),
    ...(mayBePermanent ? [{ title: words.withoutEnd, value: '0' }] : []),
  ];
  return {
    daysLabel: words.days,
    daysMissing: words.daysMissing,
    daysValue: valueFor(days, offered, mayBePermanent),
    choices,
  };
}

/** The wish, where it is offered, else the longest time that is no longer. Nothing without end that nobody wished for. */
function valueFor(days: number, offered: readonly number[], mayBePermanent: boolean): string {
  if (days === 0 && mayBePermanent) return '0';
  const wished = days === 0 ? Infinity : days;
  return String(offered.findLast((choice) => choice <= wished) ?? offered[0] ?? '');
}

function linesOf(
  context: CardContext,
  words: ChangeWords,
  { what, state, form: { held, lastUsed, days, limits } }: OpenChange,
): readonly Line[] {
  const times = timesFor(context);
  const isChecked = state === 'confirm';
  const end = days === 0 ? undefined : times.at(new Date(context.now.getTime() + days * DAY_MS));
  const { mayBePermanent, maximumDays } = limitOf(what, limits);
  return [
    ...(held.length === 0 ? [line(words.nothingNow)] : []),
    ...held.map(({ kind, until }) =>
      line(words.now(kind, until === undefined ? undefined : times.at(until))),
    ),
    ...(lastUsed === undefined
      ? []
      : [line(lastUsed === 'never' ? words.neverUsed : words.lastUsed(times.day(lastUsed)))]),
    ...(asksDays(what) && !isChecked ? [subtle(words.limit(mayBePermanent ? undefined : maximumDays))] : []),
    ...(isChecked ? words.steps(what, end).map(line) : []),
    ...(isChecked ? [subtle(words.checked(what))] : []),
  ];
}
