import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type CallLog, type LoggedCall } from './callLog.ts';
import { type Fault, type Faults } from './faults.ts';
import { type SandboxJournal } from './journal.ts';
import { withClaims, withoutTokens } from './wire.ts';
import { type Answer, type Area, type Call, type Happening, type SandboxClock } from './world.ts';

/** What the server needs to answer; the areas come last, because they must know the server's address. */
export interface Serving {
  readonly areas: readonly Area[];
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly journal: SandboxJournal;
  readonly clock: SandboxClock;
  /** A person's or the app's name for the journal, from an object id or app id. */
  readonly nameOf: (actor: string | null) => string | undefined;
}

/** A server on loopback that waits for its areas. */
export interface SandboxServer {
  /** `http://127.0.0.1:4000`, without a trailing slash. */
  readonly baseUrl: string;
  serve(serving: Serving): void;
  close(): Promise<void>;
}

const maximumBodyBytes = 1_048_576;
const journalled: Partial<Record<Area['name'], Happening['kind']>> = {
  graph: 'graph',
  login: 'login',
  botframework: 'login',
  teams: 'connector',
};

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
      else if (body === undefined) this.#send(problem(413, 'The body is larger than 1 MB.'));
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
    const { calls, faults } = this.#serving;
    const area = areaFor(this.#serving.areas, call.path);
    const logged = calls.add(call, area?.name ?? null);
    if (area === undefined || isFromAnotherSite(area, call)) {
      this.#finish(logged, area === undefined ? notFound(call) : problem(403, 'Not from another site.'));
      return;
    }
    // Control stays whole, or nobody could end what was broken.
    const fault = area.name === 'control' ? undefined : faults.take(call, logged.actor);
    if (fault?.delayMs !== undefined) await wait(fault.delayMs);
    if (fault?.cut === 'before') {
      this.#request.socket.destroy();
      return;
    }
    const answer = await this.#answerOf(area, call, logged, fault);
    if (fault?.cut === 'after') this.#request.socket.destroy();
    else this.#finish(logged, answer);
  }

  async #answerOf(area: Area, call: Call, logged: LoggedCall, fault: Fault | undefined): Promise<Answer> {
    const { journal } = this.#serving;
    const kind = journalled[area.name];
    if (fault !== undefined && isAnswer(fault)) {
      const answer: Answer = { status: fault.status ?? 200, headers: fault.headers, body: fault.body };
      if (kind !== undefined)
        journal.add(this.#happening(kind, call, logged, answer, ' (broken on purpose)'));
      return answer;
    }
    const { result, wasSummarised } = await journal.during(() => area.answer(call));
    const answer = result ?? notFound(call);
    if (kind !== undefined && !wasSummarised) journal.add(this.#happening(kind, call, logged, answer, ''));
    return answer;
  }

  #happening(
    kind: Happening['kind'],
    call: Call,
    logged: LoggedCall,
    answer: Answer,
    remark: string,
  ): Omit<Happening, 'id' | 'at'> {
    const query = call.rawQuery === '' ? '' : `?${withoutTokens(call.rawQuery)}`;
    return {
      kind,
      summary: `${call.method} ${call.path}${remark}`,
      actor: this.#serving.nameOf(logged.actor),
      status: answer.status,
      wire: {
        request: `${call.method} ${call.path}${query}\n\n${withClaims(call.body.toString())}`.trim(),
        response: withClaims(toBytes(answer).bytes.toString()),
      },
    };
  }

  #finish(logged: LoggedCall, answer: Answer): void {
    logged.status = answer.status;
    this.#send(answer);
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

function isAnswer(fault: Fault): boolean {
  return fault.status !== undefined || fault.body !== undefined || fault.headers !== undefined;
}

/** The area with the longest prefix of the path. */
function areaFor(areas: readonly Area[], path: string): Area | undefined {
  const prefixes = areas.flatMap((area) => area.prefixes.map((prefix) => ({ area, prefix })));
  return prefixes
    .filter(({ prefix }) => path.startsWith(prefix))
    .sort((one, other) => other.prefix.length - one.prefix.length)[0]?.area;
}

/** Pages of other sites must not steer the sandbox through a name that resolves to loopback. */
function refusedAtTheDoor(request: IncomingMessage): string | undefined {
  const host = request.headers.host ?? '';
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host) ? undefined : 'Ask for 127.0.0.1 or localhost.';
}

function isFromAnotherSite(area: Area, call: Call): boolean {
  const { origin, host } = call.headers;
  const isSteering = area.name === 'control' || area.name === 'client';
  return isSteering && origin !== undefined && origin !== `http://${host ?? ''}`;
}

/** The whole body, or `undefined` when it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read to the end: a sender that is cut off while sending would see a reset instead of the 413.
    if (bytes <= maximumBodyBytes) chunks.push(chunk);
  }
  return bytes <= maximumBodyBytes ? Buffer.concat(chunks) : undefined;
}

function toBytes({ body }: Answer): { bytes: Buffer; contentType: string | undefined } {
  if (body === undefined) return { bytes: Buffer.alloc(0), contentType: undefined };
  if (Buffer.isBuffer(body)) return { bytes: body, contentType: 'application/octet-stream' };
  if (typeof body === 'string') return { bytes: Buffer.from(body), contentType: 'text/plain; charset=utf-8' };
  return { bytes: Buffer.from(JSON.stringify(body)), contentType: 'application/json; charset=utf-8' };
}

function problem(status: number, message: string): Answer {
  return { status, body: { error: { code: String(status), message } } };
}

function notFound(call: Call): Answer {
  return problem(404, `The sandbox has nothing at ${call.method} ${call.path}`);
}
