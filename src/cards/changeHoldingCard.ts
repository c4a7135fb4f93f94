import { MAXIMUM_JUSTIFICATION_CHARACTERS } from '../pim/policy.ts';
import { isPimError } from '../pim/errors.ts';
import { type GrantLimits } from '../pim/administration.ts';
import { type SnapshotPrincipal } from '../pim/posture/snapshot.ts';
import { explain } from '../words/errors.ts';
import { type ChangeKind, type ChangeWords } from '../words/changeWords.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type ChangeDraft, type ChangeKey } from './actionShapes.ts';
import { button, type CardAction, link } from './actions.ts';
import { drawCard, type Card, type CardContext } from './card.ts';
import { explanationLines } from './explanationLines.ts';
import { plainName, plainText } from './plainText.ts';
import { signInAction } from './requestActions.ts';
import { roleLine } from './roleLine.ts';
import { scopeText, type RoleOnCard } from './roleOnCard.ts';
import { line, nameRun, run, subtle, type Line } from './runs.ts';
import { drawSheet, paragraph, type Tone } from './sheet.ts';
import { Template } from './template.ts';
import formTemplate from './templates/changeForm.json' with { type: 'json' };
import { verbs } from './verbs.ts';

/** Whose role it is, and what is changed about it. */
export interface ChangeSubject<What extends ChangeKind = ChangeKind> {
  readonly what: What;
  readonly holder: Pick<SnapshotPrincipal, 'id' | 'displayName' | 'userPrincipalName'>;
  readonly role: RoleOnCard;
}

/** What is filled in, and what is known when it is. */
export interface ChangeForm {
  readonly draftId: string;
  readonly limits: GrantLimits;
  /** As it is now. `undefined` end: permanent. */
  readonly nowUntil: Date | undefined;
  readonly lastUsed: Date | undefined;
  readonly justification: string;
  /** `0`: without end. */
  readonly days: number;
  /** What a dry run or a guard has against it. */
  readonly problem?: unknown;
}

/** A change, from the form to its outcome. */
export type ChangeOnCard = OpenChange | ChangeOutcome;

/** A change that is being prepared. */
export type OpenChange = ChangeSubject<ChangeKey['what']> & {
  readonly state: 'form' | 'confirm';
  readonly form: ChangeForm;
};

/** What came of a change, or has not come yet. */
export type ChangeOutcome = ChangeSubject &
  (
    | {
        readonly state: 'dismissed' | 'working' | 'needsSignIn' | 'unclear' | 'done';
        readonly operationId?: string | undefined;
      }
    | { readonly state: 'refused'; readonly error: unknown }
  );

const CHOICES = [7, 30, 90, 180, 365];
const DAY_MS = 86_400_000;
const template = new Template(formTemplate);

const tones: Readonly<
  Record<'dismissed' | 'working' | 'needsSignIn' | 'unclear' | 'done' | 'refused', Tone>
> = {
  dismissed: 'default',
  working: 'emphasis',
  needsSignIn: 'warning',
  unclear: 'warning',
  done: 'good',
  refused: 'attention',
};

/** Asks, asks once more, and then says what came of it, all on one message. */
export function changeHoldingCard(context: CardContext, change: ChangeOnCard): Card {
  return 'form' in change
    ? formCard(context, change, change.form, change.state === 'confirm')
    : outcomeCard(context, change);
}

const keyOf = ({ what, holder, role }: ChangeSubject<ChangeKey['what']>): ChangeKey => ({
  what,
  principalId: holder.id,
  roleDefinitionId: role.roleDefinitionId,
  scopeId: role.scopeId,
});

const asksDays = ({ what }: ChangeSubject): boolean => what === 'makeEligible' || what === 'extendEligible';

function formCard(context: CardContext, subject: OpenChange, form: ChangeForm, isChecked: boolean): Card {
  const { changes: words, buttons, errors, notices } = wordsFor(context.locale);
  const times = timesFor(context);
  const draft: ChangeDraft = { ...keyOf(subject), draftId: form.draftId };
  const problems =
    form.problem === undefined ? [] : explanationLines(explain(errors, form.problem, times.duration));
  const heading = isChecked ? words.confirmHeading : words.heading(subject.what);
  const root = {
    heading,
    lead: leadOf(context, subject).map(paragraph),
    hasRemarks: problems.length > 0,
    remarksHeading: words.remarksHeading,
    remarks: problems.map(paragraph),
    // What was checked is what is done: nothing but the words can still be changed.
    asksDays: asksDays(subject) && !isChecked,
    ...daysInput(words, form),
    justificationLabel: words.justification,
    justificationHint: words.justificationHint,
    justificationMissing: words.justificationMissing,
    justificationCharacters: MAXIMUM_JUSTIFICATION_CHARACTERS,
    justification: plainText(form.justification, {
      characters: MAXIMUM_JUSTIFICATION_CHARACTERS,
      lines: 20,
    }),
    lines: linesOf(context, words, subject, form, isChecked).map(paragraph),
    actions: [
      isChecked
        ? button(
            context,
            words.confirm,
            verbs.confirmChange,
            { ...draft, days: String(form.days) },
            { style: 'positive' },
          )
        : button(context, words.check, verbs.checkChange, draft, { style: 'positive' }),
      button(context, words.leave, verbs.dismissChange, draft),
      link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' }),
    ],
  };
  return drawCard(context, template, root, {
    summary: words.summary(heading.replace(/\?$/u, ''), subject.role.name),
    discreetSummary: notices.discreet,
    typed: words.typed,
  });
}

