import assert from 'node:assert/strict';
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { createChannelKeys } from '../../src/bot/channelKeys.ts';
import { checkChannelToken, type TokenFault } from '../../src/bot/channelToken.ts';
import {
  aTeamsActivity,
  appId,
  CHANNEL_ISSUER,
  type ChannelKey,
  makeChannelKey,
  tenantId,
} from '../support/channel.ts';
import { GuardedChannel, serviceUrl } from './guardedChannel.ts';

const otherAppId = '99999999-9999-4999-8999-999999999999';

describe('checkChannelToken', () => {
  let there: GuardedChannel;
  let foreignKey: ChannelKey;
  let webchatKey: ChannelKey;
  let unendorsedKey: ChannelKey;

  before(async () => {
    foreignKey = await makeChannelKey('channel-key-1');
    webchatKey = await makeChannelKey('webchat-key', ['webchat']);
    unendorsedKey = await makeChannelKey('entra-key', 'unsaid');
  });

  beforeEach(async () => {
    there = await GuardedChannel.start();
  });

  afterEach(async () => there.stop());

  describe('headers', () => {
    it('refuses a request without one', async () => {
      await there.assertRefused({ headers: { authorization: undefined } }, 401, 'authorizationMissing');
    });

    for (const garbage of [
      'Bearer',
      'Bearer garbage',
      'Basic YTpi',
      'Bearer a.b',
      'Bearer a.b.c, Bearer a.b.c',
    ]) {
      it(`refuses "${garbage}"`, async () => {
        await there.assertRefused({ authorization: garbage }, 401, 'notBearer');
      });
    }

    it('refuses two of them, of which Node would keep the first', async () => {
      const authorization = `Bearer ${await there.channel.token()}`;
      const verdict = await there.guard.check({
        headers: { 'content-type': 'application/json', authorization },
        rawHeaders: [
          'Content-Type',
          'application/json',
          'Authorization',
          authorization,
          'authorization',
          'x',
        ],
        body: Buffer.from(JSON.stringify(aTeamsActivity(serviceUrl))),
      });
      assert.deepEqual(verdict, { accepted: false, status: 401, reason: 'authorizationTwice' });
    });

    it('refuses one longer than 4 kB', async () => {
      await there.assertRefused(
        { token: { claims: { tid: 'x'.repeat(4_000) } } },
        401,
        'authorizationTooLong',
      );
    });
  });

  describe('signatures', () => {
    it('refuses an unsigned token', async () => {
      const authorization = there.unsigned({ alg: 'none', kid: 'channel-key-1' });
      await there.assertRefused({ authorization }, 401, 'tokenHeader');
    });

    it('refuses an unsigned token without even the place for a signature', async () => {
      const authorization = there.unsigned({ alg: 'none', kid: 'channel-key-1' }, undefined, '');
      await there.assertRefused({ authorization }, 401, 'notBearer');
    });

    it('refuses HS256 with the public key for a secret', async () => {
      const jwk = there.channel.keys[0]?.jwk as JsonWebKey;
      const secret = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      const token = await new SignJWT(there.soundClaims())
        .setProtectedHeader({ alg: 'HS256', kid: 'channel-key-1' })
        .sign(Buffer.from(secret));
      await there.assertRefused({ authorization: `Bearer ${token}` }, 401, 'tokenHeader');
    });

    it('refuses a header that is no JSON', async () => {
      const [, ...rest] = (await there.channel.token()).split('.');
      await there.assertRefused(
        { authorization: `Bearer bm90IGpzb24.${rest.join('.')}` },
        401,
        'tokenHeader',
      );
    });

    for (const name of ['jku', 'jwk', 'x5u']) {
      it(`refuses a header with ${name}`, async () => {
        const header = { [name]: 'https://attacker.example/keys' };
        await there.assertRefused({ token: { header } }, 401, 'tokenHeader');
      });
    }

    it('refuses a header with crit', async () => {
      const authorization = there.unsigned({ alg: 'RS256', kid: 'channel-key-1', crit: ['b64'], b64: true });
      await there.assertRefused({ authorization }, 401, 'tokenHeader');
    });

    it('refuses a key id that is no string', async () => {
      await there.assertRefused(
        { authorization: there.unsigned({ alg: 'RS256', kid: 1 }) },
        401,
        'tokenHeader',
      );
    });

    it('refuses another key under a known id', async () => {
      await there.assertRefused({ token: { key: foreignKey } }, 401, 'signature');
    });

    it('refuses claims that were changed after signing', async () => {
      const [header = '', , signature = ''] = (await there.channel.token()).split('.');
      const claims = Buffer.from(JSON.stringify({ ...there.soundClaims(), nbf: 0 })).toString('base64url');
      await there.assertRefused(
        { authorization: `Bearer ${header}.${claims}.${signature}` },
        401,
        'signature',
      );
    });

    it('refuses an unknown key id', async () => {
      await there.assertRefused({ token: { header: { kid: 'nobody' } } }, 401, 'unknownKey');
    });

    for (const tenant of [tenantId, otherAppId]) {
      it(`refuses a token of Entra for the bot itself, the emulator’s way in (tenant ${tenant})`, async () => {
        const claims = {
          iss: `https://sts.windows.net/${tenant}/`,
          ver: '1.0',
          appid: appId,
          serviceurl: undefined,
        };
        await there.assertRefused({ token: { key: unendorsedKey, claims } }, 401, 'unknownKey');
      });
    }

    it('refuses such a token by the third way in', async () => {
      const post = { token: { key: unendorsedKey }, activity: { channelId: 'AseChannel' } };
      await there.assertRefused(post, 401, 'unknownKey');
    });

    it('refuses a key that is endorsed for another channel', async () => {
      there.channel.keys.push(webchatKey);
      await there.assertRefused({ token: { key: webchatKey } }, 401, 'notEndorsed');
    });

    it('refuses a key without endorsements', async () => {
      there.channel.keys.push(unendorsedKey);
      await there.assertRefused({ token: { key: unendorsedKey } }, 401, 'notEndorsed');
    });
  });

  describe('claims', () => {
    const cases: readonly (readonly [string, () => Record<string, unknown>, TokenFault])[] = [
      ['another audience', () => ({ aud: otherAppId }), 'audience'],
      [
        'another audience, as of a token for Graph',
        () => ({ aud: 'https://graph.microsoft.com' }),
        'audience',
      ],
      ['a list of audiences, ours among them', () => ({ aud: [appId, otherAppId] }), 'claims'],
      ['another issuer', () => ({ iss: `https://sts.windows.net/${tenantId}/` }), 'issuer'],
      ['the issuer with a slash', () => ({ iss: `${CHANNEL_ISSUER}/` }), 'issuer'],
      ['no end', () => ({ exp: undefined }), 'claims'],
      ['an end in words', () => ({ exp: 'tomorrow' }), 'claims'],
      ['neither beginning nor time of issue', () => ({ nbf: undefined }), 'claims'],
      ['an end ten minutes ago', () => ({ nbf: there.minutes(-70), exp: there.minutes(-10) }), 'expired'],
      ['a beginning in ten minutes', () => ({ nbf: there.minutes(10) }), 'notYetValid'],
      ['a time of issue in ten minutes', () => ({ iat: there.minutes(10) }), 'notYetValid'],
      ['a life of more than a day', () => ({ exp: there.minutes(24 * 60) }), 'lifetime'],
      ['an end before its beginning', () => ({ nbf: there.minutes(4), exp: there.minutes(3) }), 'lifetime'],
      ['no address', () => ({ serviceurl: undefined }), 'claims'],
    ];
    for (const [what, claims, fault] of cases) {
      it(`refuses ${what}`, async () => {
        await there.assertRefused({ token: { claims: claims() } }, 401, fault);
      });
    }

    it('refuses our own audience in another case', async () => {
      const lettered = 'abcdef22-2222-4222-8222-222222222222';
      const expected = {
        issuer: CHANNEL_ISSUER,
        appId: lettered,
        channelId: 'msteams',
        now: there.clock.now(),
      };
      const { clock, logger, channel } = there;
      const keys = createChannelKeys({ metadataUrl: channel.metadataUrl, clock, fetch, logger });
      const asWritten = await there.channel.token({ claims: { aud: lettered } });
      const inCapitals = await there.channel.token({ claims: { aud: lettered.toUpperCase() } });
      assert.ok((await checkChannelToken(asWritten, keys, expected)).claims);
      assert.equal((await checkChannelToken(inCapitals, keys, expected)).fault, 'audience');
    });

    it('lets an end four minutes ago pass, and says so', async () => {
      const claims = { nbf: there.minutes(-64), exp: there.minutes(-4) };
      assert.ok((await there.post({ token: { claims } })).accepted);
      assert.equal(there.logger.of('inbound.withinSkew').length, 1);
    });

    it('takes the time of issue where there is no beginning', async () => {
      const claims = { nbf: undefined, iat: there.minutes(-1) };
      assert.ok((await there.post({ token: { claims } })).accepted);
    });
  });
});
