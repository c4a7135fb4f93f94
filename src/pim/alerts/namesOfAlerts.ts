import { isPimError } from '../errors.ts';
import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { type PimDirectory } from '../ports.ts';
import { type Alert, type AlertSubject, subjectsNow } from './alert.ts';

/** Names of what alerts are about, as the directory has them now; the id where it has none. */
export interface AlertNames {
  readonly role: (id: RoleDefinitionId) => string;
  readonly principal: (subject: Pick<AlertSubject, 'principalId' | 'name'>) => string;
}

/** An alert names so many of those whom it concerns; how many there are is told as well. */
export const MOST_NAMED = 5;

/** Whom an alert names: what is new in it first. */
export const shownSubjects = (alert: Pick<Alert, 'subjects' | 'resolvedAt'>): readonly AlertSubject[] =>
  subjectsNow(alert)
    .filter(({ principalId }) => principalId !== null)
    .toSorted((a, b) => (a.since < b.since ? 1 : -Number(a.since > b.since)))
    .slice(0, MOST_NAMED);

/** Looks up the names for a few alerts, and of further people. A directory that cannot be asked leaves ids. */
export async function namesOfAlerts(
  directory: Pick<PimDirectory, 'role' | 'people'>,
  alerts: readonly Alert[],
  others: readonly PrincipalId[] = [],
): Promise<AlertNames> {
  const shown = alerts.flatMap(shownSubjects);
  const roleIds = [...new Set(alerts.flatMap(({ roleDefinitionId }) => roleDefinitionId ?? []))];
  const unnamed = shown
    .filter(({ name }) => name === undefined)
    .flatMap(({ principalId }) => principalId ?? []);
  const [roles, people] = await Promise.all([
    Promise.all(roleIds.map((id) => directory.role(id).catch(unlessKnown))),
    directory.people([...new Set([...unnamed, ...others])]).catch(unlessKnown),
  ]);
  const known = new Map<string, string>();
  for (const one of [...roles, ...(people ?? [])]) {
    if (one !== undefined) known.set(one.id, one.displayName);
  }
  return {
    role: (id) => known.get(id) ?? id,
    principal: ({ principalId, name }) => name ?? known.get(principalId ?? '') ?? principalId ?? '',
  };
}

/** A name is not worth failing for. */
function unlessKnown(error: unknown): undefined {
  if (!isPimError(error)) throw error;
  return undefined;
}
