import { sql, type Kysely, type SelectQueryBuilder, type Transaction } from 'kysely';
import { type Person } from '../pim/ids.ts';
import { type Database } from './database.ts';

/** What people said, among the fields of an intent. */
const saidInIntents = ['justification', 'ticketNumber', 'ticketSystem', 'comment'] as const;

/** What an administrator said of a change lies one step deeper. */
const saidOfChange = sql`coalesce(intent #>> '{change,justification}', '')`;

/** Whom an administrator's change is about. */
const changedPrincipal = sql<string>`intent #>> '{change,principalId}'`;

const said = (intent: ReturnType<typeof sql.ref>) =>
  sql<boolean>`(${sql.join(
    [...saidInIntents.map((name) => sql`coalesce(${intent} ->> ${sql.lit(name)}, '')`), saidOfChange],
    sql` || `,
  )}) <> ''`;

/** Queries for the people in whose name something was said, or whose name stands somewhere. */
export const hasWords = (
  db: Kysely<Database>,
  tenantId: string,
): readonly SelectQueryBuilder<
  Database,
  'followedRequest' | 'operation' | 'alertEvent' | 'houseVote',
  { personId: string }
>[] => [
  db
    .selectFrom('followedRequest')
    .select('requestor as personId')
    .where('tenantId', '=', tenantId)
    .where(
      sql<boolean>`requestor_name || requestor_user_principal_name || justification || ticket_number || ticket_system <> ''`,
    ),
  db
    .selectFrom('followedRequest')
    .select(sql<string>`decided_by`.as('personId'))
    .where('tenantId', '=', tenantId)
    .where('decidedBy', 'is not', null)
    .where(sql<boolean>`coalesce(decided_by_name, '') || coalesce(decision_comment, '') <> ''`),
  db
    .selectFrom('operation')
    .select('personId')
    .where('tenantId', '=', tenantId)
    .where(said(sql.ref('intent'))),
  db
    .selectFrom('alertEvent')
    .select(sql<string>`person_id`.as('personId'))
    .where('tenantId', '=', tenantId)
    .where('personId', 'is not', null)
    .where('reason', '!=', ''),
  db
    .selectFrom('houseVote')
    .select('personId')
    .where('tenantId', '=', tenantId)
    .where(sql<boolean>`by_name || comment <> ''`),
];

/** Takes out what a person said, what was said of their requests, and their name. Ids, roles and times stay. */
export async function blankWords(tx: Transaction<Database>, { tenantId, id }: Person): Promise<void> {
  const blank = { requestorName: '', requestorUserPrincipalName: '', justification: '' };
  await blankIntents(tx, { tenantId, id });
  await tx
    .updateTable('followedRequest')
    // A request of somebody who is not there can come to nothing any more: it is followed no further.
    .set({
      ...blank,
      ticketNumber: '',
      ticketSystem: '',
      ticketAnswer: null,
      decisionComment: null,
      isOpen: false,
    })
    .where('tenantId', '=', tenantId)
    .where('requestor', '=', id)
    .execute();
  await tx
    .updateTable('followedRequest')
    .set({ decidedByName: null, decisionComment: null })
    .where('tenantId', '=', tenantId)
    .where('decidedBy', '=', id)
    .execute();
  await tx
    .updateTable('houseVote')
    .set({ byName: '', comment: '' })
    .where('tenantId', '=', tenantId)
    .where('personId', '=', id)
    .execute();
  // What was said about a request of theirs.
  await tx
    .updateTable('houseVote')
    .set({ comment: '' })
    .where('tenantId', '=', tenantId)
    .where('votingId', 'in', (votings) =>
      votings
        .selectFrom('houseVoting')
        .select('id')
        .where('tenantId', '=', tenantId)
        .where('requestor', '=', id),
    )
    .execute();
  await tx
    .updateTable('alertEvent')
    .set({ reason: '' })
    .where('tenantId', '=', tenantId)
    .where('personId', '=', id)
    .execute();
}

/** The person's own intents, and what others decided about the person's requests or changed of their roles. */
async function blankIntents(tx: Transaction<Database>, { tenantId, id }: Person): Promise<void> {
  const nothingSaid = sql.join(
    [
      ...saidInIntents.map(
        (name) =>
          sql`case when intent::jsonb ? ${sql.lit(name)} then jsonb_build_object(${sql.lit(name)}, '') else '{}' end`,
      ),
      sql`case when intent::jsonb ? 'change' then jsonb_build_object('change', (intent::jsonb -> 'change') || '{"justification": ""}'::jsonb) else '{}' end`,
    ],
    sql` || `,
  );
  await tx
    .updateTable('operation')
    .set({ intent: sql<string>`(intent::jsonb || ${nothingSaid})::json` })
    .where('tenantId', '=', tenantId)
    .where((row) =>
      row.or([
        row('personId', '=', id),
        row(changedPrincipal, '=', id),
        row(
          sql<string>`intent ->> 'requestId'`,
          'in',
          row
            .selectFrom('followedRequest')
            .select('id')
            .where('tenantId', '=', tenantId)
            .where('requestor', '=', id),
        ),
      ]),
    )
    .where(said(sql.ref('intent')))
    .execute();
}
