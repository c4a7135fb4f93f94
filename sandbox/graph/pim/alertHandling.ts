import { badRequest, resourceNotFound } from '../graphError.ts';
import { durationMs } from '../instants.ts';
import { type AlertRefresh } from './alertRecords.ts';
import { type Alert } from './alerts.ts';
import { type Pim } from './pim.ts';

const idsIn = ({ incidents }: Alert): readonly string[] =>
  incidents.map((incident) => String(incident['id']));

/** One that was dismissed stays so until it has an incident that it did not have then. */
export function isActive({ state: { alertHandling } }: Pim, alert: Alert): boolean {
  if (alert.incidents.length === 0 || alertHandling.switchedOff.has(alert.name)) return false;
  const dismissed = alertHandling.dismissed.get(alert.name);
  return dismissed === undefined || idsIn(alert).some((id) => !dismissed.has(id));
}

/** Dismissing is all that can be done to an alert itself. */
export function dismiss({ state }: Pim, alert: Alert, body: Readonly<Record<string, unknown>>): void {
  const { isActive: wished, ...others } = body;
  if (wished !== false || Object.keys(others).length > 0) {
    throw badRequest('The only change of an alert is isActive: false.');
  }
  state.alertHandling.dismissed.set(alert.name, new Set(idsIn(alert)));
}

/** How long a look takes. Milliseconds. */
const LOOK_MS = 2_000;

/** Looks again: what was dismissed and is still there is active once more. `target` names the alert or the scope. */
export function refresh({ state, world }: Pim, target: string, names: readonly string[]): AlertRefresh {
  for (const name of names) state.alertHandling.dismissed.delete(name);
  const startedAt = world.clock.now();
  const made = {
    id: `refresh:${target}`,
    startedAt,
    endsAt: new Date(startedAt.getTime() + LOOK_MS),
  };
  state.alertHandling.refreshes.set(made.id.toLowerCase(), made);
  return made;
}

/** A look that was asked for. */
export function refreshBy({ state }: Pim, id: string): AlertRefresh {
  const found = state.alertHandling.refreshes.get(id.toLowerCase());
  if (found === undefined) throw resourceNotFound(id);
  return found;
}

type Body = Readonly<Record<string, unknown>>;
type Thresholds = Pim['state']['alertThresholds'];

const wholeNumber = (value: unknown, name: string): number => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000) return value;
  throw badRequest(`${name} must be a whole number.`);
};

const length = (value: unknown, unitMs: number, name: string): number => {
  const milliseconds = typeof value === 'string' ? durationMs(value) : undefined;
  if (milliseconds === undefined) throw badRequest(`${name} must be a duration.`);
  return milliseconds / unitMs;
};

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What each field of a configuration moves. */
const fields: Readonly<Record<string, (value: unknown, alert: Alert) => Partial<Thresholds>>> = {
  globalAdminCountThreshold: (value) => ({
    globalAdminCount: wholeNumber(value, 'globalAdminCountThreshold'),
  }),
  percentageOfGlobalAdminsOutOfRolesThreshold: (value) => ({
    globalAdminPercentage: wholeNumber(value, 'percentageOfGlobalAdminsOutOfRolesThreshold'),
  }),
  duration: (value, { name }) => {
    const days = length(value, DAY_MS, 'duration');
    return name === 'StaleSignInAlert' ? { staleSignInDays: days } : { redundantDays: days };
  },
  sequentialActivationCounterThreshold: (value) => ({
    sequentialActivations: wholeNumber(value, 'sequentialActivationCounterThreshold'),
  }),
  timeIntervalBetweenActivations: (value) => ({
    sequentialHours: length(value, HOUR_MS, 'timeIntervalBetweenActivations'),
  }),
};

/** Changes from when on an alert goes off, or whether at all. The type has to be named, and be the alert's. */
export function configure({ state }: Pim, alert: Alert, body: Body): void {
  const { '@odata.type': type, isEnabled, ...wished } = body;
  if (type !== `#microsoft.graph.${alert.typeName}Configuration`) {
    throw badRequest("The annotation '@odata.type' is required, and must be the type of the configuration.");
  }
  let thresholds = state.alertThresholds;
  for (const [name, value] of Object.entries(wished)) {
    const move = Object.hasOwn(alert.configuration, name) ? fields[name] : undefined;
    if (move === undefined) throw badRequest(`The property '${name}' is not one of the configuration.`);
    thresholds = { ...thresholds, ...move(value, alert) };
  }
  if (isEnabled !== undefined && typeof isEnabled !== 'boolean')
    throw badRequest('isEnabled must be a boolean.');
  state.alertThresholds = thresholds;
  if (isEnabled === true) state.alertHandling.switchedOff.delete(alert.name);
  if (isEnabled === false) state.alertHandling.switchedOff.add(alert.name);
}
