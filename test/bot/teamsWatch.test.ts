import assert from 'node:assert/strict';
import { type Connector, createConnector } from '../../src/bot/connector.ts';
import { TeamsWatch } from '../../src/bot/teamsWatch.ts';
import { silentLogger } from '../support/databases.ts';
import { TestClock } from '../support/testClock.ts';
import { type ConnectorAnswer, FakeConnector } from './fakeConnector.ts';

const refusesTheBot: ConnectorAnswer = { status: 401 };

describe('TeamsWatch', () => {
  let teams: FakeConnector;
  let clock: TestClock;
  let watch: TeamsWatch;
  let token: () => Promise<string>;
  let connector: Connector;

  beforeEach(async () => {
    teams = await FakeConnector.start();
    clock = new TestClock();
    watch = new TeamsWatch(clock);
    token = () => Promise.resolve('token-of-the-bot');
    connector = createConnector({
      token: () => token(),
      allowedServiceUrls: () => true,
      fetch,
      clock,
      logger: silentLogger,
      deadlineMilliseconds: 5_000,
      watch,
    });
  });

  afterEach(() => teams.stop());

  /** Sends something; without an answer of its own, Teams takes it. */
  async function send(answer?: ConnectorAnswer): Promise<void> {
    if (answer !== undefined) teams.answers.push(answer);
    const chat = { serviceUrl: teams.serviceUrl, conversationId: 'a:1' };
    await connector.send(chat, { type: 'message' }).catch(() => undefined);
  }

  /** Whether it is cut off after sending this, minute by minute. */
  async function minuteByMinute(
    ...answers: readonly (ConnectorAnswer | undefined)[]
  ): Promise<readonly boolean[]> {
    const seen: boolean[] = [];
    for (const answer of answers) {
      await send(answer);
      seen.push(watch.isCutOff());
      clock.forward(1);
    }
    return seen;
  }

  it('says nothing where nothing was tried', () => {
    assert.equal(watch.isCutOff(), false);
    clock.forward(60);
    assert.equal(watch.isCutOff(), false);
  });

  for (const [what, answer] of [
    ['does not accept the bot', refusesTheBot],
    ['is broken', { status: 500 }],
    ['ends every connection', 'cut'],
    ['sends every call elsewhere', { status: 302, headers: { location: 'https://proxy.example/' } }],
  ] as const) {
    it(`notices after two minutes that Teams ${what}, and at once that it does no more`, async () => {
      assert.deepEqual(await minuteByMinute(answer, answer, answer, answer, undefined), [
        false,
        false,
        true,
        true,
        false,
      ]);
    });
  }

  it('notices that there is no token', async () => {
    token = () => Promise.reject(new Error('expired'));
    assert.deepEqual(await minuteByMinute(undefined, undefined, undefined), [false, false, true]);
    assert.deepEqual(teams.calls, []);
  });

  it('counts from the first failure after the last success', async () => {
    const seen = await minuteByMinute(refusesTheBot, refusesTheBot, undefined, refusesTheBot, refusesTheBot);
    assert.deepEqual(seen, [false, false, false, false, false]);
    assert.deepEqual(await minuteByMinute(refusesTheBot), [true]);
  });

  for (const [what, answer] of [
    ['blocked it', { status: 403, body: { error: { code: 'ConversationBlockedByUser' } } }],
    ['is gone', { status: 404 }],
    ['was sent too much in one message', { status: 413 }],
  ] as const) {
    it(`does not take somebody who ${what} for everybody`, async () => {
      assert.deepEqual(await minuteByMinute(answer, answer, answer, answer), [false, false, false, false]);
      const among = await minuteByMinute(refusesTheBot, refusesTheBot, answer, refusesTheBot);
      assert.deepEqual(among, [false, false, false, false], 'Teams knew the bot in between');
    });
  }

  it('learns nothing from being too fast', async () => {
    const tooFast = { status: 429 };
    assert.deepEqual(await minuteByMinute(tooFast, tooFast, tooFast), [false, false, false]);
    const seen = await minuteByMinute(refusesTheBot, tooFast, refusesTheBot, tooFast);
    assert.deepEqual(seen, [false, false, true, true]);
  });

  it('learns nothing from what it refuses to send itself', async () => {
    await minuteByMinute(refusesTheBot, refusesTheBot, refusesTheBot);
    const nowhere = { serviceUrl: teams.serviceUrl, conversationId: '..' };
    await assert.rejects(connector.send(nowhere, {}), { code: 'BadId' });
    assert.equal(watch.isCutOff(), true);
  });

  it('does not join failures between which nothing was tried for long', async () => {
    await send(refusesTheBot);
    clock.forward(21);
    assert.deepEqual(await minuteByMinute(refusesTheBot, refusesTheBot), [false, false]);
  });

  it('forgets after a while without any try', async () => {
    await minuteByMinute(refusesTheBot, refusesTheBot, refusesTheBot);
    clock.forward(15);
    assert.equal(watch.isCutOff(), true, 'what is put off longest comes within a quarter of an hour');
    clock.forward(5);
    assert.equal(watch.isCutOff(), false);
  });

  it('begins anew where its clock was set back', async () => {
    await minuteByMinute(refusesTheBot, refusesTheBot, refusesTheBot);
    clock.forward(-60);
    assert.equal(watch.isCutOff(), false);
  });
});
