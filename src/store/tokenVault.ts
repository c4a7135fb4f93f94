import { type Person } from '../pim/ids.ts';
import { type GraphToken, type SignOn, type TokenVault } from '../pim/ports.ts';
import { SealBrokenError } from './sealer.ts';
import { type StoreDeps } from './storeDeps.ts';

type SealedToken = Omit<GraphToken, 'expiresAt'> & { readonly expiresAt: string };

/** The secret part of a proof, as it is sealed. */
interface SealedPart {
  readonly assertion?: string;
  readonly graphToken?: SealedToken;
  readonly otherGraphTokens?: readonly SealedToken[];
  readonly signInId?: string;
}

/** Where a proof belongs: another person's, another tenant's or another kind of secret does not open there. */
export const signOnPlace = ({
  tenantId,
  id,
}: {
  readonly tenantId: string;
  readonly id: string;
}): readonly string[] => [tenantId, id, 'sign-on'];

const sealedToken = (token: GraphToken): SealedToken => ({
  ...token,
  expiresAt: token.expiresAt.toISOString(),
});

const openedToken = (token: SealedToken): GraphToken => ({ ...token, expiresAt: new Date(token.expiresAt) });

function sealedPartOf({ assertion, graphToken, otherGraphTokens, signInId }: SignOn): SealedPart {
  return {
    assertion,
    graphToken: graphToken && sealedToken(graphToken),
    otherGraphTokens: otherGraphTokens?.map(sealedToken),
    signInId,
  };
}

/** People's proofs, encrypted; one is kept until it expires, is replaced or forgotten. */
export class SqlTokenVault implements TokenVault {
  readonly #deps: StoreDeps;

  constructor(deps: StoreDeps) {
    this.#deps = deps;
  }

  async keep(signOn: SignOn): Promise<void> {
    const { db, sealer } = this.#deps;
    const { person, receivedAt, expiresAt } = signOn;
    const sealed = sealer.seal(JSON.stringify(sealedPartOf(signOn)), signOnPlace(person));
    await db.transaction().execute(async (tx) => {
      // An older proof that ends no later can never be handed out again.
      await tx
        .deleteFrom('token')
        .where('tenantId', '=', person.tenantId)
        .where('personId', '=', person.id)
        .where('receivedAt', '<=', receivedAt)
        .where((token) =>
          token.or([token('expiresAt', '<=', expiresAt), token('receivedAt', '=', receivedAt)]),
        )
        .execute();
      await tx
        .insertInto('token')
        .values({ tenantId: person.tenantId, personId: person.id, receivedAt, expiresAt, sealed })
        .execute();
    });
  }

  async of(person: Person): Promise<SignOn | undefined> {
    const { db, clock } = this.#deps;
    const row = await db
      .selectFrom('token')
      .select(['sealed', 'receivedAt', 'expiresAt'])
      .where('tenantId', '=', person.tenantId)
      .where('personId', '=', person.id)
      .where('expiresAt', '>', clock.now())
      .orderBy('receivedAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    const opened = row && this.#opened(row.sealed, person);
    if (row === undefined || opened === undefined) return undefined;
    const { assertion, graphToken, otherGraphTokens, signInId } = opened;
    return {
      person,
      receivedAt: row.receivedAt,
      expiresAt: row.expiresAt,
      assertion,
      graphToken: graphToken && openedToken(graphToken),
      ...(otherGraphTokens === undefined ? {} : { otherGraphTokens: otherGraphTokens.map(openedToken) }),
      signInId,
    };
  }

  async holdersAmong(people: readonly Person[]): Promise<readonly Person[]> {
    const { db, clock, tenantId } = this.#deps;
    if (people.length === 0) return [];
    const rows = await db
      .selectFrom('token')
      .select('personId')
      .distinct()
      .where('tenantId', '=', tenantId)
      .where('personId', 'in', [...new Set(people.map(({ id }) => id))])
      .where('expiresAt', '>', clock.now())
      .execute();
    const holders = new Set<string>(rows.map(({ personId }) => personId));
    return people.filter(({ id }) => holders.has(id));
  }

  async forget({ tenantId, id }: Person): Promise<void> {
    await this.#deps.db
      .deleteFrom('token')
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .execute();
  }

  async sweep(): Promise<void> {
    const { db, clock, tenantId } = this.#deps;
    await db
      .deleteFrom('token')
      .where('tenantId', '=', tenantId)
      .where('expiresAt', '<=', clock.now())
      .execute();
  }

  /** A proof whose key is gone, or that was tampered with, counts as none: the person signs in again. */
  #opened(sealed: string, person: Person): SealedPart | undefined {
    try {
      return JSON.parse(this.#deps.sealer.open(sealed, signOnPlace(person))) as SealedPart;
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      this.#deps.logger.warn({ reason: error.message }, 'A stored proof of identity cannot be opened.');
      return undefined;
    }
  }
}
