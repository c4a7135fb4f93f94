import { type Logger } from '../logger.ts';
import { isPimError } from '../errors.ts';
import { canonicalSettings, type ComparableSettings } from '../posture/settingFacts.ts';
import { type RoleDifference, settingsDiff } from '../posture/settingsDiff.ts';
import { type Lookback } from '../records.ts';
import { type SharedSettings } from './sharedSettings.ts';

/** What remembering and comparing settings needs. */
export interface KeptSettingsDeps {
  readonly roleSettings: SharedSettings;
  readonly lookback: Pick<Lookback, 'keepSettings' | 'settingsAt'>;
  readonly logger: Logger;
}

/** Remembers how every role is set, so that a later digest can say what has changed. */
export async function keepSettings({
  roleSettings,
  lookback,
}: Omit<KeptSettingsDeps, 'logger'>): Promise<void> {
  const settings = await roleSettings.current();
  await lookback.keepSettings(settings.map(canonicalSettings));
}

/**
 * What has changed since settings were kept. A role that came or went is told as that (`onlyIn`), and nothing of its
 * settings. Nothing where nothing was kept, and nothing where they cannot be read now.
 */
export async function settingsDrift(
  { roleSettings, logger }: Pick<KeptSettingsDeps, 'roleSettings' | 'logger'>,
  kept: readonly ComparableSettings[] | undefined,
): Promise<readonly RoleDifference[]> {
  if (kept === undefined) return [];
  try {
    return settingsDiff(kept, await roleSettings.current());
  } catch (error) {
    if (!isPimError(error)) throw error;
    logger.warn(
      { event: 'roleSettings.unreadable', err: error },
      'The settings of roles are unknown now, so nothing is said of what has changed',
    );
    return [];
  }
}
