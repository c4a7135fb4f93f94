import { type Adapters } from './adapters.ts';
import { type InboundGuard } from './bot/inboundGuard.ts';
import { type Config } from './config.ts';
import { type AppPermissions } from './graph/entra.ts';
import { keptFor, type ReadinessCheck } from './health.ts';
import { type Logger } from './pim/logger.ts';

/** What waits longer than this for delivery waits for nobody. */
const STANDSTILL_MS = 120_000;
/** Tokens and signatures are judged with five minutes of leeway; long before that something is wrong. */
export const MAXIMUM_OFFSET_SECONDS = 60;
/** An orchestrator may ask every second: whatever costs a call or a query is kept for so long. */
const KEPT_MS = 2_000;

/** Everything that must hold for the service to do its work. */
export function readinessChecks(
  {
    entra,
    store,
    restoreWatch,
    teamsWatch,
    clock,
    logger,
  }: Pick<Adapters, 'entra' | 'store' | 'restoreWatch' | 'teamsWatch' | 'clock' | 'logger'>,
  guard: Pick<InboundGuard, 'hasKeys'>,
  { isProduction }: Pick<Config, 'isProduction'>,
): readonly ReadinessCheck[] {
  const kept = keptFor(clock, KEPT_MS);
  const isDelivering = async (): Promise<boolean> => {
    const since = await store.outbox.standstillSince();
    return since === undefined || clock.now().getTime() - since.getTime() <= STANDSTILL_MS;
  };
  const isClockRight = (): boolean => Math.abs(entra.clockOffsetSeconds() ?? 0) <= MAXIMUM_OFFSET_SECONDS;
  return [
    { name: 'database', check: () => store.ping().then(() => true) },
    // Reading goes on where a server has turned read-only; said as often as each second anyway, it changes nothing.
    { name: 'storage', check: kept(() => store.instances.sayAlive().then(() => true)) },
    { name: 'channel keys', check: () => guard.hasKeys() },
    { name: 'graph', check: kept(() => entra.hasAppToken()) },
    { name: 'permissions', check: kept(() => mayServe(() => entra.appPermissions(), logger)) },
    { name: 'delivery', check: kept(isDelivering) },
    // What is put off again and again does not stand still, though nobody gets it.
    { name: 'teams', check: () => Promise.resolve(!teamsWatch.isCutOff()) },
    { name: 'quarantine', check: async () => !(await restoreWatch.state()).isOn },
    // The clock of an offline tenant is moved by hand, and its answers are dated by this machine's own.
    ...(isProduction ? [{ name: 'clock', check: () => Promise.resolve(isClockRight()) }] : []),
  ];
}

/** The app's own identity reads, nothing else: with a permission that could change access, no change is relayed. */
async function mayServe(appPermissions: () => Promise<AppPermissions>, logger: Logger): Promise<boolean> {
  const { changesAccess, missing } = await appPermissions();
  if (missing.length > 0)
    logger.warn({ missing }, 'Application permissions are missing; what needs them will say so');
  if (changesAccess.length > 0) {
    logger.error({ changesAccess }, 'The app holds permissions that could change access: take them away');
  }
  return changesAccess.length === 0;
}
