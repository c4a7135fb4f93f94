import { setTimeout as pause } from 'node:timers/promises';
import { type Adapters, type AppSettings } from './adapters.ts';
import { administratorsGroup } from './administratorsGroup.ts';
import { alertLook } from './alertLook.ts';
import { digestSettingsOf, type Looks, sweepsOf } from './sweepsOf.ts';
import { administratorsIn } from './bot/administrators.ts';
import { type TurnAdapter } from './bot/adapter.ts';
import { type Bot, type BotDeps, createBot } from './bot/createBot.ts';
import { createInboundLimits } from './bot/inboundLimits.ts';
import { type SessionSettings } from './bot/sessions.ts';
import { type Entra } from './graph/entra.ts';
import { leaveOutDue, leaveOutPassed } from './jobs/leaveOutPassed.ts';
import { SweepRunner } from './jobs/sweeps.ts';
import { JudgeByTheBook } from './pim/houseRules/judgeByTheBook.ts';
import { tenantId } from './pim/ids.ts';
import { type OperationDeps } from './pim/operations/deps.ts';
import { SharedHoldings } from './pim/operations/sharedHoldings.ts';
import { SharedSettings } from './pim/operations/sharedSettings.ts';
import { administrationThroughGate, relayThroughGate, reviewingThroughGate } from './pim/relayGate.ts';
import { PilotDoor } from './pim/pilot/pilotDoor.ts';
import { recentState } from './pim/relaySwitch.ts';
import { pilotMembersOf } from './pilotSettings.ts';
import { reportPage } from './reports/reportPage.ts';
import { SharedRunningReviews } from './pim/reviews/runningReviews.ts';
import { reviewLook } from './reviewLook.ts';
import { type Settings } from './settings.ts';
import { sharedPostures } from './sharedPostures.ts';
import { wordsFor } from './words/wordsFor.ts';

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
    houseJudge: houseJudgeOf(adapters, about),
    ...boundsOf(about.settings),
  };
  const shared = sharedReadings(adapters, about, deps);
  const looks = looksOf(adapters, about, { ...deps, ...shared });
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
    pilotDoor: pilotDoorOf(adapters, about),
    ...digestsOf(adapters, about.settings),
    ...reviewsOf(adapters, about.settings),
    ...askedLooks(looks),
    ...shared,
    administrators,
    reportOf: (posture, locale) => reportPage(posture, clock.now(), wordsFor(locale)),
    wakeDelivery: () => {
      sweeps.wake('delivery');
    },
  });
  const sweeps = new SweepRunner(sweepsOf(adapters, about, { ...deps, ...looks, ...shared }, bot), {
    now: () => clock.now().getTime(),
    logger,
  });
  return {
    onActivity: boundedTurns(adapters, about, bot),
    signInPages: bot.signInPages,
    start: () => {
      sweeps.start();
    },
    stop: () => stopInOrder(bot, sweeps, adapters),
  };
}

/** What the bot has to know of digests that come by themselves. */
function digestsOf(
  { store: { preferences, digests }, clock }: Adapters,
  settings: AppSettings['settings'],
): Pick<BotDeps, 'defaultDigestAt' | 'leaveOutDue' | 'leaveOutPassed'> {
  const deps = { preferences, digests, clock, settings: digestSettingsOf(settings) };
  return {
    defaultDigestAt: settings.digest.at,
    leaveOutDue: (reader) => leaveOutDue(deps, reader),
    leaveOutPassed: (reader, chosen) => leaveOutPassed(deps, reader, chosen),
  };
}

async function stopInOrder(
  { background }: Bot,
  sweeps: SweepRunner,
  { auditOutlets }: Adapters,
): Promise<void> {
  await background.idle();
  await sweeps.stop();
  await auditOutlets.finish();
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
    pause,
    logger,
  });
  return (activity) =>
    inbound.answer(activity, () => adapter.runTurn(activity, (context) => pimBot.run(context)));
}

/** `undefined`: everybody is served. */
function pilotDoorOf(
  { entra: { directory }, store }: Adapters,
  { settings }: AppSettings,
): PilotDoor | undefined {
  const members = pilotMembersOf(settings);
  return members && new PilotDoor({ ...store, directory }, members);
}

const signingIn = ({ signOnVerifier, interactiveSignIn, heldTokens, scopes }: Entra) => ({
  verifier: signOnVerifier,
  interactive: interactiveSignIn,
  heldTokens,
  scopes,
});

/** What is read of the whole tenant, once for everybody who asks at about the same time. */
const sharedReadings = ({ houseRules, ...adapters }: Adapters, about: AppSettings, deps: OperationDeps) => ({
  holdings: new SharedHoldings(deps),
  postures: sharedPostures(
    {
      ...adapters,
      ...(houseRules && { rules: () => houseRules.current().index }),
      tenantId: tenantId(about.tenantId),
    },
    about.settings,
  ),
  roleSettings: new SharedSettings({ posture: adapters.entra.posture, clock: adapters.clock }),
});

const reviewsOf = ({ entra: { reviewing }, clock }: Adapters, { reviews }: Settings) => ({
  runningReviews: reviewing && new SharedRunningReviews({ ...reviewing, clock }),
  reviewDefaults: reviews,
  keepWithinDays: reviews.activatedWithinDays,
});

/** What is looked for by time, and when somebody asks. */
function looksOf(
  { restoreWatch }: Adapters,
  { settings, tenantId: tenant }: AppSettings,
  deps: OperationDeps & { readonly postures: ReturnType<typeof sharedPostures> },
): Looks {
  return {
    reviewLook: reviewLook(deps, tenantId(tenant), settings, restoreWatch),
    alertLook: alertLook(deps, tenantId(tenant), settings, restoreWatch),
  };
}

const houseJudgeOf = (
  { entra: { directory }, store, houseRules, clock, logger }: Adapters,
  { settings: { yardstick }, tenantId: tenant }: AppSettings,
): OperationDeps['houseJudge'] =>
  houseRules &&
  new JudgeByTheBook({
    ...store,
    current: () => houseRules.current(),
    directory,
    yardstick,
    tenantId: tenantId(tenant),
    clock,
    logger,
  });

const nothing = (): Promise<void> => Promise.resolve();

const askedLooks = (looks: Looks) => ({
  lookForReviews: looks.reviewLook?.lookNow ?? nothing,
  lookForAlerts: looks.alertLook?.lookFirst ?? nothing,
});

const boundsOf = ({ limits, yardstick }: Settings) => ({ limits, yardstick, pause });

function relayOf({
  entra: { pimFor, administrationFor, reviewing, appPermissions },
  store,
  restoreWatch,
  clock,
}: Adapters): Pick<OperationDeps, 'pimFor' | 'administrationFor' | 'reviewing'> {
  const conditions = {
    relayState: recentState(store.relaySwitch, clock),
    quarantine: restoreWatch.state,
    ownPermissions: appPermissions,
  };
  return {
    pimFor: relayThroughGate(pimFor, conditions),
    administrationFor: administrationFor && administrationThroughGate(administrationFor, conditions),
    reviewing: reviewing && reviewingThroughGate(reviewing, conditions),
  };
}

const sessionSettingsOf = ({
  cardActions,
  endpoints,
  settings: { people },
}: AppSettings): SessionSettings => ({
  cardActions,
  portalUrl: endpoints.portalUrl,
  defaultTimeZone: people.defaultTimeZone,
  defaultLocale: people.defaultLocale,
  isPreviewDiscreet: people.discreetPreviews,
});
