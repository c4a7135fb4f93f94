import assert from 'node:assert/strict';
import { offerAgain } from '../../src/jobs/offerAgain.ts';
import { warnBeforeEnd } from '../../src/jobs/warnBeforeEnd.ts';
import { type Person } from '../../src/pim/ids.ts';
import { refreshRequest } from '../../src/pim/operations/refreshRequest.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import { type RoleAtScope } from '../../src/pim/roles.ts';
import { approvalWorld, toActivate, type ApprovalWorld } from '../support/operationWorld.ts';

let made: ApprovalWorld;

/** Ana's role that needs no approval, active for so long. */
async function active(durationMinutes = 60): Promise<FollowedRequest> {
  const { request } = await made.world.does(made.ana, toActivate(made.reader, { durationMinutes }));
  assert.ok(request);
  const seen = await refreshRequest(made.world, request);
  assert.ok(seen.endAt);
  made.world.outbox.clear();
  return seen;
}

beforeEach(async () => {
  made = await approvalWorld();
});

describe('warnBeforeEnd', () => {
  const run = (endingSoonMinutes = 15): Promise<void> =>
    warnBeforeEnd({ ...made.world.with({}), deadlines: made.world.deadlines, endingSoonMinutes });
  const told = (): readonly string[] => made.world.outbox.waitingFor(made.ana);

  it('sends a card a quarter of an hour before the end, once', async () => {
    await active();
    made.world.clock.forward(44);
    await run();
    assert.deepEqual(told(), []);
    made.world.clock.forward(1);
    await Promise.all([run(), run()]);
    await run();
    assert.deepEqual(told(), ['card']);
    assert.deepEqual(
      made.world.cards.all.map(({ kind }) => kind),
      ['request', 'ending'],
    );
  });

  it('sends none for an activation shorter than twice that time, nor where it is switched off', async () => {
    await active(29);
    made.world.clock.forward(20);
    await run();
    assert.deepEqual(told(), []);
    await run(0);
    assert.deepEqual(told(), []);
  });

  it('asks Entra first: what has ended, or ends later by now, is not warned of', async () => {
    await active();
    made.world.clock.forward(50);
    const { actives } = made.world.pim;
    made.world.pim.actives = [];
    await run();
    made.world.pim.actives = actives.map((held) => ({ ...held, endAt: new Date('2026-01-05T12:00:00Z') }));
    await run();
    assert.deepEqual(told(), []);
    made.world.pim.actives = actives;
    await run();
    assert.deepEqual(told(), ['card']);
  });

  it('comes although the run that made its card could not queue it', async () => {
    await active();
    made.world.clock.forward(50);
    const { outbox } = made.world;
    const real = outbox.add.bind(outbox);
    outbox.add = () => Promise.reject(new Error('the database is away'));
    await run();
    assert.deepEqual(told(), []);
    outbox.add = real;
    await run();
    await run();
    assert.deepEqual(told(), ['card']);
  });

  it('goes on with the others where one cannot be read, and looks again', async () => {
    await active();
    made.world.clock.forward(50);
    const { directory } = made.world;
    const real = directory.activeRolesOf.bind(directory);
    directory.activeRolesOf = () => Promise.reject(new Error('down'));
    await run();
    assert.deepEqual(told(), []);
    assert.equal(made.world.logged.at(-1)?.level, 'warn');
    directory.activeRolesOf = real;
    await run();
    assert.deepEqual(told(), ['card']);
  });
});

describe('offerAgain', () => {
  const offered: [Person, RoleAtScope][] = [];
  const run = (): Promise<void> =>
    offerAgain(made.world, (person, role) => {
      offered.push([person, role]);
      return Promise.resolve();
    });

  beforeEach(() => {
    offered.length = 0;
  });

  it('gives the form once, when the activation is over and not before', async () => {
    const request = await active();
    await made.world.againWishes.keep(made.ana, request.id);
    await run();
    assert.deepEqual(offered, []);
    made.world.clock.forward(60);
    await refreshRequest(made.world, request);
    await Promise.all([run(), run()]);
    await run();
    assert.deepEqual(offered, [[made.ana, { roleDefinitionId: made.reader.id, scopeId: '/' }]]);
  });

  it('gives it too where the activation ended early', async () => {
    const request = await active();
    await made.world.againWishes.keep(made.ana, request.id);
    made.world.clock.forward(10);
    await made.world.does(made.ana, { kind: 'deactivate', roleDefinitionId: made.reader.id, scopeId: '/' });
    await run();
    assert.equal(offered.length, 1);
  });

  it('gives none where the wish was taken back, and goes on where one fails', async () => {
    const request = await active();
    await made.world.againWishes.keep(made.ana, request.id);
    await made.world.againWishes.withdraw(made.ana, request.id);
    made.world.clock.forward(60);
    await refreshRequest(made.world, request);
    await run();
    assert.deepEqual(offered, []);
    await made.world.againWishes.keep(made.ana, request.id);
    await offerAgain(made.world, () => Promise.reject(new Error('down')));
    assert.equal(made.world.logged.at(-1)?.level, 'error');
  });
});
