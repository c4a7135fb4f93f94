import { sql } from 'kysely';
import { type Person, type RoleDefinitionId } from '../pim/ids.ts';
import { KEPT_HOURS, type PolicyFile, type PolicyFiles } from '../pim/policyFiles/policyFile.ts';
import { type StoreDeps } from './storeDeps.ts';

const HOUR_MS = 3_600_000;

/** Policy files that people have sent. */
export class SqlPolicyFiles implements PolicyFiles {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async keep({ person, ...file }: Parameters<PolicyFiles['keep']>[0]): Promise<void> {
    const { id, isForeign, sameRoles, blockedRoles } = file;
    const row = {
      id,
      isForeign,
      sameRoles,
      blockedRoles,
      roles: JSON.stringify(file.roles),
      operations: '{}',
      keptAt: this.#deps.clock.now(),
    };
    await this.#deps.db
      .insertInto('policyFile')
      .values({ tenantId: person.tenantId, personId: person.id, ...row })
      .onConflict((conflict) => conflict.columns(['tenantId', 'personId']).doUpdateSet(row))
      .execute();
  }

  async of(person: Person, id?: string): Promise<PolicyFile | undefined> {
    const row = await this.#deps.db
      .selectFrom('policyFile')
      .selectAll()
      .where('tenantId', '=', person.tenantId)
      .where('personId', '=', person.id)
      .where('keptAt', '>', this.#oldest())
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const operations = Object.entries(row.operations as Readonly<Record<RoleDefinitionId, string>>);
    return {
      id: row.id,
      person,
      isForeign: row.isForeign,
      sameRoles: row.sameRoles,
      blockedRoles: row.blockedRoles,
      roles: row.roles as PolicyFile['roles'],
      operations: new Map(operations as [RoleDefinitionId, string][]),
      keptAt: row.keptAt,
    };
  }

  async note(
    { tenantId, id: personId }: Person,
    id: string,
    role: RoleDefinitionId,
    operationId: string,
  ): Promise<void> {
    const noted = JSON.stringify({ [role]: operationId });
    await this.#deps.db
      .updateTable('policyFile')
      .set({ operations: sql<string>`operations || ${noted}::jsonb` })
      .where('tenantId', '=', tenantId)
      .where('personId', '=', personId)
      .where('id', '=', id)
      .execute();
  }

  async sweep(): Promise<void> {
    const { db, tenantId } = this.#deps;
    await db
      .deleteFrom('policyFile')
      .where('tenantId', '=', tenantId)
      .where('keptAt', '<=', this.#oldest())
      .execute();
  }

  #oldest(): Date {
    return new Date(this.#deps.clock.now().getTime() - KEPT_HOURS * HOUR_MS);
  }
}
