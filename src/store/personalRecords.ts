import { type Transaction } from 'kysely';
import { type PersonalRecords } from '../pim/departures.ts';
import { type Person, type PrincipalId } from '../pim/ids.ts';
import { appendAudit } from './auditTrail.ts';
import { chatStateKey } from './botState.ts';
import { type Database } from './database.ts';
import { type StoreDeps } from './storeDeps.ts';
import { blankWords, hasWords } from './wordsOfPeople.ts';

/** Tables whose rows are about one person and of no use without them. */
const ownTables = [
  'token',
  'signIn',
  'preference',
  'preset',
  'forgottenDefaults',
  'policyFile',
  'digestDates',
  'reminder',
  'againWish',
  'eligibilityExtension',
  'reviewCard',
  'outboxEntry',
  'conversation',
] as const;

/** What is kept of people, in our own tables. */
export class SqlPersonalRecords implements PersonalRecords {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async dropProofs(person: Person): Promise<void> {
    await this.#deps.db.transaction().execute(async (tx) => {
      await dropChatState(tx, person);
      await deleteOf(tx, person, ['token', 'signIn']);
    });
  }

  async known(after: PrincipalId | undefined, limit: number): Promise<readonly PrincipalId[]> {
    const { db, tenantId } = this.#deps;
    const [first, ...others] = ownTables.map((table) =>
      db
        .selectFrom(table as 'token')
        .select('personId')
        .where('tenantId', '=', tenantId),
    );
    if (first === undefined) return [];
    const everybody = [...others, ...hasWords(db, tenantId)].reduce((all, some) => all.union(some), first);
    const rows = await db
      .selectFrom(everybody.as('known'))
      .select('personId')
      .where('personId', '>', after ?? '')
      .orderBy('personId')
      .limit(limit)
      .execute();
    return rows.map(({ personId }) => personId as PrincipalId);
  }

  async noteLook({ there, gone }: Parameters<PersonalRecords['noteLook']>[0]): Promise<void> {
    const { db, clock, tenantId } = this.#deps;
    if (there.length > 0) {
      await db
        .deleteFrom('departure')
        .where('tenantId', '=', tenantId)
        .where('personId', 'in', [...there])
        .execute();
    }
    if (gone.length === 0) return;
    const noticedAt = clock.now();
    await db
      .insertInto('departure')
      .values(gone.map((personId) => ({ tenantId, personId, noticedAt })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async missedSince(until: Date, limit: number): Promise<readonly PrincipalId[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('departure')
      .select('personId')
      .where('tenantId', '=', tenantId)
      .where('noticedAt', '<=', until)
      .orderBy('noticedAt')
      .orderBy('personId')
      .limit(limit)
      .execute();
    return rows.map(({ personId }) => personId as PrincipalId);
  }

  async forget(person: Person): Promise<void> {
    const { db, clock } = this.#deps;
    await db.transaction().execute(async (tx) => {
      await dropChatState(tx, person);
      await deleteOf(tx, person, ownTables);
      await blankWords(tx, person);
      await tx
        .updateTable('card')
        .set({ conversationId: null, activityId: null })
        .where('tenantId', '=', person.tenantId)
        .where('personId', '=', person.id)
        .execute();
      await deleteOf(tx, person, ['departure']);
      const facts = { person: person.id };
      await appendAudit(
        tx,
        { event: 'person.forgotten', tenantId: person.tenantId, actor: undefined, facts },
        clock.now(),
      );
    });
  }
}

/** Where the dialog of a person's chat stands is found by the chat. */
async function dropChatState(tx: Transaction<Database>, { tenantId, id }: Person): Promise<void> {
  const chat = await tx
    .selectFrom('conversation')
    .select('conversationId')
    .where('tenantId', '=', tenantId)
    .where('personId', '=', id)
    .executeTakeFirst();
  if (chat === undefined) return;
  await tx
    .deleteFrom('botState')
    .where('tenantId', '=', tenantId)
    .where('key', '=', chatStateKey(chat.conversationId))
    .execute();
}

async function deleteOf(
  tx: Transaction<Database>,
  { tenantId, id }: Person,
  tables: readonly ((typeof ownTables)[number] | 'departure')[],
): Promise<void> {
  for (const table of tables) {
    await tx
      // Every one of them has these two columns; kysely types one table at a time.
      .deleteFrom(table as 'token')
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .execute();
  }
}
