import { errorCard } from '../cards/errorCard.ts';
import { type PimError } from '../pim/errors.ts';
import { takesOwnProof } from '../pim/ownProof.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type OperationResult, requestedEntry, runOperation } from '../pim/operations/runOperation.ts';
import { type SharedPosture } from '../pim/operations/sharedPosture.ts';
import { type SignOn } from '../pim/ports.ts';
import { type CardRecord, type Intent, type Operation } from '../pim/records.ts';
import { type ActivationOutcomeDeps, showActivation, showActivationAtWork } from './activationOutcomes.ts';
import { askForMore, type Resumption } from './askForMore.ts';
import { type ApprovalOverride } from './cardViews.ts';
import { type ChangeOutcomeDeps, showChange, showChangeWaits } from './changes/changeOutcomes.ts';
import { type Chat } from './chat.ts';
import { showDecision, showDecisionWaits } from './decisionOutcomes.ts';
import { isOneOfMany, type ManyRoles } from './manyRoles/manyRoles.ts';
import { showDeactivation, showExtension } from './ownRoleOutcomes.ts';
import { redrawCard } from './redrawCard.ts';
import { type ReviewOutcomeDeps, showReviewOutcome, showReviewWaits } from './reviews/reviewOutcomes.ts';
import { type AskableScopes, scopesToAsk } from './scopesToAsk.ts';
import { type Session } from './sessions.ts';
import { type SignInDesk } from './signIn/signIn.ts';

const isAboutOthers = ({ intent }: Pick<Operation, 'intent'>): boolean =>
  intent.kind === 'changeHolding' || intent.kind === 'changeSettings';

/** What the desk needs. */
export interface OperationDeskDeps
  extends OperationDeps, Pick<ReviewOutcomeDeps, 'postures' | 'keepWithinDays'> {
  readonly postures: ReviewOutcomeDeps['postures'] & { readonly holdings: Pick<SharedPosture, 'forget'> };
  readonly policyFiles: ChangeOutcomeDeps['policyFiles'];
  readonly signIn: SignInDesk;
  readonly manyRoles: Pick<ManyRoles, 'goOn' | 'draw'>;
  readonly chatOf: (session: Session) => Chat;
  /** Something was put into the outbox: deliver it now. */
  readonly wakeDelivery: () => void;
  /** Scopes to ask consent for, where the error names none. */
  readonly scopes: AskableScopes;
  readonly reopenForm: ActivationOutcomeDeps['reopenForm'];
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
    const result = await runOperation(this.#deps, operationId, signOn, { answered: resumption.answered });
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
        else await showActivation(this.#deps, session, result, { intent, signOn, formActivityId });
        break;
      case 'deactivate': {
        const asking = await showDeactivation(this.#deps, session, result, { intent, signOn });
        if (asking !== undefined) await this.show(session, asking, signOn);
        break;
      }
      case 'extendEligibility':
        await showExtension(this.#deps, session, result, intent);
        break;
      case 'cancel':
        await this.#showCancellation(session, result);
        break;
      case 'changeHolding':
      case 'changeSettings':
      case 'dismissAlert':
        await showChange(this.#deps, session, result, intent);
        break;
      case 'review':
        await showReviewOutcome(this.#deps, session, result, intent.act, signOn);
        break;
      case 'decide':
        await showDecision(this.#deps, session, result, intent);
    }
    this.#deps.wakeDelivery();
  }

  /**
   * Asks for what only the person can give: a sign-in, consent, or the stronger check that the role demands. One card has
   * the link; a card that stands there already says that it waits, and its button asks anew, however old it is.
   */
  async #askForMore(
    session: Session,
    result: OperationResult,
    error: PimError,
    { formActivityId, answered = [] }: Resumption,
  ): Promise<void> {
    const { operation } = result;
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
    switch (intent.kind) {
      case 'activate':
        await showActivationAtWork(this.#deps, session, operation, {
          intent,
          formActivityId,
          state: { kind: 'needsSignIn' },
        });
        break;
      case 'changeHolding':
      case 'changeSettings':
      case 'dismissAlert':
        await showChangeWaits(this.#deps, session, operation, intent);
        break;
      case 'review':
        await showReviewWaits(this.#deps, session, operation, intent.act);
        break;
      case 'decide':
        await showDecisionWaits(this.#deps, session, result);
        break;
      case 'deactivate':
      case 'extendEligibility':
      case 'cancel':
    }
  }

  /** Says on the form's own message that PIM is being asked. */
  async showChecking(session: Session, operation: Operation, formActivityId: string): Promise<void> {
    const { intent } = operation;
    if (intent.kind !== 'activate') return;
    const shown = { intent, formActivityId, state: { kind: 'checking' } } as const;
    await showActivationAtWork(this.#deps, session, operation, shown);
  }

  async #showCancellation(session: Session, { state, error }: OperationResult): Promise<void> {
    // Where it worked, the request's own card says so in place.
    if (state === 'DONE') return;
    await this.#deps.chatOf(session).sendCard(errorCard(session.card, { error }));
  }

  /** Draws an approver's own card again, in place. */
  async redraw(session: Session, card: CardRecord, override: ApprovalOverride | undefined): Promise<void> {
    await redrawCard(this.#deps, session, card, override);
  }
}
