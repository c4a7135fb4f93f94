import { isPimError, type UnmetRule } from '../pim/errors.ts';
import { MINIMUM_DURATION_MINUTES, type ActivationInput, type RoleSettings } from '../pim/policy.ts';
import { explain, explainRule } from '../words/errors.ts';
import { timesFor } from '../words/times.ts';
import { type FormWords } from '../words/words.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, link } from './actions.ts';
import { firstNames } from './approverLines.ts';
import { drawCard, type Card, type CardContext } from './card.ts';
import { durationChoices } from './durationChoices.ts';
import { explanationLines } from './explanationLines.ts';
import { houseLines, type HouseOnForm } from './houseRuleLines.ts';
import { plainText } from './plainText.ts';
import { roleLine } from './roleLine.ts';
import { roleKey, scopeText, type RoleOnCard } from './roleOnCard.ts';
import { line, subtle, type Line } from './runs.ts';
import { drawSheet, paragraph } from './sheet.ts';
import { textInputs } from './formInputs.ts';
import { Template } from './template.ts';
import formTemplate from './templates/activationForm.json' with { type: 'json' };
import { verbs } from './verbs.ts';

/** Who would be asked. `defaults`: the settings name nobody, so PIM's default approvers decide. */
export interface FormApprovers {
  readonly kind: 'named' | 'defaults';
  /** Without the requestor. */
  readonly names: readonly string[];
}

/** An activation that still misses something. */
export interface OpenForm {
  readonly state: 'open';
  readonly role: RoleOnCard;
  readonly draftId: string;
  readonly settings: RoleSettings;
  /** What the person gave already, or last time. */
  readonly preset: Partial<ActivationInput>;
  /** `undefined` where it is not known (yet). */
  readonly approvers: FormApprovers | undefined;
  /** What is to be said of what was given so far; what merely was not filled in yet need not be. */
  readonly unmet: readonly UnmetRule[];
  /** What the rules of the house ask; absent where none is about it. */
  readonly house?: HouseOnForm | undefined;
  /** What PIM's dry run had against it, as an error. */
  readonly problem?: unknown;
}

/** The activation form, open or done with. */
export type FormOnCard = OpenForm | { readonly state: 'submitted' | 'dismissed'; readonly role: RoleOnCard };

/** A rule may carry a name that Graph gave. */
const REMARK = { characters: 300, lines: 1 };

const template = new Template(formTemplate);

/** Asks in one card for everything that an activation still needs; afterwards says that it was sent or dropped. */
export function activationFormCard(context: CardContext, form: FormOnCard): Card {
  return form.state === 'open' ? openCard(context, form) : doneCard(context, form.state, form.role);
}

function openCard(context: CardContext, form: OpenForm): Card {
  const words = wordsFor(context.locale);
  const remarks = remarksOf(context, form);
  const { startAt } = form.preset;
  const isEmergency = form.house?.emergency !== undefined;
  const draft = { draftId: form.draftId, ...roleKey(form.role) };
  const submission = startAt === undefined ? draft : { ...draft, startAt: startAt.toISOString() };
  const root = {
    heading: isEmergency ? words.emergencies.kind : words.form.heading,
    lead: [...roleLine(words.roles, form.role), subtle(scopeText(words.roles, form.role))].map(paragraph),
    hasRemarks: remarks.length > 0,
    remarksHeading: words.form.remarksHeading,
    remarks: remarks.map(paragraph),
    ...durationInput(context, form),
    ...textInputs(words.form, form.settings, form.preset),
    lines: linesOf(context, form).map(paragraph),
    actions: [
      isEmergency
        ? button(context, words.emergencies.activate, verbs.submitEmergency, submission)
        : button(context, words.buttons.activate, verbs.submitActivation, submission, { style: 'positive' }),
      button(context, words.buttons.cancel, verbs.dismissActivation, draft),
      ...emergencyButton(context, form),
      ...portalLink(context, form),
    ],
  };
  return drawCard(context, template, root, {
    summary: words.form.summary(form.role.name),
    discreetSummary: words.form.heading,
    typed: words.form.typed,
  });
}

/** Only for whom the rules name; what was typed goes along. */
const emergencyButton = (context: CardContext, { house, role }: OpenForm): readonly CardAction[] =>
  house?.mayBeEmergency === true && house.emergency === undefined
    ? [button(context, wordsFor(context.locale).emergencies.ask, verbs.askEmergency, roleKey(role))]
    : [];

/** While nothing is relayed the form would lead nowhere; the portal does. */
const portalLink = (context: CardContext, { problem }: OpenForm): readonly CardAction[] =>
  isPimError(problem, 'relay_off', 'relay_stopped', 'quarantined')
    ? [link(wordsFor(context.locale).buttons.openInEntra, context.portalUrl)]
    : [];

function durationInput(context: CardContext, { settings, preset }: OpenForm): object {
  const { form } = wordsFor(context.locale);
  const times = timesFor(context);
  const { minutes, presetMinutes } = durationChoices(
    settings.maximumDurationMinutes,
    MINIMUM_DURATION_MINUTES,
    preset.durationMinutes,
  );
  return {
    durationLabel: form.duration(times.duration(settings.maximumDurationMinutes)),
    durationMissing: form.durationMissing,
    durationValue: String(presetMinutes),
    durations: minutes.map((value) => ({ title: times.duration(value), value: String(value) })),
  };
}

function remarksOf(context: CardContext, { unmet, problem }: OpenForm): readonly Line[] {
  const { errors } = wordsFor(context.locale);
  const times = timesFor(context);
  return [
    ...unmet.map((rule) => line(plainText(explainRule(errors, rule, times), REMARK))),
    ...(problem === undefined ? [] : explanationLines(explain(errors, problem, times))),
  ];
}

function linesOf(context: CardContext, form: OpenForm): readonly Line[] {
  const all = wordsFor(context.locale);
  const words = all.form;
  const times = timesFor(context);
  const { settings, preset, house } = form;
  const asksSignIn = settings.isMultifactorRequired || settings.authenticationContext !== undefined;
  return [
    ...(preset.startAt === undefined ? [] : [line(words.startsAt(times.planned(preset.startAt)))]),
    ...approverSentence(words, form).map(line),
    ...(asksSignIn ? [line(words.signInCheck)] : []),
    ...houseLines(all, times, house),
  ];
}

function approverSentence(words: FormWords, { settings, approvers, house }: OpenForm): readonly string[] {
  const asksVotes = house?.emergency === undefined && house?.asked.some(({ thing }) => thing === 'approvals');
  if (!settings.approval.isRequired) return asksVotes === true ? [] : [words.noApproval];
  if (approvers === undefined) return [];
  const { shown, others } = firstNames(approvers.names);
  if (approvers.kind === 'defaults') return [words.defaultApprovers(shown, others)];
  return [shown.length === 0 ? words.nobodyApproves : words.approvers(shown, others)];
}

function doneCard(context: CardContext, state: 'submitted' | 'dismissed', role: RoleOnCard): Card {
  const { form, roles, notices, requests } = wordsFor(context.locale);
  const isSent = state === 'submitted';
  const heading = isSent ? form.submitted : form.dismissed;
  return drawSheet(context, {
    tone: 'emphasis',
    kind: form.heading,
    heading,
    lead: roleLine(roles, role),
    lines: [line(isSent ? form.submittedNext : form.dismissedNext)],
    actions: [],
    preview: {
      summary: requests.summary(heading, role.name),
      discreetSummary: notices.discreet,
      typed: form.typed,
    },
  });
}
