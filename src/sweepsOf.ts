import { setTimeout as pause } from 'node:timers/promises';
import { type Adapters, type AppSettings } from './adapters.ts';
import { administratorsGroup } from './administratorsGroup.ts';
import { type AlertLook } from './alertLook.ts';
import { type Bot } from './bot/createBot.ts';
import { type Entra } from './graph/entra.ts';
import { deliverOutbox } from './jobs/deliverOutbox.ts';
import { dropHeldTokens } from './jobs/dropHeldTokens.ts';
import { endQuarantine } from './jobs/endQuarantine.ts';
import { followExtensions } from './jobs/followExtensions.ts';
import { followRequests } from './jobs/followRequests.ts';
import { forgetDeparted, type ForgetDepartedDeps } from './jobs/forgetDeparted.ts';
import { installForApprovers } from './jobs/installForApprovers.ts';
import { lookAfterSignIns } from './jobs/lookAfterSignIns.ts';
import { LOOK_SECONDS, lookAtActivations } from './jobs/lookAtActivations.ts';
import {
  lookAtPlannedStarts,
  type LookAtPlannedStartsDeps,
  PLANNED_START_SECONDS,
} from './jobs/lookAtPlannedStarts.ts';
import { lookAfterVotes } from './jobs/lookAfterVotes.ts';
import { offerAgain } from './jobs/offerAgain.ts';
import { createPace } from './jobs/pace.ts';
import { type DigestSettings } from './jobs/dueDigests.ts';
import { AUDIT_LOG_SECONDS, readAuditLog } from './jobs/readAuditLog.ts';
import { remindWaiting } from './jobs/remindWaiting.ts';
import { sendDigests } from './jobs/sendDigests.ts';
import { settleOperations } from './jobs/settleOperations.ts';
import { type Sweep } from './jobs/sweeps.ts';
import { tellEmergencyDayAfter } from './jobs/tellEmergencyDayAfter.ts';
import { tellLapsing } from './jobs/tellLapsing.ts';
import { warnBeforeEnd } from './jobs/warnBeforeEnd.ts';
import { tenantId, type TenantId } from './pim/ids.ts';
import { type OperationDeps } from './pim/operations/deps.ts';
import { listBypasses } from './pim/operations/houseBypasses/listBypasses.ts';
import { type SharedHoldings } from './pim/operations/sharedHoldings.ts';
import { type SharedSettings } from './pim/operations/sharedSettings.ts';
import { type Clock } from './pim/ports.ts';
import { type RestoreWatch } from './restoreWatch.ts';
import { type ReviewLook } from './reviewLook.ts';
import { type Settings } from './settings.ts';
import { type Store } from './store/store.ts';

/** What was done longer ago than this is forgotten: claims of delivered activities and reminders, what digests compare with. */
const KEPT_DAYS = 7;
/** What happened to alerts, and what went round house rules, is kept for over a year: auditors ask about the last one. */
const ALERTS_KEPT_DAYS = 400;

/** What is looked for by time, and when somebody asks; `undefined` where it is switched off. */
export interface Looks {
  readonly reviewLook: ReviewLook | undefined;
  readonly alertLook: AlertLook | undefined;
}

