import { watchAlerts } from './jobs/watchAlerts.ts';
import { type TenantId } from './pim/ids.ts';
import { type OperationDeps } from './pim/operations/deps.ts';
import { type RestoreWatch } from './restoreWatch.ts';
import { type Settings } from './settings.ts';
import { type sharedPostures } from './sharedPostures.ts';

/** A start is busy enough, and a process that starts again and again is not to read the tenant each time. */
const FIRST_LOOK_MS = 5 * 60_000;

/** Looking for alerts. */
export interface AlertLook {
  /** When it is time. */
  readonly look: () => Promise<void>;
  /** Because somebody asks who would be told otherwise that nobody has looked yet. */
  readonly lookFirst: () => Promise<void>;
}

/** `undefined` where they are not looked for at all. */
export function alertLook(
  deps: OperationDeps & { readonly postures: ReturnType<typeof sharedPostures> },
  tenantId: TenantId,
  { alerts: settings }: Settings,
  { state }: Pick<RestoreWatch, 'state'>,
): AlertLook | undefined {
  if (settings.everyMinutes === 0) return undefined;
  const { clock, postures, alerts } = deps;
  const begunAt = clock.now().getTime();
  const watching = { ...deps, tenantId, posture: () => postures.withHistory.current(), settings };
  return {
    look: async () => {
      if (clock.now().getTime() - begunAt >= FIRST_LOOK_MS) await watchAlerts(watching);
    },
    lookFirst: async () => {
      if ((await alerts.lastLook()) === undefined && !(await state()).isOn) await watchAlerts(watching);
    },
  };
}
