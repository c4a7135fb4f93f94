import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PimError } from '../../../src/pim/errors.ts';
import { type RequestId } from '../../../src/pim/ids.ts';
import { type Decision, decisionOf } from '../../../src/pim/approvals.ts';
import { isWaitingForApproval, operationOf, phaseOf } from '../../../src/pim/requests.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { type DeathPoint, MortalProcess } from '../../support/mortalProcess.ts';
import { type ApprovalWorld, approvalWorld, toActivate, toDecide } from '../../support/operationWorld.ts';

/** The request state machine as PIM has it, and what the people of the model know of it. */
interface Model {
  /** The request that was asked for last, while anything can become of it. */
  request: RequestId | undefined;
}

type Approver = 'ben' | 'dara';

/** PIM, Latchkey's memory, a clock, and a process that may die. */
class Run {
  readonly made: ApprovalWorld;
  readonly mortal: MortalProcess;

  constructor(made: ApprovalWorld) {
    this.made = made;
    this.mortal = new MortalProcess(made.world);
  }

  async ask(): Promise<void> {
    const { world, ana, exchange } = this.made;
    await world.tokens.keep(aSignOn(ana, world.clock));
    await this.mortal.press(ana, toActivate(exchange));
  }

  async decide(who: Approver, decision: Decision, id: RequestId): Promise<void> {
    const person = this.made[who];
    const followed = this.made.world.requests.saved.get(id);
    // Who has no card with buttons cannot press.
    if (followed === undefined || !isWaitingForApproval(followed)) return;
    const key = `decide/${id}/${person.id}/${decision}`;
    await this.mortal.press(person, toDecide(id, decision, 'Because'), key);
  }

  async cancel(id: RequestId): Promise<void> {
    const { world, ana } = this.made;
    if (!world.requests.saved.has(id)) return;
    await world.tokens.keep(aSignOn(ana, world.clock));
    await this.mortal.press(ana, { kind: 'cancel', requestId: id }, `cancel/${id}`);
  }

  async deactivate(): Promise<void> {
    const { world, ana, exchange } = this.made;
    await world.tokens.keep(aSignOn(ana, world.clock));
    await this.mortal.press(ana, { kind: 'deactivate', roleDefinitionId: exchange.id, scopeId: '/' });
  }

  /** The newest request of Ana's that PIM knows. */
  newest(): RequestId | undefined {
    return [...this.made.world.pim.requests.values()]
      .filter(({ request }) => request.action === 'selfActivate')
      .at(-1)?.request.id;
  }
}

type Step = fc.AsyncCommand<Model, Run>;

const step = (name: string, run: (model: Readonly<Model>, real: Run) => Promise<void>): Step => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real);
    model.request = real.newest();
    checkAlways(real);
  },
  toString: () => name,
});

const on = (name: string, run: (id: RequestId, real: Run) => Promise<void>): Step => ({
  ...step(name, async ({ request }, real) => {
    if (request !== undefined) await run(request, real);
  }),
  check: ({ request }) => request !== undefined,
});

const who = fc.constantFrom<Approver>('ben', 'dara');
const decision = fc.constantFrom<Decision>('Approve', 'Deny');
const lost = new PimError('outcome_unknown', 'Lost');

const steps: readonly fc.Arbitrary<Step>[] = [
  fc.constant(step('ask', (_, real) => real.ask())),
  fc
    .tuple(who, decision)
    .map(([one, what]) => on(`${one} ${what}`, (id, real) => real.decide(one, what, id))),
  fc.tuple(who, decision).map(([one, what]) =>
    on(`${one} ${what} in the portal`, async (id, { made }) => {
      const { world } = made;
      await world.pim
        .as(made[one])
        .decide(id, id, what, 'In the portal')
        .catch(() => undefined);
    }),
  ),
  fc.constant(on('cancel', (id, real) => real.cancel(id))),
  fc.constant(step('deactivate', (_, real) => real.deactivate())),
  fc
    .tuple(
      fc.constantFrom('selfActivate', 'selfDeactivate', 'cancel', 'decide', 'approval', 'request'),
      fc.constantFrom('before', 'after'),
    )
    .map(([method, when]) =>
      step(`lose ${method} ${when}`, (_, { made }) => {
        made.world.pim.failNext(method, lost, when);
        return Promise.resolve();
      }),
    ),
  fc
    .constantFrom<DeathPoint>('stored', 'leased', 'beforeWriting', 'afterWriting', 'beforeSettling')
    .map((point) =>
      step(`die ${point}`, (_, { mortal }) => {
        mortal.dieAt(point);
        return Promise.resolve();
      }),
    ),
  fc
    .constantFrom(1, 2, 6, 70)
    .map((minutes) => step(`${minutes} min`, (_, { mortal }) => mortal.lookAfterEverything(minutes))),
];

