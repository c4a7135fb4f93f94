import { type OperationDeps } from '../pim/operations/deps.ts';
import { type OperationResult } from '../pim/operations/runOperation.ts';
import { type InteractiveSignIn, type Messenger, type SignOnVerifier } from '../pim/ports.ts';
import { type Conversation, type PreferenceStore, type SignIns } from '../pim/records.ts';
import { type TurnAdapter } from './adapter.ts';
import { type Background, createBackground } from './background.ts';
import { type Chat, openChat } from './chat.ts';
import { CommandActions } from './commandActions.ts';
import { type Connector } from './connector.ts';
import { DialogTurns, type DialogTurnsDeps } from './dialogTurns.ts';
import { OperationDesk } from './operationDesk.ts';
import { PersonalChat } from './personalChat.ts';
import { PimBot } from './pimBot.ts';
import { PressActions } from './pressActions.ts';
import { cardContextFor, type Session, type SessionSettings } from './sessions.ts';
import { SignInDesk } from './signIn.ts';
import { type SignInPages } from './server.ts';
import { createSignInPages } from './signInPages.ts';
import { submitActivation } from './submitActivation.ts';
import { TeamsMessenger } from './teamsMessenger.ts';

/** What the Teams side stands on, all of it handed in. */
export interface BotDeps extends OperationDeps {
  readonly adapter: TurnAdapter;
  readonly connector: Connector;
  readonly botState: DialogTurnsDeps['botState'];
  readonly signIns: SignIns;
  readonly preferences: PreferenceStore;
  readonly verifier: SignOnVerifier;
  readonly interactive: InteractiveSignIn;
  readonly scopes: { readonly base: readonly string[]; readonly decisions: readonly string[] };
  readonly appId: string;
  readonly publicUrl: string;
  readonly sessionSettings: SessionSettings;
  readonly mayGuestsUse: boolean;
  readonly defaultDigestAt: string;
  /** Something was put into the outbox: deliver it now. */
  readonly wakeDelivery: () => void;
}

/** The Teams side. */
export interface Bot {
  readonly pimBot: PimBot;
  readonly messenger: Messenger;
  readonly signInPages: SignInPages;
  readonly background: Background;
  /** Tells a person what came of an operation that was settled behind their back. */
  readonly tell: (result: OperationResult) => Promise<void>;
}

/** Puts the Teams side together. */
export function createBot(deps: BotDeps): Bot {
  const { clock, connector, directory, sessionSettings } = deps;
  const background = createBackground(deps.logger);
  const chatWith = (conversation: Conversation): Chat => openChat(connector, conversation);
  const chatOf = ({ conversation }: Session): Chat => chatWith(conversation);
  const cardFor = (conversation: Conversation): Session['card'] =>
    cardContextFor(conversation, sessionSettings, clock);
  const signIn = new SignInDesk({ ...deps, chatOf });
  const { dialogs, desk } = createConversations(deps, signIn, chatOf);
  const commands = new CommandActions({ ...deps, signIn, dialogs, desk, chatOf });
  const presses = new PressActions({ ...deps, signIn, dialogs, desk, commands, chatOf });
  const chat = new PersonalChat({ signIn, dialogs, desk, commands, presses, background, chatOf });
  return {
    pimBot: new PimBot({ ...deps, chat, signIn, background, chatOf, settings: sessionSettings }),
    messenger: new TeamsMessenger({ ...deps, chatWith, cardContextFor: cardFor }),
    signInPages: createSignInPages({
      ...deps,
      person: (id) => directory.person(id),
      defaultScopes: deps.scopes.base,
    }),
    background,
    tell: async (result) => {
      const conversation = await deps.conversations.of(result.operation.person);
      if (conversation === undefined) return;
      const session = { person: conversation.person, conversation, card: cardFor(conversation) };
      await desk.show(session, result, undefined);
    },
  };
}

/** The dialogs submit through the desk, and the desk reopens a form through the dialogs. */
function createConversations(
  deps: BotDeps,
  signIn: SignInDesk,
  chatOf: (session: Session) => Chat,
): { readonly dialogs: DialogTurns; readonly desk: OperationDesk } {
  const desk: OperationDesk = new OperationDesk({
    ...deps,
    signIn,
    chatOf,
    reopenForm: (session, signOn, intent, error, formActivityId) =>
      dialogs.activate(session, signOn, {
        role: { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId },
        // A form without a duration counts as one that proposes the usual one.
        draft: {
          ...intent,
          durationMinutes: intent.durationMinutes === 0 ? undefined : intent.durationMinutes,
        },
        problems: error.details.unmet ?? [],
        formActivityId,
        isToBeSeen: true,
      }),
  });
  const dialogs: DialogTurns = new DialogTurns({
    ...deps,
    chatOf,
    submit: (session, signOn, submission) => submitActivation(desk, session, signOn, submission),
  });
  return { dialogs, desk };
}
