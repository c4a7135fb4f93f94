import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { type DigestDeps, isDigestDue, sendDigests, type WallClock } from '../../src/jobs/sendDigests.ts';
import { type Person } from '../../src/pim/ids.ts';
import { aConversation } from '../support/inMemoryRecords.ts';
import { OperationWorld } from '../support/operationWorld.ts';

const wallClock = (instant: Date, timeZone = 'UTC'): WallClock => {
  const local = DateTime.fromJSDate(instant, { zone: timeZone });
  return { date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm'), weekday: local.weekday };
};

describe('isDigestDue', () => {
  const chosen = { isDigestOn: true, digestAt: '08:30' };
  const table: readonly (readonly [time: string, weekday: number, isDue: boolean])[] = [
    ['08:29', 1, false],
    ['08:30', 1, true],
    ['12:30', 1, true],
    ['12:31', 1, false],
    ['00:00', 1, false],
    ['08:30', 5, true],
    ['08:30', 6, false],
    ['08:30', 7, false],
  ];
  for (const [time, weekday, isDue] of table) {
    it(`is ${isDue ? '' : 'not '}due at ${time} of day ${weekday}`, () => {
      assert.equal(isDigestDue({ date: '2026-01-05', time, weekday }, chosen, false), isDue);
    });
  }

  it('comes at weekends where that is set, and never to whom wants none', () => {
    const sunday = { date: '2026-01-04', time: '08:30', weekday: 7 };
    assert.ok(isDigestDue(sunday, chosen, true));
    assert.ok(!isDigestDue(sunday, { ...chosen, isDigestOn: false }, true));
  });
});

describe('sendDigests', () => {
  let world: OperationWorld;

  beforeEach(() => {
    world = new OperationWorld();
  });

  const defaults = { isDigestOn: true, digestAt: '08:30', isOnAtWeekends: true };
  const deps = (now: () => Date): DigestDeps => ({
    ...world.with({}),
    clock: { now },
    tenantId: world.pim.id,
    preferences: world.preferences,
    defaults,
    wallClock,
  });
  const somebody = async (timeZone: string, digestAt?: string): Promise<Person> => {
    const person = world.pim.addPerson('Somebody');
    await world.conversations.remember(aConversation(person, { timeZone }));
    if (digestAt !== undefined) await world.preferences.set(person, { digestAt });
    return person;
  };
  /** Local dates of every digest queued while this time goes by, a quarter of an hour at a time. */
  const sentBetween = async (person: Person, from: string, to: string): Promise<readonly string[]> => {
    for (let at = Date.parse(from); at <= Date.parse(to); at += 15 * 60_000)
      await sendDigests(deps(() => new Date(at)));
    return world.outbox.waiting.flatMap(({ person: { id }, message }) =>
      id === person.id && message.kind === 'digest' ? [message.localDate] : [],
    );
  };

  // Days on which a zone skips a time, or has it twice: one digest for each local date all the same.
  const days: readonly (readonly [zone: string, at: string, from: string, dates: readonly string[]])[] = [
    ['Europe/Oslo', '02:30', '2026-03-28T12:00:00Z', ['2026-03-29', '2026-03-30']],
    ['Europe/Oslo', '02:30', '2026-10-24T12:00:00Z', ['2026-10-25', '2026-10-26']],
    ['America/New_York', '02:30', '2026-03-07T18:00:00Z', ['2026-03-08', '2026-03-09']],
    ['America/New_York', '01:30', '2026-10-31T18:00:00Z', ['2026-11-01', '2026-11-02']],
    ['America/Santiago', '00:30', '2026-09-05T12:00:00Z', ['2026-09-06', '2026-09-07']],
    ['America/Santiago', '23:30', '2026-04-04T12:00:00Z', ['2026-04-04', '2026-04-05']],
    ['Africa/Cairo', '00:15', '2026-04-23T12:00:00Z', ['2026-04-24', '2026-04-25']],
    ['Australia/Lord_Howe', '02:15', '2026-10-03T03:00:00Z', ['2026-10-04', '2026-10-05']],
    ['Antarctica/Troll', '01:30', '2026-03-28T12:00:00Z', ['2026-03-29', '2026-03-30']],
    ['Asia/Tehran', '08:30', '2026-03-20T12:00:00Z', ['2026-03-21', '2026-03-22']],
  ];
  for (const [zone, at, from, dates] of days) {
    it(`sends one for each local date where the day at ${at} in ${zone} begins ${from}`, async () => {
      const person = await somebody(zone, at);
      const to = new Date(Date.parse(from) + 47 * 3_600_000).toISOString();
      assert.deepEqual(await sentBetween(person, from, to), dates);
    });
  }

  it('sends no second one for a date after the person moved to another zone', async () => {
    const person = await somebody('Asia/Tokyo');
    await sentBetween(person, '2026-01-04T23:30:00Z', '2026-01-05T00:30:00Z');
    await world.conversations.remember(aConversation(person, { timeZone: 'America/New_York' }));
    const dates = await sentBetween(person, '2026-01-05T01:00:00Z', '2026-01-06T20:00:00Z');
    assert.deepEqual(dates, ['2026-01-05', '2026-01-06']);
  });

  it('sends none twice when the clock goes back', async () => {
    const person = await somebody('UTC');
    await sentBetween(person, '2026-01-05T08:30:00Z', '2026-01-05T09:00:00Z');
    assert.deepEqual(await sentBetween(person, '2026-01-05T08:00:00Z', '2026-01-05T10:00:00Z'), [
      '2026-01-05',
    ]);
  });

  it('sends one where two processes look at the same moment', async () => {
    const person = await somebody('UTC');
    const now = (): Date => new Date('2026-01-05T08:30:00Z');
    await Promise.all([sendDigests(deps(now)), sendDigests(deps(now))]);
    assert.deepEqual(world.outbox.waitingFor(person), ['digest']);
  });

  it('leaves it out when the process was down for the morning', async () => {
    const person = await somebody('UTC');
    assert.deepEqual(await sentBetween(person, '2026-01-05T13:00:00Z', '2026-01-05T23:45:00Z'), []);
  });

  it('follows what a person chose, and the setting where they chose nothing', async () => {
    const early = await somebody('UTC', '06:00');
    const never = await somebody('UTC');
    await world.preferences.set(never, { isDigestOn: false });
    const gone = await somebody('UTC');
    await world.conversations.markUninstalled(gone);
    const usual = await somebody('UTC');
    await sendDigests(deps(() => new Date('2026-01-05T06:00:00Z')));
    assert.deepEqual(
      [early, never, gone, usual].map((one) => world.outbox.waitingFor(one).length),
      [1, 0, 0, 0],
    );
    await sendDigests(deps(() => new Date('2026-01-05T08:30:00Z')));
    assert.deepEqual(
      [early, never, gone, usual].map((one) => world.outbox.waitingFor(one).length),
      [1, 0, 0, 1],
    );
  });

  it('reaches everybody, page by page', async () => {
    for (let count = 0; count < 401; count += 1) await somebody('UTC');
    await sendDigests(deps(() => new Date('2026-01-05T08:30:00Z')));
    assert.equal(world.outbox.waiting.length, 401);
  });
});
