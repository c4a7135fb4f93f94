import assert from 'node:assert/strict';
import fc from 'fast-check';
import { settleOperations } from '../../src/jobs/settleOperations.ts';
import { type GrantKind, type HoldingChange } from '../../src/pim/administration.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Person, type PrincipalId } from '../../src/pim/ids.ts';
import { type OperationDeps } from '../../src/pim/operations/deps.ts';
import { runOperation } from '../../src/pim/operations/runOperation.ts';
import { type Operation } from '../../src/pim/records.ts';
import { GLOBAL_ADMINISTRATOR, type RoleAtScope } from '../../src/pim/roles.ts';
import { type AdministrationCall } from './inMemoryAdministration.ts';
import { aSignOn } from './inMemorySignOns.ts';
import { OperationWorld } from './operationWorld.ts';

type Which = 0 | 1;

/** What may happen while administrators make people eligible. */
export type ChangeHappening =
  | { readonly kind: 'ask'; readonly admin: Which; readonly principal: Which }
  | { readonly kind: 'again' }
  | { readonly kind: 'settle'; readonly minutes: number; readonly isProofAtHand: boolean }
  | {
      readonly kind: 'lose';
      readonly method: AdministrationCall['method'];
      readonly code: 'outcome_unknown' | 'forbidden' | 'throttled' | 'step_up_required';
    }
  | { readonly kind: 'die'; readonly calls: number; readonly when: 'before' | 'after' | 'settling' }
  | { readonly kind: 'delay'; readonly looks: number }
  | {
      readonly kind: 'other';
      readonly calls: number;
      readonly does: 'give' | 'take';
      readonly grant: GrantKind;
      readonly principal: Which;
    };

const which = fc.constantFrom<Which>(0, 1);
const calls = fc.integer({ min: 1, max: 16 });

/** Everything but what other people do. */
export const ownHappenings: readonly fc.Arbitrary<ChangeHappening>[] = [
  fc.record({ kind: fc.constant('ask'), admin: which, principal: which }),
  fc.record({ kind: fc.constant('ask'), admin: which, principal: which }),
  fc.record({ kind: fc.constant('again') }),
  fc.record({
    kind: fc.constant('settle'),
    minutes: fc.constantFrom(1, 2, 6, 70),
    isProofAtHand: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('lose'),
    method: fc.constantFrom(
      'grant',
      'remove',
      'eligibilityOf',
      'assignmentOf',
      'requestsTagged',
      'limitsOf',
      'permanentHoldersOf',
    ),
    code: fc.constantFrom('outcome_unknown', 'forbidden', 'throttled', 'step_up_required'),
  }),
  fc.record({
    kind: fc.constant('die'),
    calls,
    when: fc.constantFrom('before', 'after', 'settling'),
  }),
];

export const delays: fc.Arbitrary<ChangeHappening> = fc.record({
  kind: fc.constant('delay'),
  looks: fc.integer({ min: 0, max: 14 }),
});

/** What others do in the portal, in the middle of a run. */
export const othersGive = (...kinds: readonly GrantKind[]): fc.Arbitrary<ChangeHappening> =>
  fc.record({
    kind: fc.constant('other'),
    calls,
    does: fc.constant('give'),
    grant: fc.constantFrom(...kinds),
    principal: which,
  });

export const othersTake: fc.Arbitrary<ChangeHappening> = fc.record({
  kind: fc.constant('other'),
  calls,
  does: fc.constant('take'),
  grant: fc.constantFrom<GrantKind>('eligibility', 'assignment'),
  principal: which,
});

/** How an operation was ended, and what was really there in that moment. */
export interface Settled {
  readonly principal: PrincipalId;
  readonly state: string;
  readonly errorCode: string | undefined;
  readonly isLeftWithout: boolean;
  readonly held: readonly GrantKind[];
}

const silence = (): Promise<never> => new Promise(() => undefined);

/** A tenant in which two people have a role for good, two administrators, and a Latchkey that may die at any call. */
export class ChangeStory {
  readonly world = new OperationWorld();
  readonly begun: Operation[] = [];
  readonly settled: Settled[] = [];
  /** Looked at before and after every foreign call. */
  onMoment: (call: AdministrationCall, when: 'before' | 'after') => void = () => undefined;
  /** Something is put between two calls of different runs. */
  between: () => Promise<void> = () => Promise.resolve();
  readonly admins: readonly [Person, Person];
  readonly principals: readonly [Person, Person];
  readonly role: RoleAtScope;
  /** When others last took something away, and when it was last looked for; counted in calls. */
  readonly otherTook = new Map<PrincipalId, number>();
  callsMade = 0;
  #death: { readonly at: number; readonly when: 'before' | 'after' | 'settling' } | undefined;
  #die: () => void = () => undefined;
  #others: { readonly at: number; readonly act: () => void }[] = [];

  private constructor(
    admins: readonly [Person, Person],
    principals: readonly [Person, Person],
    world: OperationWorld,
    isGlobal: boolean,
  ) {
    this.world = world;
    this.admins = admins;
    this.principals = principals;
    const role = world.pim.addRole('A role', {}, isGlobal ? { id: GLOBAL_ADMINISTRATOR } : {});
    this.role = { roleDefinitionId: role.id, scopeId: '/' };
    for (const person of principals) world.pim.makePermanent(person, role);
    world.administration.onCall = (call) => this.#called(call, 'before');
    world.administration.onAnswer = (call) => this.#called(call, 'after');
  }

