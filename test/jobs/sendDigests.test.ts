import assert from 'node:assert/strict';
import { sendDigests } from '../../src/jobs/sendDigests.ts';
import { DigestWorld } from './digestWorld.ts';

let world: DigestWorld;

beforeEach(() => {
  world = new DigestWorld();
});

describe('sendDigests', () => {
  // Days on which a zone skips a time, or has it twice: one digest for each local date all the same.
  const days: readonly (readonly [zone: string, at: string, from: string, dates: readonly string[]])[] = [
    ['Europe/Oslo', '02:30', '2026-03-28T12:00:00Z', ['2026-03-29', '2026-03-30']],
    ['Europe/Oslo', '02:30', '2026-10-24T12:00:00Z', ['2026-10-25', '2026-10-26']],
    ['America/New_York', '02:30', '2026-03-07T18:00:00Z', ['2026-03-08', '2026-03-09']],
    ['America/New_York', '01:30', '2026-10-31T18:00:00Z', ['2026-11-01', '2026-11-02']],
    ['America/Santiago', '00:30', '2026-09-05T12:00:00Z', ['2026-09-06', '2026-09-07']],
    ['America/Santiago', '23:30', '2026-04-04T12:00:00Z', ['2026-04-04', '2026-04-05']],
    ['Africa/Cairo', '00:15', '2026-04-23T12:00:00Z', ['2026-04-24', '2026-04-25']],
    ['Africa/Cairo', '23:15', '2026-10-29T12:00:00Z', ['2026-10-29', '2026-10-30']],
    ['Asia/Beirut', '00:30', '2026-03-28T12:00:00Z', ['2026-03-29', '2026-03-30']],
    ['Asia/Beirut', '23:30', '2026-10-24T12:00:00Z', ['2026-10-24', '2026-10-25']],
    ['America/Havana', '00:30', '2026-03-07T18:00:00Z', ['2026-03-08', '2026-03-09']],
    ['America/Havana', '00:30', '2026-10-31T18:00:00Z', ['2026-11-01', '2026-11-02']],
    ['Africa/Casablanca', '02:30', '2026-02-14T12:00:00Z', ['2026-02-15', '2026-02-16']],
    ['Africa/Casablanca', '02:30', '2026-03-21T12:00:00Z', ['2026-03-22', '2026-03-23']],
    ['Australia/Lord_Howe', '02:15', '2026-10-03T03:00:00Z', ['2026-10-04', '2026-10-05']],
    ['Australia/Lord_Howe', '01:45', '2026-04-04T03:00:00Z', ['2026-04-05', '2026-04-06']],
    ['Antarctica/Troll', '01:30', '2026-03-28T12:00:00Z', ['2026-03-29', '2026-03-30']],
    ['America/Nuuk', '23:30', '2026-03-28T12:00:00Z', ['2026-03-28', '2026-03-29']],
    ['America/Nuuk', '23:30', '2026-10-24T12:00:00Z', ['2026-10-24', '2026-10-25']],
    ['Asia/Gaza', '02:30', '2026-03-27T12:00:00Z', ['2026-03-28', '2026-03-29']],
    ['Asia/Tehran', '08:30', '2026-03-20T12:00:00Z', ['2026-03-21', '2026-03-22']],
    ['America/Asuncion', '08:30', '2026-10-03T18:00:00Z', ['2026-10-04', '2026-10-05']],
    ['Pacific/Apia', '08:30', '2026-09-26T03:00:00Z', ['2026-09-27', '2026-09-28']],
    // The day that Samoa left out.
    ['Pacific/Apia', '08:30', '2011-12-29T12:00:00Z', ['2011-12-29', '2011-12-31']],
  ];
  for (const [zone, at, from, dates] of days) {
    it(`sends one for each local date where the day at ${at} in ${zone} begins ${from}`, async () => {
      const person = await world.somebody(zone, at);
      const to = new Date(Date.parse(from) + 47 * 3_600_000).toISOString();
      assert.deepEqual(await world.sentBetween(person, from, to), dates);
    });
  }

  it('sends no second one for a date after the person moved to another zone', async () => {
    const person = await world.somebody('Asia/Tokyo');
    await world.sentBetween(person, '2026-01-04T23:30:00Z', '2026-01-05T00:30:00Z');
    await world.moves(person, 'America/New_York');
    const dates = await world.sentBetween(person, '2026-01-05T01:00:00Z', '2026-01-06T20:00:00Z');
    assert.deepEqual(dates, ['2026-01-05', '2026-01-06']);
  });

  it('sends none twice and leaves out one date at the most when the date line is crossed', async () => {
    const east = await world.somebody('Pacific/Honolulu');
    await world.sentBetween(east, '2026-01-05T18:00:00Z', '2026-01-06T06:00:00Z');
    await world.moves(east, 'Pacific/Kiritimati');
    assert.deepEqual(await world.sentBetween(east, '2026-01-06T06:15:00Z', '2026-01-08T06:00:00Z'), [
      '2026-01-05',
      '2026-01-07',
      '2026-01-08',
    ]);
    const west = await world.somebody('Pacific/Kiritimati');
    await world.sentBetween(west, '2026-02-05T18:00:00Z', '2026-02-06T06:00:00Z');
    await world.moves(west, 'Pacific/Honolulu');
    assert.deepEqual(await world.sentBetween(west, '2026-02-06T06:15:00Z', '2026-02-08T20:00:00Z'), [
      '2026-02-06',
      '2026-02-07',
      '2026-02-08',
    ]);
  });

  it('sends none twice when the clock goes back, however far, and all that come when it was ahead', async () => {
    const person = await world.somebody('UTC');
    await world.sentBetween(person, '2026-01-05T08:30:00Z', '2026-01-07T09:00:00Z');
    await world.records.claims.sweep();
    assert.deepEqual(await world.sentBetween(person, '2026-01-05T08:00:00Z', '2026-01-07T10:00:00Z'), [
      '2026-01-05',
      '2026-01-06',
      '2026-01-07',
    ]);
    await world.sendAt('2031-06-01T08:30:00Z');
    await world.sendAt('2026-01-08T08:30:00Z');
    assert.deepEqual(world.sentTo(person).slice(3), ['2031-06-01', '2026-01-08']);
  });

  it('sends one where two processes look at the same moment', async () => {
    const person = await world.somebody('UTC');
    await Promise.all([world.sendAt('2026-01-05T08:30:00Z'), world.sendAt('2026-01-05T08:30:00Z')]);
    assert.deepEqual(world.records.outbox.waitingFor(person), ['digest']);
  });

  it('leaves it out when the process was down for the morning, and says until when it is of use', async () => {
    const person = await world.somebody('UTC');
    assert.deepEqual(await world.sentBetween(person, '2026-01-05T12:45:00Z', '2026-01-05T23:45:00Z'), []);
    await world.sendAt('2026-01-06T12:30:00Z');
    assert.deepEqual(world.records.outbox.waiting[0]?.message, {
      kind: 'digest',
      localDate: '2026-01-06',
      until: '2026-01-06T12:30:00.000Z',
    });
  });

  it('follows what a person chose, and the setting where they chose nothing', async () => {
    const early = await world.somebody('UTC', '06:00');
    const never = await world.somebody('UTC');
    await world.records.preferences.set(never, { isDigestOn: false });
    const gone = await world.somebody('UTC');
    await world.records.conversations.markUninstalled(gone);
    const usually = await world.somebody('UTC');
    await world.sendAt('2026-01-05T06:00:00Z');
    assert.deepEqual(
      [early, never, gone, usually].map((one) => world.records.outbox.waitingFor(one).length),
      [1, 0, 0, 0],
    );
    await world.sendAt('2026-01-05T08:30:00Z');
    assert.deepEqual(
      [early, never, gone, usually].map((one) => world.records.outbox.waitingFor(one).length),
      [1, 0, 0, 1],
    );
  });

  it('comes at weekends to whom wants it, and else by the setting', async () => {
    const usually = await world.somebody('UTC');
    const wanted = await world.somebody('UTC');
    await world.records.preferences.set(wanted, { isDigestOnWeekends: true });
    const unwanted = await world.somebody('UTC');
    await world.records.preferences.set(unwanted, { isDigestOnWeekends: false });
    for (const [day, isDigestOnWeekends] of [
      ['2026-01-03', false],
      ['2026-01-04', true],
      ['2026-01-05', false],
    ] as const)
      await world.sendAt(`${day}T08:30:00Z`, { isDigestOnWeekends });
    assert.deepEqual(world.sentTo(usually), ['2026-01-04', '2026-01-05']);
    assert.deepEqual(world.sentTo(wanted), ['2026-01-03', '2026-01-04', '2026-01-05']);
    assert.deepEqual(world.sentTo(unwanted), ['2026-01-05']);
  });

  it('takes the setting’s zone where Teams never said one', async () => {
    const person = await world.somebody(undefined);
    await world.sendAt('2026-01-05T07:30:00Z', { defaultTimeZone: 'Europe/Oslo' });
    assert.deepEqual(world.sentTo(person), ['2026-01-05']);
  });

  it('reaches everybody, page by page, and asks for choices once a page', async () => {
    for (let count = 0; count < 401; count += 1) await world.somebody('UTC');
    let asked = 0;
    const { preferences } = world.records;
    await sendDigests({
      ...world.deps(),
      preferences: {
        of: () => assert.fail('asked for one person'),
        set: () => assert.fail('set something'),
        ofMany: (people) => {
          asked += 1;
          return preferences.ofMany(people);
        },
      },
    });
    assert.equal(world.records.outbox.waiting.length, 401);
    assert.equal(asked, 3);
  });
});
