import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { track } from '../support/hooks.ts';

/** A request that reached the server, whole. */
export interface Received {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on a free loopback port. */
export interface LocalServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Everything that came, oldest first. */
  readonly received: Received[];
  stop(): Promise<void>;
}

/** What to answer. `undefined` cuts the connection. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object becomes JSON. */
  readonly body?: object | string;
}

type Answer = Reply | 'hang' | 'cut' | undefined;

/** Starts a server that answers with what `answer` returns; `'hang'` never answers, `'cut'` breaks the body off half-way. */
export async function startServer(
  answer: (request: Received) => Answer | Promise<Answer>,
): Promise<LocalServer> {
  const received: Received[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(request);
      void Promise.resolve(answer(request)).then((reply) => {
        respond(response, reply);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = track(`local server ${port}`);
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      close();
    },
  };
}

function respond(response: ServerResponse, reply: Answer): void {
  if (reply === 'hang') return;
  if (reply === undefined) {
    response.destroy();
    return;
  }
  if (reply === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"value":[');
    response.socket?.end();
    return;
  }
  const { status = 200, headers = {}, body } = reply;
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text);
}
