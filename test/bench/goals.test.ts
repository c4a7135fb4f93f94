import assert from 'node:assert/strict';
import { type AuditFigures } from '../../bench/auditRun.ts';
import { type BypassFigures } from '../../bench/bypassRun.ts';
import { type DigestFigures } from '../../bench/digestRun.ts';
import { type ReviewFigures } from '../../bench/reviewRun.ts';
import { type BotFigures } from '../../bench/helpTurns.ts';
import { goalsOf } from '../../bench/goals.ts';
import { spreadOf } from '../../bench/statistics.ts';

const digest = (figures: Partial<DigestFigures>): DigestFigures => ({
  people: 10_000,
  database: 'PostgreSQL',
  seconds: 210,
  limitSeconds: 200,
  graphCalls: 240,
  pages: 234,
  cpuMillisecondsPerPerson: 5,
  peakRssBytes: 400 * 1_048_576,
  heapBytes: 100 * 1_048_576,
  mostInOneSecond: 50,
  strays: 0,
  ...figures,
});

const met = (smallest: Partial<DigestFigures>, largest: Partial<DigestFigures>): readonly boolean[] =>
  goalsOf({ digests: [digest({ people: 1_000, ...smallest }), digest(largest)] }).map(({ isMet }) => isMet);

const audited = (figures: Partial<AuditFigures>): AuditFigures => ({
  size: { people: 50_000, bystanders: 0, assignments: 5_000, auditRows: 100_000 },
  seconds: 259,
  limitSeconds: 200,
  waitingSeconds: 30,
  cpuSeconds: 20,
  peakRssBytes: 511 * 1_048_576,
  graphCalls: 300,
  logPages: 100,
  rolePages: 110,
  kinds: [],
  report: { bytes: 1, activations: 1, principals: 1, findings: 1 },
  ...figures,
});

const metByAudit = (whole: Partial<AuditFigures>, more: Partial<AuditFigures> = {}): readonly boolean[] =>
  goalsOf({
    audit: {
      whole: audited(whole),
      again: { seconds: 1, cpuSeconds: 1, peakRssBytes: 1 },
      compared: [audited({}), audited(more)],
    },
  }).map(({ isMet }) => isMet);