/** Everything that the service does by itself, again and again. */
export function sweepsOf(
  { entra, store, auditOutlets, restoreWatch, clock, jitter, houseRules }: Adapters,
  { settings, tenantId: tenant }: AppSettings,
  deps: OperationDeps & {
    readonly holdings: SharedHoldings;
    readonly roleSettings: SharedSettings;
  } & Looks,
  { messenger, tell, offerAgain: offerAgainTo, lookAfterSignIn }: Bot,
): readonly Sweep[] {
  const { following } = settings;
  const digestDeps = { ...deps, ...store, tenantId: tenantId(tenant), settings: digestSettingsOf(settings) };
  const learnt = new Set<string>();
  const pace = createPace(settings.delivery.messagesPerSecond, { now: () => performance.now(), pause });
  return [
    // While this process ends what it has begun, no other may take it for dead and begin the same.
    { name: 'instances', everySeconds: 1, isUntilTheEnd: true, run: () => store.instances.beat() },
    {
      name: 'delivery',
      everySeconds: 1,
      run: (signal, whenWoken) =>
        deliverOutbox({ ...deps, messenger, jitter, pace, pause }, { signal, whenWoken }),
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
    { name: 'settling', everySeconds: 2, run: (signal) => settleOperations(deps, tell, signal) },
    ...[
      voteSweep(deps, settings, tell),
      ...followUpSweeps(store, settings, deps, offerAgainTo),
      signInSweep({ ...deps, ...store }, lookAfterSignIn),
      { name: 'digests', everySeconds: 30, run: () => sendDigests(digestDeps) },
      ...installSweeps(entra, store, deps),
      ...lookSweeps(deps, tenantId(tenant)),
      plannedStartSweep({ ...deps, ...store, tenantId: tenantId(tenant) }),
      departureSweep({ ...digestDeps, heldTokens: entra.heldTokens }),
    ].map(unlessQuarantined(restoreWatch)),
    {
      name: 'quarantine',
      everySeconds: 1,
      run: () => endQuarantine({ ...deps, ...store, quarantineState: restoreWatch.state }),
    },
    ...housekeeping({ entra, store, auditOutlets, clock, houseRules }),
  ];
}

/** What nobody is told of. */
const housekeeping = ({
  entra,
  store,
  auditOutlets,
  clock,
  houseRules,
}: Pick<Adapters, 'entra' | 'store' | 'auditOutlets' | 'clock' | 'houseRules'>): readonly Sweep[] => [
  { name: 'relay switch', everySeconds: 2, run: () => store.relaySwitch.recordTurns() },
  ...auditOutlets.sweeps,
  ...(houseRules === undefined
    ? []
    : [{ name: 'house rules', everySeconds: 60, run: () => houseRules.look() }]),
  heldTokenSweep(entra, store),
  { name: 'tidying', everySeconds: 300, run: () => tidy(store, clock) },
];

const voteSweep = (deps: OperationDeps, settings: Settings, tell: Bot['tell']): Sweep => ({
  name: 'votes',
  everySeconds: 1,
  run: (signal) => lookAfterVotes({ ...deps, settings: reminderSettingsOf(settings) }, tell, signal),
});

/** What is looked for in the whole tenant. */
const lookSweeps = (deps: OperationDeps & Looks, tenant: TenantId): readonly Sweep[] => [
  ...alertSweeps(deps.alertLook),
  ...reviewSweeps(deps.reviewLook),
  ...bypassSweeps(deps, tenant),
];

/** Only where alerts are looked for at all. */
const alertSweeps = (alerts: AlertLook | undefined): readonly Sweep[] =>
  alerts === undefined ? [] : [{ name: 'alerts', everySeconds: 60, run: alerts.look }];

/** Only where access reviews are switched on. */
const reviewSweeps = (reviews: ReviewLook | undefined): readonly Sweep[] =>
  reviews === undefined ? [] : [{ name: 'reviews', everySeconds: 600, run: reviews.look }];

/** What went round the rules of the house. */
function bypassSweeps(deps: OperationDeps, tenant: TenantId): readonly Sweep[] {
  const looking = { ...deps, tenantId: tenant, lookedAt: new Set<string>() };
  return [
    { name: 'activations', everySeconds: LOOK_SECONDS, run: (signal) => lookAtActivations(looking, signal) },
    { name: 'bypasses', everySeconds: 60, run: () => listBypasses(deps, tenant) },
  ];
}

/** What was planned when the rules of the house allowed it. */
function plannedStartSweep(deps: Omit<LookAtPlannedStartsDeps, 'lookedAt'>): Sweep {
  const looking = { ...deps, lookedAt: new Set<string>() };
  return {
    name: 'planned starts',
    everySeconds: PLANNED_START_SECONDS,
    run: (signal) => lookAtPlannedStarts(looking, signal),
  };
}

const signInSweep = (...[signIns, lookAfter]: Parameters<typeof lookAfterSignIns>): Sweep => ({
  name: 'sign-ins',
  everySeconds: 5,
  run: (signal) => lookAfterSignIns(signIns, lookAfter, signal),
});

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
  await store.policyFiles.sweep();
  const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await store.claims.sweep(before);
  await store.reminders.sweep(before);
  await store.againWishes.sweep(before);
  await store.lookback.sweep(before);
  await store.reviewCards.sweep(before);
  const longAgo = new Date(clock.now().getTime() - ALERTS_KEPT_DAYS * 86_400_000);
  await store.alerts.sweep(longAgo);
  await store.houseBypasses.sweep(longAgo);
  await store.laterBreaches.sweep(longAgo);
  await store.ruleVersions.sweep(longAgo);
}

/** What is said because of what the database knows waits until that is true again. */
const unlessQuarantined =
  ({ state }: RestoreWatch) =>
  (sweep: Sweep): Sweep => ({
    ...sweep,
    run: async (...given) => {
      if (!(await state()).isOn) await sweep.run(...given);
    },
  });

const reminderSettingsOf = ({ reminders, people }: Pick<Settings, 'reminders' | 'people'>) => ({
  ...reminders.approvers,
  defaultTimeZone: people.defaultTimeZone,
});

/** What is said because time has passed. */
function followUpSweeps(
  { deadlines }: Store,
  { reminders, people }: Settings,
  deps: OperationDeps,
  offer: Bot['offerAgain'],
): readonly Sweep[] {
  const { endingSoonMinutes, lapsingMinutes } = reminders;
  const settings = reminderSettingsOf({ reminders, people });
  return [
    { name: 'reminders', everySeconds: 30, run: () => remindWaiting({ ...deps, settings }) },
    { name: 'lapsing', everySeconds: 30, run: () => tellLapsing({ ...deps, deadlines, lapsingMinutes }) },
    { name: 'ending', everySeconds: 30, run: () => warnBeforeEnd({ ...deps, deadlines, endingSoonMinutes }) },
    { name: 'emergencies', everySeconds: 60, run: () => tellEmergencyDayAfter(deps) },
    { name: 'again', everySeconds: 5, run: () => offerAgain(deps, offer) },
    { name: 'extensions', everySeconds: 300, run: (signal) => followExtensions(deps, signal) },
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
          run: (signal) => installForApprovers({ ...deps, deadlines, appInstaller }, signal),
        },
      ];

/** When digests come by the settings. */
export function digestSettingsOf(settings: Settings): DigestSettings {
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
