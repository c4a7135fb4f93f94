import {
  type Activity,
  type ConversationReference,
  type InvokeResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import { verbs } from '../cards/verbs.ts';
import { type Claims } from '../pim/records.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Background } from './background.ts';
import { ADAPTIVE_CARD } from './chat.ts';
import { parseFileConsent } from './files/fileConsent.ts';
import { isGuest, patiently, type Wait } from './guests.ts';
import { LatelyRemembered } from './habits/lately.ts';
import { type InstallationDeps, Installations, isInstalling } from './installations.ts';
import { type PersonalChat } from './personalChat.ts';
import { sentFilesIn } from './policyFiles/sentPolicyFile.ts';
import { type PressAnswer } from './pressAnswer.ts';
import { parseExecuted, parsePress } from './pressedButtons.ts';
import { asSent, conversationOf, type Session, sessionOf } from './sessions.ts';
import { type SignInDesk } from './signIn/signIn.ts';
import { soon } from './soon.ts';

/** What the bot needs. */
export interface PimBotDeps extends Omit<InstallationDeps, 'lately'> {
  readonly chat: PersonalChat;
  readonly signIn: SignInDesk;
  readonly claims: Claims;
  readonly background: Background;
}

const ok: InvokeResponse = { status: 200 };

/** What Teams sends in place of a code when the person closed the sign-in window; its link still works for them. */
const WINDOW_CLOSED = 'CancelledByUser';

/** Teams' side of Latchkey: tells activities apart and hands them on. What they mean is decided behind it. */
export class PimBot extends TeamsActivityHandler {
  readonly #deps: PimBotDeps;
  readonly #lately: LatelyRemembered;
  readonly #installations: Installations;

  constructor(deps: PimBotDeps) {
    super();
    this.#deps = deps;
    this.#lately = new LatelyRemembered(deps.conversations, deps.clock);
    this.#installations = new Installations({ ...deps, lately: this.#lately });
    this.onMessage(async (context, next) => {
      await this.#onMessage(context);
      await next();
    });
    this.onInstallationUpdate(async (context, next) => {
      await this.#onInstallation(context);
      await next();
    });
  }

  /** Everything that is not ours is answered 200 with nothing: an unknown invoke must not look like a broken bot. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { activity } = context;
    if (isShared(activity)) return this.#refuseInPublic(activity);
    const session = await this.#sessionOf(activity, soon);
    if (session === undefined) return ok;
    switch (activity.name) {
      case 'adaptiveCard/action':
        return { status: 200, body: await this.#press(session, activity) };
      case 'signin/tokenExchange':
        return this.#exchange(session, activity);
      case 'signin/verifyState':
        await this.#verify(session, activity);
        return ok;
      case 'signin/failure': {
        const { code } = (activity.value ?? {}) as { code?: unknown };
        const said = typeof code === 'string' ? code : 'unknown';
        this.#deps.background.start(() => this.#deps.signIn.failed(session, said), {
          invoke: 'signin/failure',
        });
        return ok;
      }
      case 'fileConsent/invoke':
        return this.#fileAnswered(session, activity);
      default:
        return { status: 501 };
    }
  }

  /** Where others read along nothing is pressed, and nobody's own chat is learnt from it. */
  #refuseInPublic(activity: Activity): InvokeResponse {
    if (activity.name !== 'adaptiveCard/action') return ok;
    const { group } = wordsFor(this.#localeOf(activity)).greetings;
    return { status: 200, body: invokeAnswer({ kind: 'text', text: group }) };
  }

  async #onMessage(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (!isPersonal(activity)) {
      await context.sendActivity(wordsFor(this.#localeOf(activity)).greetings.group);
      return;
    }
    const session = await this.#sessionOf(activity);
    if (session === undefined) return;
    // Teams delivers again what it thinks was lost; the first delivery has it.
    if (!(await this.#deps.claims.claim(`activity/${activity.conversation.id}/${activity.id ?? ''}`))) return;
    if (activity.value !== undefined && activity.value !== null) {
      await this.#submitted(session, activity);
      return;
    }
    const { text, attachments } = asSent(activity);
    await this.#deps.chat.hear(session, text ?? '', sentFilesIn(attachments));
  }

  /** `Action.Submit` comes as a message with a value. There is nothing to answer it with, so the message is updated. */
  async #submitted(session: Session, activity: Activity): Promise<void> {
    const press = parsePress(activity.value);
    const chat = this.#deps.chatOf(session);
    if (press === undefined) {
      await chat.sendText(wordsFor(session.card.locale).replies.cardIsOld);
      return;
    }
    const answer = await this.#deps.chat.press(session, press, activity.replyToId);
    if (answer.kind === 'card' && activity.replyToId !== undefined)
      await chat.updateCard(activity.replyToId, answer.card);
    // Most texts only say that it goes on; these are the answer itself.
    if (answer.kind === 'text' && (answer.isAnswer === true || answersInText.has(press.verb)))
      await chat.sendText(answer.text);
  }

  async #press(session: Session, activity: Activity): Promise<object> {
    const { replies } = wordsFor(session.card.locale);
    const executed = parseExecuted(activity.value);
    if (executed === undefined) return invokeError('BadRequest', replies.cardIsOld);
    try {
      return invokeAnswer(await this.#deps.chat.press(session, executed.press, activity.replyToId));
    } catch (error) {
      this.#deps.logger.error({ err: error, verb: executed.press.verb }, 'A press could not be answered');
      return invokeError('InternalError', wordsFor(session.card.locale).errors.unexpected.what);
    }
  }

  async #exchange(session: Session, activity: Activity): Promise<InvokeResponse> {
    const result = await this.#deps.signIn.exchange(session, activity.value);
    switch (result.kind) {
      case 'finished':
        this.#deps.background.start(() => this.#deps.chat.resume(session, result.finished), {
          invoke: 'signin/tokenExchange',
        });
        return ok;
      case 'wait':
        return ok;
      case 'refused':
        return {
          status: 412,
          body: { id: result.id, connectionName: 'latchkey', failureDetail: result.failureDetail },
        };
    }
  }

  #fileAnswered(session: Session, { value, replyToId }: Activity): InvokeResponse {
    const answer = parseFileConsent(value);
    if (answer === undefined) return { status: 400 };
    this.#deps.background.start(() => this.#deps.chat.fileAnswered(session, answer, replyToId), {
      invoke: 'fileConsent/invoke',
    });
    return ok;
  }

  async #verify(session: Session, activity: Activity): Promise<void> {
    const { state } = (activity.value ?? {}) as { state?: unknown };
    if (state === WINDOW_CLOSED) {
      this.#deps.background.start(() => this.#deps.signIn.windowClosed(session), {
        invoke: 'signin/verifyState',
      });
      return;
    }
    const result =
      typeof state === 'string'
        ? await this.#deps.signIn.verifyCode(session, state)
        : ({ kind: 'unknown' } as const);
    // The same code came by the other of its ways before: it is done, and nothing is to be said.
    if (result.kind === 'again') return;
    this.#deps.background.start(
      async () => {
        if (result.kind === 'unknown') {
          await this.#deps.chatOf(session).sendText(wordsFor(session.card.locale).replies.wrongCode);
        } else {
          await this.#deps.chat.resume(session, result.finished);
        }
      },
      { invoke: 'signin/verifyState' },
    );
  }

  /** Remembers where the person can be reached. Guests are answered without data unless they are let in. */
  async #sessionOf(activity: Activity, wait: Wait = patiently): Promise<Session | undefined> {
    const conversation = conversationOf(activity);
    const session = sessionOf(conversation, this.#deps.settings, this.#deps.clock);
    if (!this.#deps.mayGuestsUse && (await isGuest(this.#deps.directory, session.person, wait))) {
      await this.#deps.chatOf(session).sendText(wordsFor(session.card.locale).replies.membersOnly);
      return undefined;
    }
    await this.#lately.remember(conversation);
    return session;
  }

  /** In a team there is only one thing to say. */
  async #onInstallation(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (isPersonal(activity)) return this.#installations.handle(context);
    if (isInstalling(activity))
      await context.sendActivity(wordsFor(this.#localeOf(activity)).greetings.group);
  }

  #localeOf({ locale }: { readonly locale?: string }): string {
    return locale ?? this.#deps.settings.defaultLocale;
  }
}

const answersInText: ReadonlySet<string> = new Set([
  verbs.remindApprovers,
  verbs.letEnd,
  verbs.activateAfter,
]);

const isPersonal = ({ conversation }: Pick<ConversationReference, 'conversation'>): boolean =>
  conversation.conversationType === 'personal';

/** A channel or a group chat, as Teams says it. */
const isShared = ({ conversation }: Pick<ConversationReference, 'conversation'>): boolean =>
  ['channel', 'groupChat'].includes(conversation.conversationType);

const invokeAnswer = (answer: PressAnswer): object =>
  answer.kind === 'card'
    ? { statusCode: 200, type: ADAPTIVE_CARD, value: answer.card.content }
    : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.text };

const invokeError = (code: string, message: string): object => ({
  statusCode: code === 'BadRequest' ? 400 : 500,
  type: 'application/vnd.microsoft.error',
  value: { code, message },
});
