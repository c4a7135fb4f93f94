import { followRequests } from '../../src/jobs/followRequests.ts';
import { settleOperations } from '../../src/jobs/settleOperations.ts';
import { type Person } from '../../src/pim/ids.ts';
import { requestedEntry, runOperation } from '../../src/pim/operations/runOperation.ts';
import { type PimGateway } from '../../src/pim/ports.ts';
import { type Intent, type Operation } from '../../src/pim/records.ts';
import { aSignOn } from './inMemorySignOns.ts';
import { type OperationWorld } from './operationWorld.ts';

/** Where a process ends while it runs an operation. */
export type DeathPoint = 'stored' | 'leased' | 'beforeWriting' | 'afterWriting' | 'beforeSettling';

type Write = 'selfActivate' | 'selfDeactivate' | 'cancel' | 'decide';

/** Nobody who died says anything more. */
const silence = (): Promise<never> => new Promise(() => undefined);

/** A Latchkey that can die at any step of an operation, over a memory and a tenant that do not. */
export class MortalProcess {
  readonly #world: OperationWorld;
  #deathPoint: DeathPoint | undefined;

  constructor(world: OperationWorld) {
    this.#world = world;
  }

  /** It will die at this point of the next operation that gets there. */
  dieAt(point: DeathPoint): void {
    this.#deathPoint = point;
  }

  /** A person presses: what is under way or done is not begun again, what was refused may be. */
  async press(person: Person, intent: Intent, uniqueKey?: string): Promise<Operation | undefined> {
    const { operations, random } = this.#world;
    const id = random.ulid();
    const { operation, isNew } = await operations.open(
      { id, person, intent, uniqueKey },
      requestedEntry(person, id, intent),
    );
    if (!isNew && operation.state === 'REFUSED')
      return this.press(person, intent, `${uniqueKey ?? ''}/after/${operation.id}`);
    if (!isNew && !['INTENT', 'NEEDS_USER', 'UNKNOWN'].includes(operation.state)) return operation;
    if (this.#takeDeath('stored')) return operation;
    await this.#run(operation);
    return operation;
  }

  /** Time passes, and whoever lives looks after what was left. */
  async lookAfterEverything(minutes: number): Promise<void> {
    const world = this.#world;
    world.clock.forward(minutes);
    await settleOperations(world, () => Promise.resolve());
    const intervals = { waitingSeconds: 15, provisioningSeconds: 2, activeSeconds: 60 };
    await followRequests({ ...world.with({}), intervals });
  }

  async #run({ id, person }: Operation): Promise<void> {
    const signOn = aSignOn(person, this.#world.clock, { operationId: id });
    if (this.#takeDeath('leased')) {
      await this.#world.operations.claim(id, 60);
      return;
    }
    const death = Promise.withResolvers<undefined>();
    const dying = (): Promise<never> => {
      death.resolve(undefined);
      return silence();
    };
    const { operations, pimFor } = this.#world;
    const deps = this.#world.with({
      pimFor: (...authority) => this.#mortal(pimFor(...authority), dying),
      operations: Object.assign(Object.create(operations) as typeof operations, {
        open: operations.open.bind(operations),
        of: operations.of.bind(operations),
        claim: operations.claim.bind(operations),
        keep: operations.keep.bind(operations),
        unsettled: operations.unsettled.bind(operations),
        settle: (...given: Parameters<typeof operations.settle>) =>
          this.#takeDeath('beforeSettling') ? dying() : operations.settle(...given),
      }),
    });
    await Promise.race([runOperation(deps, id, signOn), death.promise]);
  }

  #mortal(pim: PimGateway, dying: () => Promise<never>): PimGateway {
    const write =
      <Given extends readonly unknown[], Made>(made: (...given: Given) => Promise<Made>) =>
      async (...given: Given): Promise<Made> => {
        if (this.#takeDeath('beforeWriting')) return dying();
        const result = await made(...given);
        return this.#takeDeath('afterWriting') ? dying() : result;
      };
    return {
      ...pim,
      selfActivate: write(pim.selfActivate.bind(pim)),
      selfDeactivate: write(pim.selfDeactivate.bind(pim)),
      cancel: write(pim.cancel.bind(pim)),
      decide: write(pim.decide.bind(pim)),
    } satisfies Record<Write, unknown>;
  }

  #takeDeath(point: DeathPoint): boolean {
    if (this.#deathPoint !== point) return false;
    this.#deathPoint = undefined;
    return true;
  }
}
