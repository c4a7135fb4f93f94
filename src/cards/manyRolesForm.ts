import { type UnmetRule } from '../pim/errors.ts';
import { type ActivationInput, MINIMUM_DURATION_MINUTES, type RoleSettings } from '../pim/policy.ts';
import { explain, explainRule, type Explanation } from '../words/errors.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { drawCard, type Card, type CardContext } from './card.ts';
import { durationChoices } from './durationChoices.ts';
import { textInputs } from './formInputs.ts';
import { plainText } from './plainText.ts';
import { roleRow } from './roleLine.ts';
import { type RoleOnCard } from './roleOnCard.ts';
import { line, nameRun, run, subtle, type Line } from './runs.ts';
import { drawSheet, paragraph } from './sheet.ts';
import { Template } from './template.ts';
import formTemplate from './templates/manyRoles.json' with { type: 'json' };
import { markedName, roleNameMarks } from './unusualName.ts';
import { verbs } from './verbs.ts';

/** A role that is asked for in the form, and the id its operation will have. */
export interface ManyRolesRow {
  readonly operationId: string;
  readonly role: RoleOnCard;
  readonly settings: RoleSettings;
  /** Proposed: within the role's own maximum. */
  readonly minutes: number;
}

/** A role that was named and cannot be asked for now. `error`: why PIM, or we, would refuse it. */
export interface LeftOutRole {
  readonly role: RoleOnCard;
  readonly why: 'notEligible' | 'alreadyActive' | { readonly error: unknown };
}

/** Several roles that are to be activated in one go. */
export interface ManyRolesForm {
  readonly draftId: string;
  /** The person's own name for them. */
  readonly presetName: string | undefined;
  readonly roles: readonly ManyRolesRow[];
  readonly leftOut: readonly LeftOutRole[];
  readonly given: Partial<ActivationInput>;
  /** What is to be said of what was given. */
  readonly unmet: readonly UnmetRule[];
}

const REMARK = { characters: 300, lines: 1 };

/** What a client sends for a role that is not to be activated. */
const LEFT_OUT = '0';

const template = new Template(formTemplate);

/** One form for several roles: each its duration within its own maximum, one justification, one ticket. */
export function manyRolesForm(context: CardContext, form: ManyRolesForm): Card {
  const words = wordsFor(context.locale);
  const { many } = words.habits;
  if (form.roles.length === 0) return nothingLeft(context, form);
  const remarks = [...remarksOf(context, form), ...leftOutLines(context, form)];
  const { startAt } = form.given;
  const roles = form.roles
    .map(({ operationId, role }) => `${operationId} ${role.roleDefinitionId} ${role.scopeId}`)
    .join('|');
  const submission = { draftId: form.draftId, roles };
  const root = {
    heading: many.heading,
    lead: leadOf(context, form).map(paragraph),
    hasRemarks: remarks.length > 0,
    remarksHeading: words.form.remarksHeading,
    remarks: remarks.map(paragraph),
    roles: form.roles.map((row, index) => rowOf(context, row, index)),
    ...textInputs(
      words.form,
      {
        isJustificationRequired: form.roles.some(({ settings }) => settings.isJustificationRequired),
        isTicketRequired: form.roles.some(({ settings }) => settings.isTicketRequired),
      },
      form.given,
    ),
    lines: [
      ...(startAt === undefined ? [] : [line(words.form.startsAt(timesFor(context).planned(startAt)))]),
      subtle(many.submit(form.roles.length)),
    ].map(paragraph),
    actions: [
      button(
        context,
        many.activateAll,
        verbs.submitManyRoles,
        startAt === undefined ? submission : { ...submission, startAt: startAt.toISOString() },
        { style: 'positive' },
      ),
      button(context, words.buttons.cancel, verbs.dismissManyRoles, { draftId: form.draftId }),
    ],
  };
  return drawCard(context, template, root, {
    summary: many.summary(form.roles.length),
    discreetSummary: many.heading,
    typed: many.typed,
  });
}

/** Says that the form was dropped. */
export function manyRolesDismissedCard(context: CardContext): Card {
  const { many } = wordsFor(context.locale).habits;
  return drawSheet(context, {
    tone: 'emphasis',
    kind: many.heading,
    heading: many.dismissed,
    lines: [line(many.dismissedNext)],
    actions: [],
    preview: { summary: many.dismissed, discreetSummary: many.dismissed, typed: many.typed },
  });
}

function nothingLeft(context: CardContext, form: ManyRolesForm): Card {
  const words = wordsFor(context.locale);
  const { many } = words.habits;
  return drawSheet(context, {
    tone: 'emphasis',
    kind: many.heading,
    heading: many.nothingLeft,
    lead: [...leadOf(context, form), ...leftOutLines(context, form)],
    actions: [button(context, words.buttons.myRoles, verbs.showRoles, {})],
    preview: { summary: many.nothingLeft, discreetSummary: many.nothingLeft, typed: many.typed },
  });
}

const leadOf = (context: CardContext, { presetName }: ManyRolesForm): readonly Line[] =>
  presetName === undefined
    ? []
    : [[run(`${wordsFor(context.locale).habits.many.preset}: `), nameRun(presetName, { weight: 'Bolder' })]];

function rowOf(
  context: CardContext,
  { role, settings, minutes: wanted }: ManyRolesRow,
  index: number,
): object {
  const words = wordsFor(context.locale);
  const { many } = words.habits;
  const times = timesFor(context);
  const { minutes, presetMinutes } = durationChoices(
    settings.maximumDurationMinutes,
    MINIMUM_DURATION_MINUTES,
    wanted,
  );
  const asksSignIn = settings.isMultifactorRequired || settings.authenticationContext !== undefined;
  return {
    lines: roleRow(words.roles, role, [
      ...(settings.approval.isRequired ? [many.needsApproval] : []),
      ...(asksSignIn ? [many.needsSignIn] : []),
    ]).map(paragraph),
    inputId: `minutes${String(index)}`,
    durationLabel: many.duration(index + 1, times.duration(settings.maximumDurationMinutes)),
    durationMissing: words.form.durationMissing,
    durationValue: String(presetMinutes),
    durations: [
      ...minutes.map((value) => ({ title: times.duration(value), value: String(value) })),
      { title: many.leaveOut, value: LEFT_OUT },
    ],
  };
}

function remarksOf(context: CardContext, { unmet }: ManyRolesForm): readonly Line[] {
  const { errors } = wordsFor(context.locale);
  const times = timesFor(context);
  return unmet.map((rule) => line(plainText(explainRule(errors, rule, times), REMARK)));
}

/** The rule that is not met says more than that one is not. */
const reasonOf = ({ what, unmet }: Explanation): string => unmet[0] ?? what;

function leftOutLines(context: CardContext, { leftOut }: ManyRolesForm): readonly Line[] {
  const { habits, errors, roles } = wordsFor(context.locale);
  const times = timesFor(context);
  return leftOut.map(({ role, why }) => {
    const reason = typeof why === 'string' ? habits.many[why] : reasonOf(explain(errors, why.error, times));
    return [
      run(`${habits.many.leftOut}: `),
      ...markedName(role.name, { weight: 'Bolder' }, roleNameMarks(roles, role)),
      run(` – ${plainText(reason, REMARK)}`),
    ];
  });
}
