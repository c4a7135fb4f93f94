import { type Verb, verbs } from '../cards/verbs.ts';
import { recordReceipt } from '../pim/operations/recordReceipt.ts';
import { type CardRecord } from '../pim/records.ts';

/** Buttons that no list and no notice has: their message is the card itself. */
const onlyOnTheCard: readonly Verb[] = [verbs.approveRequest, verbs.denyRequest];

/**
 * A card of which nobody knew whether it had arrived has: it is pressed. From now on it is updated where it lies, and not
 * made anew.
 */
export async function noteWhereItLies(
  deps: Parameters<typeof recordReceipt>[0],
  { id, kind, activityId: known }: CardRecord,
  verb: Verb,
  place: { readonly conversationId: string; readonly activityId: string | undefined },
): Promise<void> {
  const { conversationId, activityId } = place;
  if (known !== undefined || activityId === undefined) return;
  if (kind !== 'approval' || !onlyOnTheCard.includes(verb)) return;
  await recordReceipt(deps, id, { receipt: 'sent', conversationId, activityId });
}
