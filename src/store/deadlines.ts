import { type RequestId } from '../pim/ids.ts';
import { type Deadlines } from '../pim/followUps.ts';
import { type FollowedRequest } from '../pim/records.ts';
import { requestOf } from './followedRequests.ts';
import { type StoreDeps } from './storeDeps.ts';

/** What is about to happen to followed requests; read only, whoever else reads the same. */
export class SqlDeadlines implements Deadlines {
  readonly #deps: Pick<StoreDeps, 'db' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'tenantId'>) {
    this.#deps = deps;
  }

  async waiting(
    madeUntil: Date,
    after: RequestId | undefined,
    limit: number,
  ): Promise<readonly FollowedRequest[]> {
    const rows = await this.#open()
      .where('endAt', 'is', null)
      .where('createdAt', '<=', madeUntil)
      .where('id', '>', after ?? '')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(requestOf);
  }

  async ending(from: Date, until: Date, limit: number): Promise<readonly FollowedRequest[]> {
    const rows = await this.#open()
      .where('endAt', '>', from)
      .where('endAt', '<=', until)
      .orderBy('endAt')
      .limit(limit)
      .execute();
    return rows.map(requestOf);
  }

  async starting(from: Date, until: Date, limit: number): Promise<readonly FollowedRequest[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('followedRequest')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('plannedStartAt', '>', from)
      .where('plannedStartAt', '<=', until)
      .orderBy('plannedStartAt')
      .limit(limit)
      .execute();
    return rows.map(requestOf);
  }

  #open() {
    const { db, tenantId } = this.#deps;
    return db
      .selectFrom('followedRequest')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('isOpen', '=', true);
  }
}
