import { type Insertable, type Selectable } from 'kysely';
import { createHash } from 'node:crypto';
import { type Person, type PrincipalId, type TenantId } from '../pim/ids.ts';
import { type SignIn, type SignIns } from '../pim/records.ts';
import { type Database } from './database.ts';
import { SealBrokenError } from './sealer.ts';
import { type StoreDeps } from './storeDeps.ts';

type Row = Selectable<Database['signIn']>;

const hashOf = (state: string): string => createHash('sha256').update(state).digest('base64url');

/** Where the sealed part of a sign-in belongs; it opens nowhere else. */
export const signInPlace = (tenantId: string, personId: string, id: string): readonly string[] => [
  tenantId,
  personId,
  'sign-in',
  id,
];

/** Sign-ins that were asked for. One that has expired, or whose seal does not open any more, is not there. */
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
      .where('expiresAt', '>', clock.now())
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .execute();
    return rows.flatMap((row) => this.#signInOf(row) ?? []);
  }

  /** Changes nothing where it was taken in the meantime. */
  async update(signIn: SignIn): Promise<void> {
    const { tenantId, id, ...row } = this.#rowOf(signIn);
    await this.#deps.db
      .updateTable('signIn')
      .set(row)
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .execute();
  }

  async take(id: string): Promise<SignIn | undefined> {
    const { db, clock, tenantId } = this.#deps;
    const rows = await db
      .deleteFrom('signIn')
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .where('expiresAt', '>', clock.now())
      .returningAll()
      .execute();
    return this.#first(rows);
  }

  async sweep(): Promise<void> {
    const { db, clock, tenantId } = this.#deps;
    await db
      .deleteFrom('signIn')
      .where('tenantId', '=', tenantId)
      .where('expiresAt', '<=', clock.now())
      .execute();
  }

  #living() {
    const { db, clock, tenantId } = this.#deps;
    return db
      .selectFrom('signIn')
      .selectAll()
      .where('tenantId', '=', tenantId)
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
    const { tenantId, personId, id } = row;
    try {
      return {
        id,
        person: { tenantId: tenantId as TenantId, id: personId as PrincipalId },
        kind: row.kind as SignIn['kind'],
        continuation: row.continuation,
        operationId: row.operationId ?? undefined,
        cardActivityId: row.cardActivityId ?? undefined,
        interactive:
          row.sealed === null
            ? undefined
            : interactiveOf(this.#deps.sealer.open(row.sealed, signInPlace(tenantId, personId, id))),
        createdAt: row.createdAt,
        expiresAt: row.expiresAt,
      };
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      this.#deps.logger.warn({ reason: error.message }, 'A stored sign-in cannot be opened.');
      return undefined;
    }
  }
}

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
