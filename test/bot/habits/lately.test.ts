import assert from 'node:assert/strict';
import { LatelyRemembered } from '../../../src/bot/habits/lately.ts';
import { principalId, tenantId } from '../../../src/pim/ids.ts';
import { type Conversation } from '../../../src/pim/records.ts';
import { TestClock } from '../../support/testClock.ts';

const ana: Conversation = {
  person: {
    tenantId: tenantId('11111111-1111-4111-8111-111111111111'),
    id: principalId('a1a1a1a1-0001-4000-8000-000000000001'),
  },
  conversationId: 'a:ana',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  userId: '29:ana',
  botId: '28:bot',
  name: 'Ana Ruiz',
  locale: 'en-GB',
  timeZone: 'Europe/Oslo',
  isInstalled: true,
};

describe('LatelyRemembered', () => {
  let clock: TestClock;
  let written: Conversation[];
  let lately: LatelyRemembered;

  beforeEach(() => {
    clock = new TestClock();
    written = [];
    const remember = (conversation: Conversation): Promise<void> => {
      written.push(conversation);
      return Promise.resolve();
    };
    lately = new LatelyRemembered({ remember }, clock);
  });

  it('writes once what stays the same for a minute', async () => {
    await lately.remember(ana);
    await lately.remember({ ...ana });
    assert.deepEqual(written, [ana]);
    clock.forward(1);
    await lately.remember(ana);
    assert.equal(written.length, 2);
  });

  it('writes every change', async () => {
    const moved = { ...ana, serviceUrl: 'https://smba.trafficmanager.net/apac/' };
    await lately.remember(ana);
    await lately.remember(moved);
    await lately.remember(ana);
    assert.deepEqual(written, [ana, moved, ana]);
  });

  it('keeps people apart', async () => {
    const ben = {
      ...ana,
      person: { ...ana.person, id: principalId('b2b2b2b2-0002-4000-8000-000000000002') },
    };
    await lately.remember(ana);
    await lately.remember(ben);
    await lately.remember(ana);
    assert.deepEqual(written, [ana, ben]);
  });

  it('writes again after an installation, and after it was told to forget', async () => {
    await lately.remember(ana);
    await lately.rememberAnew(ana);
    assert.equal(written.length, 2);
    lately.forget(ana.person);
    await lately.remember(ana);
    assert.equal(written.length, 3);
  });

  it('does not count what could not be written', async () => {
    let isDown = true;
    const failing = new LatelyRemembered(
      {
        remember: (conversation) => {
          if (isDown) return Promise.reject(new Error('no database'));
          written.push(conversation);
          return Promise.resolve();
        },
      },
      clock,
    );
    await assert.rejects(failing.remember(ana), /no database/);
    isDown = false;
    await failing.remember(ana);
    assert.deepEqual(written, [ana]);
  });
});
