import { type Card, type CardContext } from '../cards/card.ts';
import { type CardRecord } from '../pim/records.ts';
import { type ApprovalOverride, drawRecordedCard } from './cardViews.ts';

/** More often than this nothing changes while a card is drawn. */
const MOST_DRAWINGS = 4;

/**
 * Draws a card for an answer that puts it in place by itself, past the outbox. Drawing may wait for Graph, and what the
 * outbox delivered meanwhile must not be covered by a card from before: where the request has changed, it is drawn again.
 * @returns `undefined` where there is nothing to draw
 */
export async function drawnAsItIs(
  deps: Parameters<typeof drawRecordedCard>[0],
  card: CardRecord,
  context: CardContext,
  override: ApprovalOverride = {},
): Promise<Card | undefined> {
  const known = (): Promise<string> => whatIsKnown(deps, card);
  let before = await known();
  for (let drawings = 1; ; drawings += 1) {
    const drawn = await drawRecordedCard(deps, card, context, override);
    const after = await known();
    if (after === before || drawings === MOST_DRAWINGS) return drawn;
    before = after;
  }
}

/** The request of a card as it is remembered now, to be compared. */
export const whatIsKnown = async (
  { requests }: Pick<Parameters<typeof drawRecordedCard>[0], 'requests'>,
  { person, requestId }: CardRecord,
): Promise<string> => JSON.stringify([await requests.of(person.tenantId, requestId)]);
