import { type BypassLine, type HouseBypass } from '../../pim/houseRules/bypass.ts';
import { type RoleOnCard } from '../roleOnCard.ts';

/** An activation that went round the rules, with names as the directory has them. */
export interface BypassOnCard {
  readonly bypass: HouseBypass;
  readonly person: string;
  readonly role: RoleOnCard;
  /** `undefined` where nobody is known. */
  readonly approvedBy: string | undefined;
}

/** What is wrong with it, each thing once. */
export const thingsOf = ({ lines }: Pick<HouseBypass, 'lines'>): readonly BypassLine['thing'][] => [
  ...new Set(lines.map(({ thing }) => thing)),
];
