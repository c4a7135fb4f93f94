import assert from 'node:assert/strict';
import { aTeamsActivity, anaId, appId } from '../support/channel.ts';
import { GuardedChannel, serviceUrl } from './guardedChannel.ts';

const otherTenant = '99999999-9999-4999-8999-999999999999';

describe('createInboundGuard', () => {
  let there: GuardedChannel;

  beforeEach(async () => {
    there = await GuardedChannel.start();
  });

  afterEach(async () => there.stop());

  it('lets a message of the channel through', async () => {
    const verdict = await there.post();
    assert.ok(verdict.accepted);
    assert.equal(verdict.activity.text, 'my roles');
    assert.equal(verdict.activity.from.aadObjectId, anaId);
    assert.deepEqual(verdict.activity.timestamp, new Date('2026-01-05T09:00:00.000Z'));
    assert.deepEqual(there.logger.lines, []);
  });

  it('takes off what would change how the SDK answers', async () => {
    const activity = { deliveryMode: 'expectReplies', callerId: 'urn:x', locale: null };
    const verdict = await there.post({ activity });
    assert.ok(verdict.accepted);
    assert.ok(!('deliveryMode' in verdict.activity) && !('callerId' in verdict.activity));
    assert.ok(!('locale' in verdict.activity));
  });

  it('does not take an activity for a verdict of its own', async () => {
    const verdict = await there.post({ activity: { accepted: false, status: 200, reason: 'channel' } });
    assert.ok(verdict.accepted);
  });

  it('logs neither tokens nor bodies', async () => {
    await there.post({
      token: { header: { kid: 'eyJhdHRhY2tlciI6MX0' } },
      activity: { text: 'a secret of Ana' },
    });
    await there.post({ body: '{"a secret of Ana"' });
    assert.equal(there.logger.of('inbound.refused').length, 2);
    assert.doesNotMatch(there.logger.text, /secret|eyJ/);
  });

  describe('addresses', () => {
    it('refuses a body that names another address than the token', async () => {
      await there.assertRefused(
        { activity: { serviceUrl: 'https://attacker.example/' } },
        401,
        'serviceUrlMismatch',
      );
    });

    it('refuses a body whose address differs by a slash', async () => {
      await there.assertRefused(
        { activity: { serviceUrl: serviceUrl.slice(0, -1) } },
        401,
        'serviceUrlMismatch',
      );
    });

    for (const [what, absent] of Object.entries({ 'left out': undefined, null: null, empty: '' })) {
      it(`refuses a body whose address is ${what}`, async () => {
        await there.assertRefused({ activity: { serviceUrl: absent } }, 401, 'serviceUrlMissing');
      });
    }

    it('refuses an address off the list even where the token agrees', async () => {
      const attacker = 'https://attacker.example/';
      const post = { activity: { serviceUrl: attacker }, token: { claims: { serviceurl: attacker } } };
      await there.assertRefused(post, 403, 'serviceUrlNotAllowed');
    });
  });

  describe('channels, tenants and people', () => {
    for (const channelId of ['', 'slack', 'webchat', 'emulator', 'AseChannel', 'MSTEAMS']) {
      it(`refuses the channel "${channelId}"`, async () => {
        await there.assertRefused({ activity: { channelId } }, 401, 'channel');
      });
    }

    it('refuses a missing channel', async () => {
      await there.assertRefused({ activity: { channelId: undefined } }, 400, 'notAnActivity');
    });

    const conversation = { id: 'a:conversation-of-ana' };
    const tenantCases = {
      'a conversation of another tenant': { conversation: { ...conversation, tenantId: otherTenant } },
      'a conversation of no tenant': { conversation },
      'channel data of another tenant': { channelData: { tenant: { id: otherTenant } } },
      'channel data of no tenant': { channelData: {} },
      'no channel data': { channelData: undefined },
    };
    for (const [what, activity] of Object.entries(tenantCases)) {
      it(`refuses ${what}`, async () => {
        await there.assertRefused({ activity }, 403, 'tenant');
      });
    }

    for (const id of [appId, `28:${otherTenant}`, '29:ana']) {
      it(`refuses what is sent to ${id}`, async () => {
        await there.assertRefused({ activity: { recipient: { id } } }, 403, 'recipient');
      });
    }

    for (const type of ['message', 'invoke']) {
      it(`refuses a message or invoke (${type}) of somebody unknown to Entra`, async () => {
        await there.assertRefused({ activity: { type, from: { id: '29:ana' } } }, 403, 'sender');
      });
    }

    for (const type of ['installationUpdate', 'conversationUpdate']) {
      it(`lets an ${type} of somebody unknown to Entra through`, async () => {
        assert.ok((await there.post({ activity: { type, from: { id: '29:ana' } } })).accepted);
      });
    }

    it('refuses an object id that is none', async () => {
      const activity = { type: 'conversationUpdate', from: { id: '29:ana', aadObjectId: 'ana' } };
      await there.assertRefused({ activity }, 403, 'sender');
    });
  });

  describe('size and form', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const withValue = (value: string): string =>
      JSON.stringify(aTeamsActivity(serviceUrl, { value: '§' })).replace('"§"', value);

    it('refuses more than 256 kB', async () => {
      await there.assertRefused({ body: Buffer.alloc(262_145, 0x20) }, 413, 'bodyTooLarge');
    });

    it('refuses more than 8 kB of headers', async () => {
      await there.assertRefused({ headers: { cookie: 'x'.repeat(8_000) } }, 400, 'headersTooLarge');
    });

    const types = [undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'];
    for (const type of types) {
      it(`refuses a body of type ${type ?? 'unknown'}`, async () => {
        await there.assertRefused({ headers: { 'content-type': type } }, 400, 'contentType');
      });
    }

    it('refuses an encoded body', async () => {
      await there.assertRefused({ headers: { 'content-encoding': 'gzip' } }, 400, 'contentEncoding');
    });

    it('refuses bytes that are no UTF-8', async () => {
      await there.assertRefused({ body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) }, 400, 'notUtf8');
    });

    it('lets 32 levels through and refuses 33', async () => {
      assert.ok((await there.post({ body: withValue(nested(31)) })).accepted);
      await there.assertRefused({ body: withValue(nested(32)) }, 400, 'tooDeep');
    });

    it('refuses 100,000 levels without a token', async () => {
      await there.assertRefused(
        { body: '['.repeat(100_000), headers: { authorization: undefined } },
        400,
        'tooDeep',
      );
    });

    it('does not count brackets inside text', async () => {
      assert.ok((await there.post({ activity: { text: `"${'[{'.repeat(50)}\\"` } })).accepted);
    });

    it('mends half a character, which could be neither stored nor sent', async () => {
      const verdict = await there.post({ activity: { text: 'a\ud800b', value: { deep: ['\udc00', '😀'] } } });
      assert.ok(verdict.accepted);
      assert.deepEqual(
        [verdict.activity.text, verdict.activity.value],
        ['a\ufffdb', { deep: ['\ufffd', '😀'] }],
      );
    });

    for (const key of ['__proto__', 'constructor', '\\u005f_proto__']) {
      it(`refuses a body with the key ${key}`, async () => {
        const body = withValue(`{"a":[{"${key}":{"isAdmin":true}}]}`);
        await there.assertRefused({ body }, 400, 'forbiddenKey');
      });
    }

    for (const body of ['', 'null', '[]', '{', '{}', '"text"', '{"type":"message"}']) {
      it(`refuses the body ${JSON.stringify(body)}`, async () => {
        const verdict = await there.post({ body });
        assert.ok(!verdict.accepted);
        assert.equal(verdict.status, 400);
      });
    }

    it('refuses entities without a type, on which the SDK would stumble', async () => {
      await there.assertRefused({ activity: { entities: [{}] } }, 400, 'notAnActivity');
    });
  });
});
