import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { graphCalls } from '../../src/graph/egress.ts';
import { createGraphClient, type GraphClient } from '../../src/graph/graphClient.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';
import { track } from '../support/hooks.ts';
import { startServer } from './localServer.ts';

const me = principalId('11111111-1111-4111-8111-111111111111');
const id = '22222222-2222-4222-8222-222222222222';
const DEPARTURE_MS = 300;

/** A listener that takes connections and begins no TLS, as a host does that is hardly there. */
async function startSilentHost() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy()).resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = track(`silent host ${String(port)}`);
  return {
    url: `https://127.0.0.1:${String(port)}`,
    sockets,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
      close();
    },
  };
}

function clientOf(url: string): GraphClient {
  return createGraphClient({
    account: { graphUrl: `${url}/graph`, groups: ['read', 'self'], owner: me },
    tokens: { token: () => Promise.resolve('token'), forget: () => undefined },
    deadlineMs: 60_000,
    departureMs: DEPARTURE_MS,
    jitter: () => 0,
    newId: () => 'call-1',
    priority: 'High',
  });
}

const activate = (client: GraphClient): Promise<unknown> =>
  client.send(graphCalls.selfAction, {
    body: {
      action: 'selfActivate',
      principalId: me,
      roleDefinitionId: id,
      directoryScopeId: '/',
      justification: 'because',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
    },
  });

describe('a change whose connection is slow to be set up', () => {
  it('is given up before what was said of the relay switch is old, and its connection with it', async () => {
    const host = await startSilentHost();
    try {
      await assert.rejects(activate(clientOf(host.url)), (error) => isPimError(error, 'outcome_unknown'));
      for (const socket of host.sockets) if (!socket.closed) await once(socket, 'close');
      assert.equal(host.sockets.length, 1);
    } finally {
      await host.stop();
    }
  });

  it('may be answered as late as Graph likes once it is on its way', async () => {
    const server = await startServer(async ({ method }) => {
      // Begun after the change left: it ends after the time in which that had to leave.
      if (method !== 'GET') await pause(DEPARTURE_MS);
      return { body: { id } };
    });
    try {
      const client = clientOf(server.url);
      await client.get(graphCalls.request, { ids: [id] });
      assert.deepEqual(await activate(client), { id });
    } finally {
      await server.stop();
    }
  });
});
