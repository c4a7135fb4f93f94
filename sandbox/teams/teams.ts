import { RateLimits } from '../rateLimits.ts';
import { type Area, type TeamsInstallations, type World } from '../world.ts';
import { ActivityMaker } from './activities.ts';
import { BotChannel } from './botChannel.ts';
import { CardRefresh } from './cardRefresh.ts';
import { Chats } from './chats.ts';
import { ClientApi } from './clientApi.ts';
import { ClientSide } from './clientSide.ts';
import { Connector } from './connector.ts';
import { ConnectorJournal } from './connectorJournal.ts';
import { Events } from './events.ts';
import { FileConsent } from './fileConsent.ts';
import { Files } from './files.ts';
import { Sending } from './sending.ts';
import { SignOn } from './signOn.ts';

/** Teams as the sandbox has it: one state, reached by the bot on one side and by people on the other. */
export interface Teams extends Area {
  /**
   * The same as two areas, so that the call log and the journal can tell them apart: the connector (`/teams/`) and
   * the clients (`/client/`). Serve either these or the whole, not both.
   */
  readonly areas: readonly [connector: Area, client: Area];
  readonly installations: TeamsInstallations;
}

/**
 * Makes the offline Teams: the connector below `/teams/` and the clients below `/client/`. As a whole it carries the
 * name `client`, because calls of clients have to be kept from other sites and are no happenings.
 */
export function createTeams(world: World): Teams {
  const chats = new Chats(world);
  const events = new Events(world);
  const channel = new BotChannel(world);
  const rateLimits = new RateLimits();
  const sending = new Sending(world, chats, events);
  const parts = { world, chats, events, channel, activities: new ActivityMaker(world) };
  const clientSide = new ClientSide(parts);
  const files = new Files(world);
  const fileConsent = new FileConsent(parts, clientSide, files);
  const signOn = new SignOn(parts, clientSide);
  const connector = new Connector({
    world,
    chats,
    sending,
    files,
    rateLimits,
    journal: new ConnectorJournal(world),
  });
  const cardRefresh = new CardRefresh(world, clientSide);
  const clientApi = new ClientApi({
    ...parts,
    clientSide,
    signOn,
    cardRefresh,
    rateLimits,
    files,
    fileConsent,
  });

  sending.onShown = (chat, message, isChange) => {
    const { person } = chat;
    cardRefresh.arrived(chat, message, isChange);
    if (person === undefined || message.signIn !== 'trying') return;
    // Not before the connector has answered: a client needs a moment to see the card.
    setImmediate(() => void signOn.answerSilently(chat, person, message));
  };
  const reset = (): void => {
    chats.reset();
    files.reset();
    rateLimits.reset();
    channel.reset();
    cardRefresh.reset();
    events.emit('reset', undefined, {});
  };
  return { ...asAreas(connector, clientApi, reset), installations: installationsOf(chats, clientSide) };
}

const installationsOf = (chats: Chats, clientSide: ClientSide): TeamsInstallations => ({
  add: (userId) => {
    const chat = chats.byKey(userId);
    if (chat?.person === undefined || chat.isInstalled) return false;
    const { person } = chat;
    chat.isInstalled = true;
    // Not before whoever asked for it has an answer.
    setImmediate(() => void clientSide.installation(chat, person, 'add', true));
    return true;
  },
  addAnew: async (userId) => {
    const chat = chats.byKey(userId);
    if (chat?.person === undefined) return false;
    const { botStatus } = await clientSide.installation(chat, chat.person, 'add', true);
    return botStatus !== null && botStatus < 300;
  },
});

function asAreas(
  connector: Connector,
  clientApi: ClientApi,
  reset: () => void,
): Omit<Teams, 'installations'> {
  const forBot: Area = {
    name: 'teams',
    prefixes: ['/teams/'],
    answer: (call) => connector.answer(call),
    reset,
  };
  const forPeople: Area = {
    name: 'client',
    prefixes: ['/client/'],
    answer: (call) => clientApi.answer(call),
    reset: () => undefined,
  };
  return {
    name: 'client',
    prefixes: [...forBot.prefixes, ...forPeople.prefixes],
    answer: (call, askPart) => (call.path.startsWith('/teams/') ? forBot : forPeople).answer(call, askPart),
    reset,
    areas: [forBot, forPeople],
  };
}
