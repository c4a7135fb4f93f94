import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort, isPortFree } from '../../sandbox/freePort.ts';
import { track } from '../support/hooks.ts';

describe('freePort', () => {
  it('gives a port that the system hands out to nobody by itself', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, freePort));
    assert.deepEqual(
      ports.filter((port) => port < 1_024 || port >= 32_768),
      [],
    );
  });

  it('does not go by its own answer of before', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, freePort));
    assert.ok(new Set(ports).size > 10, ports.join(' '));
  });
});

describe('isPortFree', () => {
  for (const host of ['127.0.0.1', undefined]) {
    it(`says no while somebody listens on ${host ?? 'every address'}, and yes after`, async () => {
      const port = await freePort();
      const server = createServer().listen({ port, host });
      const closed = track('server');
      await once(server, 'listening');
      assert.equal(await isPortFree(port), false);
      server.close();
      await once(server, 'close');
      closed();
      assert.equal(await isPortFree(port), true);
    });
  }
});
