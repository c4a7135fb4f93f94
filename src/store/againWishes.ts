import { type Person, type RequestId } from '../pim/ids.ts';
import { type AgainWish, type AgainWishes } from '../pim/followUps.ts';
import { type FollowedRequest } from '../pim/records.ts';
import { requestOf } from './followedRequests.ts';
import { type StoreDeps } from './storeDeps.ts';

/** Wishes to activate again. A used one stays for some days, so that no second one is kept for the same activation. */
export class SqlAgainWishes implements AgainWishes {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async keep({ tenantId, id }: Person, requestId: RequestId): Promise<void> {
    const { db, clock } = this.#deps;
    await db
      .insertInto('againWish')
      .values({ tenantId, requestId, personId: id, keptAt: clock.now(), usedAt: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async withdraw({ tenantId, id }: Person, requestId: RequestId): Promise<void> {
    await this.#deps.db
      .deleteFrom('againWish')
      .where('tenantId', '=', tenantId)
      .where('requestId', '=', requestId)
      .where('personId', '=', id)
      .where('usedAt', 'is', null)
      .execute();
  }

  async of({ tenantId, id }: Person, requestId: RequestId): Promise<AgainWish | undefined> {
    const row = await this.#deps.db
      .selectFrom('againWish')
      .select('usedAt')
      .where('tenantId', '=', tenantId)
      .where('requestId', '=', requestId)
      .where('personId', '=', id)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return row.usedAt === null ? 'kept' : 'used';
  }

  async takeDue(limit: number): Promise<readonly FollowedRequest[]> {
    const { db, clock, tenantId } = this.#deps;
    const rows = await db
      .with('due', (due) =>
        due
          .selectFrom('againWish')
          .innerJoin('followedRequest as over', (join) =>
            join
              .onRef('over.tenantId', '=', 'againWish.tenantId')
              .onRef('over.id', '=', 'againWish.requestId')
              .on('over.isOpen', '=', false),
          )
          .select(['againWish.requestId', 'againWish.personId'])
          .where('againWish.tenantId', '=', tenantId)
          .where('againWish.usedAt', 'is', null)
          .orderBy('againWish.keptAt')
          .limit(limit)
          .forUpdate('againWish')
          .skipLocked(),
      )
      .with('taken', (taken) =>
        taken
          .updateTable('againWish')
          .from('due')
          .set({ usedAt: clock.now() })
          .where('againWish.tenantId', '=', tenantId)
          .whereRef('againWish.requestId', '=', 'due.requestId')
          .whereRef('againWish.personId', '=', 'due.personId')
          .returning('againWish.requestId'),
      )
      .selectFrom('followedRequest')
      .innerJoin('taken', 'taken.requestId', 'followedRequest.id')
      .selectAll('followedRequest')
      .where('followedRequest.tenantId', '=', tenantId)
      .execute();
    return rows.map(requestOf);
  }

  async sweep(before: Date): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db.deleteFrom('againWish').where('tenantId', '=', tenantId).where('keptAt', '<', before).execute();
  }
}