  static async begin(isGlobal = false): Promise<ChangeStory> {
    const world = new OperationWorld();
    const people = [];
    for (const name of ['Omar Haddad', 'Nils Berg', 'Ana Ruiz', 'Ben Okafor']) {
      people.push(await world.person(name));
    }
    const [omar, nils, ana, ben] = people;
    if (!omar || !nils || !ana || !ben) throw new Error('Nobody there');
    return new ChangeStory([omar, nils], [ana, ben], world, isGlobal);
  }

  held(principal: PrincipalId): readonly GrantKind[] {
    const kinds: readonly GrantKind[] = ['assignment', 'eligibility'];
    return kinds.filter((kind) => this.world.administration.has(kind, principal, this.role) !== undefined);
  }

  async #called(call: AdministrationCall, when: 'before' | 'after'): Promise<void> {
    if (when === 'before') {
      this.callsMade += 1;
      await this.between();
    }
    for (const { act } of this.#others.filter(({ at }) => at <= this.callsMade)) act();
    this.#others = this.#others.filter(({ at }) => at > this.callsMade);
    this.onMoment(call, when);
    if (this.#death?.when === when && this.#death.at <= this.callsMade) await this.#dies();
  }

  async #dies(): Promise<never> {
    this.#death = undefined;
    this.#die();
    return silence();
  }

  async happens(one: ChangeHappening): Promise<void> {
    const { world } = this;
    switch (one.kind) {
      case 'ask':
        return this.run(await this.ask(one.admin, one.principal));
      case 'again':
        for (const operation of this.begun) await this.run(operation);
        return;
      case 'settle':
        for (const admin of this.admins) {
          if (one.isProofAtHand) await world.tokens.keep(aSignOn(admin, world.clock));
          else await world.tokens.forget(admin);
        }
        return this.settle(one.minutes);
      case 'lose': {
        const isWrite = ['grant', 'remove'].includes(one.method);
        const when = isWrite && one.code === 'outcome_unknown' ? 'after' : 'before';
        world.administration.failNext(one.method, new PimError(one.code, 'Lost'), when);
        return;
      }
      case 'die':
        this.#death = { at: this.callsMade + one.calls, when: one.when };
        return;
      case 'delay':
        world.administration.delay = one.looks;
        return;
      case 'other':
        this.#others.push({
          at: this.callsMade + one.calls,
          act: () => {
            this.#otherDoes(one);
          },
        });
    }
  }

  #otherDoes({ does, grant, principal }: Extract<ChangeHappening, { kind: 'other' }>): void {
    const { id } = this.principals[principal];
    if (does === 'give') {
      if (!this.held(id).includes(grant)) this.world.administration.give(grant, id, this.role);
      return;
    }
    this.otherTook.set(id, this.callsMade);
    this.world.administration.takeAway(grant, id, this.role);
  }

  async ask(admin: Which, principal: Which): Promise<Operation> {
    const change: HoldingChange = {
      ...this.role,
      principalId: this.principals[principal].id,
      justification: 'Least privilege',
      what: 'makeEligible',
      days: 90,
    };
    const operation = await this.world.open(this.admins[admin], { kind: 'changeHolding', change });
    this.begun.push(operation);
    return operation;
  }

  /** With a fresh proof, asked for it. */
  async run({ id, person }: Operation): Promise<void> {
    const signOn = aSignOn(person, this.world.clock, { operationId: id });
    await this.#mortally((deps) => runOperation(deps, id, signOn));
  }

  async settle(minutes: number): Promise<void> {
    this.world.clock.forward(minutes);
    await this.#mortally((deps) => settleOperations(deps, () => Promise.resolve()));
  }

  async #mortally(work: (deps: OperationDeps) => Promise<unknown>): Promise<void> {
    const death = Promise.withResolvers<undefined>();
    this.#die = () => {
      death.resolve(undefined);
    };
    const { operations } = this.world;
    const watched = Object.assign(Object.create(operations) as typeof operations, {
      of: operations.of.bind(operations),
      claim: operations.claim.bind(operations),
      unsettled: operations.unsettled.bind(operations),
      settle: async (...given: Parameters<typeof operations.settle>) => {
        if (this.#death?.when === 'settling') return this.#dies();
        const isTaken = await operations.settle(...given);
        if (isTaken) this.#note(given);
        return isTaken;
      },
    });
    await Promise.race([work(this.world.with({ operations: watched })), death.promise]);
  }

  #note([{ intent }, state, { errorCode }, { facts }]: Parameters<
    OperationWorld['operations']['settle']
  >): void {
    if (intent.kind !== 'changeHolding') return;
    const { principalId: principal } = intent.change;
    const isLeftWithout = facts?.['isLeftWithout'] === true;
    this.settled.push({ principal, state, errorCode, isLeftWithout, held: this.held(principal) });
  }

  /** Nothing is lost, slow or dead any more, and administrators press until everything is over. */
  async calm(): Promise<void> {
    this.#death = undefined;
    this.#others = [];
    this.world.administration.forgetFaults();
    this.world.administration.delay = 0;
    this.world.administration.settle();
    for (let round = 0; round < 4; round += 1) {
      this.world.clock.forward(6);
      for (const operation of this.begun) await this.run(operation);
    }
    for (const { id, state } of this.world.operations.all) {
      assert.ok(['DONE', 'CONFLICT', 'REFUSED'].includes(state), `${id} is ${state}`);
    }
  }
}
