import assert from 'node:assert/strict';
import { type Presence } from '../../src/pim/departures.ts';
import { principalId, type PrincipalId } from '../../src/pim/ids.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

const nobody = principalId('0f0f0f0f-0000-4000-8000-0f0f0f0f0f0f');

for (const tenant of ['harbour', 'fjord'] as const) {
  describe(`presenceOf in ${tenant}`, () => {
    let sandbox: RunningSandbox;
    let world: GraphWorld;
    let people: readonly PrincipalId[];

    before(async () => {
      sandbox = await startSandbox({ tenant });
      people = sandbox.tenantInfo.people.map(({ id }) => principalId(id));
    });

    after(() => sandbox.stop());

    beforeEach(async () => {
      await sandbox.control.reset();
      world = new GraphWorld(sandbox);
    });

    const look = async (ids: readonly PrincipalId[]): Promise<readonly (Presence | undefined)[]> => {
      const presence = await world.entra.directory.presenceOf(ids);
      return ids.map((id) => presence.get(id));
    };
    const all = (presence: Presence): readonly Presence[] => people.map(() => presence);

    it('tells who is there from who never was and who was deleted', async () => {
      const [first] = people;
      assert.ok(first);
      assert.deepEqual(await look([...people, nobody]), [...all('there'), 'gone']);
      await sandbox.control.deleteUser(first);
      assert.deepEqual(await look([first, nobody]), ['gone', 'gone']);
    });

    it('asks in two calls, however many people there are', async () => {
      const strangers = Array.from({ length: 20 }, (_, at) =>
        principalId(`0f0f0f0f-0001-4000-8000-${String(at).padStart(12, '0')}`),
      );
      assert.equal((await look([...people, ...strangers])).filter((one) => one === 'gone').length, 20);
      const calls = (await sandbox.control.calls(/\/graph\//)).filter(({ partOf }) => partOf === null);
      assert.equal(calls.length, 2);
    });

    for (const [name, fault] of Object.entries({
      'an error': { status: 503, body: {} },
      'a refusal': { status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'No.' } } },
      'a 404 that is not Graph’s own': { status: 404, body: 'Not here' },
      'a short list': { status: 200, body: { value: [] } },
    })) {
      it(`takes ${name} for no word about anybody`, async () => {
        await sandbox.control.faults.add({ match: { path: '/users$' }, times: 10, ...fault });
        await sandbox.control.faults.add({ match: { path: '/users/' }, times: 50, ...fault });
        const seen = await look(people);
        assert.deepEqual(
          seen.filter((one) => one === 'gone'),
          [],
        );
      });
    }

    it('takes a call that fails as a whole for no word either', async () => {
      await sandbox.control.faults.add({ match: { path: 'batch$' }, times: 10, status: 500, body: {} });
      assert.deepEqual(await look(people), all('unread'));
    });
  });
}
