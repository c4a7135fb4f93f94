import { setTimeout as pause } from 'node:timers/promises';
import { administratorsIn } from './bot/administrators.ts';
import { type AuditOutlets } from './auditOutlets.ts';
import { type TurnAdapter } from './bot/adapter.ts';
import { type ChannelEndpoints } from './bot/channelEndpoints.ts';
import { type Connector } from './bot/connector.ts';
import { type Bot, createBot } from './bot/createBot.ts';
import { createInboundLimits, type LimitedBy } from './bot/inboundLimits.ts';
import { type FileUploads } from './bot/fileUploads.ts';
import { type SessionSettings } from './bot/sessions.ts';
import { type Entra } from './graph/entra.ts';
import { deliverOutbox } from './jobs/deliverOutbox.ts';
import { dropHeldTokens } from './jobs/dropHeldTokens.ts';
import { endQuarantine } from './jobs/endQuarantine.ts';
import { followExtensions } from './jobs/followExtensions.ts';
import { followRequests } from './jobs/followRequests.ts';
import { forgetDeparted, type ForgetDepartedDeps } from './jobs/forgetDeparted.ts';
import { installForApprovers } from './jobs/installForApprovers.ts';
import { lookAfterSignIns } from './jobs/lookAfterSignIns.ts';
import { offerAgain } from './jobs/offerAgain.ts';
import { createPace } from './jobs/pace.ts';
import { type DigestSettings } from './jobs/dueDigests.ts';
import { AUDIT_LOG_SECONDS, readAuditLog } from './jobs/readAuditLog.ts';
import { remindWaiting } from './jobs/remindWaiting.ts';
import { sendDigests } from './jobs/sendDigests.ts';
import { settleOperations } from './jobs/settleOperations.ts';
import { type Sweep, SweepRunner } from './jobs/sweeps.ts';
import { tellLapsing } from './jobs/tellLapsing.ts';
import { warnBeforeEnd } from './jobs/warnBeforeEnd.ts';
import { principalId, type PrincipalId, tenantId } from './pim/ids.ts';
import { type Logger } from './pim/logger.ts';
import { type OperationDeps } from './pim/operations/deps.ts';
import { SharedHoldings } from './pim/operations/sharedHoldings.ts';
import { SharedSettings } from './pim/operations/sharedSettings.ts';
import { type Clock, type Random } from './pim/ports.ts';
import { administrationThroughGate, relayThroughGate } from './pim/relayGate.ts';
import { recentState } from './pim/relaySwitch.ts';
import { reportPage } from './reports/reportPage.ts';
import { type RestoreWatch } from './restoreWatch.ts';
import { type Settings } from './settings.ts';
import { sharedPostures } from './sharedPostures.ts';
import { wordsFor } from './words/wordsFor.ts';
import { type Store } from './store/store.ts';

