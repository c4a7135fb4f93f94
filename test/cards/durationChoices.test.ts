import assert from 'node:assert/strict';
import fc from 'fast-check';
import { durationChoices } from '../../src/cards/durationChoices.ts';

describe('durationChoices', () => {
  it('offers common steps up to the role’s maximum', () => {
    assert.deepEqual(durationChoices(240, 5, undefined), {
      minutes: [15, 30, 60, 120, 180, 240],
      presetMinutes: 60,
    });
  });

  it('offers what was asked for, when the role allows it', () => {
    assert.deepEqual(durationChoices(240, 5, 100), {
      minutes: [15, 30, 60, 100, 120, 180, 240],
      presetMinutes: 100,
    });
  });

  it('fills in the maximum when more was asked for', () => {
    assert.equal(durationChoices(240, 5, 600).presetMinutes, 240);
  });

  it('has a choice however short the maximum is', () => {
    assert.deepEqual(durationChoices(10, 5, undefined), { minutes: [10], presetMinutes: 10 });
    assert.deepEqual(durationChoices(5, 5, 1), { minutes: [5], presetMinutes: 5 });
  });

  it('keeps the list short, rising and within the maximum', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 1440 }),
        fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }),
        (maximum, wanted) => {
          const { minutes, presetMinutes } = durationChoices(maximum, 5, wanted);
          assert.ok(minutes.length >= 1 && minutes.length <= 8, String(minutes));
          assert.ok(minutes.includes(presetMinutes) && minutes.includes(maximum));
          assert.deepEqual(
            [...minutes].sort((a, b) => a - b),
            minutes,
          );
          assert.equal(minutes.at(-1), maximum);
        },
      ),
    );
  });
});
