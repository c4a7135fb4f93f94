import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { activationFormCard, type OpenForm } from '../cards/activationFormCard.ts';
import { chooseRoleCard } from '../cards/chooseRoleCard.ts';
import { errorCard } from '../cards/errorCard.ts';
import { roleOnCard } from '../cards/roleOnCard.ts';
import {
  type ActivationDraft,
  emptyDraft,
  inputOfDraft,
  mergeDraft,
  proposedMinutes,
} from '../pim/activationDraft.ts';
import { type UsedLast, usedLast } from '../pim/defaults.ts';
import { PimError, type UnmetRule } from '../pim/errors.ts';
import { roleDefinitionId } from '../pim/ids.ts';
import { prepareActivation, type PreparedActivation } from '../pim/operations/prepareActivation.ts';
import { matchRole } from '../pim/roleMatching.ts';
import { type EligibleRole, roleAtScope, type RoleAtScope } from '../pim/roles.ts';
import { type ActivationWords, readAnswer } from './activationWords.ts';
import { draftFromWords } from './draftFromWords.ts';
import { houseOnForm } from './houseOnForm.ts';
import { turnScopeOf, type TurnScope } from './turnScope.ts';

/** How an activation begins: with words that were typed, or with a role whose button was pressed. */
export type ActivateRoleOptions =
  | { readonly words: ActivationWords; readonly isEmergency?: boolean }
  | {
      readonly role: RoleAtScope;
      readonly draft?: ActivationDraft;
      /** What is not met by the draft, where it was refused before. */
      readonly problems?: readonly UnmetRule[];
      /** The form lies in the chat already. */
      readonly formActivityId?: string | undefined;
      /** Show the form even where nothing is missing: the person has not said these words today. */
      readonly isToBeSeen?: boolean;
      /** It is to go past the rules of the house: the form says past which, and who is told. */
      readonly isEmergency?: boolean;
    };

/** Kept between turns, also over a restart: plain values only. */
interface ActivateRoleState {
  phase: 'choosing' | 'filling';
  choices: RoleAtScope[];
  draft: ActivationDraft;
  role: RoleAtScope | undefined;
  draftId: string | undefined;
  formActivityId: string | undefined;
  isEmergency?: boolean;
}

/** Id of the dialog in its set. */
export const ACTIVATE_ROLE_DIALOG = 'activateRole';

/**
 * Asks for what an activation still lacks: which role, when the words fit several; then, in one form, what the role's
 * settings demand. Whoever says everything at once is asked nothing. The form can be filled in by pressing (then the
 * press alone carries everything, and this dialog's state is not needed) or by typing.
 */
export class ActivateRoleDialog extends Dialog<ActivateRoleOptions> {
  constructor() {
    super(ACTIVATE_ROLE_DIALOG);
  }

  override async beginDialog(
    context: DialogContext,
    options?: ActivateRoleOptions,
  ): Promise<DialogTurnResult> {
    const scope = turnScopeOf(context.context);
    const state = stateOf(context);
    Object.assign(state, {
      phase: 'choosing',
      choices: [],
      draft: emptyDraft,
    } satisfies Partial<ActivateRoleState>);
    if (options === undefined) return context.endDialog();
    state.isEmergency = options.isEmergency === true;
    if ('role' in options) {
      state.formActivityId = options.formActivityId;
      const { role, draft = emptyDraft, problems = [], isToBeSeen = problems.length > 0 } = options;
      return this.#fill(context, scope, role, draft, problems, isToBeSeen ? 'toBeSeen' : 'begun');
    }
    const { draft, problems } = draftFromWords(options.words, scope.card.now, scope.card.timeZone);
    state.draft = draft;
    return this.#choose(context, scope, options.words.roleWords, problems);
  }

