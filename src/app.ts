import { setTimeout as pause } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { type TurnAdapter } from './bot/adapter.ts';
import { type ChannelEndpoints } from './bot/channelEndpoints.ts';
import { type Connector } from './bot/connector.ts';
import { type Bot, createBot } from './bot/createBot.ts';
import { type SessionSettings } from './bot/sessions.ts';
import { type Entra } from './graph/entra.ts';
import { deliverOutbox } from './jobs/deliverOutbox.ts';
import { followRequests } from './jobs/followRequests.ts';
import { createPace } from './jobs/pace.ts';
import { sendDigests, type WallClock } from './jobs/sendDigests.ts';
import { settleOperations } from './jobs/settleOperations.ts';
import { type Sweep, SweepRunner } from './jobs/sweeps.ts';
import { tenantId } from './pim/ids.ts';
import { type Logger } from './pim/logger.ts';
import { type OperationDeps } from './pim/operations/deps.ts';
import { type Clock, type Random } from './pim/ports.ts';
import { relayThroughGate } from './pim/relayGate.ts';
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
  readonly channel: Pick<ChannelEndpoints, 'clientOrigins'>;
  readonly cardActions: 'execute' | 'submit';
  readonly settings: Settings;
}

/** The service without its adapters. */
export interface App extends Pick<Bot, 'signInPages'> {
  readonly onActivity: (
    activity: Parameters<TurnAdapter['runTurn']>[0],
  ) => ReturnType<TurnAdapter['runTurn']>;
  /** Starts delivery, following and digests. */
  readonly start: () => void;
  /** Starts nothing new, and waits for what is under way. */
  readonly stop: () => Promise<void>;
}

/** Where "Open in Entra" leads. The portal's addresses are not documented and may change. */
const PORTAL_URL =
  'https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ApproveRequestMenuBlade/~/aadmigratedroles';

/** What was done with longer ago than this is forgotten: claims of delivered activities, sent digests, reminders. */
const CLAIMS_KEPT_DAYS = 7;

/** Puts the service together: main.ts gives it the real adapters, a test gives it what it needs. */
export function createApp(adapters: Adapters, about: AppSettings): App {
  const { entra, store, clock, logger } = adapters;
  const deps: OperationDeps = {
    ...store,
    ...adapters,
    pimFor: relayThroughGate(entra.pimFor, entra.appPermissions),
    directory: entra.directory,
  };
  const bot = createBot({
    ...store,
    ...adapters,
    ...deps,
    verifier: entra.signOnVerifier,
    interactive: entra.interactiveSignIn,
    scopes: entra.scopes,
    appId: about.appId,
    publicUrl: about.publicUrl,
    clientOrigins: about.channel.clientOrigins,
    sessionSettings: sessionSettingsOf(about),
    mayGuestsUse: about.settings.people.guestsMayUse,
    defaultDigestAt: about.settings.digest.at,
    wakeDelivery: () => {
      sweeps.wake('delivery');
    },
  });
  const sweeps = new SweepRunner(sweepsOf(adapters, about, deps, bot), {
    now: () => clock.now().getTime(),
    logger,
  });
  return {
    onActivity: (activity) => adapters.adapter.runTurn(activity, (context) => bot.pimBot.run(context)),
    signInPages: bot.signInPages,
    start: () => {
      sweeps.start();
    },
    stop: async () => {
      await bot.background.idle();
      await sweeps.stop();
    },
  };
}

const sessionSettingsOf = ({ cardActions, settings: { people } }: AppSettings): SessionSettings => ({
  cardActions,
  portalUrl: PORTAL_URL,
  defaultTimeZone: people.defaultTimeZone,
  defaultLocale: people.defaultLocale,
  isPreviewDiscreet: people.discreetPreviews,
});

function sweepsOf(
  { store, clock, jitter }: Adapters,
  { settings, tenantId: tenant }: AppSettings,
  deps: OperationDeps,
  { messenger, tell }: Bot,
): readonly Sweep[] {
  const { digest, following, people } = settings;
  const digestDeps = {
    ...deps,
    tenantId: tenantId(tenant),
    preferences: store.preferences,
    defaults: { isDigestOn: digest.enabled, digestAt: digest.at, isOnAtWeekends: digest.weekends },
    wallClock: (instant: Date, zone: string | undefined) =>
      wallClock(instant, zone ?? people.defaultTimeZone),
  };
  const pace = createPace(settings.delivery.messagesPerSecond, { now: () => performance.now(), pause });
  return [
    { name: 'delivery', everySeconds: 1, run: () => deliverOutbox({ ...deps, messenger, jitter, pace }) },
    { name: 'following', everySeconds: 1, run: () => followRequests({ ...deps, intervals: following }) },
    { name: 'settling', everySeconds: 2, run: () => settleOperations(deps, tell) },
    { name: 'digests', everySeconds: 30, run: () => sendDigests(digestDeps) },
    {
      name: 'tidying',
      everySeconds: 300,
      run: async () => {
        await store.tokens.sweep();
        await store.signIns.sweep();
        await store.claims.sweep(new Date(clock.now().getTime() - CLAIMS_KEPT_DAYS * 86_400_000));
      },
    },
  ];
}

/** Date, time and weekday on the wall of a zone; an unknown zone counts as UTC. */
function wallClock(instant: Date, timeZone: string): WallClock {
  const zoned = DateTime.fromJSDate(instant, { zone: timeZone });
  const local = zoned.isValid ? zoned : DateTime.fromJSDate(instant, { zone: 'utc' });
  return { date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm'), weekday: local.weekday };
}
