import { sql } from 'kysely';
import { type RoleDefinitionId, type TenantId } from '../pim/ids.ts';
import { type ProvisioningDelay, type ProvisioningDelays } from '../pim/followUps.ts';
import { type StoreDeps } from './storeDeps.ts';

/** Measured delays, one row for each role: sums, so that a row never grows. */
export class SqlProvisioningDelays implements ProvisioningDelays {
  readonly #db: StoreDeps['db'];

  constructor({ db }: Pick<StoreDeps, 'db'>) {
    this.#db = db;
  }

  async add(tenantId: TenantId, roleDefinitionId: RoleDefinitionId, milliseconds: number): Promise<void> {
    await this.#db
      .insertInto('provisioningDelay')
      .values({
        tenantId,
        roleDefinitionId,
        count: 1,
        totalMilliseconds: milliseconds,
        longestMilliseconds: milliseconds,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenantId', 'roleDefinitionId']).doUpdateSet({
          count: sql`provisioning_delay.count + 1`,
          totalMilliseconds: sql`provisioning_delay.total_milliseconds + excluded.total_milliseconds`,
          longestMilliseconds: sql`greatest(provisioning_delay.longest_milliseconds, excluded.longest_milliseconds)`,
        }),
      )
      .execute();
  }

  async of(tenantId: TenantId, roleDefinitionId: RoleDefinitionId): Promise<ProvisioningDelay | undefined> {
    return this.#db
      .selectFrom('provisioningDelay')
      .select(['count', 'totalMilliseconds', 'longestMilliseconds'])
      .where('tenantId', '=', tenantId)
      .where('roleDefinitionId', '=', roleDefinitionId)
      .executeTakeFirst();
  }
}
