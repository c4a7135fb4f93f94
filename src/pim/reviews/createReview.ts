import { isPimError } from '../errors.ts';
import { type Operation } from '../records.ts';
import { operationOf, tagged } from '../requests.ts';
import { type ReviewReader } from '../reviewing.ts';
import { readBack, type ReviewRun } from './readBack.ts';
import { type ReviewActOf } from './reviewAct.ts';
import { type Review } from './review.ts';

/** Sets a review up and reads it again. Entra takes no key of ours, so the title carries the operation's tag. */
export async function createReview(
  run: ReviewRun,
  { id }: Pick<Operation, 'id'>,
  { plan }: ReviewActOf<'create'>,
): Promise<void> {
  const made = await run.gateway.create(plan, tagged(plan.title, id));
  await readBack(run, async () => {
    const found = await run.reader.review(made).catch((error: unknown) => {
      if (isPimError(error, 'review_not_found')) return undefined;
      throw error;
    });
    return found?.roleDefinitionId === plan.roleDefinitionId;
  });
}

/** The review that an operation has set up; found by its tag, page by page. */
export async function findCreated(reader: ReviewReader, operationId: string): Promise<Review | undefined> {
  for await (const page of reader.reviews()) {
    const found = page.find(({ title }) => operationOf(title) === operationId);
    if (found !== undefined) return found;
  }
  return undefined;
}