  override async continueDialog(context: DialogContext): Promise<DialogTurnResult> {
    const scope = turnScopeOf(context.context);
    const state = stateOf(context);
    return state.phase === 'choosing'
      ? this.#answerChoice(context, scope, state)
      : this.#answerForm(context, scope, state);
  }

  async #choose(
    context: DialogContext,
    scope: TurnScope,
    roleWords: string,
    problems: readonly UnmetRule[],
  ): Promise<DialogTurnResult> {
    const eligible = await scope.pim.eligibleRoles();
    const match = matchRole(roleWords, eligible);
    if (match.kind === 'exact') {
      const role = roleAtScope(match.candidate);
      return this.#fill(context, scope, role, stateOf(context).draft, problems, 'begun', eligible);
    }
    const offered: readonly EligibleRole[] = match.kind === 'ask' ? match.candidates : [];
    if (offered.length === 0) {
      await scope.send(errorCard(scope.card, { error: new PimError('not_eligible', 'No such eligibility') }));
      return context.endDialog();
    }
    const state = stateOf(context);
    state.choices = offered.map(roleAtScope);
    await scope.send(
      chooseRoleCard(scope.card, {
        purpose: 'activate',
        takesNumber: true,
        typed: roleWords,
        options: offered.map(roleOnCard),
      }),
    );
    return Dialog.EndOfTurn;
  }

  async #answerChoice(
    context: DialogContext,
    scope: TurnScope,
    state: ActivateRoleState,
  ): Promise<DialogTurnResult> {
    const number = /^\s*#?(\d{1,2})\s*(?:[.)]\s*)?$/.exec(scope.text)?.[1];
    const chosen = number === undefined ? undefined : state.choices[Number(number) - 1];
    if (chosen !== undefined) return this.#fill(context, scope, revive(chosen), state.draft, []);
    return this.#choose(context, scope, scope.text, []);
  }

  async #answerForm(
    context: DialogContext,
    scope: TurnScope,
    state: ActivateRoleState,
  ): Promise<DialogTurnResult> {
    if (state.role === undefined) return context.endDialog();
    const { draft, problems } = draftFromWords(readAnswer(scope.text), scope.card.now, scope.card.timeZone);
    return this.#fill(
      context,
      scope,
      revive(state.role),
      mergeDraft(state.draft, draft),
      problems,
      'answered',
    );
  }

  /** Submits when nothing is missing; otherwise shows the form, in place where it lies in the chat already. */
  async #fill(
    context: DialogContext,
    scope: TurnScope,
    role: RoleAtScope,
    draft: ActivationDraft,
    problems: readonly UnmetRule[],
    occasion: 'begun' | 'toBeSeen' | 'answered' = 'begun',
    eligible?: readonly EligibleRole[],
  ): Promise<DialogTurnResult> {
    const isAnswer = occasion === 'answered';
    const state = stateOf(context);
    const isEmergency = state.isEmergency === true;
    const [prepared, last] = await Promise.all([
      prepareActivation(scope, role, eligible, isEmergency),
      scope.lastRequests(),
    ]);
    const minutes = draft.durationMinutes ?? proposedMinutes(prepared.settings, role, last);
    const proposed = withUsualTicketSystem(draft, prepared, usedLast(role, last));
    const input = inputOfDraft(isAnswer ? proposed : draft, minutes);
    const unmet = [...problems, ...prepared.unmet(input)];
    const draftId = state.draftId ?? scope.random.ulid();
    // An answer to the form takes the proposed duration as agreed: it was there to be seen.
    const isComplete = unmet.length === 0 && (draft.durationMinutes !== undefined || isAnswer);
    // Nobody goes past a rule without having seen which one, and who is told.
    const isToBeSeen = occasion === 'toBeSeen' || (isEmergency && !isAnswer);
    if (isComplete && !isToBeSeen) {
      const { formActivityId } = state;
      await scope.submit({ draftId, role, input, formActivityId, isEmergency });
      return context.endDialog();
    }
    const form = formOf(prepared, {
      draftId,
      draft: proposed,
      minutes,
      unmet: isAnswer ? unmet : unmet.filter(isNoGap),
      house: await houseOnForm(scope, prepared, isEmergency),
    });
    const card = activationFormCard(scope.card, form);
    if (state.formActivityId === undefined) state.formActivityId = await scope.send(card);
    else await scope.update(state.formActivityId, card);
    Object.assign(state, { phase: 'filling', role, draft, draftId } satisfies Partial<ActivateRoleState>);
    if (!isAnswer && prepared.restraint === undefined)
      await this.#remark(scope, prepared, form, input, state.formActivityId);
    return Dialog.EndOfTurn;
  }

  /** Tells on the form what PIM's dry run has against it, apart from what the form asks for anyway. */
  async #remark(
    scope: TurnScope,
    prepared: PreparedActivation,
    form: OpenForm,
    input: Parameters<PreparedActivation['dryRun']>[0],
    formActivityId: string,
  ): Promise<void> {
    const remark = await prepared.dryRun(input);
    if (remark === undefined) return;
    const told = remark.unmet.filter(isNoGap).filter(({ rule }) => rule !== 'multifactor_missing');
    if (remark.code === 'policy_not_satisfied' && told.length === 0) return;
    const problem =
      remark.code === 'policy_not_satisfied'
        ? {
            unmet: [
              ...form.unmet,
              ...told.filter((rule) => !form.unmet.some((shown) => shown.rule === rule.rule)),
            ],
          }
        : { problem: new PimError(remark.code, 'The dry run was refused') };
    await scope.update(formActivityId, activationFormCard(scope.card, { ...form, ...problem }));
  }
}