describe('goalsOf', () => {
  it('says nothing about what was not measured', () => {
    assert.deepEqual(goalsOf({}), []);
  });

  it('allows a digest run pages, 512 MB, 1.2 times the limit and one message each', () => {
    const small = { graphCalls: 30, pages: 24 };
    assert.deepEqual(met(small, {}), [true, true, true, true]);
    assert.deepEqual(met(small, { graphCalls: 241 }), [false, true, true, true]);
    assert.deepEqual(met(small, { peakRssBytes: 512 * 1_048_576 }), [true, false, true, true]);
    assert.deepEqual(met(small, { seconds: 240 }), [true, true, true, true]);
    assert.deepEqual(met(small, { seconds: 241 }), [true, true, false, true]);
    assert.deepEqual(met(small, { strays: 1 }), [true, true, true, false]);
  });

  it('wants a turn within 1.5 times the echo bot’s on PostgreSQL, and says nothing of the embedded database', () => {
    const usage = { rssBytes: 1, peakRssBytes: 1, heapBytes: 1, cpuMilliseconds: 1 };
    const bot = (name: string, cpuRatio: number): BotFigures => ({
      bot: name,
      turns: 1,
      turnsPerSecond: 1,
      latency: spreadOf([1]),
      cpuMillisecondsPerTurn: 1,
      cpuRatio,
      cpuMillisecondsPerIdleSecond: 1,
      memoryBefore: usage,
      memoryAfter: usage,
    });
    const isMet = (ratio: number): readonly boolean[] =>
      goalsOf({
        helpTurns: [
          bot('echo bot', 1),
          bot('Latchkey, embedded database', 3),
          bot('Latchkey, PostgreSQL', ratio),
        ],
      }).map((goal) => goal.isMet);
    assert.deepEqual([isMet(1.5), isMet(1.51)], [[true], [false]]);
  });

  it('wants cards within two seconds, a crowd or none', () => {
    const quick = spreadOf([100, 200]);
    const late = spreadOf([100, 2_000]);
    const of = (latency: typeof quick, crowded: typeof quick): readonly boolean[] =>
      goalsOf({
        delivery: [{ database: 'PostgreSQL', graphTakesMs: 0, latency }],
        cardsDuringDigests: { people: 100, afterOwnDigest: quick, beforeOwnDigest: crowded },
      }).map(({ isMet }) => isMet);
    assert.deepEqual(of(quick, quick), [true, true]);
    assert.deepEqual(of(late, quick), [false, true]);
    assert.deepEqual(of(quick, late), [true, false]);
  });

  it('allows a decision by house rules one millisecond', () => {
    const rules = { rules: 1_000, people: 10_000, decisions: 1, ruling: 0.5, decision: 0.99, indexing: 5 };
    assert.deepEqual(
      goalsOf({ rules }).map(({ isMet }) => isMet),
      [true],
    );
    assert.deepEqual(
      goalsOf({ rules: { ...rules, decision: 1 } }).map(({ isMet }) => isMet),
      [false],
    );
  });

  it('allows questions about reviews as many calls beside the pages for many as for few, and 512 MB', () => {
    const answer = { seconds: 1, graphCalls: 18, pages: 17, neededPages: 17, cpuSeconds: 0.1 };
    const figures = (changes: Partial<ReviewFigures>): ReviewFigures => ({
      size: { definitions: 10, decisions: 100 },
      database: 'PostgreSQL',
      lookCalls: 1,
      list: answer,
      round: { ...answer, graphCalls: 6, pages: 1, neededPages: 1 },
      peakRssBytes: 511 * 1_048_576,
      ...changes,
    });
    const isMet = (changes: Partial<ReviewFigures>): readonly boolean[] =>
      goalsOf({
        reviews: [figures({}), figures({ size: { definitions: 500, decisions: 50_000 }, ...changes })],
      }).map((goal) => goal.isMet);
    assert.deepEqual(isMet({ list: { ...answer, graphCalls: 22, neededPages: 21 } }), [true, true]);
    assert.deepEqual(isMet({ list: { ...answer, graphCalls: 22 } }), [false, true]);
    assert.deepEqual(isMet({ peakRssBytes: 512 * 1_048_576 }), [true, false]);
    assert.deepEqual(goalsOf({ reviews: [] }), []);
  });

  it('allows a look through a log ten times as long 16 MB more, and the calls of another reading every five minutes', () => {
    const figures = (changes: Partial<BypassFigures>): BypassFigures => ({
      rows: 10_000,
      people: 2_000,
      database: 'PostgreSQL',
      found: 22,
      seconds: 20,
      rowsPerSecond: 500,
      cpuMillisecondsPer1000Rows: 1_000,
      logPages: 11,
      otherCalls: 100,
      heapBytesAtFirst: 90 * 1_048_576,
      heapBytesAtMost: 90 * 1_048_576,
      peakRssBytes: 250 * 1_048_576,
      ...changes,
    });
    const isMet = (changes: Partial<BypassFigures>): readonly boolean[] =>
      goalsOf({ bypasses: [figures({}), figures({ rows: 100_000, seconds: 299, ...changes })] }).map(
        (goal) => goal.isMet,
      );
    assert.deepEqual(isMet({ heapBytesAtMost: 105 * 1_048_576 }), [true, true]);
    assert.deepEqual(isMet({ heapBytesAtMost: 106 * 1_048_576 }), [false, true]);
    assert.deepEqual(isMet({ otherCalls: 101 }), [true, false]);
    assert.deepEqual(isMet({ otherCalls: 200, seconds: 301 }), [true, true]);
    assert.deepEqual(goalsOf({ bypasses: [] }), []);
  });

  it('allows the guard 0.3 ms beyond the SDK, and a flood twice the others’ p99', () => {
    const guard = { requests: 100, sdk: 0.2, guard: 0.49, refused: 0.1 };
    const calm = {
      floodPerSecond: 500,
      takenPerSecond: 500,
      othersPerSecond: 40,
      alone: spreadOf([10]),
      elsewhere: spreadOf([10]),
    };
    const isMet = (figures: Parameters<typeof goalsOf>[0]): readonly boolean[] =>
      goalsOf(figures).map((goal) => goal.isMet);
    assert.deepEqual(isMet({ guard, flood: { ...calm, flooded: spreadOf([19]) } }), [true, true]);
    assert.deepEqual(isMet({ guard: { ...guard, guard: 0.5 } }), [false]);
    assert.deepEqual(isMet({ flood: { ...calm, flooded: spreadOf([20]) } }), [false]);
  });

  it('allows an audit report a minute beyond the limit of the log, 512 MB, and no call for who holds nothing', () => {
    assert.deepEqual(metByAudit({}), [true, true, true]);
    assert.deepEqual(metByAudit({ seconds: 260 }), [false, true, true]);
    assert.deepEqual(metByAudit({ peakRssBytes: 512 * 1_048_576 }), [true, false, true]);
    assert.deepEqual(metByAudit({}, { graphCalls: 301 }), [true, true, false]);
    assert.deepEqual(metByAudit({}, { graphCalls: 301, rolePages: 111 }), [true, true, false]);
  });
});
