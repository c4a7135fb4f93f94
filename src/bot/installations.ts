import { type Activity, type TurnContext } from 'botbuilder';
import { welcomeCard } from '../cards/welcomeCard.ts';
import { principalId, type Person, tenantId } from '../pim/ids.ts';
import { type Logger } from '../pim/logger.ts';
import { type Clock, type PimDirectory } from '../pim/ports.ts';
import { type Conversation, type Conversations } from '../pim/records.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Chat } from './chat.ts';
import { isGuest } from './guests.ts';
import { type LatelyRemembered } from './habits/lately.ts';
import { type PilotGate } from './pilot/pilotGate.ts';
import { conversationOf, type Session, sessionOf, type SessionSettings } from './sessions.ts';

/** What installing and removing the app needs. */
export interface InstallationDeps {
  readonly conversations: Conversations;
  readonly lately: LatelyRemembered;
  readonly directory: PimDirectory;
  readonly chatOf: (session: Session) => Chat;
  readonly settings: SessionSettings;
  /** Forgets what proves a person, and what waits for their answer. */
  readonly forgetProofs: (person: Person) => Promise<void>;
  readonly mayGuestsUse: boolean;
  /** `undefined`: everybody is served. */
  readonly pilotGate: PilotGate | undefined;
  /** Sees that no digest comes at once to somebody whose hour of today is over. */
  readonly leaveOutDue: (reader: Pick<Conversation, 'person' | 'timeZone'>) => Promise<void>;
  /** Somebody can be reached from now on. */
  readonly onInstalled: (person: Person) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Whether the app comes to somebody, and is not removed. */
export const isInstalling = ({ action }: Pick<Activity, 'action'>): boolean =>
  action === 'add' || action === 'add-upgrade';

/** Installed: greeted once. Removed: the reference stays, marked, and no proof of theirs. */
export class Installations {
  readonly #deps: InstallationDeps;

  constructor(deps: InstallationDeps) {
    this.#deps = deps;
  }

  /** Handles what Teams says of somebody's own chat. */
  async handle(context: TurnContext): Promise<void> {
    const { activity } = context;
    const person = installerOf(activity);
    if (person === undefined) {
      this.#deps.logger.warn(
        { event: 'installation.anonymous' },
        'An installation named nobody; the next message will',
      );
      return;
    }
    if (!isInstalling(activity)) return this.#removed(person);
    const conversation = conversationOf({
      ...activity,
      from: { ...activity.from, aadObjectId: person.id },
    });
    const { directory, mayGuestsUse, settings, clock } = this.#deps;
    const session = sessionOf(conversation, settings, clock);
    if (!mayGuestsUse && (await isGuest(directory, person))) {
      await context.sendActivity(wordsFor(session.card.locale).replies.membersOnly);
      return;
    }
    await this.#added(session);
  }

  async #added(session: Session): Promise<void> {
    const { conversations, lately, leaveOutDue, onInstalled, logger } = this.#deps;
    const { person, conversation } = session;
    const known = await conversations.of(person);
    if (known?.isInstalled !== true) await leaveOutDue(conversation);
    await lately.rememberAnew(conversation);
    await onInstalled(person);
    // Whoever blocks the bot at once is not greeted; that is no failure of the installation.
    await this.#greet(session).catch((error: unknown) => {
      logger.warn({ err: error, event: 'greeting.failed' }, 'A new installation could not be greeted');
    });
  }

  async #removed(person: Person): Promise<void> {
    const { conversations, lately, forgetProofs } = this.#deps;
    lately.forget(person);
    await conversations.markUninstalled(person);
    await forgetProofs(person);
  }

  async #greet(session: Session): Promise<void> {
    const chat = this.#deps.chatOf(session);
    const turned = await this.#deps.pilotGate?.person(session);
    if (turned === undefined) await chat.sendCard(welcomeCard(session.card, { suggestedRole: undefined }));
    else await chat.sendText(turned);
  }
}

/** What is no message may come without the id in Entra, left out or null. */
function installerOf({ from, conversation }: Activity): Person | undefined {
  const { aadObjectId } = from as { aadObjectId?: string | null };
  return typeof aadObjectId !== 'string' || conversation.tenantId === undefined
    ? undefined
    : { tenantId: tenantId(conversation.tenantId), id: principalId(aadObjectId) };
}
