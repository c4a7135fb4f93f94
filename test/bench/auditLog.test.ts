import assert from 'node:assert/strict';
import { AuditLog, LOG_PAGE, rulesOfTheLog } from '../../bench/auditLog.ts';
import { readEachHouseRule } from '../../src/houseRuleReading.ts';
import { auditsIn } from '../../src/graph/graphAudits.ts';

const NOW = Date.parse('2026-01-12T09:00:00Z');
const base = 'http://tenant.invalid/graph';
const asking = (since: number): URL =>
  new URL(
    `${base}/v1.0/auditLogs/directoryAudits?$filter=activityDateTime ge ${new Date(since).toISOString()} and x`,
  );

interface Page {
  readonly value: readonly unknown[];
  readonly '@odata.nextLink'?: string;
}

/** Its rows page by page, as whoever follows the links gets them. */
function pagesOf(log: AuditLog): readonly (readonly unknown[])[] {
  const pages: (readonly unknown[])[] = [];
  for (let url: URL | undefined = asking(log.from); url !== undefined;) {
    const { value, '@odata.nextLink': next } = log.page(url, base) as Page;
    pages.push(value);
    url = next === undefined ? undefined : new URL(next);
  }
  return pages;
}

describe('AuditLog', () => {
  it('has so many rows, oldest first, and a last page without any', () => {
    const log = new AuditLog({ rows: 2_500, people: 100 }, NOW);
    const pages = pagesOf(log);
    assert.deepEqual(
      pages.map(({ length }) => length),
      [LOG_PAGE, LOG_PAGE, 500, 0],
    );
    const audits = auditsIn(pages.flat());
    assert.equal(audits.length, 2_500);
    assert.ok(audits.every(({ at }, index) => at >= (audits[index - 1]?.at ?? at)));
    assert.equal(new Set(audits.map(({ id }) => id)).size, 2_500);
    assert.deepEqual([log.isRead, log.asked.length], [true, 4]);
  });

  it('says how many activations in it go round its rules', () => {
    const { rules, broken } = readEachHouseRule(rulesOfTheLog);
    assert.deepEqual(broken, []);
    const log = new AuditLog({ rows: 3_000, people: 100 }, NOW);
    const limits = new Map(
      rules.flatMap(({ appliesTo, maximumHours }) => appliesTo.roles.map((name) => [name, maximumHours])),
    );
    const long = auditsIn(pagesOf(log).flat()).filter(({ activity, roleDefinitionId, startAt, endAt }) => {
      const limit = limits.get(`Measured Administrator ${Number(roleDefinitionId?.slice(-12))}`);
      const hours = ((endAt?.getTime() ?? NaN) - (startAt?.getTime() ?? NaN)) / 3_600_000;
      return activity === 'activated' && limit !== undefined && hours > limit;
    });
    assert.ok(long.length > 0);
    assert.equal(log.bypasses, long.length);
  });

  it('is not read where something newer is asked for', () => {
    const log = new AuditLog({ rows: 10, people: 1 }, NOW);
    assert.deepEqual(log.page(asking(NOW), base), { value: [] });
    assert.deepEqual([log.isRead, log.asked], [false, []]);
  });
});
