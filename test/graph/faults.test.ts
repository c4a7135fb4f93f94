import assert from 'node:assert/strict';
import { isPimError, type PimErrorCode } from '../../src/pim/errors.ts';
import { stateAfter } from '../../src/pim/operations/stateAfter.ts';
import { type PimGateway } from '../../src/pim/ports.ts';
import { english } from '../../src/words/en.ts';
import { explain } from '../../src/words/errors.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox, type WantedFault } from '../support/runningSandbox.ts';

/** For the call that is answered too late, which is held twice as long; all others have the time that Latchkey gives them. */
const SHORT_DEADLINE_MS = 1_000;

interface Broken {
  readonly what: string;
  readonly fault: WantedFault;
  readonly code: PimErrorCode;
  /** The change was made all the same. */
  readonly hasEffect?: boolean;
}

const body = (code: string): object => ({ error: { code, message: 'Broken on purpose' } });

/** Every way in which a change can break, and what the person is told of it. */
const broken: readonly Broken[] = [
  {
    what: '429 with Retry-After',
    fault: { status: 429, headers: { 'retry-after': '90' }, body: body('TooManyRequests') },
    code: 'throttled',
  },
  {
    what: '429 without Retry-After',
    fault: { status: 429, body: body('TooManyRequests') },
    code: 'throttled',
  },
  { what: '500', fault: { status: 500, body: body('InternalServerError') }, code: 'outcome_unknown' },
  {
    what: '502 from a gateway',
    fault: { status: 502, body: '<h1>Bad gateway</h1>' },
    code: 'outcome_unknown',
  },
  { what: '503', fault: { status: 503, body: body('ServiceUnavailable') }, code: 'outcome_unknown' },
  { what: '504', fault: { status: 504, body: body('GatewayTimeout') }, code: 'outcome_unknown' },
  { what: 'a connection cut before', fault: { cut: 'before' }, code: 'outcome_unknown' },
  { what: 'a connection cut after', fault: { cut: 'after' }, code: 'outcome_unknown', hasEffect: true },
  {
    what: 'an answer that comes too late',
    fault: { holdMs: 2 * SHORT_DEADLINE_MS },
    code: 'outcome_unknown',
    hasEffect: true,
  },
];

describe('a change that breaks on its way', () => {
  let sandbox: RunningSandbox;
  let world: GraphWorld;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    world = new GraphWorld(sandbox);
  });

  const idOf = (name: string): string =>
    sandbox.tenantInfo.people.find((person) => person.name.startsWith(`${name} `))?.id ?? '';

  const input = {
    durationMinutes: 60,
    justification: 'Because',
    ticketNumber: '',
    ticketSystem: '',
    startAt: undefined,
  };

  async function roleOf(
    pim: PimGateway,
    name: string,
  ): Promise<{ roleDefinitionId: never; scopeId: string }> {
    const found = (await pim.eligibleRoles()).find(({ role }) => role.displayName === name);
    assert.ok(found, name);
    return { roleDefinitionId: found.role.id as never, scopeId: found.scope.id };
  }

  /** Each write, ready to be made, and whether it has had its effect. */
  const writes: Readonly<
    Record<string, () => Promise<{ write: () => Promise<unknown>; isDone: () => Promise<boolean> }>>
  > = {
    selfActivate: async () => {
      const ana = await world.as(idOf('Ana'));
      const role = await roleOf(ana, 'Teams Administrator');
      return {
        write: () => ana.selfActivate(role, input),
        isDone: async () => (await ana.myRequests({ isOpenOnly: false })).length > 0,
      };
    },
    selfDeactivate: async () => {
      const ana = await world.as(idOf('Ana'));
      const role = await roleOf(ana, 'Teams Administrator');
      await ana.selfActivate(role, input);
      await world.forward(6);
      return {
        write: () => ana.selfDeactivate(role),
        isDone: async () =>
          (await ana.myRequests({ isOpenOnly: false })).some(({ action }) => action === 'selfDeactivate'),
      };
    },
    cancel: async () => {
      const ana = await world.as(idOf('Ana'));
      const { id } = await ana.selfActivate(await roleOf(ana, 'Exchange Administrator'), input);
      return {
        write: () => ana.cancel(id),
        isDone: async () => (await ana.request(id)).status === 'Canceled',
      };
    },
    decide: async () => {
      const ana = await world.as(idOf('Ana'));
      const ben = await world.as(idOf('Ben'));
      const { approvalId = '' } = await ana.selfActivate(await roleOf(ana, 'Exchange Administrator'), input);
      const [step] = (await ben.approval(approvalId)).steps;
      return {
        write: () => ben.decide(approvalId, step?.id ?? '', 'Approve', 'Planned'),
        isDone: async () => (await ben.approval(approvalId)).steps[0]?.reviewResult === 'Approve',
      };
    },
  };

  for (const [name, prepare] of Object.entries(writes)) {
    for (const { what, fault, code, hasEffect = false } of broken) {
      it(`${name}, ${what}: ${code}, sent once`, async () => {
        if (fault.holdMs !== undefined) world = new GraphWorld(sandbox, { deadlineMs: SHORT_DEADLINE_MS });
        const { write, isDone } = await prepare();
        await sandbox.control.clearCalls();
        await sandbox.control.faults.add({
          match: { method: name === 'decide' ? 'PATCH' : 'POST', path: '^/graph/' },
          ...fault,
        });
        const error = await write().then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        assert.ok(isPimError(error, code), String(error));
        const calls = await sandbox.control.calls(/^\/graph\//);
        assert.equal(
          calls.filter(({ method }) => method !== 'GET').length,
          1,
          'a change is never sent twice',
        );
        assert.equal(await isDone(), hasEffect);
        const { next } = explain(english.errors, error, {
          duration: (minutes) => `${minutes} minutes`,
          at: String,
        });
        // Only who surely changed nothing says so; whoever does not know asks not to be asked again.
        assert.equal(stateAfter(code), code === 'outcome_unknown' ? 'UNKNOWN' : 'REFUSED');
        assert.match(next, code === 'outcome_unknown' ? /I keep looking/ : /Nothing was changed/);
      });
    }
  }
});
