import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { type OperationResult } from '../../../src/pim/operations/runOperation.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('activateRole, where a person has asked too often', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
    const { limits } = made.world;
    made.world.limits = { ...limits, requests: { perHour: 3, perHourAndRole: 2 }, coalesceMinutes: 0 };
  });

  const activate = (role: Role): Promise<OperationResult> => made.world.does(made.ana, toActivate(role));
  const submissions = (): number => made.world.pim.calls.filter((call) => call === 'selfActivate').length;
  /** Asks and takes it back, so that the next one can be asked. */
  const askAndCancel = async (): Promise<OperationResult> => {
    const result = await activate(made.exchange);
    if (result.request !== undefined) {
      await made.world.does(made.ana, { kind: 'cancel', requestId: result.request.id });
    }
    return result;
  };

  it('refuses one role more than so often in an hour, before PIM is asked', async () => {
    await askAndCancel();
    made.world.clock.forward(20);
    await askAndCancel();
    const before = submissions();
    const { state, error } = await askAndCancel();
    assert.equal(state, 'REFUSED');
    assert.equal(error?.code, 'quota_reached');
    assert.equal(error.details.retryAfterSeconds, 40 * 60);
    assert.equal(submissions(), before);
    assert.equal(made.world.audit.entries.at(-1)?.event, 'activation.refused');
    assert.equal(made.world.audit.entries.at(-1)?.facts?.['errorCode'], 'quota_reached');
    assert.equal((await activate(made.reader)).state, 'DONE');
  });

  it('lets it through when it was told that it would', async () => {
    await askAndCancel();
    made.world.clock.forward(20);
    await askAndCancel();
    made.world.clock.forward(39);
    assert.equal((await askAndCancel()).error?.code, 'quota_reached');
    made.world.clock.forward(2);
    assert.equal((await askAndCancel()).state, 'DONE');
  });

  it('counts all roles together, and not what was refused', async () => {
    made.world.pim.failNext('selfActivate', new PimError('schedule_refused', 'No'), 'before');
    assert.equal((await activate(made.reader)).error?.code, 'schedule_refused');
    await askAndCancel();
    await askAndCancel();
    assert.equal((await activate(made.reader)).state, 'DONE');
    const other = made.world.pim.addRole('Teams Administrator');
    made.world.pim.makeEligible(made.ana, other);
    assert.equal((await activate(other)).error?.code, 'quota_reached');
  });

  it('lets nobody past it by asking for many at once', async () => {
    const operations = [];
    for (let count = 0; count < 10; count += 1) {
      const role = made.world.pim.addRole(`Role ${String(count)}`);
      made.world.pim.makeEligible(made.ana, role);
      operations.push(await made.world.open(made.ana, toActivate(role)));
    }
    const results = await Promise.all(operations.map((operation) => made.world.run(operation)));
    assert.ok(results.filter((result) => result?.state === 'DONE').length <= 3);
  });

  it('counts nobody else', async () => {
    await askAndCancel();
    await askAndCancel();
    made.world.pim.makeEligible(made.dara, made.exchange);
    const { state } = await made.world.does(made.dara, toActivate(made.exchange));
    assert.equal(state, 'DONE');
  });

  it('tells the administrators once in an hour, and the trail', async () => {
    const eli = await made.world.person('Eli Novak');
    made.world.administratorIds.push(eli.id);
    for (let count = 0; count < 6; count += 1) await askAndCancel();
    assert.deepEqual(made.world.outbox.toldTo(eli), ['burst']);
    assert.equal(made.world.audit.events.filter((event) => event === 'requests.burst').length, 1);
    made.world.clock.forward(30);
    await askAndCancel();
    made.world.clock.forward(31);
    for (let count = 0; count < 4; count += 1) await askAndCancel();
    assert.equal(made.world.audit.events.filter((event) => event === 'requests.burst').length, 2);
  });
});

describe('activateRole, after a denial', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
    made.world.limits = { ...made.world.limits, denialsWithoutCoolDown: 0 };
  });

  const denied = async (): Promise<void> => {
    const { id } = await made.ask();
    await made.world.does(made.ben, toDecide(id, 'Deny'));
  };
  const ask = (role = made.exchange): Promise<OperationResult> => made.world.does(made.ana, toActivate(role));

  it('asks for that role again only when the time is over', async () => {
    await denied();
    made.world.clock.forward(5);
    const { state, error } = await ask();
    assert.equal(state, 'REFUSED');
    assert.equal(error?.code, 'denied_lately');
    assert.equal(error.details.retryAfterSeconds, 600);
    assert.equal((await ask(made.reader)).state, 'DONE');
    made.world.clock.forward(11);
    assert.equal((await ask()).state, 'DONE');
  });

  it('keeps to a denial that somebody gave in the portal, as far as it is known', async () => {
    const request = await made.ask();
    const status = 'Denied';
    await made.world.requests.save({ ...request, status, isOpen: false, readAt: made.world.clock.now() });
    assert.equal((await ask()).error?.code, 'denied_lately');
  });

  it('keeps to it although the request was made long before', async () => {
    const { id } = await made.ask();
    made.world.clock.forward(20 * 60);
    await made.world.does(made.ben, toDecide(id, 'Deny'));
    assert.equal((await ask()).error?.code, 'denied_lately');
  });

  it('asks again at once after the first, and waits after the second within an hour', async () => {
    made.world.limits = { ...made.world.limits, denialsWithoutCoolDown: 1 };
    await denied();
    made.world.clock.forward(1);
    await denied();
    made.world.clock.forward(1);
    assert.equal((await ask()).error?.code, 'denied_lately');
    made.world.clock.forward(61);
    await denied();
    assert.equal((await ask()).state, 'DONE');
  });

  it('asks at once where nothing is to be waited for', async () => {
    made.world.limits = { ...made.world.limits, coolDownAfterDenialMinutes: 0 };
    await denied();
    assert.equal((await ask()).state, 'DONE');
  });

  it('holds up nobody else', async () => {
    await denied();
    made.world.pim.makeEligible(made.dara, made.exchange);
    assert.equal((await made.world.does(made.dara, toActivate(made.exchange))).state, 'DONE');
  });
});
