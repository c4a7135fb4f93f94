import assert from 'node:assert/strict';
import { Client } from 'pg';
import { type DatabaseProxy, proxyOf } from '../../torture/databaseProxy.ts';
import { engines, type TestPlace } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

for (const engine of engines.filter(({ name }) => name === 'PostgreSQL')) {
  describe(`while ${engine.name} is gone`, () => {
    let place: TestPlace;
    let proxy: DatabaseProxy;
    let world: World;

    beforeEach(async () => {
      place = await engine.place();
      const url = new URL(place.engine.kind === 'postgres' ? place.engine.url : '');
      proxy = await proxyOf(url.href);
      url.port = String(proxy.port);
      world = await openWorld({ environment: { DATABASE_URL: url.href } });
    });

    afterEach(async () => {
      proxy.mend();
      await world.close();
      await proxy.stop();
      await place.remove();
    });

    const decided = async (): Promise<number> =>
      (await world.control.calls(/\/steps\//)).filter(
        ({ method, status }) => method === 'PATCH' && status === 204,
      ).length;

    async function ask(): Promise<void> {
      await world.person('Ana').say('activate exchange admin 1h because mailbox');
      await world.person('Ana').waitForCard('Waiting for approval');
      await world.person('Ben').waitForButton('Approve');
      // Of a card whose sending could not be noted nobody knows where it lies.
      await untilAllIsNoted();
    }

    async function untilAllIsNoted(): Promise<void> {
      const client = new Client({
        connectionString: place.engine.kind === 'postgres' ? place.engine.url : '',
      });
      await client.connect();
      try {
        const waiting = async (): Promise<number> =>
          (await client.query('select 1 from latchkey.outbox_entry')).rows.length;
        while ((await waiting()) > 0) await world.control.clock();
      } finally {
        await client.end();
      }
    }

    it('no decision is taken that could not be noted, and a minute later it is', async () => {
      await ask();
      const ben = world.person('Ben');
      const { message } = await ben.waitForButton('Approve');
      proxy.cut();
      await ben.press('Approve', { comment: 'yes' }, { on: message.id });
      assert.equal(await decided(), 0, 'nothing is done that nobody would remember');
      await world.forward(1);
      proxy.mend();
      await ben.press('Approve', { comment: 'yes' }, { on: message.id });
      await world.person('Ana').waitForCard(/Active until/);
      assert.equal(await decided(), 1);
    });

    it('a decision that PIM took is known when it is back', async () => {
      await ask();
      // The answer to the decision is held back until there is nothing any more to note it in.
      const held = { match: { method: 'PATCH', path: '/steps/' }, holdMs: 1_500 };
      const id = await world.control.faults.add(held);
      const ben = world.person('Ben');
      await ben.press('Approve', { comment: 'yes' });
      while (await world.control.faults.isWaiting(id)) await ben.messages();
      proxy.cut();
      await world.forward(1);
      proxy.mend();
      await world.person('Ana').waitForCard(/Active until/);
      await ben.waitForCard(/You approved it/);
      await world.person('Chi').waitForCard(/Ben Okafor approved it/);
      assert.equal(await decided(), 1);
    });
  });
}
