import { type Words } from '../words/words.ts';
import { button, toldApart, type CardAction } from './actions.ts';
import { type CardContext } from './card.ts';
import { roleAloud, roleKey, type RoleOnCard } from './roleOnCard.ts';
import { type verbs } from './verbs.ts';

/** A button of one role in a list of roles. */
export const roleButton = (
  context: CardContext,
  words: Words,
  title: string,
  verb:
    | typeof verbs.activateRole
    | typeof verbs.deactivateRole
    | typeof verbs.showExtend
    | typeof verbs.extendEligibility,
  role: RoleOnCard,
): CardAction =>
  button(context, title, verb, roleKey(role), toldApart(words.buttons, title, roleAloud(words, role)));
