import { type Extension } from '../followUps.ts';
import { type EligibleRole, isSameRole, roleAtScope } from '../roles.ts';

/** Whether more time of one's own can be asked for at all; a group's eligibility is its owner's to extend. */
const isOwn = ({ memberType, endAt }: EligibleRole): boolean =>
  memberType === 'Direct' && endAt !== undefined;

/**
 * Says for which of somebody's eligibilities more time was asked and not given yet: PIM takes no second request beside
 * an open one. `openOnes` is asked only where one of the eligibilities is of a kind that can be extended.
 */
export async function extensionsAsked(
  eligible: readonly EligibleRole[],
  openOnes: () => Promise<readonly Extension[]>,
): Promise<(eligibility: EligibleRole) => boolean> {
  const asked = eligible.some(isOwn) ? await openOnes() : [];
  // A later end is the answer, also where nobody has noted it yet.
  return (eligibility) =>
    isOwn(eligibility) &&
    asked.some((one) => isSameRole(one, roleAtScope(eligibility)) && !isLater(eligibility.endAt, one.endAt));
}

const isLater = (endAt: Date | undefined, asked: Date): boolean => endAt !== undefined && endAt > asked;
