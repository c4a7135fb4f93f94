import { type Card } from '../cards/card.ts';
import { errorCard } from '../cards/errorCard.ts';
import { requestCard } from '../cards/requestCard.ts';
import { type RequestState } from '../cards/requestState.ts';
import { roleOnCard, type RoleOnCard } from '../cards/roleOnCard.ts';
import { isPimError, type PimError } from '../pim/errors.ts';
import { inputOf } from '../pim/operations/activateRole.ts';
import { takesOwnProof } from '../pim/ownProof.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type OperationResult, requestedEntry, runOperation } from '../pim/operations/runOperation.ts';
import { fileProgress, type FileProgress } from '../pim/policyFiles/fileProgress.ts';
import { type PolicyFiles } from '../pim/policyFiles/policyFile.ts';
import { type SharedPosture } from '../pim/operations/sharedPosture.ts';
import { type SignOn } from '../pim/ports.ts';
import { type CardRecord, type Intent, type Operation } from '../pim/records.ts';
import { scopeOfId } from '../pim/roles.ts';
import { askForMore, type Resumption } from './askForMore.ts';
import { type ApprovalOverride } from './cardViews.ts';
import { type ConfirmedIntent, drawChange } from './changes/changeViews.ts';
import { type Chat } from './chat.ts';
import { isOneOfMany, type ManyRoles } from './manyRoles/manyRoles.ts';
import { showDeactivation, showExtension } from './ownRoleOutcomes.ts';
import { putCard } from './putCard.ts';
import { redrawCard } from './redrawCard.ts';
import { type ReviewOutcomeDeps, showReviewOutcome, showReviewWaits } from './reviews/reviewOutcomes.ts';
import { type AskableScopes, scopesToAsk } from './scopesToAsk.ts';
import { type Session } from './sessions.ts';
import { type SignInDesk } from './signIn/signIn.ts';

/** What the form can be filled in otherwise for; nothing that was typed is lost. */
const mendedInForm = ['policy_not_satisfied', 'house_rules'] as const;

const isAboutOthers = ({ intent }: Pick<Operation, 'intent'>): boolean =>
  intent.kind === 'changeHolding' || intent.kind === 'changeSettings';

type IntentOf<K extends Intent['kind']> = Extract<Intent, { kind: K }>;

/** What the desk needs. */
export interface OperationDeskDeps
  extends OperationDeps, Pick<ReviewOutcomeDeps, 'postures' | 'keepWithinDays'> {
  readonly postures: ReviewOutcomeDeps['postures'] & { readonly holdings: Pick<SharedPosture, 'forget'> };
  readonly policyFiles: Pick<PolicyFiles, 'of'>;
  readonly signIn: SignInDesk;
  readonly manyRoles: Pick<ManyRoles, 'goOn' | 'draw'>;
  readonly chatOf: (session: Session) => Chat;
  /** Something was put into the outbox: deliver it now. */
  readonly wakeDelivery: () => void;
  /** Scopes to ask consent for, where the error names none. */
  readonly scopes: AskableScopes;
  /** Shows the form again with what was given, because the role asked for something else. */
  readonly reopenForm: (
    session: Session,
    signOn: SignOn,
    intent: IntentOf<'activate'>,
    error: PimError,
    formActivityId: string | undefined,
  ) => Promise<void>;
}

/** How an operation is begun. */
export interface Opening {
  /** ULID; a form brings its own, so that it can be submitted once only. */
  readonly id?: string;
  /** The same press, however often it arrives, is the same operation. */
  readonly uniqueKey?: string;
  /** The form, on whose message the outcome is to stand. */
  readonly cardActivityId?: string | undefined;
}

/** What was asked for in a turn was asked for when the turn began, however long PIM was read before it was stored. */
const withTimeOfAsking = ({ card: { now } }: Session, intent: Intent): Intent =>
  intent.kind === 'activate' ? { ...intent, askedAt: now.toISOString() } : intent;

/** Begins operations, runs them with the person's own proof, and shows what came of them. */
export class OperationDesk {
  readonly #deps: OperationDeskDeps;
  constructor(deps: OperationDeskDeps) {
    this.#deps = deps;
  }

