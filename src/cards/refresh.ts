import { type CardKey } from './actionShapes.ts';
import { type CardContext } from './card.ts';
import { verbs } from './verbs.ts';

/** Teams redraws for this many people at most. */
const MAXIMUM_PEOPLE = 60;

/** The root's `refresh`: the card asks us again whenever one of these people opens it (with `Action.Execute` only). */
export function refreshOnOpen(
  context: CardContext,
  key: CardKey | undefined,
  userIds: readonly string[] = [],
): object | undefined {
  if (context.actions === 'submit' || key === undefined || userIds.length === 0) return undefined;
  const data = { verb: verbs.refreshRequest, cardId: key.cardId, nonce: key.nonce };
  return {
    action: { type: 'Action.Execute', verb: verbs.refreshRequest, data, associatedInputs: 'none' },
    userIds: userIds.slice(0, MAXIMUM_PEOPLE),
  };
}
