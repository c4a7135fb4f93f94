import assert from 'node:assert/strict';
import { type Person } from '../../src/pim/ids.ts';
import { settleDecision } from '../../src/pim/operations/settleDecision.ts';
import { type FollowedRequest, type Operation } from '../../src/pim/records.ts';
import { type OperationWorld, toDecide } from './operationWorld.ts';

/** When a request was read for which a reading is asked and not made yet. */
export const NEVER_READ = new Date(0);

/** Decisions whose process ended, and the sweep that looks after them. */
export class BrokenOffDecisions {
  readonly #world: OperationWorld;

  constructor(world: OperationWorld) {
    this.#world = world;
  }

  /** An operation that a process took up before it ended; its lease is over. */
  async open(person: Person, of: FollowedRequest): Promise<Operation> {
    const operation = await this.#world.open(person, toDecide(of.id));
    await this.#world.operations.claim(operation.id, 60);
    this.#world.clock.forward(2);
    return operation;
  }

  /** What the sweep does with one operation as it stands now. */
  async settle({ id }: Operation): Promise<void> {
    const operation = await this.#world.operations.of(id);
    assert.ok(operation?.intent.kind === 'decide');
    await settleDecision(this.#world, operation, operation.intent);
  }

  /** The request is read in PIM, and this is what is found. */
  async isRead(of: FollowedRequest, found: Partial<FollowedRequest> = {}): Promise<void> {
    const readAt = this.#world.clock.now();
    await this.#world.requests.save({ ...this.#world.followed(of.id), readAt, ...found });
  }

  /** Where an operation stands. */
  async stateOf({ id }: Operation): Promise<string | undefined> {
    return (await this.#world.operations.of(id))?.state;
  }

  /** Somebody else takes it up between the look of the sweep and what the sweep does: it is left to them. */
  async isLeftAlone(operation: Operation): Promise<void> {
    const { operations, audit } = this.#world;
    const before = await operations.of(operation.id);
    assert.ok(before?.intent.kind === 'decide');
    await operations.claim(operation.id, 60);
    const rows = audit.events.length;
    await settleDecision(this.#world, before, before.intent);
    assert.equal(await this.stateOf(operation), 'RUNNING');
    assert.equal(audit.events.length, rows);
  }
}

/** A decision of this person, as PIM has it. */
export const decidedBy = (
  by: Person,
  decision: 'Approve' | 'Deny' = 'Approve',
): Partial<FollowedRequest> => ({
  decision,
  decidedBy: by.id,
  status: decision === 'Approve' ? 'Provisioned' : 'Denied',
});
