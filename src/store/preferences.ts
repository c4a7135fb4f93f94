import { type Selectable } from 'kysely';
import { type Person, personKey } from '../pim/ids.ts';
import { type Preferences, type PreferenceStore } from '../pim/records.ts';
import { type Database } from './database.ts';
import { type StoreDeps } from './storeDeps.ts';

function choicesOf({
  isDigestOn,
  digestAt,
  isDigestOnWeekends,
}: Selectable<Database['preference']>): Partial<Preferences> {
  return {
    ...(isDigestOn === null ? {} : { isDigestOn }),
    ...(digestAt === null ? {} : { digestAt }),
    ...(isDigestOnWeekends === null ? {} : { isDigestOnWeekends }),
  };
}

/** What people chose; what somebody never chose is absent. */
export class SqlPreferences implements PreferenceStore {
  readonly #db: StoreDeps['db'];

  constructor({ db }: Pick<StoreDeps, 'db'>) {
    this.#db = db;
  }

  async of(person: Person): Promise<Partial<Preferences>> {
    return (await this.ofMany([person])).get(personKey(person)) ?? {};
  }

  async ofMany(people: readonly Person[]): Promise<ReadonlyMap<string, Partial<Preferences>>> {
    if (people.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('preference')
      .selectAll()
      .where((row) =>
        row(
          row.refTuple('tenantId', 'personId'),
          'in',
          people.map(({ tenantId, id }) => row.tuple(tenantId as string, id as string)),
        ),
      )
      .execute();
    return new Map(rows.map((row) => [`${row.tenantId}/${row.personId}`, choicesOf(row)]));
  }

  /** Keeps the choices that are not among the given ones. */
  async set({ tenantId, id }: Person, chosen: Partial<Preferences>): Promise<void> {
    await this.#db
      .insertInto('preference')
      .values({
        tenantId,
        personId: id,
        isDigestOn: chosen.isDigestOn ?? null,
        digestAt: chosen.digestAt ?? null,
        isDigestOnWeekends: chosen.isDigestOnWeekends ?? null,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenantId', 'personId']).doUpdateSet((row) => ({
          isDigestOn: row.fn.coalesce('excluded.isDigestOn', 'preference.isDigestOn'),
          digestAt: row.fn.coalesce('excluded.digestAt', 'preference.digestAt'),
          isDigestOnWeekends: row.fn.coalesce('excluded.isDigestOnWeekends', 'preference.isDigestOnWeekends'),
        })),
      )
      .execute();
  }
}
