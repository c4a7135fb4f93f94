import { type Insertable, type Selectable } from 'kysely';
import { createHash } from 'node:crypto';
import { type Person, type PrincipalId, type TenantId } from '../pim/ids.ts';
import { type LeftSignIn, type SignIn, type SignIns } from '../pim/records.ts';
import { type Database } from './database.ts';
import { SealBrokenError } from './sealer.ts';
import { secondsAfter, type StoreDeps } from './storeDeps.ts';

type Row = Selectable<Database['signIn']>;

/** Whoever takes a sign-in goes on within this time, or has ended. */
const TAKER_SECONDS = 60;
/** How long its card is worth trying to mend after a sign-in has run out. */
const KEPT_SECONDS = 3600;

const hashOf = (state: string): string => createHash('sha256').update(state).digest('base64url');

/** Where the sealed part of a sign-in belongs; it opens nowhere else. */
export const signInPlace = (tenantId: string, personId: string, id: string): readonly string[] => [
  tenantId,
  personId,
  'sign-in',
  id,
];

/** Sign-ins that were asked for. One that has expired or was taken, or whose seal does not open any more, is not there. */
export class SqlSignIns implements SignIns {
  readonly #deps: StoreDeps;

  constructor(deps: StoreDeps) {
    this.#deps = deps;
  }

  async open(signIn: SignIn): Promise<void> {
    await this.#deps.db.insertInto('signIn').values(this.#rowOf(signIn)).execute();
  }

  async of(id: string): Promise<SignIn | undefined> {
    return this.#first(await this.#living().where('id', '=', id).execute());
  }

  async ofState(state: string): Promise<SignIn | undefined> {
    return this.#first(await this.#living().where('stateHash', '=', hashOf(state)).execute());
  }

  async openOf({ tenantId, id }: Person): Promise<readonly SignIn[]> {
    const { db, clock } = this.#deps;
    const rows = await db
      .selectFrom('signIn')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .where('takenAt', 'is', null)
      .where('expiresAt', '>', clock.now())
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .execute();
    return rows.flatMap((row) => this.#signInOf(row) ?? []);
  }

  async update(signIn: SignIn): Promise<void> {
    const { tenantId, id, cardActivityId, kind, ...row } = this.#rowOf(signIn);
    await this.#deps.db
      .updateTable('signIn')
      .set(row)
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .where('takenAt', 'is', null)
      .execute();
  }

  async noteCard(
    id: string,
    { cardActivityId, kind }: Pick<SignIn, 'cardActivityId'> & Partial<Pick<SignIn, 'kind'>>,
  ): Promise<boolean> {
    const { db, tenantId } = this.#deps;
    const noted = await db
      .updateTable('signIn')
      .set({ cardActivityId: cardActivityId ?? null, ...(kind === undefined ? {} : { kind }) })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .where('takenAt', 'is', null)
      .returning('id')
      .execute();
    return noted.length > 0;
  }

  async take(id: string): Promise<SignIn | undefined> {
    return this.#first(await this.#taking({}).where('id', '=', id).returningAll().execute());
  }

  async takeAs(signIn: SignIn): Promise<boolean> {
    const { tenantId, id, ...row } = this.#rowOf(signIn);
    const taken = await this.#taking(row)
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .returning('id')
      .execute();
    return taken.length > 0;
  }

  async finish(id: string): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db.deleteFrom('signIn').where('tenantId', '=', tenantId).where('id', '=', id).execute();
  }

  async left(limit: number): Promise<readonly LeftSignIn[]> {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    const rows = await db
      .selectFrom('signIn')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where((row) =>
        row.or([row('expiresAt', '<=', now), row('takenAt', '<=', secondsAfter(now, -TAKER_SECONDS))]),
      )
      .orderBy('createdAt')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      // What is sealed with a key that is gone is no proof any more; the card is there all the same.
      signIn: this.#signInOf(row) ?? withoutSealed(row),
      isTaken: row.takenAt !== null,
    }));
  }

  async sweep(): Promise<void> {
    const { db, clock, tenantId } = this.#deps;
    await db
      .deleteFrom('signIn')
      .where('tenantId', '=', tenantId)
      .where('expiresAt', '<=', secondsAfter(clock.now(), -KEPT_SECONDS))
      .execute();
  }

  #taking(row: Partial<Omit<Insertable<Database['signIn']>, 'tenantId' | 'id'>>) {
    const { db, clock, tenantId } = this.#deps;
    const now = clock.now();
    return db
      .updateTable('signIn')
      .set({ ...row, takenAt: now })
      .where('tenantId', '=', tenantId)
      .where('takenAt', 'is', null)
      .where('expiresAt', '>', now);
  }

  #living() {
    const { db, clock, tenantId } = this.#deps;
    return db
      .selectFrom('signIn')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('takenAt', 'is', null)
      .where('expiresAt', '>', clock.now());
  }

  #first(rows: readonly Row[]): SignIn | undefined {
    const [row] = rows;
    return row && this.#signInOf(row);
  }

  #rowOf(signIn: SignIn): Insertable<Database['signIn']> {
    const { id, person, kind, continuation, operationId, cardActivityId, interactive } = signIn;
    const place = signInPlace(person.tenantId, person.id, id);
    return {
      tenantId: person.tenantId,
      id,
      personId: person.id,
      kind,
      continuation: JSON.stringify(continuation ?? null),
      operationId: operationId ?? null,
      cardActivityId: cardActivityId ?? null,
      stateHash: interactive === undefined ? null : hashOf(interactive.state),
      sealed: interactive === undefined ? null : this.#deps.sealer.seal(JSON.stringify(interactive), place),
      createdAt: signIn.createdAt,
      expiresAt: signIn.expiresAt,
    };
  }

  #signInOf(row: Row): SignIn | undefined {
    const { tenantId, personId, id, sealed } = row;
    try {
      const place = signInPlace(tenantId, personId, id);
      return {
        ...withoutSealed(row),
        interactive: sealed === null ? undefined : interactiveOf(this.#deps.sealer.open(sealed, place)),
      };
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      this.#deps.logger.warn({ reason: error.message }, 'A stored sign-in cannot be opened.');
      return undefined;
    }
  }
}

const withoutSealed = (row: Row): SignIn => ({
  id: row.id,
  person: { tenantId: row.tenantId as TenantId, id: row.personId as PrincipalId },
  kind: row.kind as SignIn['kind'],
  continuation: row.continuation,
  operationId: row.operationId ?? undefined,
  cardActivityId: row.cardActivityId ?? undefined,
  interactive: undefined,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
});

/** Absent members come back as `undefined`: JSON has no way to say so. */
function interactiveOf(json: string): NonNullable<SignIn['interactive']> {
  const stored = JSON.parse(json) as NonNullable<SignIn['interactive']>;
  return {
    ...stored,
    claims: stored.claims,
    // A version before this one did not store them.
    reason: (stored as Partial<typeof stored>).reason ?? 'signIn',
    namedScopes: (stored as Partial<typeof stored>).namedScopes ?? [],
    renewals: (stored as Partial<typeof stored>).renewals ?? 0,
    browserSecret: stored.browserSecret,
    codeHash: stored.codeHash,
    provisional: stored.provisional,
  };
}
