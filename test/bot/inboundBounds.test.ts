import assert from 'node:assert/strict';
import { bearerToken } from '../../src/bot/channelToken.ts';
import { type InboundVerdict } from '../../src/bot/inboundGuard.ts';
import { aTeamsActivity } from '../support/channel.ts';
import { GuardedChannel, serviceUrl } from './guardedChannel.ts';

describe('the bounds of the inbound guard', () => {
  let there: GuardedChannel;

  beforeEach(async () => {
    there = await GuardedChannel.start();
  });

  afterEach(async () => there.stop());

  const reasonOf = (verdict: InboundVerdict): string => (verdict.accepted ? 'accepted' : verdict.reason);

  describe('in size', () => {
    it('let a body of 256 kB through', async () => {
      const body = JSON.stringify(aTeamsActivity(serviceUrl));
      const padded = body.padEnd(262_144 - (Buffer.byteLength(body) - body.length));
      assert.equal(Buffer.byteLength(padded), 262_144);
      assert.equal(reasonOf(await there.post({ body: padded })), 'accepted');
    });

    const soundHeaders = async (): Promise<Record<string, string>> => ({
      'content-type': 'application/json',
      authorization: `Bearer ${await there.channel.token()}`,
    });
    const bytesOf = (lines: readonly string[]): number =>
      lines.reduce((sum, { length }) => sum + length + 2, 0);
    const body = Buffer.from(JSON.stringify(aTeamsActivity(serviceUrl)));

    for (const [more, reason] of [
      [0, 'accepted'],
      [1, 'headersTooLarge'],
    ] as const) {
      it(`count header lines as they came: ${more} above 8 kB is ${reason}`, async () => {
        const headers = await soundHeaders();
        const lines = Object.entries(headers).flat();
        const rawHeaders = [...lines, 'cookie', 'x'.repeat(8_192 + more - bytesOf([...lines, 'cookie', '']))];
        assert.equal(reasonOf(await there.guard.check({ headers, rawHeaders, body })), reason);
      });

      it(`count the headers where lines are not known: ${more} above 8 kB is ${reason}`, async () => {
        const headers = await soundHeaders();
        const lines = Object.entries(headers).flat();
        const cookie = 'x'.repeat(8_192 + more - bytesOf([...lines, 'cookie', '']));
        assert.equal(reasonOf(await there.guard.check({ headers: { ...headers, cookie }, body })), reason);
      });

      it(`count each value of a header that came twice: ${more} above 8 kB is ${reason}`, async () => {
        const headers = await soundHeaders();
        const lines = Object.entries(headers).flat();
        const second = 'x'.repeat(8_192 + more - bytesOf([...lines, 'set-cookie', 'y', '']));
        const verdict = await there.guard.check({
          headers: { ...headers, 'set-cookie': ['y', second] },
          body,
        });
        assert.equal(reasonOf(verdict), reason);
      });
    }
  });

  describe('in form', () => {
    for (const type of [
      'application/json',
      'Application/JSON',
      'application/json;charset=utf-8',
      'application/json; charset=UTF-8',
      'application/json ; charset="utf-8" ',
      'application/json;  charset=utf-8',
    ]) {
      it(`take the type ${type}`, async () => {
        assert.equal(reasonOf(await there.post({ headers: { 'content-type': type } })), 'accepted');
      });
    }

    for (const type of [
      'x-application/json',
      'application/json;',
      'application/json; charset=utf-16',
      'application/json; charset=utf-8; x=y',
      'application/json x',
      'application/json; boundary=utf-8',
    ]) {
      it(`do not take the type ${type}`, async () => {
        await there.assertRefused({ headers: { 'content-type': type } }, 400, 'contentType');
      });
    }
  });

  describe('in meaning', () => {
    const conversation = { id: 'a:conversation-of-ana' };
    for (const [what, activity] of Object.entries({
      'a conversation whose tenant is null': { conversation: { ...conversation, tenantId: null } },
      'channel data of no tenant': { channelData: { tenant: null } },
      'channel data whose tenant has no id': { channelData: { tenant: { id: null } } },
      'channel data that are null': { channelData: null },
    })) {
      it(`refuse ${what}`, async () => {
        await there.assertRefused({ activity }, 403, 'tenant');
      });
    }

    it('refuse a message whose sender is null to Entra, and take the news of one', async () => {
      const from = { id: '29:ana', aadObjectId: null };
      await there.assertRefused({ activity: { from } }, 403, 'sender');
      assert.equal(
        reasonOf(await there.post({ activity: { from, type: 'conversationUpdate' } })),
        'accepted',
      );
    });

    it('refuse an empty object id', async () => {
      await there.assertRefused({ activity: { from: { id: '29:ana', aadObjectId: '' } } }, 403, 'sender');
    });

    it('know the tenant in small letters and in capitals, whichever it was told', async () => {
      const lettered = 'abcdef11-1111-4111-8111-111111111111';
      for (const own of [lettered, lettered.toUpperCase()]) {
        const other = await GuardedChannel.start(own);
        for (const id of [lettered, lettered.toUpperCase()]) {
          const activity = {
            conversation: { ...conversation, tenantId: id },
            channelData: { tenant: { id } },
          };
          assert.equal(reasonOf(await other.post({ activity })), 'accepted', `${own} ${id}`);
        }
        await other.stop();
      }
    });

    it('say in the log that a request was refused, and that an end was just past', async () => {
      await there.post({ activity: { channelId: 'slack' } });
      const claims = { nbf: there.minutes(-64), exp: there.minutes(-4) };
      await there.post({ token: { claims } });
      assert.deepEqual(
        there.logger.lines.map(({ level, message }) => [level, message]),
        [
          ['warn', 'Refused an inbound request'],
          ['info', 'Let a token pass just after its end'],
        ],
      );
    });
  });

  describe('in time', () => {
    const seconds = (count: number): number => there.minutes(0) + count;
    const cases: readonly (readonly [string, () => Record<string, unknown>, string])[] = [
      ['an end five minutes ago', () => ({ nbf: seconds(-600), exp: seconds(-300) }), 'accepted'],
      ['an end a second before that', () => ({ nbf: seconds(-600), exp: seconds(-301) }), 'expired'],
      ['a beginning in five minutes', () => ({ nbf: seconds(300) }), 'accepted'],
      ['a beginning a second after that', () => ({ nbf: seconds(301) }), 'notYetValid'],
      ['a time of issue in five minutes', () => ({ iat: seconds(300) }), 'accepted'],
      [
        'a beginning to come although it was issued',
        () => ({ nbf: seconds(301), iat: seconds(0) }),
        'notYetValid',
      ],
      [
        'a time of issue to come although it has begun',
        () => ({ nbf: seconds(0), iat: seconds(301) }),
        'notYetValid',
      ],
      ['a life of a day', () => ({ nbf: seconds(0), exp: seconds(86_400) }), 'accepted'],
      ['a life of a second more', () => ({ nbf: seconds(0), exp: seconds(86_401) }), 'lifetime'],
      ['no life at all', () => ({ nbf: seconds(0), exp: seconds(0) }), 'accepted'],
      ['an empty address', () => ({ serviceurl: '' }), 'claims'],
      ['an issuer in a list', () => ({ iss: [] }), 'claims'],
    ];
    for (const [what, claims, reason] of cases) {
      it(`find ${what} ${reason}`, async () => {
        assert.equal(reasonOf(await there.post({ token: { claims: claims() } })), reason);
      });
    }

    it('say nothing of an end that is now', async () => {
      await there.post({ token: { claims: { exp: seconds(0) } } });
      assert.deepEqual(there.logger.of('inbound.withinSkew'), []);
      await there.post({ token: { claims: { exp: seconds(-1) } } });
      assert.equal(there.logger.of('inbound.withinSkew').length, 1);
    });
  });
});

