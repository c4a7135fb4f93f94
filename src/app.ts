import { type Activity } from 'botbuilder';
import { DateTime } from 'luxon';
import { type TurnAdapter } from './bot/adapter.ts';
import { createBackground } from './bot/background.ts';
import { openChat } from './bot/chat.ts';
import { CommandActions } from './bot/commandActions.ts';
import { type Connector } from './bot/connector.ts';
import { DialogTurns } from './bot/dialogTurns.ts';
import { OperationDesk } from './bot/operationDesk.ts';
import { PersonalChat } from './bot/personalChat.ts';
import { PimBot } from './bot/pimBot.ts';
import { PressActions } from './bot/pressActions.ts';
import { cardContextFor, type Session, type SessionSettings } from './bot/sessions.ts';
import { SignInDesk } from './bot/signIn.ts';
import { createSignInPages, type SignInPagesDeps } from './bot/signInPages.ts';
import { TeamsMessenger } from './bot/teamsMessenger.ts';
import { type ActivityAnswer } from './bot/turnDeadline.ts';
import { type Submission } from './dialogs/turnScope.ts';
import { type Entra } from './graph/entra.ts';
import { deliverOutbox } from './jobs/deliverOutbox.ts';
import { followRequests } from './jobs/followRequests.ts';
import { sendDigests, type WallClock } from './jobs/sendDigests.ts';
import { settleOperations } from './jobs/settleOperations.ts';
import { SweepRunner } from './jobs/sweeps.ts';
import { tenantId, type TenantId } from './pim/ids.ts';
import { type Logger } from './pim/logger.ts';
import { type OperationDeps } from './pim/operations/deps.ts';
import { type OperationResult } from './pim/operations/runOperation.ts';
import { type Clock, type Random, type SignOn } from './pim/ports.ts';
import { type Conversation } from './pim/records.ts';
import { type Settings } from './settings.ts';
import { type Store } from './store/store.ts';

/** Everything that reaches outside the process. */
export interface Adapters {
  readonly entra: Entra;
  readonly store: Store;
  readonly connector: Connector;
  readonly adapter: TurnAdapter;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** From 0 up to 1; spreads repeated tries. */
  readonly jitter: () => number;
}

/** What the service is told about itself. */
export interface AppSettings {
  readonly appId: string;
  readonly tenantId: string;
  readonly publicUrl: string;
  readonly cardActions: 'execute' | 'submit';
  readonly settings: Settings;
}

/** The service without its adapters. */
export interface App {
  readonly onActivity: (activity: Activity) => Promise<ActivityAnswer>;
  readonly signInPages: ReturnType<typeof createSignInPages>;
  /** Starts delivery, following and digests. */
  readonly start: () => void;
  /** Starts nothing new, and waits for what is under way. */
  readonly stop: () => Promise<void>;
}

/** Where "Open in Entra" leads. The portal's addresses are not documented and may change. */
const PORTAL_URL =
  'https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ApproveRequestMenuBlade/~/aadmigratedroles';

/** Puts the service together: main.ts gives it the real adapters, a test gives it what it needs. */
export function createApp(adapters: Adapters, about: AppSettings): App {
  const { entra, store, connector, adapter, clock, random, logger } = adapters;
  const deps: OperationDeps = {
    pimFor: entra.pimFor,
    directory: entra.directory,
    operations: store.operations,
    requests: store.requests,
    cards: store.cards,
    outbox: store.outbox,
    conversations: store.conversations,
    claims: store.claims,
    audit: store.audit,
    tokens: store.tokens,
    clock,
    random,
    logger,
  };
  const background = createBackground(logger);
  const sessionSettings = sessionSettingsOf(about);
  const chatWith = (conversation: Conversation): ReturnType<typeof openChat> =>
    openChat(connector, conversation);
  const chatOf = ({ conversation }: Session): ReturnType<typeof openChat> => chatWith(conversation);
  const drawFor = (conversation: Conversation): Session['card'] =>
    cardContextFor(conversation, sessionSettings, clock);

  const signIn = new SignInDesk({
    ...deps,
    signIns: store.signIns,
    verifier: entra.signOnVerifier,
    chatOf,
    appId: about.appId,
    publicUrl: about.publicUrl,
  });
  const messenger = new TeamsMessenger({ ...deps, chatWith, cardContextFor: drawFor });

  // The dialogs submit through the desk, and the desk reopens a form through the dialogs.
  const desk: OperationDesk = new OperationDesk({
    ...deps,
    signIn,
    chatOf,
    scopes: entra.scopes,
    wakeDelivery: () => {
      sweeps.wake('delivery');
    },
    reopenForm: (session, signOn, intent, error, formActivityId) =>
      dialogs.activate(session, signOn, {
        role: { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId },
        draft: { ...intent, startAt: intent.startAt },
        problems: error.details.unmet ?? [],
        formActivityId,
        isToBeSeen: true,
      }),
  });
  const dialogs: DialogTurns = new DialogTurns({
    ...deps,
    adapter,
    botState: store.botState,
    chatOf,
    submit: (session, signOn, submission) => submit(desk, session, signOn, submission),
  });
  const commands = new CommandActions({
    ...deps,
    signIn,
    dialogs,
    desk,
    preferences: store.preferences,
    chatOf,
    scopes: entra.scopes,
  });
  const presses = new PressActions({ ...deps, signIn, dialogs, desk, commands, chatOf });
  const bot = new PimBot({
    chat: new PersonalChat({ signIn, dialogs, desk, commands, presses, background, chatOf }),
    signIn,
    conversations: store.conversations,
    claims: store.claims,
    directory: entra.directory,
    background,
    chatOf,
    settings: sessionSettings,
    mayGuestsUse: about.settings.people.guestsMayUse,
    clock,
    logger,
  });
  const tell = async (result: OperationResult): Promise<void> => {
    const conversation = await store.conversations.of(result.operation.person);
    if (conversation === undefined) return;
    const session = { person: conversation.person, conversation, card: drawFor(conversation) };
    await desk.show(session, result, undefined);
  };
  const sweeps = createSweeps(adapters, about, deps, messenger, tell);
  return {
    onActivity: (activity) => adapter.runTurn(activity, (context) => bot.run(context)),
    signInPages: createSignInPages(signInPagesDeps(adapters, about)),
    start: () => {
      sweeps.start();
    },
    stop: async () => {
      await background.idle();
      await sweeps.stop();
    },
  };
}

