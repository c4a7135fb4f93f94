import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { track } from './hooks.ts';

/** What stands in front of several processes: each call goes to the next of them. */
export class Balancer {
  readonly #server: Server;
  readonly #closed: () => void;
  #targets: readonly string[] = [];
  #turn = 0;

  constructor(server: Server, closed: () => void) {
    this.#server = server;
    this.#closed = closed;
    server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
      this.#pass(incoming, response);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on calls go to these, in turn. */
  use(targets: readonly string[]): void {
    this.#targets = targets;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
    this.#closed();
  }

  #pass(incoming: IncomingMessage, response: ServerResponse): void {
    const target = this.#targets[this.#turn % this.#targets.length];
    this.#turn += 1;
    const { method, headers, url } = incoming;
    const outgoing = request(new URL(url ?? '/', target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    // Whoever called sees a connection that broke, as behind any balancer whose target died.
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }
}

/** Listens on a free port of loopback. */
export async function startBalancer(): Promise<Balancer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new Balancer(server, track('balancer'));
}
