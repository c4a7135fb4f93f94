import { type OperationDeps } from '../pim/operations/deps.ts';
import { notify } from '../pim/operations/enqueueCards.ts';

const DAY_MS = 86_400_000;
/** What fell due while nobody ran is told late; what is older than that is left. Claims are kept for longer. */
const LOOKS_BACK_DAYS = 6;
/** More emergencies than anybody has. */
const MOST = 1_000;

/** Tells whoever was told of an emergency the day after how it ended, once. */
export async function tellEmergencyDayAfter(
  deps: Pick<OperationDeps, 'cards' | 'outbox' | 'random' | 'clock'>,
): Promise<void> {
  const daysAgo = (days: number): Date => new Date(deps.clock.now().getTime() - days * DAY_MS);
  const due = await deps.cards.takenBetween('emergency', daysAgo(LOOKS_BACK_DAYS), daysAgo(1), MOST);
  for (const { person, requestId } of due) {
    const onceKey = `emergency/${person.tenantId}/${requestId}/${person.id}/dayAfter`;
    await notify(deps, person, 'emergencyDayAfter', requestId, onceKey);
  }
}
