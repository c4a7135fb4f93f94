import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type Clock } from '../../src/pim/ports.ts';
import { track } from './hooks.ts';

/** Issuer of the Bot Service's tokens, the same in every public cloud tenant. */
export const CHANNEL_ISSUER = 'https://api.botframework.com';

/** A key pair as the channel has it. */
export interface ChannelKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** The public half as it stands in the channel's key document. */
  readonly jwk: JWK & { endorsements?: readonly string[] };
}

/** Makes an RSA key, endorsed for these channels; `'unsaid'` leaves the endorsements out. */
export async function makeChannelKey(
  kid: string,
  endorsements: readonly string[] | 'unsaid' = ['msteams'],
): Promise<ChannelKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig' };
  return { kid, privateKey, jwk: endorsements === 'unsaid' ? jwk : { ...jwk, endorsements } };
}

/** Making a key is slow, and no test changes one: the first key of every channel is the same. */
let firstKey: Promise<ChannelKey> | undefined;

/** What a token of the channel says, and how it is signed; everything has the value of a sound token. */
export interface TokenOptions {
  readonly key?: ChannelKey;
  /** Laid over the sound claims; `undefined` takes a claim out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Laid over the header. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** The Bot Service as the bot hears it: keys behind a metadata document, and tokens signed with them. */
export class Channel {
  readonly appId: string;
  readonly serviceUrl: string;
  /** The keys in the document, in order; tests may change them. */
  readonly keys: ChannelKey[];
  /** Requests for the metadata document so far. */
  metadataReads = 0;
  /** Requests for the key document so far. */
  keyReads = 0;
  /** While set, both documents answer 503. */
  isDown = false;
  /** Set: what the metadata names as `jwks_uri` instead of the server's own. */
  keysUrl: string | undefined;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #untrack: () => void;

  private constructor(options: ChannelOptions, key: ChannelKey, server: Server) {
    this.appId = options.appId;
    this.serviceUrl = options.serviceUrl;
    this.#clock = options.clock;
    this.keys = [key];
    this.#server = server;
    this.#untrack = track('channel');
  }

  /** Starts it on a free port with one endorsed key. */
  static async start(options: ChannelOptions): Promise<Channel> {
    const server = createServer();
    firstKey ??= makeChannelKey('channel-key-1');
    const channel = new Channel(options, await firstKey, server);
    server.on('request', (request, response) => {
      const answer = channel.#answer(request.url ?? '');
      // One after the other: restify, once loaded, makes every writeHead of the process return nothing.
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return channel;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get metadataUrl(): string {
    return `${this.origin}/v1/.well-known/openidconfiguration`;
  }

  /** Signs a token for the bot: sound, unless `options` make it something else. */
  async token({ key = this.keys[0], claims = {}, header = {} }: TokenOptions = {}): Promise<string> {
    if (key === undefined) throw new Error('The channel has no key');
    const now = Math.floor(this.#clock.now().getTime() / 1000);
    const sound = {
      iss: CHANNEL_ISSUER,
      aud: this.appId,
      nbf: now - 60,
      exp: now + 3600,
      serviceurl: this.serviceUrl,
    };
    return new SignJWT({ ...sound, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header })
      .sign(key.privateKey);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    this.#untrack();
  }

  #answer(path: string): { status: number; body: unknown } {
    if (path === '/v1/.well-known/openidconfiguration') this.metadataReads += 1;
    if (path === '/v1/.well-known/keys') this.keyReads += 1;
    if (this.isDown) return { status: 503, body: {} };
    if (path === '/v1/.well-known/openidconfiguration') {
      const keysUrl = this.keysUrl ?? `${this.origin}/v1/.well-known/keys`;
      return { status: 200, body: { issuer: CHANNEL_ISSUER, jwks_uri: keysUrl } };
    }
    if (path === '/v1/.well-known/keys')
      return { status: 200, body: { keys: this.keys.map(({ jwk }) => jwk) } };
    return { status: 404, body: {} };
  }
}

/** Whose tokens the channel signs. */
export interface ChannelOptions {
  readonly appId: string;
  readonly serviceUrl: string;
  readonly clock: Clock;
}

/** People, tenant and bot that activities of tests are about. */
export const tenantId = '11111111-1111-4111-8111-111111111111';
export const appId = '22222222-2222-4222-8222-222222222222';
export const anaId = 'a1a1a1a1-0001-4000-8000-000000000001';

/** A message as Teams posts it, with what a test wants otherwise laid over it. */
export function aTeamsActivity(
  serviceUrl: string,
  otherwise: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    type: 'message',
    id: '1700000000001',
    timestamp: '2026-01-05T09:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    text: 'my roles',
    from: { id: '29:ana', name: 'Ana Ruiz', aadObjectId: anaId },
    recipient: { id: `28:${appId}`, name: 'Latchkey' },
    conversation: { id: 'a:conversation-of-ana', conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    ...otherwise,
  };
}
