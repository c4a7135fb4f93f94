import assert from 'node:assert/strict';
import { setImmediate as settled } from 'node:timers/promises';
import { type Activity } from 'botbuilder';
import { createInboundLimits, type InboundBounds, type InboundLimits } from '../../src/bot/inboundLimits.ts';
import { type ActivityAnswer } from '../../src/bot/turnDeadline.ts';
import { HeardLogger } from './heardLogger.ts';

const activity = (from: string, changes: Partial<Activity> = {}): Activity =>
  ({ type: 'message', text: 'help', from: { id: `29:${from}`, aadObjectId: from }, ...changes }) as Activity;
const press = (from: string): Activity => activity(from, { type: 'invoke', name: 'adaptiveCard/action' });
const signIn = (from: string): Activity => activity(from, { type: 'invoke', name: 'signin/tokenExchange' });

describe('createInboundLimits', () => {
  let now: number;
  let said: { to: string; text: string }[];
  let met: string[];
  let turns: string[];
  let workUnderWay: number;
  let logger: HeardLogger;
  let limits: InboundLimits;
  let say: () => Promise<void>;
  let isHeld: boolean;
  let pauses: (() => void)[];

  const begin = (bounds: Partial<InboundBounds> = {}): void => {
    now = 0;
    [said, met, turns, workUnderWay, logger] = [[], [], [], 0, new HeardLogger()];
    say = () => Promise.resolve();
    [pauses, isHeld] = [[], false];
    limits = createInboundLimits({
      bounds: {
        person: { atOnce: 5, perSecond: 1 },
        tenant: { atOnce: 100, perSecond: 100 },
        underWay: 10,
        ...bounds,
      },
      workUnderWay: () => workUnderWay,
      say: async ({ from }, text) => {
        said.push({ to: from.aadObjectId ?? '', text });
        await say();
      },
      defaultLocale: 'en-GB',
      onLimited: (by) => met.push(by),
      now: () => now,
      pause: async () => {
        if (isHeld) await new Promise<void>((resolve) => pauses.push(resolve));
      },
      logger,
    });
  };
  const post = (what: Activity): Promise<ActivityAnswer> =>
    limits.answer(what, () => {
      turns.push(what.from.aadObjectId ?? what.from.id);
      return Promise.resolve({ status: 200, body: 'done' });
    });
  const flood = async (what: Activity, count: number): Promise<readonly ActivityAnswer[]> => {
    const answers: ActivityAnswer[] = [];
    for (let sent = 0; sent < count; sent += 1) answers.push(await post(what));
    return answers;
  };
  const valueOf = ({ body }: ActivityAnswer): unknown => (body as { value: unknown }).value;

  beforeEach(() => {
    begin();
  });

  it('tells a person who sends too fast so once a minute, and drops the rest', async () => {
    const answers = await flood(activity('ana'), 50);
    assert.equal(turns.length, 5);
    assert.ok(answers.every(({ status }) => status === 200));
    assert.equal(said.length, 1);
    assert.match(said[0]?.text ?? '', /Go on in 5 seconds\./);
    now += 59_000;
    await flood(activity('ana'), 20);
    assert.equal(said.length, 1);
    now += 1_000;
    await flood(activity('ana'), 20);
    assert.equal(said.length, 2);
  });

  it('serves everybody else meanwhile', async () => {
    await flood(activity('ana'), 500);
    assert.equal((await post(activity('ben'))).body, 'done');
    assert.ok(!met.includes('tenant'));
  });

  it('serves the person again as soon as they were told', async () => {
    await flood(activity('ana'), 10);
    now += 5_000;
    await flood(activity('ana'), 5);
    assert.equal(turns.length, 10);
  });

  it('answers presses with the sentence, each of them, and puts nothing into the chat', async () => {
    const answers = await flood(press('ana'), 8);
    for (const late of answers.slice(5)) {
      assert.equal(late.status, 200);
      assert.match(String(valueOf(late)), /faster than I can read/);
    }
    assert.deepEqual(said, []);
  });

  it('leaves four times as many sign-ins through, apart from everything else', async () => {
    await flood(activity('ana'), 10);
    const answers = await flood(signIn('ana'), 25);
    assert.equal(answers.filter(({ body }) => body === 'done').length, 20);
    assert.deepEqual(answers.at(-1), { status: 429 });
  });

  it('keeps to a bound for everybody together, for which nobody’s flood counts', async () => {
    begin({ tenant: { atOnce: 8, perSecond: 1 } });
    await flood(activity('ana'), 100);
    await flood(press('ben'), 3);
    assert.equal(turns.length, 8);
    assert.match(String(valueOf(await post(press('ben')))), /too much to do/);
    assert.deepEqual(new Set(met), new Set(['person', 'tenant']));
    assert.deepEqual([...new Set(logger.of('inbound.limited').map(({ by }) => by))].toSorted(), [
      'person',
      'tenant',
    ]);
  });

  it('drops no installation for everybody’s sake', async () => {
    begin({ tenant: { atOnce: 1, perSecond: 0.1 } });
    await post(activity('ana'));
    await post(activity('ben', { type: 'installationUpdate' }));
    assert.deepEqual(turns, ['ana', 'ben']);
  });

  it('counts who has no id in Entra by the id in Teams', async () => {
    const nameless = activity('x', { type: 'conversationUpdate', from: { id: '29:x', name: '' } });
    await flood(nameless, 9);
    assert.equal(turns.length, 5);
  });

  it('says that it is busy while too much is under way, and goes on when it is done', async () => {
    begin({ underWay: 2 });
    const { promise, resolve } = Promise.withResolvers<ActivityAnswer>();
    const slow = [
      limits.answer(activity('ana'), () => promise),
      limits.answer(activity('ben'), () => promise),
    ];
    assert.match(String(valueOf(await post(press('dara')))), /too much to do/);
    resolve({ status: 200 });
    await Promise.all(slow);
    assert.equal((await post(press('dara'))).body, 'done');
    workUnderWay = 2;
    assert.match(String(valueOf(await post(press('dara')))), /too much to do/);
    assert.deepEqual(met, ['busy', 'busy']);
  });

  it('begins a few of what a person asks at once, and the rest apart; nobody else waits', async () => {
    begin({ person: { atOnce: 30, perSecond: 1 }, underWay: 100 });
    isHeld = true;
    const answers = Array.from({ length: 40 }, () => post(activity('ana')));
    await settled();
    assert.equal(turns.length, 4);
    await post(press('ben'));
    assert.deepEqual(turns.slice(4), ['ben']);
    while (pauses.length > 0) {
      const before: number = turns.length;
      pauses.shift()?.();
      await settled();
      assert.equal(turns.length, before + 1);
    }
    const taken = (await Promise.all(answers)).filter(({ body }) => body === 'done');
    assert.equal(taken.length, 30);
  });

  it('counts a turn that failed as over', async () => {
    begin({ underWay: 1 });
    await assert.rejects(limits.answer(activity('ana'), () => Promise.reject(new Error('broken'))));
    assert.equal((await post(activity('ben'))).body, 'done');
  });

  it('logs one line for a person and minute, without a name, and counts every activity', async () => {
    await flood(activity('ana'), 50);
    await flood(activity('ben'), 50);
    assert.deepEqual(logger.of('inbound.limited'), [
      { event: 'inbound.limited', by: 'person', activityType: 'message' },
      { event: 'inbound.limited', by: 'person', activityType: 'message' },
    ]);
    assert.equal(met.length, 90);
  });

  it('answers as if nothing were wrong where the sentence cannot be sent', async () => {
    say = () => Promise.reject(new Error('Teams is down'));
    const answers = await flood(activity('ana'), 7);
    assert.deepEqual(answers.at(-1), { status: 200 });
    assert.equal(logger.of('inbound.untold').length, 1);
  });
});
