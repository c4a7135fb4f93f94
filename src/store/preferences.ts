import { type Person } from '../pim/ids.ts';
import { type Preferences, type PreferenceStore } from '../pim/records.ts';
import { type StoreDeps } from './storeDeps.ts';

/** What people chose; what somebody never chose is absent. */
export class SqlPreferences implements PreferenceStore {
  readonly #db: StoreDeps['db'];

  constructor({ db }: Pick<StoreDeps, 'db'>) {
    this.#db = db;
  }

  async of({ tenantId, id }: Person): Promise<Partial<Preferences>> {
    const row = await this.#db
      .selectFrom('preference')
      .select(['isDigestOn', 'digestAt'])
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .executeTakeFirst();
    const { isDigestOn = null, digestAt = null } = row ?? {};
    return {
      ...(isDigestOn === null ? {} : { isDigestOn }),
      ...(digestAt === null ? {} : { digestAt }),
    };
  }

  /** Keeps the choices that are not among the given ones. */
  async set({ tenantId, id }: Person, { isDigestOn, digestAt }: Partial<Preferences>): Promise<void> {
    await this.#db
      .insertInto('preference')
      .values({ tenantId, personId: id, isDigestOn: isDigestOn ?? null, digestAt: digestAt ?? null })
      .onConflict((conflict) =>
        conflict.columns(['tenantId', 'personId']).doUpdateSet((row) => ({
          isDigestOn: row.fn.coalesce('excluded.isDigestOn', 'preference.isDigestOn'),
          digestAt: row.fn.coalesce('excluded.digestAt', 'preference.digestAt'),
        })),
      )
      .execute();
  }
}
