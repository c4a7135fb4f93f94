import { type AlertLook } from '../pim/alerts/alerts.ts';
import { foldAlerts } from '../pim/alerts/foldAlerts.ts';
import { observeAlerts } from '../pim/alerts/observeAlerts.ts';
import { tellAlerts } from '../pim/alerts/tellAlerts.ts';
import { isPimError } from '../pim/errors.ts';
import { type TenantId } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { judge } from '../pim/posture/judge.ts';
import { type Posture } from '../pim/posture/posture.ts';

/** What looking for alerts needs. */
export interface WatchAlertsDeps extends Pick<
  OperationDeps,
  | 'alerts'
  | 'administrators'
  | 'conversations'
  | 'cards'
  | 'claims'
  | 'outbox'
  | 'clock'
  | 'random'
  | 'logger'
> {
  readonly tenantId: TenantId;
  /** The tenant as it is now, with the audit log. @throws PimError */
  readonly posture: () => Promise<Posture>;
  readonly settings: { readonly everyMinutes: number; readonly flapHours: number };
}

const MINUTE_MS = 60_000;

/**
 * Looks at the whole tenant and compares with what was found before: what is new, what has gone, what nobody could judge.
 * Each time falls to whichever process claims it first. A tenant that cannot be read is looked at again next time.
 */
export async function watchAlerts(deps: WatchAlertsDeps): Promise<void> {
  const { alerts, claims, clock, random, logger, tenantId } = deps;
  const { everyMinutes, flapHours } = deps.settings;
  const slot = Math.floor(clock.now().getTime() / (everyMinutes * MINUTE_MS));
  if (!(await claims.claim(`alerts/${tenantId}/${String(everyMinutes)}/${String(slot)}`))) return;
  let posture: Posture;
  try {
    posture = await deps.posture();
  } catch (error) {
    if (!isPimError(error)) throw error;
    logger.warn({ event: 'alerts.notRead', code: error.code }, 'The tenant could not be read for alerts');
    return;
  }
  const observation = observeAlerts(posture, judge(posture));
  const now = clock.now();
  const look: AlertLook = { at: posture.at, notJudged: observation.notJudged };
  await alerts.fold(
    look,
    (known) => foldAlerts(known, observation, { now, flapHours, newId: () => random.ulid() }),
    () => random.ulid(),
  );
  await tellAlerts(deps, tenantId, look);
}
