import { type Storage, type StoreItem, type StoreItems } from 'botbuilder';
import { type Transaction } from 'kysely';
import { createHash } from 'node:crypto';
import { type Database } from './database.ts';
import { type StoreDeps } from './storeDeps.ts';

/** Two items with one content may share an etag: overwriting the one loses nothing of the other. */
const etagOf = (json: string): string => createHash('sha256').update(json).digest('base64url');

/** Key under which botbuilder's `ConversationState` keeps what it knows of a chat in Teams. */
export const chatStateKey = (conversationId: string): string => `msteams/conversations/${conversationId}/`;

/** The bot's conversation and user state, for the Bot Framework SDK. */
export class SqlBotState implements Storage {
  readonly #deps: Pick<StoreDeps, 'db' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'tenantId'>) {
    this.#deps = deps;
  }

  async read(keys: string[]): Promise<StoreItems> {
    if (keys.length === 0) return {};
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('botState')
      .select(['key', 'item', 'etag'])
      .where('tenantId', '=', tenantId)
      .where('key', 'in', keys)
      .execute();
    return Object.fromEntries(
      rows.map(({ key, item, etag }) => [key, { ...(item as StoreItem), eTag: etag }]),
    );
  }

  /**
   * Writes all or nothing. An item without an etag, or with `*`, is written in any case.
   * @throws Error when an item was changed since it was read.
   */
  async write(changes: StoreItems): Promise<void> {
    // In the order of their keys, so that two writers never wait for each other.
    const items = Object.entries<StoreItem>(changes).sort(([a], [b]) => (a < b ? -1 : 1));
    if (items.length === 0) return;
    await this.#deps.db.transaction().execute(async (tx) => {
      for (const [key, item] of items) await this.#writeOne(tx, key, item);
    });
  }

  async delete(keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    const { db, tenantId } = this.#deps;
    await db.deleteFrom('botState').where('tenantId', '=', tenantId).where('key', 'in', keys).execute();
  }

  async #writeOne(tx: Transaction<Database>, key: string, { eTag, ...item }: StoreItem): Promise<void> {
    const json = JSON.stringify(item);
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('botState')
      .values({ tenantId: this.#deps.tenantId, key, item: json, etag: etagOf(json) })
      .onConflict((conflict) => {
        const written = conflict
          .columns(['tenantId', 'key'])
          .doUpdateSet((row) => ({ item: row.ref('excluded.item'), etag: row.ref('excluded.etag') }));
        return eTag === undefined || eTag === '*' ? written : written.where('botState.etag', '=', eTag);
      })
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) throw new Error('Bot state was changed since it was read');
  }
}
