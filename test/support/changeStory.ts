import assert from 'node:assert/strict';
import { settleOperations } from '../../src/jobs/settleOperations.ts';
import { type GrantKind, type HoldingChange } from '../../src/pim/administration.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Person, type PrincipalId } from '../../src/pim/ids.ts';
import { type OperationDeps } from '../../src/pim/operations/deps.ts';
import { runOperation } from '../../src/pim/operations/runOperation.ts';
import { type Operation } from '../../src/pim/records.ts';
import { GLOBAL_ADMINISTRATOR, type RoleAtScope } from '../../src/pim/roles.ts';
import { type ChangeHappening, type Which } from './changeHappenings.ts';
import { type AdministrationCall } from './inMemoryAdministration.ts';
import { aSignOn } from './inMemorySignOns.ts';
import { OperationWorld } from './operationWorld.ts';

type What = HoldingChange['what'];

/** How an operation was ended, and what was really there in that moment. */
export interface Settled {
  readonly principal: PrincipalId;
  readonly state: string;
  readonly errorCode: string | undefined;
  readonly isLeftWithout: boolean;
  readonly held: readonly GrantKind[];
}

const silence = (): Promise<never> => new Promise(() => undefined);

/** So long it is asked for. */
export const WANTED_DAYS = 90;

interface HeldAtFirst {
  readonly kind: GrantKind;
  readonly days?: number;
}

/** What people have before anything happens; there is always something beside what is changed, for nobody to touch. */
export function heldAtFirst(what: What): readonly HeldAtFirst[] {
  switch (what) {
    case 'makeEligible':
    case 'assignEligible':
      return [{ kind: 'assignment' }];
    case 'assignActive':
      return [{ kind: 'eligibility' }];
    case 'extendEligible':
      return [{ kind: 'assignment' }, { kind: 'eligibility', days: 30 }];
    case 'extendActive':
      return [{ kind: 'eligibility' }, { kind: 'assignment', days: 30 }];
    case 'updateEligible':
      return [{ kind: 'assignment' }, { kind: 'eligibility', days: 200 }];
    case 'updateActive':
      return [{ kind: 'eligibility' }, { kind: 'assignment', days: 200 }];
    case 'removeEligible':
    case 'removeActive':
      return [{ kind: 'assignment' }, { kind: 'eligibility' }];
  }
}

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
  readonly what: What;
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
    { isGlobal, what }: { readonly isGlobal: boolean; readonly what: What },
  ) {
    this.world = world;
    this.admins = admins;
    this.principals = principals;
    this.what = what;
    const role = world.pim.addRole('A role', {}, isGlobal ? { id: GLOBAL_ADMINISTRATOR } : {});
    this.role = { roleDefinitionId: role.id, scopeId: '/' };
    for (const { id } of principals) {
      for (const { kind, days } of heldAtFirst(what))
        world.administration.give(kind, id, this.role, days === undefined ? undefined : this.inDays(days));
    }
    world.administration.onCall = (call) => this.#called(call, 'before');
    world.administration.onAnswer = (call) => this.#called(call, 'after');
  }

  static async begin(isGlobal = false, what: What = 'makeEligible'): Promise<ChangeStory> {
    const world = new OperationWorld();
    const people = [];
    for (const name of ['Omar Haddad', 'Nils Berg', 'Ana Ruiz', 'Ben Okafor']) {
      people.push(await world.person(name));
    }
    const [omar, nils, ana, ben] = people;
    if (!omar || !nils || !ana || !ben) throw new Error('Nobody there');
    return new ChangeStory([omar, nils], [ana, ben], world, { isGlobal, what });
  }

  inDays(days: number): Date {
    return new Date(this.world.clock.now().getTime() + days * 86_400_000);
  }

  /** When it really ends; `undefined`: never, or it is not there. */
  endOf(kind: GrantKind, principal: PrincipalId): Date | undefined {
    return this.world.administration.has(kind, principal, this.role)?.endAt;
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
        const isWrite = ['grant', 'extend', 'update', 'remove'].includes(one.method);
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
    const change = this.#changeOf(this.principals[principal].id);
    const operation = await this.world.open(this.admins[admin], { kind: 'changeHolding', change });
    this.begun.push(operation);
    return operation;
  }

  #changeOf(of: PrincipalId): HoldingChange {
    const base = { ...this.role, principalId: of, justification: 'Least privilege' };
    const { what } = this;
    switch (what) {
      case 'makeEligible':
      case 'assignEligible':
        return { ...base, what, days: WANTED_DAYS };
      case 'assignActive':
        return { ...base, what, minutes: WANTED_DAYS * 1_440 };
      case 'extendEligible':
      case 'extendActive':
      case 'updateEligible':
      case 'updateActive':
        return { ...base, what, endAt: this.inDays(WANTED_DAYS).toISOString() };
      case 'removeEligible':
      case 'removeActive':
        return { ...base, what };
    }
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
      keep: operations.keep.bind(operations),
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
