import { isPimError, PimError } from '../errors.ts';
import { type Person } from '../ids.ts';
import { type ReviewReader } from '../reviewing.ts';
import { readBack, type ReviewRun } from './readBack.ts';
import { type ReviewItem, type ReviewItemId, type RoundKey, type Verdict } from './review.ts';
import { type ReviewActOf } from './reviewAct.ts';
import { runningRound } from './roundActs.ts';

/** Later a write could outlive the lease, and somebody else might write as well. */
const WRITES_FOR_MS = 40_000;

/**
 * Decides about one principal, as the reviewer whose token it is. The first decision counts here: what another reviewer
 * has decided is not changed, what one has decided oneself can be, as long as the round runs.
 * @throws PimError `review_over`, `not_a_reviewer`, `already_reviewed` …
 */
export async function decideItem(
  run: ReviewRun,
  act: ReviewActOf<'decide'>,
  justification: string,
): Promise<void> {
  await runningRound(run, act);
  const item = await ownItem(run, act, act.itemId);
  refuseDecided(item, run.gateway.actor, act.verdict);
  await decideOne(run, act, act.itemId, { verdict: act.verdict, justification });
  await readBack(run, () => isItemDecided(run.reader, act, run.gateway.actor));
}

/** Keeps many, one after the other; what somebody has decided meanwhile is left as it is. */
export async function keepItems(
  run: ReviewRun,
  act: ReviewActOf<'keep'>,
  justification: string,
): Promise<void> {
  const begunAt = run.clock.now().getTime();
  await runningRound(run, act);
  const wanted = new Set(act.itemIds);
  const open: ReviewItemId[] = [];
  let listed = 0;
  for await (const page of run.gateway.myItems(act)) {
    listed += page.length;
    open.push(
      ...page.filter(({ id, verdict }) => wanted.has(id) && verdict === undefined).map(({ id }) => id),
    );
  }
  if (listed === 0) throw notAReviewer();
  for (const id of open) {
    if (run.clock.now().getTime() - begunAt > WRITES_FOR_MS)
      throw new PimError('outcome_unknown', 'There was no time for all of them');
    await decideOne(run, act, id, { verdict: 'Approve', justification });
  }
  await readBack(run, () => areItemsKept(run.reader, act));
}

/** Whether this person's decision stands. */
export async function isItemDecided(
  reader: ReviewReader,
  act: ReviewActOf<'decide'>,
  { id }: Person,
): Promise<boolean> {
  const item = await reader.item(act, act.itemId);
  return item.verdict === act.verdict && item.decidedBy?.id === id;
}

/** Whether all of them are decided, by whomever. */
export async function areItemsKept(reader: ReviewReader, act: ReviewActOf<'keep'>): Promise<boolean> {
  const open = new Set(act.itemIds);
  for await (const page of reader.items(act)) {
    for (const { id, verdict } of page) if (verdict !== undefined) open.delete(id);
    if (open.size === 0) return true;
  }
  return open.size === 0;
}

/** What Entra lists the person as a reviewer of; whoever may merely read the review is none. */
async function ownItem({ gateway }: ReviewRun, key: RoundKey, id: ReviewItemId): Promise<ReviewItem> {
  for await (const page of gateway.myItems(key)) {
    const found = page.find((one) => one.id === id);
    if (found !== undefined) return found;
  }
  throw notAReviewer();
}

const notAReviewer = (): PimError => new PimError('not_a_reviewer', 'Entra does not list them as a reviewer');

function refuseDecided({ verdict, decidedBy }: ReviewItem, actor: Person, wished: Verdict): void {
  if (verdict === undefined) return;
  const isOwn = decidedBy?.id === actor.id;
  if (isOwn && verdict !== wished) return;
  throw new PimError(
    'already_reviewed',
    'It is decided already',
    isOwn || decidedBy === undefined ? {} : { decidedBy: decidedBy.displayName },
  );
}

/** An instance that ended between the look and the write is told as what it is. */
async function decideOne(
  run: ReviewRun,
  key: RoundKey,
  id: ReviewItemId,
  { verdict, justification }: { readonly verdict: Verdict; readonly justification: string },
): Promise<void> {
  try {
    await run.gateway.decide(key, id, verdict, justification);
  } catch (error) {
    if (isPimError(error, 'not_a_reviewer', 'forbidden', 'review_not_found', 'unexpected_answer'))
      await runningRound(run, key);
    throw error;
  }
}
