import { type AdministrationGateway } from '../administration.ts';
import { isPimError, PimError } from '../errors.ts';
import { type ComparableSettings } from '../posture/settingFacts.ts';
import {
  areSameSettings,
  settingsGuard,
  settingsSteps,
  type SettingsStep,
} from '../posture/settingsSteps.ts';
import { type Intent } from '../records.ts';
import { afterWriting } from './afterWriting.ts';
import { type OperationDeps } from './deps.ts';

export type ChangeSettingsIntent = Extract<Intent, { kind: 'changeSettings' }>;

type Deps = Pick<OperationDeps, 'clock' | 'pause'>;

/** PIM shows what it has taken some seconds later. Between the looks; milliseconds. */
const WAITS = [500, 1000, 1500, 2000, 3000];
/** Later a write could outlive the lease, and somebody else might write as well. */
const WRITES_FOR_MS = 40_000;

/**
 * Brings a role from the settings that its administrator was shown to others: one rule at a time, each read back before
 * the next. It stops at the first thing that is not as it should be, and says which rules are changed. With `mayBeDone`
 * (an earlier run may have changed some) it goes on from where the role stands.
 * @throws PimError `settings_changed`, `change_guarded`, `outcome_unknown` … with `appliedRules`
 */
export async function changeSettings(
  deps: Deps,
  admin: AdministrationGateway,
  { change }: ChangeSettingsIntent,
  mayBeDone = false,
): Promise<void> {
  const begunAt = deps.clock.now().getTime();
  const steps = settingsSteps(change);
  const read = (): Promise<ComparableSettings> => admin.settingsOf(change.before.roleDefinitionId);
  const now = await (mayBeDone ? afterWriting(read) : read());
  const made = mayBeDone
    ? stepsMade(change.before, steps, now)
    : areSameSettings(now, change.before)
      ? 0
      : -1;
  if (made === -1) throw changedMeanwhile(mayBeDone ? undefined : []);
  const guard = made === 0 ? settingsGuard(change) : undefined;
  if (guard !== undefined) throw new PimError('change_guarded', 'Not to be written', { guard });
  for (const [index, step] of steps.entries()) {
    if (index < made) continue;
    const applied = steps.slice(0, index);
    if (deps.clock.now().getTime() - begunAt > WRITES_FOR_MS) throw unclear(applied);
    await makeOne(deps, admin, step, { read, applied, shown: change.before });
  }
}

/** Whether an earlier run, or somebody else, has brought about what was asked for; nothing is written. */
export async function areSettingsMade(
  admin: AdministrationGateway,
  { change }: ChangeSettingsIntent,
): Promise<boolean> {
  return areSameSettings(await admin.settingsOf(change.before.roleDefinitionId), change.after);
}

/** How a role stands before a step. */
interface Standing {
  readonly read: () => Promise<ComparableSettings>;
  readonly shown: ComparableSettings;
  readonly applied: readonly SettingsStep[];
}

/** Writes one rule, and looks until the role is set so; anything else that is seen meanwhile is somebody else's. */
async function makeOne(
  { pause }: Deps,
  admin: AdministrationGateway,
  { ruleId, settings }: SettingsStep,
  { read, shown, applied }: Standing,
): Promise<void> {
  try {
    await admin.changeRule(ruleId, settings);
  } catch (error) {
    if (!isPimError(error)) throw error;
    if (error.code !== 'outcome_unknown') throw after(error, applied);
  }
  for (const wait of [0, ...WAITS]) {
    if (wait > 0) await pause(wait);
    const found = await afterWriting(read).catch((error: unknown) => {
      throw isPimError(error) ? after(error, applied) : error;
    });
    if (areSameSettings(found, settings)) return;
    // An answer may come from where the last steps are not known yet.
    if (stepsMade(shown, applied, found) === -1) throw changedMeanwhile(idsOf(applied));
  }
  throw unclear(applied);
}

/** How many steps a role has behind it; -1 where it stands on none of them. */
function stepsMade(
  before: ComparableSettings,
  steps: readonly SettingsStep[],
  now: ComparableSettings,
): number {
  return [before, ...steps.map(({ settings }) => settings)].findIndex((one) => areSameSettings(one, now));
}

const idsOf = (applied: readonly SettingsStep[]): readonly string[] => applied.map(({ ruleId }) => ruleId);

const after = ({ code, message, details }: PimError, applied: readonly SettingsStep[]): PimError =>
  new PimError(code, message, { ...details, appliedRules: idsOf(applied) });

/** Without `appliedRules` nobody knows any more whether an earlier run changed some. */
const changedMeanwhile = (appliedRules: readonly string[] | undefined): PimError =>
  new PimError(
    'settings_changed',
    'The role is set otherwise than it was shown',
    appliedRules === undefined ? {} : { appliedRules },
  );

const unclear = (applied: readonly SettingsStep[]): PimError =>
  new PimError('outcome_unknown', 'PIM took it; it is not to be seen yet', { appliedRules: idsOf(applied) });