const signInPagesDeps = (
  { entra, store, clock, random, logger }: Adapters,
  { publicUrl }: AppSettings,
): SignInPagesDeps => ({
  signIns: store.signIns,
  interactive: entra.interactiveSignIn,
  person: (id) => entra.directory.person(id),
  audit: store.audit,
  clock,
  random,
  logger,
  publicUrl,
  defaultScopes: entra.scopes.base,
});

const sessionSettingsOf = ({ cardActions, settings: { people } }: AppSettings): SessionSettings => ({
  cardActions,
  portalUrl: PORTAL_URL,
  defaultTimeZone: people.defaultTimeZone,
  defaultLocale: people.defaultLocale,
  isPreviewDiscreet: people.discreetPreviews,
});

/** A complete activation from a dialog: stored, then run with the proof of this turn. */
async function submit(
  desk: OperationDesk,
  session: Session,
  signOn: SignOn,
  { draftId, role, input, formActivityId }: Submission,
): Promise<void> {
  const { startAt, ...given } = input;
  const intent = { kind: 'activate' as const, ...role, ...given, startAt: startAt?.toISOString() };
  const operation = await desk.open(session, intent, { id: draftId });
  if (operation !== undefined) await desk.run(session, operation.id, signOn, formActivityId);
}

function createSweeps(
  { store, clock, logger, jitter }: Adapters,
  { settings, tenantId: tenant }: AppSettings,
  deps: OperationDeps,
  messenger: TeamsMessenger,
  tell: (result: OperationResult) => Promise<void>,
): SweepRunner {
  const { digest, following, people } = settings;
  const digestDeps = {
    ...deps,
    tenantId: tenantId(tenant) satisfies TenantId,
    preferences: store.preferences,
    defaults: { isDigestOn: digest.enabled, digestAt: digest.at, isOnAtWeekends: digest.weekends },
    wallClock: (instant: Date, zone: string | undefined) =>
      wallClock(instant, zone ?? people.defaultTimeZone),
  };
  return new SweepRunner(
    [
      {
        name: 'delivery',
        everySeconds: 1,
        run: () => deliverOutbox({ ...deps, messenger, jitter }),
      },
      {
        name: 'following',
        everySeconds: 1,
        run: () => followRequests({ ...deps, intervals: following }),
      },
      { name: 'settling', everySeconds: 2, run: () => settleOperations(deps, tell) },
      { name: 'digests', everySeconds: 30, run: () => sendDigests(digestDeps) },
      {
        name: 'tidying',
        everySeconds: 300,
        run: async () => {
          await store.tokens.sweep();
          await store.signIns.sweep();
          await store.claims.sweep(new Date(clock.now().getTime() - 7 * 86_400_000));
        },
      },
    ],
    { now: () => clock.now().getTime(), logger },
  );
}

/** Date, time and weekday on the wall of a zone; an unknown zone counts as UTC. */
function wallClock(instant: Date, timeZone: string): WallClock {
  const zoned = DateTime.fromJSDate(instant).setZone(timeZone);
  const local = zoned.isValid ? zoned : zoned.setZone('utc');
  return { date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm'), weekday: local.weekday };
}
