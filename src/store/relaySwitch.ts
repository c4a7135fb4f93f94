import { type RelayState, type RelaySwitch, type RelayTurn } from '../pim/relaySwitch.ts';
import { appendAudit } from './auditTrail.ts';
import { type StoreDeps } from './storeDeps.ts';

/** A switch that can be turned, and that puts every turn into the audit trail. */
export interface TurnableRelaySwitch extends RelaySwitch {
  turn(turn: RelayTurn): Promise<void>;
  /** Puts into the trail what was turned where the trail was out of reach. */
  recordTurns(): Promise<void>;
}

/** The relay switch as a row of the database, one for each tenant; without a row it is on. */
export class SqlRelaySwitch implements TurnableRelaySwitch {
  readonly #deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>;

  constructor(deps: Pick<StoreDeps, 'db' | 'clock' | 'tenantId'>) {
    this.#deps = deps;
  }

  async state(): Promise<RelayState> {
    const { db, tenantId } = this.#deps;
    const row = await db
      .selectFrom('relaySwitch')
      .select(['isOn', 'changedAt', 'reason'])
      .where('tenantId', '=', tenantId)
      .executeTakeFirst();
    return row ?? { isOn: true, changedAt: undefined, reason: '' };
  }

  /** The new state and its audit row in one commit. `changedAt`: when it was turned; default now. */
  async turn({ isOn, by, reason }: RelayTurn, changedAt = this.#deps.clock.now()): Promise<void> {
    const { db, clock, tenantId } = this.#deps;
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('relaySwitch')
        .values({ tenantId, isOn, changedAt, changedBy: by, reason })
        .onConflict((conflict) =>
          conflict.column('tenantId').doUpdateSet({ isOn, changedAt, changedBy: by, reason }),
        )
        .execute();
      const event = isOn ? 'relay.started' : 'relay.stopped';
      const facts = { by, reason, changedAt: changedAt.toISOString() };
      await appendAudit(tx, { event, tenantId, actor: undefined, facts }, clock.now());
    });
  }

  /** Every turn of this one is in the trail already. */
  async recordTurns(): Promise<void> {
    return Promise.resolve();
  }
}
