import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** The app that the neighbour knows; none of it exists anywhere. */
export const app = {
  id: '5e1f7c52-90d4-4c1b-8a63-2b7f40c9d1aa',
  tenantId: 'c07b1d3e-6a25-4f98-b0e7-93d8124f65bb',
  secret: 'make-believe',
} as const;

const ISSUER = 'https://api.botframework.com';
const KEY_ID = 'bench';

/** A call that reached the neighbour's Graph or connector. */
export interface TakenCall {
  readonly method: string;
  /** Where the neighbour was reached. */
  readonly origin: string;
  /** With its query, below `/graph` or `/teams`. */
  readonly path: string;
  readonly body: string;
}

/** What lies behind a neighbour where more is asked of it than a turn needs. */
export interface Surroundings {
  /** Application permissions in the bot's own tokens. */
  readonly roles: readonly string[];
  readonly graph: (call: TakenCall) => object;
  /** Hears of every activity that the connector takes. */
  readonly take: (call: TakenCall) => void;
}

/** A directory in which everybody is a member. */
const nothingElse: Surroundings = {
  roles: [],
  graph: ({ path }) => personOf(/[0-9a-f-]{36}/.exec(path)?.[0] ?? ''),
  take: () => undefined,
};

/**
 * As little of Microsoft as a turn without Graph needs: the channel's keys, a token endpoint, and a connector that takes
 * whatever it is sent; Graph is its surroundings' affair. So cheap that it measures the bot, not itself.
 */
export class Neighbour {
  readonly url: string;
  /** Activities that the connector has taken. */
  readonly #taken: { count: number };
  readonly #server: Server;
  readonly #privateKey: CryptoKey;

  constructor(server: Server, taken: { count: number }, privateKey: CryptoKey) {
    this.#server = server;
    this.#taken = taken;
    this.#privateKey = privateKey;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  get taken(): number {
    return this.#taken.count;
  }

  get serviceUrl(): string {
    return `${this.url}/teams/${app.tenantId}/`;
  }

  /** A sound channel token, for an hour. */
  channelToken(): Promise<string> {
    const seconds = Math.floor(Date.now() / 1000);
    return new SignJWT({
      iss: ISSUER,
      aud: app.id,
      nbf: seconds - 60,
      exp: seconds + 3600,
      serviceurl: this.serviceUrl,
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })
      .sign(this.#privateKey);
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Starts it on a free port of loopback. */
export async function startNeighbour(surroundings: Surroundings = nothingElse): Promise<Neighbour> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = {
    keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, use: 'sig', endorsements: ['msteams'] }],
  };
  const seconds = Math.floor(Date.now() / 1000);
  const accessToken = await new SignJWT({
    aud: 'bench',
    roles: surroundings.roles,
    exp: seconds + 86_400,
  })
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
    .sign(privateKey);
  const taken = { count: 0 };
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    void read(request).then((text) => {
      const origin = `http://${headers.host ?? ''}`;
      const call = { method, origin, path: url.replace(/^\/(graph|teams)/, ''), body: text };
      if (url.startsWith('/teams/')) {
        taken.count += 1;
        surroundings.take(call);
      }
      const body = JSON.stringify(
        url.startsWith('/graph/')
          ? surroundings.graph(call)
          : answerTo(method, url, origin, keys, accessToken),
      );
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new Neighbour(server, taken, privateKey);
}

function answerTo(method: string, url: string, origin: string, keys: object, accessToken: string): object {
  if (url.startsWith('/teams/')) return method === 'POST' ? { id: '1700000000001' } : {};
  if (url.startsWith('/login/'))
    return { token_type: 'Bearer', expires_in: 86_399, access_token: accessToken };
  if (url.endsWith('/keys')) return keys;
  return {
    issuer: ISSUER,
    jwks_uri: `${origin}/botframework/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** Everybody's namesake. */
export const personOf = (id: string): object => ({
  id,
  displayName: 'Robin Vale',
  userPrincipalName: 'robin.vale@bench.example',
  userType: 'Member',
  accountEnabled: true,
});

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += chunk as string;
  return text;
}
