import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorld, type World } from '../support/world.ts';

const activations = async (world: World): Promise<number> =>
  (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
    ({ method, status, requestBody }) =>
      method === 'POST' &&
      status !== 400 &&
      (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
  ).length;

describe('when something breaks', () => {
  let world: World;

  afterEach(() => world.close());

  it('says that Entra did not answer, and that nothing was changed', async () => {
    world = await openWorld();
    await world.control.faults.add({ match: { path: '/graph/' }, times: 50, status: 503 });
    const ana = world.person('Ana');
    await ana.say('my roles');
    const card = await ana.waitForCard(/did not answer/i);
    assert.ok(!/\{|at Object|Error:/.test(card.text), 'no raw JSON, no stack');
  });

  it('finds an activation again whose answer was lost, and asks PIM once', async () => {
    world = await openWorld();
    await world.control.faults.add({
      match: { method: 'POST', path: 'roleAssignmentScheduleRequests$' },
      times: 1,
      cut: 'after',
    });
    const ana = world.person('Ana');
    await ana.say('activate teams admin 1h because release');
    await ana.waitForCard(/Active until/);
    assert.equal(await activations(world), 1);
  });

  it('sends again an activation that never arrived, once', async () => {
    world = await openWorld();
    await world.control.faults.add({
      match: { method: 'POST', path: 'roleAssignmentScheduleRequests$' },
      times: 1,
      cut: 'before',
    });
    const ana = world.person('Ana');
    await ana.say('activate teams admin 1h because release');
    await ana.waitForCard(/Active until/);
  });

  for (const cut of ['before', 'after'] as const) {
    it(`says on the card of a deactivation what became of it where the answer was lost, cut ${cut} it`, async () => {
      world = await openWorld();
      const ana = world.person('Ana');
      await ana.say('activate teams admin 1h because release');
      await ana.waitForCard(/Active until/);
      await world.forward(6);
      await world.control.faults.add({
        match: { method: 'POST', path: 'roleAssignmentScheduleRequests$' },
        times: 1,
        cut,
      });
      const mark = await ana.mark();
      await ana.say('deactivate teams admin');
      const unclear = await ana.waitForCard(/did not answer/, { after: mark });
      const done = await ana.waitForCard(/Deactivated/, { after: mark });
      assert.equal(done.message.id, unclear.message.id);
    });
  }

  it('tells the requestor whom it could not reach', async () => {
    world = await openWorld({ installedFor: ['Ana', 'Ben', 'Dara'] });
    await world.person('Dara').block();
    const ana = world.person('Ana');
    await ana.say('activate exchange admin 1h because mailbox');
    const card = await ana.waitForCard(
      (seen) => seen.text.includes('Chi Nguyen does not have') && seen.text.includes('Dara Singh'),
    );
    assert.match(card.text, /Ben Okafor/);
  });

  it('tells the requestor when nobody could be reached', async () => {
    world = await openWorld({ installedFor: ['Ana'] });
    const ana = world.person('Ana');
    await ana.say('activate exchange admin 1h because mailbox');
    await ana.waitForCard(/could not reach any/);
  });

  it('is not ready while Teams takes nothing from the bot', async () => {
    world = await openWorld();
    const reasons = async (): Promise<readonly string[]> => {
      const answer = await fetch(`${world.botUrl}/readyz`);
      return ((await answer.json()) as { reasons: readonly string[] }).reasons;
    };
    const refusals = async (): Promise<number> =>
      (await world.control.calls(/\/v3\/conversations\//)).filter(({ status }) => status === 401).length;
    await world.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
    await world.control.faults.add({ match: { path: '/v3/conversations/' }, times: 10_000, status: 401 });
    await world.control.portal({
      actor: world.idOf('Ana'),
      action: 'activate',
      roleDefinitionId: '29232cdf-9323-42fd-ade2-1d097af3e4de',
      durationMinutes: 60,
      justification: 'mailbox',
      ticketNumber: 'INC0007',
    });
    assert.deepEqual(await reasons(), []);
    // The approvers' cards are put off, again and again.
    while (!(await reasons()).includes('teams')) {
      const before = await refusals();
      await world.forward(2);
      while ((await refusals()) === before) await world.control.clock();
    }
    await world.control.faults.clear();
    await world.forward(5);
    await world.person('Ben').waitForButton('Approve');
    assert.deepEqual(await reasons(), []);
  });

  it('names the permission that was not consented to', async () => {
    world = await openWorld();
    await world.control.consent(['User.Read']);
    const ana = world.person('Ana');
    await ana.say('my roles');
    const card = await ana.waitForCard(/RoleEligibilitySchedule|RoleAssignmentSchedule/);
    assert.match(card.text, /administrator|consent/i);
  });

  it('relays nothing while the app itself could change access', async () => {
    world = await openWorld();
    await world.stop();
    await world.control.applicationPermissions(['User.Read.All', 'RoleManagement.ReadWrite.Directory']);
    await world.start();
    const ana = world.person('Ana');
    await ana.say('activate teams admin 1h');
    await ana.waitForCard(/does not relay changes/);
    assert.equal(await activations(world), 0);
  });

  it('goes on after a restart, in the middle of a form', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-restart-'));
    try {
      world = await openWorld({ dataDir });
      const ana = world.person('Ana');
      await ana.say('activate exchange admin 1h');
      const { message } = await ana.waitForButton('activation.submit');
      await world.stop();
      await world.start();
      await ana.press('Activate', { justification: 'after the restart' }, { on: message.id });
      await ana.waitForCard('Waiting for approval');
      await world.stop();
    } finally {
      await world.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('answers nonsense, and loses nothing', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    const hostile = [
      '🙂🙂🙂',
      '${1+1} ${json("{}")}',
      '<b>bold</b> <at>CISO</at>',
      '[x](https://evil.example)',
      'x'.repeat(28_000),
      '\u202Eactivate',
      "'; drop table audit;--",
    ];
    for (const text of hostile) {
      const mark = await ana.mark();
      const { botStatus } = await ana.say(text);
      assert.equal(botStatus, 200);
      await ana.waitForText(/./, mark === undefined ? {} : { after: mark });
    }
    await ana.say(
      'activate exchange admin 1h because ${1+1} [Approve here](https://evil.example) <at>CISO</at>',
    );
    const ben = await world.person('Ben').waitForCard('${1+1}');
    assert.ok(ben.text.includes('[Approve here](https://evil.example)'), 'shown as it was typed');
  });

  it('takes edited card data for what it is: an old or foreign card', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate exchange admin 1h because mailbox');
    await ana.waitForCard('Waiting for approval');
    const { action } = await world.person('Ben').waitForButton('Approve');
    const press = async (
      person: string,
      data: object,
    ): Promise<{ body?: { statusCode?: number; value?: unknown } }> => {
      const response = await fetch(`${world.url}/client/chats/${world.idOf(person)}/actions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          activityId: (await world.person(person).waitForButton('Approve')).message.id,
          action: { type: 'Action.Execute', verb: 'request.approve', data },
        }),
      });
      return (await response.json()) as { body?: { statusCode?: number; value?: unknown } };
    };
    const own = action.json['data'] as Record<string, unknown>;
    assert.equal((await press('Ben', { ...own, cardId: 'nonsense' })).body?.statusCode, 400);
    assert.equal((await press('Ben', { ...own, role: 'Global Administrator' })).body?.statusCode, 400);
    assert.match(String((await press('Ben', { ...own, nonce: 'x'.repeat(32) })).body?.value), /out of date/);
    assert.match(String((await press('Chi', own)).body?.value), /somebody else/);
    assert.deepEqual(
      (await world.control.calls(/\/steps\//)).filter(({ method }) => method === 'PATCH'),
      [],
    );
  });
});