const leadOf = (context: CardContext, { holder, role }: ChangeSubject): readonly Line[] => {
  const { roles } = wordsFor(context.locale);
  return [
    [
      nameRun(holder.displayName, { weight: 'Bolder' }),
      ...(holder.userPrincipalName === null
        ? []
        : [run(`  ${plainName(holder.userPrincipalName)}`, { isSubtle: true, size: 'Small' as const })]),
    ],
    ...roleLine(roles, role),
    subtle(scopeText(roles, role)),
  ];
};

function daysInput(words: ChangeWords, { limits, days }: ChangeForm): object {
  const { mayBePermanent, maximumDays } = limits.eligibility;
  const offered = CHOICES.filter((choice) => mayBePermanent || choice <= maximumDays);
  const choices = [
    ...(offered.length === 0 ? [maximumDays] : offered).map((choice) => ({
      title: words.forDays(choice),
      value: String(choice),
    })),
    ...(mayBePermanent ? [{ title: words.withoutEnd, value: '0' }] : []),
  ];
  const isOffered = choices.some(({ value }) => value === String(days));
  return {
    daysLabel: words.days,
    daysMissing: words.daysMissing,
    daysValue: isOffered ? String(days) : (choices.at(-1)?.value ?? ''),
    choices,
  };
}

function linesOf(
  context: CardContext,
  words: ChangeWords,
  { what }: ChangeSubject,
  { nowUntil, lastUsed, days }: ChangeForm,
  isChecked: boolean,
): readonly Line[] {
  const times = timesFor(context);
  const end = days === 0 ? undefined : times.at(new Date(context.now.getTime() + days * DAY_MS));
  return [
    line(words.now(nowUntil === undefined ? undefined : times.at(nowUntil))),
    line(lastUsed === undefined ? words.neverUsed : words.lastUsed(times.day(lastUsed))),
    ...(isChecked ? words.steps(what, end).map(line) : []),
    ...(isChecked ? [subtle(words.checked)] : []),
  ];
}

/** A refusal after which something is changed all the same is told apart from one that changed nothing. */
function saidOf(
  words: ChangeWords,
  change: ChangeOutcome,
): { readonly heading: string; readonly next: string } {
  if (change.state === 'done') return words.done(change.what);
  if (change.state !== 'refused') return words.states[change.state];
  if (isPimError(change.error, 'assignment_kept')) return words.states.half;
  return isPimError(change.error, 'change_undone') ? words.states.undone : words.states.refused;
}

function outcomeCard(context: CardContext, change: ChangeOutcome): Card {
  const { changes: words, errors, notices } = wordsFor(context.locale);
  const { heading, next } = saidOf(words, change);
  return drawSheet(context, {
    tone: tones[change.state],
    kind: words.heading(change.what),
    heading,
    lead: leadOf(context, change),
    lines:
      change.state === 'refused'
        ? explanationLines(explain(errors, change.error, timesFor(context).duration))
        : [line(next)],
    actions: outcomeActions(context, change),
    preview: {
      summary: words.summary(heading, change.role.name),
      discreetSummary: notices.discreet,
      typed: words.typed,
    },
  });
}

function outcomeActions(context: CardContext, change: ChangeOutcome): readonly CardAction[] {
  const { buttons } = wordsFor(context.locale);
  const portal = link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' });
  switch (change.state) {
    case 'needsSignIn':
      return [signInAction(context, buttons, { operationId: change.operationId })];
    case 'refused':
      return [...againButton(context, change), portal];
    case 'unclear':
      return [portal];
    case 'dismissed':
    case 'working':
    case 'done':
      return [];
  }
}

/** What a form can be opened for. */
const offered: Readonly<Partial<Record<ChangeKind, ChangeKey['what']>>> = {
  makeEligible: 'makeEligible',
  extendEligible: 'extendEligible',
  removeEligible: 'removeEligible',
  removeActive: 'removeActive',
};

function againButton(context: CardContext, change: ChangeSubject): readonly CardAction[] {
  const { changes: words } = wordsFor(context.locale);
  const what = offered[change.what];
  if (what === undefined) return [];
  return [button(context, words.heading(what), verbs.changeHolding, keyOf({ ...change, what }))];
}
