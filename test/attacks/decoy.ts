import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { track } from '../support/hooks.ts';

/** A host of the attacker's: whoever connects to it has been led astray. */
export class Decoy {
  /** Requests so far, each with what it would have given away. */
  readonly requests: { readonly url: string; readonly authorization: string | undefined }[] = [];
  readonly #server: Server;
  readonly #untrack: () => void;

  private constructor(server: Server) {
    this.#server = server;
    this.#untrack = track('decoy');
  }

  static async start(): Promise<Decoy> {
    const server = createServer();
    const decoy = new Decoy(server);
    server.on('request', ({ url = '', headers }, response) => {
      decoy.requests.push({ url, authorization: headers.authorization });
      response.setHeader('content-type', 'application/json');
      response.end('{"value":[],"id":"decoy"}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return decoy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    this.#untrack();
  }
}
