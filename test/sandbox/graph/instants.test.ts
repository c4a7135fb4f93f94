import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assignmentInstanceId, eligibilityInstanceId } from '../../../sandbox/graph/identifiers.ts';
import {
  durationMs,
  instantFrom,
  lengthInWords,
  longInstant,
  shortInstant,
} from '../../../sandbox/graph/instants.ts';

describe('durationMs', () => {
  const cases: Readonly<Record<string, number | undefined>> = {
    PT30M: 1_800_000,
    PT1H45M: 6_300_000,
    P365D: 31_536_000_000,
    P1DT2H: 93_600_000,
    PT90S: 90_000,
    P: undefined,
    PT: undefined,
    P1DT: undefined,
    '1H': undefined,
    PT1X: undefined,
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(`reads ${text} as ${String(expected)}`, () => {
      assert.equal(durationMs(text), expected);
    });
  }
});

describe('instantFrom', () => {
  it('wants an offset', () => {
    assert.equal(instantFrom('2026-03-01T10:00:00'), undefined);
    assert.equal(instantFrom('tomorrow'), undefined);
    assert.equal(instantFrom('2026-13-01T10:00:00Z'), undefined);
    assert.equal(instantFrom('2026-03-01T12:00:00.1234567+02:00')?.toISOString(), '2026-03-01T10:00:00.123Z');
  });
});

describe('longInstant', () => {
  it('has seven decimals of which none is a zero at the end, and stays the same', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
        fc.string(),
        (at, salt) => {
          const text = longInstant(at, salt);
          assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[1-9]Z$/);
          assert.equal(text, longInstant(at, salt));
          assert.equal(text.slice(0, 23), at.toISOString().slice(0, 23));
        },
      ),
    );
  });
});

describe('shortInstant', () => {
  it('drops zeros at the end', () => {
    assert.equal(shortInstant(new Date('2026-03-01T10:00:00.000Z')), '2026-03-01T10:00:00Z');
    assert.equal(shortInstant(new Date('2026-03-01T10:00:00.760Z')), '2026-03-01T10:00:00.76Z');
  });
});

describe('lengthInWords', () => {
  it('names days, hours and minutes', () => {
    assert.equal(lengthInWords(7_200_000), '2 hours');
    assert.equal(lengthInWords(6_300_000), '1 hour 45 minutes');
    assert.equal(lengthInWords(86_400_000), '1 day');
  });
});

describe('assignmentInstanceId', () => {
  it('is the same base for eligibility and activation, and differs by scope', () => {
    const role = '62e90394-69f5-4237-9190-012177145e10';
    const person = 'a1a1a1a1-0001-4000-8000-000000000001';
    const id = assignmentInstanceId(role, person, '/');
    assert.match(id, /^[\w-]{43}-1$/);
    assert.ok(id.startsWith('lAPpYvVpN0KRkAEhdxReE'), 'roles have the beginning known from real tenants');
    assert.equal(eligibilityInstanceId(role, person, '/'), `${id}-e`);
    assert.notEqual(assignmentInstanceId(role, person, `/administrativeUnits/${person}`), id);
  });
});
