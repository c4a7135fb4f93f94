import assert from 'node:assert/strict';
import fc from 'fast-check';
import { timesFor, type Times } from '../../src/words/times.ts';

/** A Thursday, 15:35 in Berlin. */
const now = new Date('2026-11-26T14:35:00Z');
const inBerlin = (locale = 'en-GB', time = now): Times =>
  timesFor({ now: time, timeZone: 'Europe/Berlin', locale });
const at = (iso: string): Date => new Date(iso);

describe('timesFor', () => {
  it('tells a time of today by the clock', () => {
    assert.equal(inBerlin().at(at('2026-11-26T16:05:00Z')), '17:05');
    assert.equal(inBerlin().at(at('2026-11-25T23:05:00Z')), '00:05');
  });

  it('names the days beside today', () => {
    assert.equal(inBerlin().at(at('2026-11-27T08:12:00Z')), 'tomorrow 09:12');
    assert.equal(inBerlin().at(at('2026-11-25T08:12:00Z')), 'yesterday 09:12');
  });

  it('dates other days, with the year when it is another', () => {
    assert.equal(inBerlin().at(at('2026-11-28T08:12:00Z')), 'Sat 28 Nov, 09:12');
    assert.equal(inBerlin().at(at('2027-01-05T08:12:00Z')), 'Tue 5 Jan 2027, 09:12');
  });

  it('goes by the day of the reader, not of UTC', () => {
    const evening = at('2026-11-26T23:30:00Z');
    assert.equal(inBerlin().at(evening), 'tomorrow 00:30');
    const kiritimati = timesFor({ now, timeZone: 'Pacific/Kiritimati', locale: 'en-GB' });
    assert.equal(kiritimati.at(at('2026-11-26T09:59:00Z')), 'yesterday 23:59');
  });

  it('counts days over a change of the clock', () => {
    const before = inBerlin('en-GB', at('2026-10-24T21:00:00Z'));
    assert.equal(before.at(at('2026-10-25T22:59:00Z')), 'tomorrow 23:59');
    const spring = inBerlin('en-GB', at('2026-03-28T22:30:00Z'));
    assert.equal(spring.at(at('2026-03-29T01:30:00Z')), 'tomorrow 03:30');
  });

  it('has twelve hours in the United States only', () => {
    assert.equal(inBerlin('en-US').at(at('2026-11-26T16:05:00Z')), '5:05 PM');
    assert.equal(inBerlin('en-US').at(at('2026-11-28T16:05:00Z')), 'Sat Nov 28, 5:05 PM');
    for (const locale of ['en-GB', 'en-IE', 'en-AU', 'de-DE', 'de-CH', 'en', 'xx', 'not a locale', '']) {
      assert.equal(inBerlin(locale).at(at('2026-11-26T16:05:00Z')), '17:05', locale);
    }
  });

  it('falls back on UTC for a zone that is not known, and says so', () => {
    for (const timeZone of ['Mars/Olympus', '', 'W. Europe Standard Time', '../etc']) {
      const times = timesFor({ now, timeZone, locale: 'en-GB' });
      assert.equal(times.at(at('2026-11-26T16:05:00Z')), '16:05 UTC', timeZone);
    }
  });

  it('gives a day without its clock', () => {
    assert.equal(inBerlin().day(now), 'today');
    assert.equal(inBerlin().day(at('2026-11-25T12:00:00Z')), 'yesterday');
    assert.equal(inBerlin().day(at('2026-11-17T12:00:00Z')), 'Tue 17 Nov');
    assert.equal(inBerlin().date(now), 'Thu 26 Nov');
    assert.equal(inBerlin('en-US').date(now), 'Thu Nov 26');
  });

  const durations: Readonly<Record<number, string>> = {
    0: '0 minutes',
    1: '1 minute',
    30: '30 minutes',
    60: '1 hour',
    61: '1 hour 1 minute',
    150: '2 hours 30 minutes',
    1440: '24 hours',
    2880: '2 days',
    3000: '2 days 2 hours',
    14_400: '10 days',
  };
  for (const [minutes, said] of Object.entries(durations)) {
    it(`says ${minutes} minutes as ${said}`, () => {
      assert.equal(inBerlin().duration(Number(minutes)), said);
    });
  }

  it('names the zone of a time that is planned, as it is called then', () => {
    assert.equal(inBerlin().planned(at('2026-11-27T08:12:00Z')), 'tomorrow 09:12 CET');
    assert.equal(inBerlin().planned(at('2027-07-01T08:12:00Z')), 'Thu 1 Jul 2027, 10:12 CEST');
    const lost = timesFor({ now, timeZone: 'Mars/Olympus', locale: 'en-GB' });
    assert.equal(lost.planned(at('2026-11-27T08:12:00Z')), 'tomorrow 08:12 UTC');
  });

  it('says how long it is from now', () => {
    assert.equal(inBerlin().fromNow(at('2026-11-26T14:47:00Z')), 'in 12 minutes');
    assert.equal(inBerlin().fromNow(at('2026-11-26T12:35:00Z')), '2 hours ago');
    assert.equal(inBerlin().fromNow(now), 'now');
  });

  it('rounds what is left up, and says nothing of what has passed', () => {
    assert.equal(inBerlin().left(at('2026-11-26T14:35:01Z')), '1 minute');
    assert.equal(inBerlin().left(at('2026-11-26T16:05:00Z')), '1 hour 30 minutes');
    assert.equal(inBerlin().left(now), undefined);
  });

  it('writes every instant in every zone', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.date({ min: at('2020-01-01'), max: at('2040-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        fc.constantFrom('en-GB', 'en-US', 'fr-FR'),
        (time, timeZone, locale) => {
          const written = timesFor({ now, timeZone, locale }).at(time);
          assert.match(written, /^((tomorrow|yesterday|[A-Z][a-z]{2} [\w ,]+,) )?\d{1,2}:\d{2}( [AP]M)?$/u);
        },
      ),
    );
  });
});

