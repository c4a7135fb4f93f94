import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { track } from '../support/hooks.ts';

/** A request that reached the connector. */
export interface ConnectorRequest {
  readonly method: string;
  /** As it stood on the wire, query included. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** How the connector answers the next request: an answer, a cut connection, or silence. */
export type ConnectorAnswer =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'cut'
  | 'silence'
  | 'halfAnAnswer';

/** A connector over HTTP that keeps what it gets and answers what a test has put in line, else with a new id. */
export class FakeConnector {
  readonly requests: ConnectorRequest[] = [];
  readonly answers: ConnectorAnswer[] = [];
  readonly #server: Server;
  readonly #untrack = track('fake connector');

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<FakeConnector> {
    const server = createServer();
    const connector = new FakeConnector(server);
    server.on('request', (request, response) => void connector.#answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return connector;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get serviceUrl(): string {
    return `${this.origin}/teams/`;
  }

  /** Method and path of each request. */
  get calls(): readonly string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    this.#untrack();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const body = await text(request);
    this.requests.push({
      method,
      path,
      authorization: headers.authorization,
      body: body === '' ? undefined : JSON.parse(body),
    });
    const answer = this.answers.shift() ?? { status: 201, body: { id: `activity-${this.requests.length}` } };
    if (answer === 'silence') return;
    if (answer === 'cut') {
      request.socket.destroy();
      return;
    }
    if (answer === 'halfAnAnswer') {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"id":');
      setImmediate(() => request.socket.destroy());
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  }
}
