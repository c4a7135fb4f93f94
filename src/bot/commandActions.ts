import { errorCard } from '../cards/errorCard.ts';
import { myRolesCard } from '../cards/myRolesCard.ts';
import { afterAnswers } from '../pim/demands.ts';
import { isPimError } from '../pim/errors.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { listMyRoles } from '../pim/operations/listMyRoles.ts';
import { type SignOn } from '../pim/ports.ts';
import { type RoleAtScope } from '../pim/roles.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { askForMore } from './askForMore.ts';
import { type AlertActions } from './alerts/alertActions.ts';
import { type AssignActions } from './changes/assignActions.ts';
import { type ChangeActions } from './changes/changeActions.ts';
import { type Chat } from './chat.ts';
import { type Understood } from './commands.ts';
import { type DigestWish } from './digestWords.ts';
import { type Continuation } from './signIn/continuations.ts';
import { type DigestCommandDeps, runDigestCommand } from './digestCommand.ts';
import { type DialogTurns } from './dialogTurns.ts';
import { type EndActions } from './endActions.ts';
import { activateFromWords, presetOrNothing, repeated } from './habits/habitCommands.ts';
import { showHelp } from './helpCommand.ts';
import { tellNotUnderstood } from './notUnderstood.ts';
import { type OperationDesk } from './operationDesk.ts';
import { deactivateFromWords, extendFromWords } from './ownRoleCommands.ts';
import { type PolicyFileActions } from './policyFiles/policyFileActions.ts';
import { type PostureActions } from './posture/postureActions.ts';
import { type PresetActions } from './habits/presetActions.ts';
import { cancelWhatWaits, decideFromWords, listPending } from './requestCommands.ts';
import { type ReviewActions } from './reviews/reviewActions.ts';
import { type ReviewerActions } from './reviews/reviewerActions.ts';
import { logLevelOf } from './sendError.ts';
import { type Session } from './sessions.ts';
import { type SignInDesk } from './signIn/signIn.ts';

/** What commands need. */
export interface CommandActionsDeps extends OperationDeps, DigestCommandDeps {
  readonly signIn: SignInDesk;
  readonly dialogs: DialogTurns;
  readonly desk: OperationDesk;
  readonly ends: EndActions;
  readonly postureActions: PostureActions;
  readonly assignActions: AssignActions;
  readonly changeActions: ChangeActions;
  readonly alertActions: AlertActions;
  readonly policyFileActions: PolicyFileActions;
  readonly presetActions: PresetActions;
  readonly reviewActions: ReviewActions;
  readonly reviewerActions: ReviewerActions;
  readonly chatOf: (session: Session) => Chat;
  readonly scopes: { readonly base: readonly string[]; readonly decisions: readonly string[] };
}

/** So many of a person's requests tell which roles they use. */
const REMEMBERED_USES = 50;

/** Commands that only talk to Latchkey itself; everything else is asked of PIM as the person. */
const withoutSignOn: ReadonlySet<Understood['command']> = new Set([
  'help',
  'signOut',
  'cancel',
  'nothing',
  'approve',
  'deny',
]);

/** What each command does. */
export class CommandActions {
  readonly #deps: CommandActionsDeps;
  constructor(deps: CommandActionsDeps) {
    this.#deps = deps;
  }

  /** Whether a command can only run with a proof of who is asking. */
  needsSignOn(understood: Understood): boolean {
    // What a digest tells is the person's own: it is shown to whoever proved to be that person.
    if (understood.command === 'digest') return understood.wish.kind === 'now';
    return !withoutSignOn.has(understood.command);
  }

