import { type FollowedRequest } from '../../records.ts';
import { lapsesAt } from '../../requests.ts';

/**
 * When a waiting request lapses: PIM's own time, or, where it is kept here, the last stage that its rules wait for.
 * @param stages those that are waited for; empty or absent where there are none
 */
export function lapseOf(
  { isHeld, createdAt }: Pick<FollowedRequest, 'isHeld' | 'createdAt'>,
  stages: readonly { readonly until: Date }[] = [],
): Date {
  const last = Math.max(...stages.map(({ until }) => until.getTime()));
  return isHeld === true && Number.isFinite(last) ? new Date(last) : lapsesAt(createdAt);
}
