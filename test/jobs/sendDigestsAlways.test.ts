import fc from 'fast-check';
import assert from 'node:assert/strict';
import { DigestWorld } from './digestWorld.ts';

describe('sendDigests, always', () => {
  it('never sends two for a date, whatever happens to clock, zone and process', async () => {
    const zones = [
      'Europe/Oslo',
      'America/New_York',
      'America/Santiago',
      'America/Nuuk',
      'Australia/Lord_Howe',
      'Antarctica/Troll',
      'Pacific/Kiritimati',
      'Pacific/Honolulu',
      'Africa/Cairo',
    ];
    const aStep = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({ kind: fc.constant('hours' as const), hours: fc.nat({ max: 30 }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('back' as const), hours: fc.nat({ max: 300 }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('zone' as const), zone: fc.constantFrom(...zones) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('down' as const), hours: fc.nat({ max: 30 }) }) },
    );
    const aTime = fc.constantFrom('00:00', '00:30', '01:30', '02:15', '08:30', '23:30', '23:59');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...zones),
        aTime,
        fc.nat({ max: 364 }),
        fc.array(aStep, { maxLength: 12 }),
        async (zone, time, day, steps) => {
          const world = new DigestWorld();
          const person = await world.somebody(zone, time);
          let at = Date.UTC(2026, 0, 1 + day);
          for (const step of steps) {
            if (step.kind === 'zone') await world.moves(person, step.zone);
            else if (step.kind === 'back') at -= step.hours * 3_600_000;
            else if (step.kind === 'down') at += step.hours * 3_600_000;
            else
              for (const end = at + step.hours * 3_600_000; at <= end; at += 30 * 60_000)
                await Promise.all([world.sendAt(at), world.sendAt(at)]);
          }
          const dates = world.sentTo(person);
          assert.equal(new Set(dates).size, dates.length, dates.join(' '));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('leaves out one date at the most where a zone changes once', async () => {
    const zones = ['Pacific/Kiritimati', 'Pacific/Honolulu', 'Europe/Oslo', 'America/Nuuk', 'Asia/Tokyo'];
    const aZone = fc.constantFrom(...zones);
    const aTime = fc.constantFrom('00:00', '08:30', '23:30');
    await fc.assert(
      fc.asyncProperty(aZone, aZone, aTime, fc.nat({ max: 300 }), fc.nat({ max: 47 }), async (...given) => {
        const [from, to, time, day, halfHours] = given;
        const world = new DigestWorld();
        const person = await world.somebody(from, time);
        const start = Date.UTC(2026, 0, 1 + day);
        const moves = start + (48 + halfHours / 2) * 3_600_000;
        for (let at = start; at < start + 144 * 3_600_000; at += 30 * 60_000) {
          if (at === moves) await world.moves(person, to);
          await world.sendAt(at);
        }
        const dates = world.sentTo(person).map((date) => Date.parse(date) / 86_400_000);
        const gaps = dates.slice(1).map((date, index) => date - (dates[index] ?? 0));
        assert.ok(
          gaps.every((gap) => gap === 1 || gap === 2),
          world.sentTo(person).join(' '),
        );
      }),
      { numRuns: 60 },
    );
  });
});
