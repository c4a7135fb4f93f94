import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { largestBodyAt } from './bodySizes.ts';
import { answerTo, problem, type Serving, toBytes } from './answering.ts';
import { type Answer, type Call } from './world.ts';

/** A server on loopback that waits for its areas. */
export interface SandboxServer {
  /** `http://127.0.0.1:4000`, without a trailing slash. */
  readonly baseUrl: string;
  serve(serving: Serving): void;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 (port 0: any free one). Rejects when the port is taken. */
export async function listen(port: number): Promise<SandboxServer> {
  let serving: Serving | undefined;
  const server = createServer((request, response) => {
    if (serving === undefined) {
      response.writeHead(503, { 'retry-after': '1' });
      response.end();
      return;
    }
    void new Exchange(serving, request, response).run();
  });
  // A client that was busy for a few seconds must not find its connection gone in the middle of a request.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    serve: (now) => {
      serving = now;
    },
    close: () => close(server),
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/** One request and its answer. */
class Exchange {
  readonly #serving: Serving;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;

  constructor(serving: Serving, request: IncomingMessage, response: ServerResponse) {
    this.#serving = serving;
    this.#request = request;
    this.#response = response;
  }

  async run(): Promise<void> {
    try {
      const refusal = refusedAtTheDoor(this.#request);
      const body = refusal === undefined ? await readBody(this.#request) : undefined;
      if (refusal !== undefined) this.#send(problem(421, refusal));
      else if (body === undefined) this.#send(problem(413, 'The body is too large.'));
      else await this.#answer(this.#call(body));
    } catch (error) {
      this.#fail(error);
    }
  }

  #call(body: Buffer): Call {
    const [path = '/', ...query] = (this.#request.url ?? '/').split('?');
    const rawQuery = query.join('?');
    return {
      id: this.#serving.calls.nextId(),
      at: this.#serving.clock.now(),
      method: this.#request.method ?? 'GET',
      path,
      query: new URLSearchParams(rawQuery),
      rawQuery,
      headers: this.#request.headers,
      body,
    };
  }

  async #answer(call: Call): Promise<void> {
    const answer = await answerTo(this.#serving, call);
    if (answer === undefined) this.#request.socket.destroy();
    else this.#send(answer);
  }

  #send(answer: Answer): void {
    if (answer.stream !== undefined) {
      answer.stream(this.#response);
      return;
    }
    const { bytes, contentType } = toBytes(answer);
    const headers = { ...(contentType !== undefined && { 'content-type': contentType }), ...answer.headers };
    this.#response.writeHead(answer.status, { ...headers, 'content-length': bytes.length });
    this.#response.end(this.#request.method === 'HEAD' ? undefined : bytes);
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `The sandbox failed at ${this.#request.method ?? ''} ${this.#request.url ?? ''}: ${reason}\n`,
    );
    if (this.#response.headersSent) this.#response.destroy();
    else this.#send(problem(500, 'The sandbox made a mistake; its output says which.'));
  }
}

/** Pages of other sites must not steer the sandbox through a name that resolves to loopback. */
function refusedAtTheDoor(request: IncomingMessage): string | undefined {
  const host = request.headers.host ?? '';
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host) ? undefined : 'Ask for 127.0.0.1 or localhost.';
}

/** The whole body, or `undefined` when it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const largest = largestBodyAt(request.url ?? '/');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read to the end: a sender that is cut off while sending would see a reset instead of the 413.
    if (bytes <= largest) chunks.push(chunk);
  }
  return bytes <= largest ? Buffer.concat(chunks) : undefined;
}
