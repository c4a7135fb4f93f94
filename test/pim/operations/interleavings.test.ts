import assert from 'node:assert/strict';
import fc from 'fast-check';
import { followRequests } from '../../../src/jobs/followRequests.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { listPendingApprovals } from '../../../src/pim/operations/listPendingApprovals.ts';
import { requestedEntry } from '../../../src/pim/operations/runOperation.ts';
import { type FollowedRequest, type Operation } from '../../../src/pim/records.ts';
import { phaseOf } from '../../../src/pim/requests.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

/** What may happen to one request, in any order. */
type Happening =
  | {
      readonly kind: 'decide' | 'portal';
      readonly who: 'ben' | 'dara';
      readonly decision: 'Approve' | 'Deny';
    }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'lose'; readonly method: 'decide' | 'cancel' | 'approval' }
  | { readonly kind: 'again' }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'follow' };

const who = fc.constantFrom('ben' as const, 'dara' as const);
const decision = fc.constantFrom('Approve' as const, 'Deny' as const);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant('decide' as const), who, decision }),
  fc.record({ kind: fc.constant('decide' as const), who, decision }),
  fc.record({ kind: fc.constant('portal' as const), who, decision }),
  fc.record({ kind: fc.constant('cancel' as const) }),
  fc.record({
    kind: fc.constant('lose' as const),
    method: fc.constantFrom('decide' as const, 'cancel' as const, 'approval' as const),
  }),
  fc.record({ kind: fc.constant('again' as const) }),
  fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 30, 90, 1440) }),
  fc.record({ kind: fc.constant('follow' as const) }),
);

/** One request and everything that was begun about it. */
class Story {
  readonly #made: ApprovalWorld;
  readonly request: FollowedRequest;
  readonly #begun: Operation[] = [];

  constructor(made: ApprovalWorld, request: FollowedRequest) {
    this.#made = made;
    this.request = request;
  }

  async happens(one: Happening): Promise<void> {
    const { world, ana } = this.#made;
    const { id } = this.request;
    switch (one.kind) {
      case 'decide':
        return this.#run(await this.#decision(one.who, one.decision));
      case 'cancel':
        return this.#run(await world.open(ana, { kind: 'cancel', requestId: id }));
      case 'portal':
        await world.pim
          .as(this.#made[one.who])
          .decide(id, id, one.decision, 'In the portal')
          .catch(() => undefined);
        return;
      case 'lose':
        world.pim.failNext(one.method, new PimError('outcome_unknown', 'Lost'), 'after');
        return;
      case 'again':
        for (const operation of this.#begun) await world.run(operation);
        return;
      case 'wait':
        world.clock.forward(one.minutes);
        return;
      case 'follow':
        return this.follow();
    }
  }

  /** The same decision of the same person is the same operation, however often it is pressed. */
  async #decision(who: 'ben' | 'dara', decided: 'Approve' | 'Deny'): Promise<Operation> {
    const { world } = this.#made;
    const person = this.#made[who];
    const intent = toDecide(this.request.id, decided, 'Because');
    const id = world.random.ulid();
    const uniqueKey = `decide/${this.request.id}/${person.id}/${decided}`;
    const opened = await world.operations.open(
      { id, person, intent, uniqueKey },
      requestedEntry(person, id, intent),
    );
    return opened.operation;
  }

  async #run(operation: Operation): Promise<void> {
    if (!this.#begun.some(({ id }) => id === operation.id)) this.#begun.push(operation);
    await this.#made.world.run(operation);
  }

  async follow(): Promise<void> {
    const intervals = { waitingSeconds: 15, provisioningSeconds: 2, activeSeconds: 60 };
    this.#made.world.clock.forward(1);
    await followRequests({ ...this.#made.world.with({}), intervals });
  }

  /** States of everything that was begun. */
  async states(): Promise<readonly string[]> {
    const { world } = this.#made;
    return Promise.all(
      this.#begun.map(async ({ id, intent }) => {
        const { state = 'gone' } = (await world.operations.of(id)) ?? {};
        return `${intent.kind} ${state}`;
      }),
    );
  }
}

const MOST_HAPPENINGS = 12;

const isSettled = (phase: string): boolean => !['waitingForApproval', 'provisioning'].includes(phase);

async function check(made: ApprovalWorld, story: Story): Promise<void> {
  const { world, ana, ben, dara } = made;
  const { id } = story.request;
  const decisions = world.pim.writes.filter(({ kind }) => kind === 'decide');
  assert.ok(decisions.length <= 1, 'PIM took one decision at the most');
  // Whatever was lost is found in the end, when no answer is lost any more.
  for (let again = 0; again <= MOST_HAPPENINGS; again += 1) await story.happens({ kind: 'again' });
  await story.follow();
  // By then even an activation that nobody saw, because it was over before anybody looked, counts as over.
  world.clock.forward(180);
  await story.follow();
  assert.ok(world.pim.writes.filter(({ kind }) => kind === 'decide').length <= 1);
  const states = await story.states();
  assert.ok(!states.some((state) => state.endsWith('UNKNOWN')), states.join());
  assert.ok(states.filter((state) => state === 'decide DONE').length <= 1, states.join());
  const { status } = await world.pim.as(ana).request(id);
  const inPim = phaseOf(status);
  const followed = world.followed(id);
  if (followed.decision !== undefined) {
    assert.equal(followed.decision, world.pim.stored(id).approval?.steps[0]?.reviewResult);
  }
  if (isSettled(inPim) && inPim !== 'canceled')
    assert.ok(isSettled(phaseOf(followed.status)), `PIM: ${inPim}, followed: ${followed.status}`);
  const waiting = inPim === 'waitingForApproval' ? 1 : 0;
  for (const approver of [ben, dara] satisfies Person[]) {
    assert.equal((await listPendingApprovals(world, world.pim.as(approver))).length, waiting);
  }
  const told = world.outbox.toldTo(ana);
  for (const notice of ['requestDecided', 'requestActive', 'requestEnded'])
    assert.ok(told.filter((one) => one === notice).length <= 1, `${notice}: ${told.join()}`);
}

describe('one request, whatever happens to it and in whatever order', () => {
  it('is decided once, and everybody sees the same in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: MOST_HAPPENINGS }), async (happenings) => {
        const made = await approvalWorld();
        const story = new Story(made, await made.ask());
        for (const one of happenings) await story.happens(one);
        await check(made, story);
      }),
      { numRuns: 150 },
    );
  });

  it('is decided once also where things happen at the same moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 6 }), async (happenings) => {
        const made = await approvalWorld();
        const story = new Story(made, await made.ask());
        await Promise.all(happenings.map((one) => story.happens(one)));
        await check(made, story);
      }),
      { numRuns: 100 },
    );
  });
});