/** Everything that reaches outside the process. */
export interface Adapters {
  readonly entra: Entra;
  readonly store: Store;
  readonly auditOutlets: AuditOutlets;
  readonly restoreWatch: RestoreWatch;
  readonly connector: Connector;
  readonly files: FileUploads;
  readonly adapter: TurnAdapter;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** From 0 up to 1; spreads repeated tries. */
  readonly jitter: () => number;
  /** Hears of every activity that was dropped because it came too fast. */
  readonly onLimited?: (by: LimitedBy) => void;
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

/** What was done longer ago than this is forgotten: claims of delivered activities and reminders, what digests compare with. */
const KEPT_DAYS = 7;

/** Puts the service together: main.ts gives it the real adapters, a test gives it what it needs. */
export function createApp(adapters: Adapters, about: AppSettings): App {
  const { entra, store, clock, logger } = adapters;
  const administrators = administratorsIn(administratorsGroup(about.settings), entra.directory);
  const deps: OperationDeps = {
    ...store,
    ...adapters,
    ...relayOf(adapters),
    directory: entra.directory,
    administrators,
    ...boundsOf(about.settings),
  };
  const holdings = new SharedHoldings(deps);
  const roleSettings = new SharedSettings({ posture: entra.posture, clock });
  const bot = createBot({
    ...store,
    ...adapters,
    ...deps,
    ...signingIn(entra),
    appId: about.appId,
    publicUrl: about.publicUrl,
    clientOrigins: about.channel.clientOrigins,
    sessionSettings: sessionSettingsOf(about),
    mayGuestsUse: about.settings.people.guestsMayUse,
    defaultDigestAt: about.settings.digest.at,
    holdings,
    roleSettings,
    administrators,
    postures: sharedPostures({ ...adapters, tenantId: tenantId(about.tenantId) }, about.settings),
    reportOf: (posture, locale) => reportPage(posture, clock.now(), wordsFor(locale)),
    wakeDelivery: () => {
      sweeps.wake('delivery');
    },
  });
  const sweeps = new SweepRunner(sweepsOf(adapters, about, { ...deps, holdings, roleSettings }, bot), {
    now: () => clock.now().getTime(),
    logger,
  });
  return {
    onActivity: boundedTurns(adapters, about, bot),
    signInPages: bot.signInPages,
    start: () => {
      sweeps.start();
    },
    stop: async () => {
      await bot.background.idle();
      await sweeps.stop();
      await adapters.auditOutlets.finish();
    },
  };
}

/** The bot's turns behind the bounds of a process, which are asked before anything of a turn is done. */
function boundedTurns(
  { adapter, logger, onLimited = () => undefined }: Adapters,
  { settings: { limits, people } }: AppSettings,
  { background, pimBot }: Bot,
): App['onActivity'] {
  const inbound = createInboundLimits({
    bounds: limits.inbound,
    workUnderWay: () => background.size,
    say: async (activity, text) => {
      await adapter.runTurn(activity, async (context) => {
        await context.sendActivity(text);
      });
    },
    defaultLocale: people.defaultLocale,
    onLimited,
    now: () => performance.now(),
    logger,
  });
  return (activity) =>
    inbound.answer(activity, () => adapter.runTurn(activity, (context) => pimBot.run(context)));
}

const signingIn = ({ signOnVerifier, interactiveSignIn, heldTokens, scopes }: Entra) => ({
  verifier: signOnVerifier,
  interactive: interactiveSignIn,
  heldTokens,
  scopes,
});

const boundsOf = ({ limits, yardstick }: Settings) => ({ limits, yardstick, pause });

function relayOf({
  entra: { pimFor, administrationFor, appPermissions },
  store,
  restoreWatch,
  clock,
}: Adapters): Pick<OperationDeps, 'pimFor' | 'administrationFor'> {
  const conditions = {
    relayState: recentState(store.relaySwitch, clock),
    quarantine: restoreWatch.state,
    ownPermissions: appPermissions,
  };
  return {
    pimFor: relayThroughGate(pimFor, conditions),
    administrationFor: administrationFor && administrationThroughGate(administrationFor, conditions),
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
  { entra, store, auditOutlets, restoreWatch, clock, jitter }: Adapters,
  { settings, tenantId: tenant }: AppSettings,
  deps: OperationDeps & { readonly holdings: SharedHoldings; readonly roleSettings: SharedSettings },
  { messenger, tell, offerAgain: offerAgainTo, lookAfterSignIn }: Bot,
): readonly Sweep[] {
  const { following } = settings;
  const digestDeps = { ...deps, ...store, tenantId: tenantId(tenant), settings: digestSettingsOf(settings) };
  const learnt = new Set<string>();
  const pace = createPace(settings.delivery.messagesPerSecond, { now: () => performance.now(), pause });
  return [
    { name: 'instances', everySeconds: 1, run: () => store.instances.beat() },
    {
      name: 'delivery',
      everySeconds: 1,
      run: (signal) => deliverOutbox({ ...deps, messenger, jitter, pace, pause }, signal),
    },
    {
      name: 'following',
      everySeconds: 1,
      run: (signal) => followRequests({ ...deps, intervals: following }, signal),
    },
    {
      name: 'audit log',
      everySeconds: AUDIT_LOG_SECONDS,
      run: () => readAuditLog({ ...digestDeps, auditLogCursor: store.auditLogCursor, learnt }),
    },
    { name: 'settling', everySeconds: 2, run: () => settleOperations(deps, tell) },
    ...[
      ...followUpSweeps(store, settings, deps, offerAgainTo),
      {
        name: 'sign-ins',
        everySeconds: 5,
        run: () => lookAfterSignIns({ ...deps, ...store }, lookAfterSignIn),
      },
      { name: 'digests', everySeconds: 30, run: () => sendDigests(digestDeps) },
      ...installSweeps(entra, store, deps),
      departureSweep({ ...digestDeps, heldTokens: entra.heldTokens }),
    ].map(unlessQuarantined(restoreWatch)),
    {
      name: 'quarantine',
      everySeconds: 1,
      run: () => endQuarantine({ ...deps, ...store, quarantineState: restoreWatch.state }),
    },
    { name: 'relay switch', everySeconds: 2, run: () => store.relaySwitch.recordTurns() },
    ...auditOutlets.sweeps,
    heldTokenSweep(entra, store),
    { name: 'tidying', everySeconds: 300, run: () => tidy(store, clock) },
  ];
}

const departureSweep = (deps: ForgetDepartedDeps): Sweep => ({
  name: 'departures',
  everySeconds: 900,
  run: () => forgetDeparted(deps),
});

const heldTokenSweep = ({ heldTokens }: Entra, { tokens }: Store): Sweep => ({
  name: 'held tokens',
  everySeconds: 60,
  run: () => dropHeldTokens({ heldTokens, tokens }),
});

async function tidy(store: Store, clock: Clock): Promise<void> {
  await store.tokens.sweep();
  await store.signIns.sweep();
  const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await store.claims.sweep(before);
  await store.reminders.sweep(before);
  await store.againWishes.sweep(before);
  await store.lookback.sweep(before);
}

/** What is said because of what the database knows waits until that is true again. */
const unlessQuarantined =
  ({ state }: RestoreWatch) =>
  (sweep: Sweep): Sweep => ({
    ...sweep,
    run: async (signal) => {
      if (!(await state()).isOn) await sweep.run(signal);
    },
  });

/** What is said because time has passed. */
function followUpSweeps(
  { deadlines }: Store,
  { reminders, people }: Settings,
  deps: OperationDeps,
  offer: Bot['offerAgain'],
): readonly Sweep[] {
  const { approvers, endingSoonMinutes, lapsingMinutes } = reminders;
  const settings = { ...approvers, defaultTimeZone: people.defaultTimeZone };
  return [
    { name: 'reminders', everySeconds: 30, run: () => remindWaiting({ ...deps, settings }) },
    { name: 'lapsing', everySeconds: 30, run: () => tellLapsing({ ...deps, deadlines, lapsingMinutes }) },
    { name: 'ending', everySeconds: 30, run: () => warnBeforeEnd({ ...deps, deadlines, endingSoonMinutes }) },
    { name: 'again', everySeconds: 5, run: () => offerAgain(deps, offer) },
    { name: 'extensions', everySeconds: 300, run: () => followExtensions(deps) },
  ];
}

/** Only where the app may be installed for people at all. */
const installSweeps = (
  { appInstaller }: Entra,
  { deadlines }: Store,
  deps: OperationDeps,
): readonly Sweep[] =>
  appInstaller === undefined
    ? []
    : [
        {
          name: 'installing',
          everySeconds: 30,
          run: () => installForApprovers({ ...deps, deadlines, appInstaller }),
        },
      ];

const administratorsGroup = ({ administrators: { group } }: Settings): PrincipalId | undefined =>
  group === '' ? undefined : principalId(group);

function digestSettingsOf(settings: Settings): DigestSettings {
  const { digest, people, administrators } = settings;
  const groupId = administratorsGroup(settings);
  return {
    isDigestOn: digest.enabled,
    digestAt: digest.at,
    isDigestOnWeekends: digest.weekends,
    defaultTimeZone: people.defaultTimeZone,
    administrators:
      groupId !== undefined && administrators.digest.enabled
        ? { groupId, digestAt: administrators.digest.at }
        : undefined,
  };
}