describe('timesFor, in several languages and zones', () => {
  const tomorrow = '2026-11-27T08:12:00Z';
  const saturday = '2026-11-28T08:12:00Z';
  const january = '2027-01-05T08:12:00Z';
  /** Locale and zone; then today at 16:05 UTC, tomorrow, Saturday, January, and the same planned with its zone. */
  const told: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'en-GB',
      'Europe/Berlin',
      ['17:05', 'tomorrow 09:12', 'Sat 28 Nov, 09:12', 'Tue 5 Jan 2027, 09:12', 'tomorrow 09:12 CET'],
    ],
    [
      'de-DE',
      'Europe/Berlin',
      ['17:05', 'morgen 09:12', 'Sa. 28. Nov., 09:12', 'Di. 5. Jan. 2027, 09:12', 'morgen 09:12 MEZ'],
    ],
    [
      'de-AT',
      'Europe/Vienna',
      ['17:05', 'morgen 09:12', 'Sa. 28. Nov., 09:12', 'Di. 5. Jän. 2027, 09:12', 'morgen 09:12 MEZ'],
    ],
    [
      'de-CH',
      'America/New_York',
      ['11:05', 'morgen 03:12', 'Sa. 28. Nov., 03:12', 'Di. 5. Jan. 2027, 03:12', 'morgen 03:12 GMT-5'],
    ],
    [
      'de',
      'Asia/Tokyo',
      [
        'morgen 01:05',
        'morgen 17:12',
        'Sa. 28. Nov., 17:12',
        'Di. 5. Jan. 2027, 17:12',
        'morgen 17:12 GMT+9',
      ],
    ],
    [
      'de-DE',
      'Mars/Olympus',
      [
        '16:05 UTC',
        'morgen 08:12 UTC',
        'Sa. 28. Nov., 08:12 UTC',
        'Di. 5. Jan. 2027, 08:12 UTC',
        'morgen 08:12 UTC',
      ],
    ],
  ];
  for (const [locale, timeZone, [today, next, other, year, planned]] of told) {
    it(`tells ${locale} the times of ${timeZone}`, () => {
      // The afternoon in Tokyo is already late at night.
      const times = timesFor({ now, timeZone, locale });
      assert.equal(times.at(at('2026-11-26T16:05:00Z')), today);
      assert.equal(times.at(at(tomorrow)), next);
      assert.equal(times.at(at(saturday)), other);
      assert.equal(times.at(at(january)), year);
      assert.equal(times.planned(at(tomorrow)), planned);
    });
  }

  it('tells lengths and neighbours in German', () => {
    const times = inBerlin('de-DE');
    const lengths = [0, 1, 30, 60, 61, 150, 1440, 2880, 3000].map(times.duration);
    assert.deepEqual(lengths, [
      '0 Minuten',
      '1 Minute',
      '30 Minuten',
      '1 Stunde',
      '1 Stunde 1 Minute',
      '2 Stunden 30 Minuten',
      '24 Stunden',
      '2 Tage',
      '2 Tage 2 Stunden',
    ]);
    assert.equal(times.day(now), 'heute');
    assert.equal(times.day(at('2026-11-25T12:00:00Z')), 'gestern');
    assert.equal(times.day(at('2026-11-17T12:00:00Z')), 'Di. 17. Nov.');
    assert.equal(times.fromNow(now), 'jetzt');
    assert.equal(times.fromNow(at('2026-11-29T14:35:00Z')), 'in 3 Tagen');
    assert.equal(times.fromNow(at('2026-11-26T12:35:00Z')), 'vor 2 Stunden');
    assert.equal(times.left(at('2026-11-26T14:47:00Z')), '12 Minuten');
  });
});
