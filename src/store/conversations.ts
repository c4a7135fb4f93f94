import { type Selectable } from 'kysely';
import { type Person, type PrincipalId, type TenantId } from '../pim/ids.ts';
import { type Conversation, type Conversations } from '../pim/records.ts';
import { type Database } from './database.ts';
import { type StoreDeps } from './storeDeps.ts';

function conversationOf({
  tenantId,
  personId,
  locale,
  timeZone,
  ...row
}: Selectable<Database['conversation']>): Conversation {
  return {
    ...row,
    person: { tenantId: tenantId as TenantId, id: personId as PrincipalId },
    locale: locale ?? undefined,
    timeZone: timeZone ?? undefined,
  };
}

/** Where people can be reached, one row a person. */
export class SqlConversations implements Conversations {
  readonly #db: StoreDeps['db'];

  constructor({ db }: Pick<StoreDeps, 'db'>) {
    this.#db = db;
  }

  async remember({ person, locale, timeZone, ...conversation }: Conversation): Promise<void> {
    await this.#db
      .insertInto('conversation')
      .values({
        ...conversation,
        tenantId: person.tenantId,
        personId: person.id,
        locale: locale ?? null,
        timeZone: timeZone ?? null,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenantId', 'personId']).doUpdateSet((row) => ({
          conversationId: row.ref('excluded.conversationId'),
          serviceUrl: row.ref('excluded.serviceUrl'),
          userId: row.ref('excluded.userId'),
          botId: row.ref('excluded.botId'),
          name: row.ref('excluded.name'),
          // An activity that does not say it leaves what an earlier one said.
          locale: row.fn.coalesce('excluded.locale', 'conversation.locale'),
          timeZone: row.fn.coalesce('excluded.timeZone', 'conversation.timeZone'),
          isInstalled: row.ref('excluded.isInstalled'),
        })),
      )
      .execute();
  }

  async of(person: Person): Promise<Conversation | undefined> {
    return (await this.ofMany([person]))[0];
  }

  async ofMany(people: readonly Person[]): Promise<readonly Conversation[]> {
    if (people.length === 0) return [];
    const rows = await this.#db
      .selectFrom('conversation')
      .selectAll()
      .where((row) =>
        row(
          row.refTuple('tenantId', 'personId'),
          'in',
          people.map(({ tenantId, id }) => row.tuple(tenantId as string, id as string)),
        ),
      )
      .execute();
    return rows.map(conversationOf);
  }

  async markUninstalled(person: Person): Promise<void> {
    await this.#db
      .updateTable('conversation')
      .set({ isInstalled: false })
      .where('tenantId', '=', person.tenantId)
      .where('personId', '=', person.id)
      .execute();
  }

  async installed(
    tenantId: TenantId,
    after: PrincipalId | undefined,
    limit: number,
  ): Promise<readonly Conversation[]> {
    const rows = await this.#db
      .selectFrom('conversation')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('personId', '>', after ?? '')
      .where('isInstalled', '=', true)
      .orderBy('personId')
      .limit(limit)
      .execute();
    return rows.map(conversationOf);
  }
}
