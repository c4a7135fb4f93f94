import assert from 'node:assert/strict';
import { openWorld, type World } from '../support/world.ts';

/** Calls that take a request back, decide one or ask for an activation. */
const changes = async (world: World): Promise<number> =>
  (await world.control.calls(/roleAssignmentScheduleRequests|roleAssignmentApprovals/)).filter(
    ({ method, requestBody }) =>
      method !== 'GET' &&
      (requestBody as { isValidationOnly?: boolean } | undefined)?.isValidationOnly !== true,
  ).length;

describe('a line that is not clear', () => {
  let world: World;

  afterEach(() => world.close());

  it('takes no request back that it does not name', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate exchange admin 1h because mailbox stuck');
    await ana.waitForCard('Waiting for approval');
    const before = await changes(world);
    await ana.say('stop digest');
    await ana.waitForText(/will not come any more/);
    for (const line of ['cancel teams admin', 'stop reminding me every hour', 'stopp, das war falsch']) {
      const after = await ana.mark();
      await ana.say(line);
      await ana.waitForText(/I canceled nothing.*What waits is Exchange Administrator/, { after });
    }
    await ana.say('cancel admin');
    await ana.waitForCard(/Your own requests[\s\S]*Exchange Administrator/);
    assert.equal(await changes(world), before);
    await ana.say('cancel my request for exchange admin because it works again');
    await ana.waitForCard(/Canceled: Exchange Administrator|The request was taken back/);
    assert.equal(await changes(world), before + 1);
  });

  it('is no justification for the form that lies open', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate teams admin');
    await ana.waitForButton('activation.submit');
    for (const line of ['stop sending me this every morning', 'abbrechen, das brauche ich nicht mehr']) {
      const after = await ana.mark();
      await ana.say(line);
      await ana.waitForText(/I canceled nothing/, { after });
    }
    assert.equal(await changes(world), 0);
    await ana.say('cancel it please');
    await ana.waitForText(/Nothing was sent to Entra/);
  });

  it('decides nothing', async () => {
    world = await openWorld();
    const [ana, ben] = [world.person('Ana'), world.person('Ben')];
    await ana.say('activate exchange admin 1h because mailbox stuck');
    await ben.waitForButton('Approve');
    const before = await changes(world);
    for (const line of [
      'approve 1 and 2',
      'allow 1 hour',
      'approve 1 if there is a ticket',
      'genehmige 1 erst morgen',
    ]) {
      const after = await ben.mark();
      await ben.say(line);
      await ben.waitForText(/Which request\? Type approve and its number, 1, then/, { after });
    }
    assert.equal(await changes(world), before);
  });

  it('gives no role back at once that is to be given back later', async () => {
    world = await openWorld();
    const gus = world.person('Gus');
    await gus.say('activate helpdesk 1h because on call');
    await gus.waitForCard(/Active until/);
    await world.forward(6);
    const before = await changes(world);
    await gus.say('deactivate in 30 minutes');
    await gus.waitForCard(/Which one do you want to deactivate[\s\S]*Helpdesk Administrator/);
    assert.equal(await changes(world), before);
  });
});
