import { type ForgottenDefaults } from '../pim/defaults.ts';
import { type Person } from '../pim/ids.ts';
import { MOST_PRESETS, type Preset, presetKey, type Presets } from '../pim/presets.ts';
import { type StoreDeps } from './storeDeps.ts';
import { lockUntilCommit } from './lockUntilCommit.ts';

/** What people saved. */
export class SqlPresets implements Presets {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock'>) {
    this.#deps = deps;
  }

  async of({ tenantId, id }: Person): Promise<readonly Preset[]> {
    const rows = await this.#deps.db
      .selectFrom('preset')
      .select(['id', 'name', 'roles', 'justification'])
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .orderBy('nameKey')
      .execute();
    return rows.map((row) => ({ ...row, roles: row.roles as Preset['roles'] }));
  }

  async keep({ tenantId, id: personId }: Person, preset: Preset): Promise<boolean> {
    const { db, clock } = this.#deps;
    const nameKey = presetKey(preset.name);
    return db.transaction().execute(async (tx) => {
      // One after the other for each person, so that two at once do not make eleven.
      await lockUntilCommit(tx, `preset/${tenantId}/${personId}`);
      const others = await tx
        .selectFrom('preset')
        .select('id')
        .where('tenantId', '=', tenantId)
        .where('personId', '=', personId)
        .where('nameKey', '!=', nameKey)
        .execute();
      if (others.length >= MOST_PRESETS) return false;
      const { id, name, justification } = preset;
      const roles = JSON.stringify(
        preset.roles.map(({ roleDefinitionId, scopeId }) => ({ roleDefinitionId, scopeId })),
      );
      await tx
        .insertInto('preset')
        .values({ tenantId, personId, id, nameKey, name, roles, justification, keptAt: clock.now() })
        .onConflict((conflict) =>
          conflict
            .columns(['tenantId', 'personId', 'nameKey'])
            .doUpdateSet({ id, name, roles, justification, keptAt: clock.now() }),
        )
        .execute();
      return true;
    });
  }

  async forget({ tenantId, id: personId }: Person, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#deps.db
      .deleteFrom('preset')
      .where('tenantId', '=', tenantId)
      .where('personId', '=', personId)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

/** Since when people's uses may be proposed from. */
export class SqlForgottenDefaults implements ForgottenDefaults {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock'>) {
    this.#deps = deps;
  }

  async of({ tenantId, id }: Person): Promise<Date | undefined> {
    const row = await this.#deps.db
      .selectFrom('forgottenDefaults')
      .select('forgottenAt')
      .where('tenantId', '=', tenantId)
      .where('personId', '=', id)
      .executeTakeFirst();
    return row?.forgottenAt;
  }

  async forget({ tenantId, id: personId }: Person): Promise<void> {
    const forgottenAt = this.#deps.clock.now();
    await this.#deps.db
      .insertInto('forgottenDefaults')
      .values({ tenantId, personId, forgottenAt })
      .onConflict((conflict) => conflict.columns(['tenantId', 'personId']).doUpdateSet({ forgottenAt }))
      .execute();
  }
}
