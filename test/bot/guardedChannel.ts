import assert from 'node:assert/strict';
import {
  createInboundGuard,
  type InboundGuard,
  type InboundVerdict,
  type RefusalReason,
} from '../../src/bot/inboundGuard.ts';
import { createServiceUrlCheck } from '../../src/bot/serviceUrls.ts';
import {
  aTeamsActivity,
  appId,
  Channel,
  CHANNEL_ISSUER,
  tenantId,
  type TokenOptions,
} from '../support/channel.ts';
import { TestClock } from '../support/testClock.ts';
import { HeardLogger } from './heardLogger.ts';

const sandboxUrl = 'http://127.0.0.1:4000';
export const serviceUrl = `${sandboxUrl}/teams/${tenantId}/`;

/** What a test changes about a sound post of the channel. */
export interface Post {
  readonly activity?: Readonly<Record<string, unknown>>;
  readonly token?: TokenOptions;
  readonly authorization?: string;
  /** Laid over the sound ones; `undefined` takes one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Buffer | string;
}

/** A guard that reads its keys from a channel of its own, and a clock for both. */
export class GuardedChannel {
  readonly clock: TestClock;
  readonly logger = new HeardLogger();
  readonly channel: Channel;
  readonly guard: InboundGuard;

  private constructor(clock: TestClock, channel: Channel, ownTenantId: string) {
    this.clock = clock;
    this.channel = channel;
    this.guard = createInboundGuard({
      appId,
      tenantId: ownTenantId,
      channelMetadataUrl: channel.metadataUrl,
      channelIssuer: CHANNEL_ISSUER,
      allowedServiceUrls: createServiceUrlCheck({ cloud: 'sandbox', sandboxUrl }),
      clock,
      fetch,
      logger: this.logger,
    });
  }

  /** `ownTenantId`: as the guard is told it. */
  static async start(ownTenantId = tenantId): Promise<GuardedChannel> {
    const clock = new TestClock();
    return new GuardedChannel(clock, await Channel.start({ appId, serviceUrl, clock }), ownTenantId);
  }

  async stop(): Promise<void> {
    await this.channel.stop();
  }

  /** Posts an activity as the channel would, or otherwise. */
  async post({
    activity = {},
    token = {},
    authorization,
    headers = {},
    body,
  }: Post = {}): Promise<InboundVerdict> {
    const sound = {
      'content-type': 'application/json; charset=utf-8',
      authorization: authorization ?? `Bearer ${await this.channel.token(token)}`,
    };
    return this.guard.check({
      headers: { ...sound, ...headers },
      body: Buffer.from(body ?? JSON.stringify(aTeamsActivity(serviceUrl, activity))),
    });
  }

  /** Asserts that a post is refused like this, and that the log says so once. */
  async assertRefused(post: Post, status: number, reason: RefusalReason): Promise<void> {
    this.logger.lines.length = 0;
    assert.deepEqual(await this.post(post), { accepted: false, status, reason });
    assert.deepEqual(this.logger.of('inbound.refused'), [{ event: 'inbound.refused', reason }]);
  }

  /** So many minutes from now, in a token's seconds. */
  minutes(count: number): number {
    return Math.floor(this.clock.now().getTime() / 1000) + count * 60;
  }

  soundClaims(): Record<string, unknown> {
    return {
      iss: CHANNEL_ISSUER,
      aud: appId,
      nbf: this.minutes(-1),
      exp: this.minutes(60),
      serviceurl: serviceUrl,
    };
  }

  /** An `Authorization` header with a token that no signing library makes; the signature is of nothing. */
  unsigned(header: object, claims: object = this.soundClaims(), signature = 'c2lnbmF0dXJl'): string {
    const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    return `Bearer ${[...parts, signature].join('.')}`;
  }
}
