import { setTimeout as pause } from 'node:timers/promises';
import { type PimDirectory } from '../pim/ports.ts';

/** A press has to be answered; nobody notices so little. Milliseconds. */
const PATIENCE = 60;

/**
 * What it resolves to, if that is soon.
 * @throws Error when it takes longer than that, and whatever it rejects with in time
 */
export async function soon<T>(value: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = pause(PATIENCE, undefined, { signal: timer.signal }).then(() => {
    throw new Error('Not there in time');
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    timer.abort();
    // Whichever lost has nobody left to tell.
    late.catch(() => undefined);
    value.catch(() => undefined);
  }
}

/** The facts of a card that it can do without, for an answer that must not wait for Graph: soon or not at all. */
export const soonOrNever = (
  directory: PimDirectory,
): Pick<PimDirectory, 'person' | 'people' | 'role' | 'activeRolesOf' | 'groupName'> => ({
  person: (id) => soon(directory.person(id)),
  people: (ids) => directory.people(ids),
  role: (id) => soon(directory.role(id)),
  activeRolesOf: (id) => soon(directory.activeRolesOf(id)),
  groupName: (id) => soon(directory.groupName(id)),
});
