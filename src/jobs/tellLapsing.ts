import { type RequestId } from '../pim/ids.ts';
import { type Deadlines } from '../pim/followUps.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { notify } from '../pim/operations/enqueueCards.ts';
import { APPROVAL_WINDOW_MINUTES, isWaitingForApproval, lapsesAt } from '../pim/requests.ts';

const PAGE = 200;

/** What telling needs. */
export interface LapsingDeps extends Pick<OperationDeps, 'outbox' | 'random' | 'clock'> {
  readonly deadlines: Deadlines;
  /** So long before the end; 0: never. */
  readonly lapsingMinutes: number;
}

/** Tells requestors, once, that nobody has decided and the end is near. That it has come is told by following the request. */
export async function tellLapsing(deps: LapsingDeps): Promise<void> {
  if (deps.lapsingMinutes === 0) return;
  const now = deps.clock.now();
  const madeUntil = new Date(now.getTime() - (APPROVAL_WINDOW_MINUTES - deps.lapsingMinutes) * 60_000);
  let after: RequestId | undefined;
  for (;;) {
    const page = await deps.deadlines.waiting(madeUntil, after, PAGE);
    for (const { id, tenantId, requestor, status, createdAt, isHeld } of page) {
      // What is kept here ends when the rules say.
      if (isHeld === true || !isWaitingForApproval({ status }) || lapsesAt(createdAt) <= now) continue;
      const onceKey = `told/${tenantId}/${id}/lapsing`;
      await notify(deps, { tenantId, id: requestor }, 'requestLapsing', id, onceKey);
    }
    after = page.at(-1)?.id;
    if (after === undefined || page.length < PAGE) return;
  }
}
