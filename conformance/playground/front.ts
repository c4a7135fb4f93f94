import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Activity, addressed, askedSignIn, tokenExchange } from './envelope.ts';

/** What the front knows of one person's playground. */
export interface FrontedPerson {
  /** Object id. */
  readonly id: string;
  /** Where the playground's connector listens. */
  readonly connectorUrl: string;
}

/** What the front stands before. */
export interface Fronted {
  readonly sandboxUrl: string;
  readonly botEndpoint: string;
}

const jsonHeaders = { 'content-type': 'application/json' };

/**
 * Stands between playgrounds, bot and offline tenant on loopback. For the bot it is the tenant, whose address it has; the Teams
 * connector behind it is a playground. It does what the Bot Service and a Teams client do and a playground does not: it
 * adds the channel's signed token, answers a sign-in card with the person's token, and takes a message away.
 */
export class Front {
  readonly url: string;
  /** What a playground could not do, and how often it was asked to. */
  readonly stoodInFor = new Map<string, number>();
  /** How the bot answered each silent sign-on: the status, or what went wrong. */
  readonly signOnAnswers: string[] = [];
  readonly #server: Server;
  readonly #people = new Map<string, FrontedPerson>();
  readonly #last = new Map<string, Activity>();
  #fronted: Fronted | undefined;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  static async open(): Promise<Front> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const front = new Front(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      front.#answer(request, response).catch((error: unknown) => {
        response.writeHead(502, jsonHeaders);
        response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
      });
    });
    return front;
  }

  /** From here on requests are handed on. */
  standBefore(fronted: Fronted): void {
    this.#fronted = fronted;
  }

  /** The person's playground is there; `name` is a part of the addresses. */
  add(name: string, person: FrontedPerson): void {
    this.#people.set(name, person);
  }

  /** Where this person's playground is told that the bot is. */
  botEndpointFor = (name: string): string => `${this.url}/to-bot/${name}`;

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const found = /^\/(to-bot|playground)\/(\w+)(\/.*)?$/u.exec(request.url ?? '');
    const [, way, name = '', rest = ''] = found ?? [];
    const person = this.#people.get(name);
    const answer =
      person === undefined
        ? await this.#toSandbox(request, body)
        : way === 'to-bot'
          ? await this.#toBot(name, JSON.parse(body.toString()) as Activity)
          : await this.#toPlayground(name, person, { method: request.method ?? 'GET', path: rest, body });
    const type = answer.headers.get('content-type');
    const others = [...answer.headers].filter(
      ([header]) =>
        !['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'keep-alive'].includes(
          header,
        ),
    );
    response.writeHead(
      answer.status,
      Object.fromEntries(type === null ? others : [...others, ['content-type', type]]),
    );
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  #toSandbox({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): Promise<Response> {
    const dropped = new Set([
      'host',
      'connection',
      'content-length',
      'transfer-encoding',
      'keep-alive',
      'expect',
    ]);
    const kept = Object.entries(headers).flatMap(([name, value]) =>
      dropped.has(name) || value === undefined ? [] : [[name, String(value)] as [string, string]],
    );
    return fetch(`${this.#behind().sandboxUrl}${url}`, {
      method,
      headers: kept,
      redirect: 'manual',
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
  }

  async #toBot(name: string, activity: Activity): Promise<Response> {
    const sent = addressed(activity, this.#serviceUrl(name));
    this.#last.set(name, sent);
    return this.#post(name, sent);
  }

  async #post(name: string, activity: Activity): Promise<Response> {
    const token = await this.#token({ serviceUrl: this.#serviceUrl(name) });
    return fetch(this.#behind().botEndpoint, {
      method: 'POST',
      headers: { ...jsonHeaders, authorization: `Bearer ${token}` },
      body: JSON.stringify(activity),
    });
  }

  async #toPlayground(
    name: string,
    person: FrontedPerson,
    { method, path, body }: { readonly method: string; readonly path: string; readonly body: Buffer },
  ): Promise<Response> {
    const activity = body.length > 0 ? (JSON.parse(body.toString()) as Activity) : {};
    const asked = method === 'POST' ? askedSignIn(activity) : undefined;
    if (asked !== undefined) return this.#signOn(name, person, asked);
    if (method === 'DELETE') {
      this.#count('a message taken away (DELETE)');
      return new Response(null, { status: 200 });
    }
    return fetch(`${person.connectorUrl}${path}`, {
      method,
      headers: jsonHeaders,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
  }

  /** As a Teams client: the card is not shown, and its answer comes after the card was taken. */
  async #signOn(
    name: string,
    person: FrontedPerson,
    asked: { readonly id: string; readonly connectionName: string },
  ): Promise<Response> {
    this.#count('a silent sign-on (signin/tokenExchange)');
    const activityId = randomUUID();
    const token = await this.#token({ person: person.id });
    const exchange = tokenExchange(this.#last.get(name) ?? {}, { ...asked, activityId }, token);
    setImmediate(() => {
      this.#post(name, exchange).then(
        ({ status }) => this.signOnAnswers.push(String(status)),
        (error: unknown) => this.signOnAnswers.push(String(error)),
      );
    });
    return Response.json({ id: activityId }, { status: 201 });
  }

  async #token(wanted: Readonly<Record<string, string>>): Promise<string> {
    const answer = await fetch(`${this.#behind().sandboxUrl}/control/tokens`, {
      method: 'POST',
      headers: jsonHeaders,
      body: JSON.stringify(wanted),
    });
    return ((await answer.json()) as { token: string }).token;
  }

  #serviceUrl(name: string): string {
    return `${this.url}/playground/${name}/`;
  }

  #count(what: string): void {
    this.stoodInFor.set(what, (this.stoodInFor.get(what) ?? 0) + 1);
  }

  #behind(): Fronted {
    if (this.#fronted === undefined) throw new Error('Nothing stands behind the front yet');
    return this.#fronted;
  }
}
