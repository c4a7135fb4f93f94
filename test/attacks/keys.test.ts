import assert from 'node:assert/strict';
import { type WantedFault } from '../support/runningSandbox.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { Decoy } from './decoy.ts';
import { outcomeOf } from './inboundPosts.ts';

const harmless = { type: 'typing', text: undefined };

describe('attacks by the way of the keys', () => {
  let bot: AttackedBot;
  let decoy: Decoy;

  before(async () => {
    decoy = await Decoy.start();
    bot = await AttackedBot.start();
  });

  after(async () => {
    await bot.stop();
    await decoy.stop();
  });

  const sound = (): Promise<string> => outcomeOf(bot, { activity: harmless });
  const unknown = (at: number): Promise<string> => outcomeOf(bot, { tokenHeader: { kid: `unknown-${at}` } });

  it('knows the sound key', async () => {
    assert.equal(await sound(), '200');
  });

  type Broken = (bot: AttackedBot, decoy: Decoy) => WantedFault;
  const keys =
    (body: unknown): Broken =>
    () => ({ status: 200, body });
  const documents: readonly Attack<Broken>[] = [
    ['the service down', '401 unknownKey, 200, 0 astray', () => ({ status: 503, body: {} })],
    [
      'a redirect to the attacker',
      '401 unknownKey, 200, 0 astray',
      (_, { url }) => ({ status: 302, headers: { location: `${url}/keys` } }),
    ],
    [
      'a redirect for good',
      '401 unknownKey, 200, 0 astray',
      (_, { url }) => ({ status: 308, headers: { location: `${url}/keys` } }),
    ],
    [
      'the keys said to be at the attacker’s',
      '401 unknownKey, 200, 0 astray',
      (_, { url }) => ({ status: 200, body: { jwks_uri: `${url}/keys`, keys: [] } }),
    ],
    [
      'the keys said to be in a file',
      '401 unknownKey, 200, 0 astray',
      keys({ jwks_uri: 'file:///etc/passwd' }),
    ],
    [
      'an answer of nearly a megabyte',
      '401 unknownKey, 200, 0 astray',
      keys({ jwks_uri: 'x', keys: ['x'.repeat(900_000)] }),
    ],
    ['an answer that comes after six seconds', '401 unknownKey, 200, 0 astray', () => ({ delayMs: 6_000 })],
    ['a connection that is cut', '401 unknownKey, 200, 0 astray', () => ({ cut: 'before' })],
    ['a page in place of JSON', '401 unknownKey, 200, 0 astray', keys('<h1>Sign in</h1>')],
    ['null', '401 unknownKey, 200, 0 astray', keys('null')],
    [
      'no keys',
      '401 unknownKey, 200, 0 astray',
      (at) => ({
        status: 200,
        body: { jwks_uri: `${at.sandbox.url}/botframework/v1/.well-known/keys`, keys: [] },
      }),
    ],
    [
      'a thousand keys',
      '401 unknownKey, 200, 0 astray',
      (at) => ({
        status: 200,
        body: {
          jwks_uri: `${at.sandbox.url}/botframework/v1/.well-known/keys`,
          keys: Array.from({ length: 1_000 }, (_, index) => ({ ...at.keys.foreign.jwk, kid: `k${index}` })),
        },
      }),
    ],
    [
      'keys of another kind under the asked id',
      '401 unknownKey, 200, 0 astray',
      (at) => ({
        status: 200,
        body: {
          jwks_uri: `${at.sandbox.url}/botframework/v1/.well-known/keys`,
          keys: [{ kty: 'oct', kid: 'unknown-12', k: 'AAAA', endorsements: ['msteams'] }],
        },
      }),
    ],
  ];

  let tried = 0;
  attackGroup('AU', 'what the key documents say', documents, async (broken) => {
    tried += 1;
    await bot.forward(2);
    await bot.serveKeys(broken(bot, decoy));
    return `${await unknown(tried - 1)}, ${await sound()}, ${decoy.requests.length} astray`;
  });

  const times: readonly Attack<() => Promise<string>>[] = [
    [
      '60 unknown key ids in a minute',
      'all refused, keys read once',
      async () => {
        await bot.serveKeys();
        await bot.forward(2);
        const call = await bot.newestCall();
        const outcomes = new Set<string>();
        for (let at = 0; at < 60; at += 1) outcomes.add(await unknown(1_000 + at));
        const reads = (await bot.control.calls(/^\/botframework\/.*keys$/, call)).length;
        assert.deepEqual([...outcomes], ['401 unknownKey']);
        return `all refused, ${reads <= 2 ? 'keys read once' : `keys read ${reads} times`}`;
      },
    ],
    [
      'keys that were read 49 hours ago',
      '401 unknownKey',
      async () => {
        await bot.serveKeys({ status: 503, body: {} });
        await bot.forward(49 * 60);
        return sound();
      },
    ],
    [
      'the same, once they can be read again',
      '200',
      async () => {
        await bot.serveKeys();
        await bot.forward(2);
        return sound();
      },
    ],
  ];
  attackGroup('AU', 'how old keys are', times, (how) => how());
});