  /** Runs a command. `signOn` is there for every command that needs it. */
  async run(session: Session, understood: Understood, signOn: SignOn | undefined): Promise<void> {
    switch (understood.command) {
      case 'help':
        return this.help(session);
      case 'signOut':
        return this.#signOut(session);
      case 'cancel':
        return cancelWhatWaits(this.#deps, session, understood.roleWords);
      case 'digest':
        return this.digest(session, understood.wish);
      case 'approve':
      case 'deny':
        return decideFromWords(this.#deps, session, understood);
      case 'nothing':
        return presetOrNothing(this.#deps, session, understood.words);
      default:
        if (signOn !== undefined) await this.#runSigned(session, understood, signOn);
    }
  }

  async #runSigned(session: Session, understood: Understood, signOn: SignOn): Promise<void> {
    switch (understood.command) {
      case 'activate':
      case 'emergency':
        return activateFromWords(this.#deps, session, signOn, understood);
      case 'activateAgain':
        return this.#activateAgain(session, signOn);
      case 'deactivate':
        return deactivateFromWords(this.#deps, session, signOn, understood.roleWords);
      case 'extend':
        return extendFromWords(this.#deps, session, signOn, understood.roleWords);
      case 'myRoles':
        return this.myRoles(session, signOn);
      case 'pending':
        return listPending(this.#deps, session, signOn);
      case 'save':
        return this.#deps.presetActions.save(session, signOn, understood.words);
      case 'presets':
        return this.#deps.presetActions.list(session, signOn);
      case 'defaults':
        return this.#deps.presetActions.defaults(session);
      case 'audit':
        return this.#deps.postureActions.audit(session, signOn);
      case 'alerts':
        return this.#deps.alertActions.list(session, signOn);
      case 'reviews':
        return this.#deps.reviewActions.list(session, signOn);
      case 'myReviews':
        return this.#deps.reviewerActions.list(session, signOn);
      case 'makeEligible':
        return this.#deps.changeActions.conversions(session, signOn);
      case 'assign':
        return this.#deps.assignActions.assign(session, signOn, understood.words);
      case 'applyPolicy':
        return this.#deps.policyFileActions.resume(session, signOn);
      case 'question':
        return this.#deps.postureActions.ask(session, signOn, understood.question);
      default:
        return tellNotUnderstood(this.#deps, session, '');
    }
  }

  /**
   * Tells an error in words, with the way out; one of ours that is not known goes to the log as well. Where a sign-in
   * mends it, the sign-in is asked for, and what was asked for goes on after it.
   */
  async tell(session: Session, thrown: unknown, continuation: Continuation): Promise<void> {
    if (!isPimError(thrown))
      this.#deps.logger[logLevelOf(thrown)]({ err: thrown }, 'Something failed in a chat');
    const error = isPimError(thrown) ? afterAnswers(thrown, continuation.answered ?? []) : thrown;
    const { signIn, scopes, chatOf } = this.#deps;
    const unfinished = { continuation, scopes: scopes.base };
    if (isPimError(error) && (await askForMore(signIn, session, error, unfinished))) return;
    await chatOf(session).sendCard(errorCard(session.card, { error }));
  }

  /** What Latchkey can do, with examples that work for this person. */
  async help(session: Session): Promise<void> {
    await showHelp(this.#deps, session);
  }

  /** The person's roles. */
  async myRoles(session: Session, signOn: SignOn): Promise<void> {
    const { pimFor, directory, chatOf, requests, extensions } = this.#deps;
    const history = (): ReturnType<typeof requests.lastOf> =>
      requests.lastOf(session.person, REMEMBERED_USES);
    const asked = (): ReturnType<typeof extensions.openOf> => extensions.openOf(session.person);
    const roles = await listMyRoles({ pim: pimFor(signOn), directory, history, extensions: asked });
    await chatOf(session).sendCard(myRolesCard(session.card, roles));
  }

  /** The digest now, or when it is to come. */
  digest(session: Session, wish: DigestWish): Promise<void> {
    return runDigestCommand(this.#deps, session, wish);
  }

  async #signOut(session: Session): Promise<void> {
    // The dialog first: a turn of it that is under way would write its state back.
    await this.#deps.dialogs.cancel(session);
    await this.#deps.signIn.signOut(session);
    await this.#say(session, wordsFor(session.card.locale).signIn.signedOut);
  }

  async #activateAgain(session: Session, signOn: SignOn): Promise<void> {
    const [last] = await this.#deps.requests.lastOf(session.person, 1);
    if (last === undefined) return this.#say(session, wordsFor(session.card.locale).replies.nothingToRepeat);
    await this.activateAgain(session, signOn, last);
  }

  /** Begins an activation of the same role; what was said last time stands in the form, to be looked at. */
  async activateAgain(session: Session, signOn: SignOn, role: RoleAtScope): Promise<void> {
    await this.#deps.dialogs.activate(session, signOn, await repeated(this.#deps, session.person, role));
  }

  async #say(session: Session, text: string): Promise<void> {
    await this.#deps.chatOf(session).sendText(text);
  }
}