/** The ticket system used last stands in the form where the form asks for a ticket. */
function withUsualTicketSystem(
  draft: ActivationDraft,
  { settings }: PreparedActivation,
  last: UsedLast | undefined,
): ActivationDraft {
  const asksTicket = settings.isTicketRequired || draft.ticketNumber !== undefined;
  const usual = last === undefined || last.ticketSystem === '' ? undefined : last.ticketSystem;
  return asksTicket ? { ...draft, ticketSystem: draft.ticketSystem ?? usual } : draft;
}

/** Not merely something that has not been filled in yet. */
const isNoGap = (unmet: UnmetRule): boolean =>
  unmet.rule === 'house_rule'
    ? !(unmet.line.thing === 'ticket' && unmet.line.problem === 'missing')
    : unmet.rule !== 'justification_missing' && unmet.rule !== 'ticket_missing';

const stateOf = ({ activeDialog }: DialogContext): ActivateRoleState => {
  if (activeDialog === undefined) throw new PimError('unexpected_answer', 'No dialog is running');
  return activeDialog.state as ActivateRoleState;
};

/** State comes back from storage as JSON: the id is checked again. */
const revive = (role: RoleAtScope): RoleAtScope => ({
  roleDefinitionId: roleDefinitionId(role.roleDefinitionId),
  scopeId: role.scopeId,
});

/** The form for a prepared activation. */
function formOf(
  { eligibility, settings, approvers, restraint }: PreparedActivation,
  given: {
    readonly draftId: string;
    readonly draft: ActivationDraft;
    readonly minutes: number;
    readonly unmet: readonly UnmetRule[];
    readonly house: OpenForm['house'];
  },
): OpenForm {
  return {
    state: 'open',
    role: roleOnCard(eligibility),
    draftId: given.draftId,
    settings,
    preset: inputOfDraft(given.draft, Math.min(given.minutes, settings.maximumDurationMinutes)),
    approvers:
      approvers === undefined
        ? undefined
        : {
            kind: approvers.isDefault ? 'defaults' : 'named',
            names: approvers.people.map(({ displayName }) => displayName),
          },
    unmet: given.unmet,
    house: given.house,
    ...(restraint === undefined ? {} : { problem: restraint }),
  };
}
