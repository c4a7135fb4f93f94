import { type StoreDeps } from './storeDeps.ts';
import { SealBrokenError } from './sealer.ts';
import { signInPlace } from './signIns.ts';
import { signOnPlace } from './tokenVault.ts';

/** What came of sealing everything anew. */
export interface Resealed {
  /** Sealed with the first key now, and were not before. */
  readonly resealed: number;
  /** Cannot be opened with any key at hand; such a row counts as none and goes when it expires. */
  readonly unreadable: number;
}

interface SealedRow {
  readonly sealed: string;
  readonly place: readonly string[];
}

/** Rows a round. */
const ROWS = 200;

/** Everything that is sealed, so that an old key can be dropped at once. */
export class SqlSealedRows {
  readonly #deps: StoreDeps;

  constructor(deps: StoreDeps) {
    this.#deps = deps;
  }

  /** Seals anew whatever another key than the first has sealed. A row that changes or goes meanwhile is left to whoever did it. */
  async reseal(): Promise<Resealed> {
    const inTokens = await this.#resealIn('token', (after) => this.#tokens(after));
    const inSignIns = await this.#resealIn('signIn', (after) => this.#signIns(after));
    return {
      resealed: inTokens.resealed + inSignIns.resealed,
      unreadable: inTokens.unreadable + inSignIns.unreadable,
    };
  }

  async #resealIn(
    table: 'token' | 'signIn',
    page: (after: string) => Promise<readonly SealedRow[]>,
  ): Promise<Resealed> {
    const { sealer } = this.#deps;
    let [resealed, unreadable, after] = [0, 0, ''];
    for (;;) {
      const rows = await page(after);
      for (const { sealed, place } of rows) {
        after = sealed;
        if (sealer.isCurrent(sealed)) continue;
        const text = this.#opened(sealed, place);
        if (text === undefined) unreadable += 1;
        else if (await this.#replace(table, sealed, sealer.seal(text, place))) resealed += 1;
      }
      if (rows.length < ROWS) return { resealed, unreadable };
    }
  }

  #opened(sealed: string, place: readonly string[]): string | undefined {
    try {
      return this.#deps.sealer.open(sealed, place);
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      return undefined;
    }
  }

  /** Only what is still as it was read: no newer proof is overwritten with an older one. */
  async #replace(table: 'token' | 'signIn', before: string, sealed: string): Promise<boolean> {
    const { db, tenantId } = this.#deps;
    const { numUpdatedRows } = await db
      .updateTable(table as 'token')
      .set({ sealed })
      .where('tenantId', '=', tenantId)
      .where('sealed', '=', before)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async #tokens(after: string): Promise<readonly SealedRow[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('token')
      .select(['sealed', 'personId'])
      .where('tenantId', '=', tenantId)
      .where('sealed', '>', after)
      .orderBy('sealed')
      .limit(ROWS)
      .execute();
    return rows.map(({ sealed, personId }) => ({ sealed, place: signOnPlace({ tenantId, id: personId }) }));
  }

  async #signIns(after: string): Promise<readonly SealedRow[]> {
    const { db, tenantId } = this.#deps;
    const rows = await db
      .selectFrom('signIn')
      .select(['sealed', 'personId', 'id'])
      .where('tenantId', '=', tenantId)
      .where('sealed', '>', after)
      .orderBy('sealed')
      .limit(ROWS)
      .execute();
    return rows.flatMap(({ sealed, personId, id }) =>
      sealed === null ? [] : [{ sealed, place: signInPlace(tenantId, personId, id) }],
    );
  }
}