describe('bearerToken', () => {
  const of = (authorization: string | undefined, rawHeaders: readonly string[] = []) =>
    bearerToken({ authorization }, rawHeaders);

  it('takes three parts after the word, in any case', () => {
    for (const word of ['Bearer', 'bearer', 'BEARER'])
      assert.deepEqual(of(`${word} aA0_-.b.c`), { token: 'aA0_-.b.c' });
  });

  for (const odd of [
    'xBearer a.b.c',
    'Bearer a.b.c ',
    'Bearer  a.b.c',
    'Bearer a.b.c.d',
    'Bearer a..c',
    'Bearer a.b.c=',
  ]) {
    it(`takes no "${odd}"`, () => {
      assert.deepEqual(of(odd), { fault: 'notBearer' });
    });
  }

  it('tells an empty one from one that is too long', () => {
    assert.deepEqual(of(''), { fault: 'authorizationMissing' });
    assert.deepEqual(of(undefined), { fault: 'authorizationMissing' });
    const sound = `Bearer a.b.${'c'.repeat(4_096 - 11)}`;
    assert.equal(sound.length, 4_096);
    assert.deepEqual(of(sound), { token: sound.slice(7) });
    assert.deepEqual(of(`${sound}c`), { fault: 'authorizationTooLong' });
  });

  it('counts names of headers, not values', () => {
    assert.deepEqual(of('Bearer a.b.c', ['authorization', 'authorization', 'x', 'Authorization']), {
      token: 'a.b.c',
    });
    assert.deepEqual(of('Bearer a.b.c', ['AUTHORIZATION', 'x', 'Authorization', 'y']), {
      fault: 'authorizationTwice',
    });
  });
});
