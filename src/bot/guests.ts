import { type Person } from '../pim/ids.ts';
import { type PimDirectory } from '../pim/ports.ts';

/** How long an answer is waited for. */
export type Wait = <T>(value: Promise<T>) => Promise<T>;

/** As long as it takes. */
export const patiently: Wait = (value) => value;

/**
 * Whether somebody is a guest of the tenant. Unknown counts as a member: the person's own token decides what they may do,
 * and Entra may be down just now. An invoke does not wait for a slow one either: whoever presses has a card of ours.
 */
export async function isGuest(
  directory: Pick<PimDirectory, 'person'>,
  { id }: Person,
  wait: Wait = patiently,
): Promise<boolean> {
  const person = await wait(directory.person(id)).catch(() => undefined);
  return person?.isGuest === true;
}