  /** Stores the intent. `undefined`: the id is taken by another person, or the same press is done already. */
  async open(session: Session, intent: Intent, opening: Opening = {}): Promise<Operation | undefined> {
    const id = opening.id ?? this.#deps.random.ulid();
    const { person } = session;
    const { uniqueKey, cardActivityId } = opening;
    const { operation, isNew } = await this.#deps.operations.open(
      { id, person, intent: withTimeOfAsking(session, intent), uniqueKey, cardActivityId },
      requestedEntry(person, id, intent),
    );
    if (isNew) return operation;
    if (operation.person.id !== person.id) return undefined;
    // What was refused may be tried again; what is done, or under way, is not done twice.
    if (operation.state === 'REFUSED' && opening.uniqueKey !== undefined) {
      return this.open(session, intent, { uniqueKey: `${opening.uniqueKey}/after/${operation.id}` });
    }
    // One whose answer was lost is read back before anything else when it runs again.
    return ['INTENT', 'NEEDS_USER', 'UNKNOWN'].includes(operation.state) ? operation : undefined;
  }

  /** Runs it with the proof at hand, or asks for one first. Decisions always ask: for this very operation. */
  async start(session: Session, operation: Operation, formActivityId?: string): Promise<void> {
    const signOn = takesOwnProof(operation.intent)
      ? undefined
      : await this.#deps.signIn.current(session.person);
    if (signOn === undefined) {
      try {
        await this.#deps.signIn.ask(
          session,
          { kind: 'operation', operationId: operation.id, formActivityId },
          operation.id,
        );
      } catch (error) {
        // Nobody was asked, so nobody answers: what waits for an answer is not to wait.
        await this.#deps.operations.handBack(operation.id);
        throw error;
      }
      return;
    }
    await this.run(session, operation.id, signOn, { formActivityId });
  }

  /** Whether an operation takes a proof that was asked for it. */
  async takesOwnProof(operationId: string): Promise<boolean> {
    const operation = await this.#deps.operations.of(operationId);
    return operation !== undefined && takesOwnProof(operation.intent);
  }

  /** Runs it and shows the outcome. */
  async run(
    session: Session,
    operationId: string,
    signOn: SignOn,
    resumption: Resumption = {},
  ): Promise<void> {
    const result = await runOperation(this.#deps, operationId, signOn, resumption.answered);
    if (result === undefined) return;
    if (!isOneOfMany(result.operation)) return this.show(session, result, signOn, resumption);
    const first = { result, answered: resumption.answered ?? [] };
    await this.#deps.manyRoles.goOn(session, result.operation.intent.together, signOn, first);
  }

  /** Shows what came of a run in the person's chat; also called when a lost answer was found again. */
  async show(
    session: Session,
    result: OperationResult,
    signOn: SignOn | undefined,
    resumption: Resumption = {},
  ): Promise<void> {
    // The next list is to show what came of it, and not what was there before.
    if (isAboutOthers(result.operation)) this.#deps.postures.holdings.forget();
    if (result.state === 'NEEDS_USER' && result.error !== undefined) {
      await this.#askForMore(session, result, result.error, resumption);
      return;
    }
    const { formActivityId } = resumption;
    const { intent } = result.operation;
    switch (intent.kind) {
      case 'activate':
        if (isOneOfMany(result.operation))
          await this.#deps.manyRoles.draw(session, result.operation.intent.together);
        else await this.#showActivation(session, result, intent, signOn, formActivityId);
        break;
      case 'deactivate':
        await showDeactivation(this.#deps, session, result, { intent, signOn });
        break;
      case 'extendEligibility':
        await showExtension(this.#deps, session, result, intent);
        break;
      case 'cancel':
        await this.#showCancellation(session, result);
        break;
      case 'changeHolding':
      case 'changeSettings':
      case 'dismissAlert':
        await this.#showChange(session, result, intent);
        break;
      case 'review':
        await showReviewOutcome(this.#deps, session, result, intent.act, signOn);
        break;
      case 'decide':
        await this.#showDecision(session, result, intent);
    }
    this.#deps.wakeDelivery();
  }

  /**
   * Asks for what only the person can give: a sign-in, consent, or the stronger check that the role demands. One card has
   * the link; a card that stands there already says that it waits, and its button asks anew, however old it is.
   */
  async #askForMore(
    session: Session,
    { operation, request }: OperationResult,
    error: PimError,
    { formActivityId, answered = [] }: Resumption,
  ): Promise<void> {
    const { intent } = operation;
    const scopes = scopesToAsk(this.#deps.scopes, intent.kind);
    await askForMore(this.#deps.signIn, session, error, {
      continuation: {
        kind: 'operation',
        operationId: operation.id,
        formActivityId,
        answered: [...answered],
      },
      operationId: operation.id,
      scopes,
    });
    if (intent.kind === 'activate' && formActivityId !== undefined) {
      const card = await this.#activationCard(session, operation, intent, { kind: 'needsSignIn' });
      await this.#put(session, card, formActivityId);
    }
    if (intent.kind === 'changeHolding' || intent.kind === 'changeSettings' || intent.kind === 'dismissAlert')
      await this.#putChange(session, operation, intent, { state: 'needsSignIn' });
    if (intent.kind === 'review') await showReviewWaits(this.#deps, session, operation, intent.act);
    if (intent.kind === 'decide' && request !== undefined) {
      const own = await this.#ownApprovalCard(session, request.id);
      const override = { state: { kind: 'needsSignIn' }, operationId: operation.id } as const;
      if (own?.activityId !== undefined) await this.redraw(session, own, override);
    }
  }

  async #showActivation(
    session: Session,
    { operation, state, request, error }: OperationResult,
    intent: IntentOf<'activate'>,
    signOn: SignOn | undefined,
    formActivityId: string | undefined,
  ): Promise<void> {
    // The request's own card is queued already, together with the request.
    if (request !== undefined) return;
    if (error !== undefined && signOn !== undefined && isPimError(error, ...mendedInForm)) {
      await this.#deps.reopenForm(session, signOn, intent, error, formActivityId);
      return;
    }
    const shown: RequestState = state === 'UNKNOWN' ? { kind: 'unclear' } : { kind: 'refused', error };
    await this.#put(session, await this.#activationCard(session, operation, intent, shown), formActivityId);
  }

  /** The card of an activation that PIM does not know (yet). */
  async #activationCard(
    session: Session,
    operation: Operation,
    intent: IntentOf<'activate'>,
    state: RequestState,
  ): Promise<Card> {
    const { startAt, ...asked } = inputOf(intent);
    return requestCard(session.card, {
      key: undefined,
      state,
      role: await this.#roleOf(intent),
      ...asked,
      startAt,
      operationId: operation.id,
    });
  }

  /** Says on the form's own message that PIM is being asked. */
  async showChecking(session: Session, operation: Operation, formActivityId: string): Promise<void> {
    if (operation.intent.kind !== 'activate') return;
    const card = await this.#activationCard(session, operation, operation.intent, { kind: 'checking' });
    await this.#deps.chatOf(session).updateCard(formActivityId, card);
  }

  async #showChange(
    session: Session,
    { operation, state, error }: OperationResult,
    intent: ConfirmedIntent,
  ): Promise<void> {
    const outcome =
      state === 'DONE'
        ? ({ state: 'done' } as const)
        : state === 'UNKNOWN'
          ? ({ state: 'unclear' } as const)
          : ({ state: 'refused', error } as const);
    await this.#putChange(session, operation, intent, outcome);
  }

  /** On the message of the form, where the person is looking. */
  async #putChange(
    session: Session,
    { id, cardActivityId }: Operation,
    intent: ConfirmedIntent,
    outcome:
      | { readonly state: 'done' | 'unclear' | 'needsSignIn' | 'working' }
      | { readonly state: 'refused'; readonly error: unknown },
  ): Promise<void> {
    const card = await drawChange(this.#deps.directory, session.card, intent, {
      ...outcome,
      operationId: id,
      file: await this.#progressOf(session, intent),
    });
    await this.#put(session, card, cardActivityId);
  }

  /** Of the policy file that wishes a change of settings. */
  async #progressOf({ person }: Session, intent: ConfirmedIntent): Promise<FileProgress | undefined> {
    const fileId = intent.kind === 'changeSettings' ? intent.change.fromFile : undefined;
    return fileId === undefined ? undefined : fileProgress(this.#deps, person, fileId);
  }

  async #showCancellation(session: Session, { state, error }: OperationResult): Promise<void> {
    // Where it worked, the request's own card says so in place.
    if (state === 'DONE') return;
    await this.#put(session, errorCard(session.card, { error }), undefined);
  }

  async #showDecision(
    session: Session,
    { state, error }: OperationResult,
    intent: IntentOf<'decide'>,
  ): Promise<void> {
    // Done and superseded decisions are shown by redrawing every copy, which the run has queued.
    if (state === 'DONE' || state === 'CONFLICT') return;
    const own = await this.#ownApprovalCard(session, intent.requestId);
    if (own?.activityId === undefined) {
      await this.#put(session, errorCard(session.card, { error }), undefined);
      return;
    }
    await this.redraw(
      session,
      own,
      state === 'UNKNOWN' ? { state: { kind: 'unclear' } } : decisionOverride(error),
    );
  }

  async #ownApprovalCard(
    session: Session,
    requestId: CardRecord['requestId'],
  ): Promise<CardRecord | undefined> {
    const cards = await this.#deps.cards.ofRequest(session.person.tenantId, requestId);
    return cards.find(({ kind, person }) => kind === 'approval' && person.id === session.person.id);
  }

  /** Draws an approver's own card again, in place. */
  async redraw(session: Session, card: CardRecord, override: ApprovalOverride | undefined): Promise<void> {
    await redrawCard(this.#deps, session, card, override);
  }

  async #put(session: Session, card: Card, activityId: string | undefined): Promise<void> {
    await putCard(this.#deps.chatOf(session), card, activityId);
  }

  async #roleOf({ roleDefinitionId, scopeId }: IntentOf<'activate'>): Promise<RoleOnCard> {
    return roleOnCard({ role: await this.#deps.directory.role(roleDefinitionId), scope: scopeOfId(scopeId) });
  }
}

const decisionOverride = (error: PimError | undefined): ApprovalOverride | undefined =>
  isPimError(error, 'not_an_approver', 'self_approval') ? { state: { kind: 'notMine' } } : { problem: error };