/** What no moment may show. */
function checkAlways({ made: { world } }: Run): void {
  const tags = [...world.pim.requests.values()].map(({ request }) => operationOf(request.justification));
  const own = tags.filter((tag) => tag !== undefined);
  assert.equal(new Set(own).size, own.length, 'one operation made one request');
  const decided = world.pim.writes.flatMap((write) => (write.kind === 'decide' ? [write.requestId] : []));
  assert.equal(new Set(decided).size, decided.length, 'PIM took one decision of a request');
  const cards = world.cards.all.map(({ kind, requestId, person }) => `${kind}/${requestId}/${person.id}`);
  assert.equal(new Set(cards).size, cards.length, 'everybody has one card of a request');
}

/** Some minutes later, with the people still there, nothing is open that could be closed, and all say what PIM says. */
async function checkInTheEnd(real: Run): Promise<void> {
  const { made, mortal } = real;
  const { world, ana } = made;
  await world.tokens.keep(aSignOn(ana, world.clock));
  for (let round = 0; round < 8; round += 1) await mortal.lookAfterEverything(2);
  // What was to be lost and to die is used up by then.
  for (let attempt = 0; attempt < 4; attempt += 1) await pressAgain(real);
  checkAlways(real);
  for (const { id, state, intent, person, fence } of world.operations.all) {
    // What never began, and whose proof has died meanwhile, is not begun later without being asked for.
    const neverBegan = state === 'INTENT' && fence === 0;
    assert.ok(isEnd(state) || neverBegan, `${intent.kind} ${id} is ${state}`);
    if (intent.kind !== 'decide') continue;
    const found = decisionOf(world.pim.stored(intent.requestId).approval ?? { id: '', steps: [] });
    const isPims = found?.decision === intent.decision && found.step.reviewedBy?.id === person.id;
    if (state === 'DONE') assert.ok(isPims, 'a decision that counts as done is PIM’s');
  }
  for (const { id, status, decision: known } of world.requests.saved.values()) {
    const { request, approval } = world.pim.stored(id);
    if (known !== undefined && approval !== undefined) assert.equal(known, decisionOf(approval)?.decision);
    const isOver = ['denied', 'canceled', 'failed'].includes(phaseOf(request.status));
    if (isOver) assert.notEqual(phaseOf(status), 'waitingForApproval', `PIM: ${request.status}`);
  }
  await mortal.lookAfterEverything(25 * 60);
  assert.deepEqual(
    world.operations.all.filter(({ state }) => !isEnd(state)),
    [],
    'after a day nothing is left',
  );
}

/** A card that still waits has its buttons; whoever pressed sees that it did not work, and presses once more. */
async function pressAgain(real: Run): Promise<void> {
  const { made, mortal } = real;
  for (const { person, intent, state } of made.world.operations.all) {
    if (intent.kind === 'decide' && !isEnd(state))
      await real.decide(person.id === made.ben.id ? 'ben' : 'dara', intent.decision, intent.requestId);
  }
  for (let round = 0; round < 3; round += 1) await mortal.lookAfterEverything(1);
}

const isEnd = (state: string): boolean => ['DONE', 'CONFLICT', 'REFUSED'].includes(state);

describe('a process that may die at every step', () => {
  it('has one effect for one wish, and everything over in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands([...steps], { maxCommands: 14 }), async (commands) => {
        const real = new Run(await approvalWorld());
        await fc.asyncModelRun(() => ({ model: { request: undefined }, real }), commands);
        await checkInTheEnd(real);
      }),
      { numRuns: 200 },
    );
  });
});
