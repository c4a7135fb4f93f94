import { administratorsCards } from './gallery/administratorsCards.ts';
import { alertCards } from './gallery/alertCards.ts';
import { approvalCards } from './gallery/approvalCards.ts';
import { type Draw, type ForeignWords, usualWords } from './gallery/foreignWords.ts';
import { changeCards } from './gallery/changeCards.ts';
import { followUpCards } from './gallery/followUpCards.ts';
import { formCards } from './gallery/formCards.ts';
import { habitCards } from './gallery/habitCards.ts';
import { houseBypassCards } from './gallery/houseBypassCards.ts';
import { laterBreachCards } from './gallery/laterBreachCards.ts';
import { houseRuleCards } from './gallery/houseRuleCards.ts';
import { listCards } from './gallery/listCards.ts';
import { otherCards } from './gallery/otherCards.ts';
import { policyFileCards } from './gallery/policyFileCards.ts';
import { postureCards } from './gallery/postureCards.ts';
import { requestCards } from './gallery/requestCards.ts';
import { reviewCards } from './gallery/reviewCards.ts';
import { rolesCards } from './gallery/rolesCards.ts';
import { settingsCards } from './gallery/settingsCards.ts';
import { voteCards } from './gallery/voteCards.ts';

/** Every card in every state it has, with the given words wherever somebody else's words can stand. */
export function gallery(words: ForeignWords = usualWords): ReadonlyMap<string, Draw> {
  return new Map([
    ...rolesCards(words),
    ...formCards(words),
    ...habitCards(words),
    ...requestCards(words),
    ...approvalCards(words),
    ...voteCards(words),
    ...listCards(words),
    ...administratorsCards(words),
    ...otherCards(words),
    ...followUpCards(words),
    ...postureCards(words),
    ...changeCards(words),
    ...settingsCards(words),
    ...policyFileCards(words),
    ...alertCards(words),
    ...houseBypassCards(words),
    ...laterBreachCards(words),
    ...houseRuleCards(words),
    ...reviewCards(words),
  ]);
}
