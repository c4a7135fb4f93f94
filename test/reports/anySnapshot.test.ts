import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readSnapshot } from '../../src/reports/readSnapshot.ts';
import { auditReportCsv } from '../../src/reports/auditReportCsv.ts';
import { auditReportJson } from '../../src/reports/auditReportJson.ts';
import { auditReportMarkdown } from '../../src/reports/auditReportMarkdown.ts';
import { auditReportHtml } from '../../src/reports/html/auditReportHtml.ts';
import { auditReportSchema } from '../../src/reports/schema/auditReportSchema.ts';
import { randomTenants } from '../support/randomSnapshots.ts';
import { sampleReport } from '../support/sampleReport.ts';

describe('the report on any snapshot', () => {
  it('is as its schema says, and is made again from itself', () => {
    fc.assert(
      fc.property(randomTenants, ({ snapshot }) => {
        const report = sampleReport(snapshot);
        const text = auditReportJson(report);
        assert.deepEqual(auditReportSchema.safeParse(JSON.parse(text)).error?.issues ?? [], []);
        const kept = readSnapshot(text);
        assert.ok('snapshot' in kept);
        assert.deepEqual(JSON.parse(auditReportJson(sampleReport(kept.snapshot))), JSON.parse(text));
      }),
      { numRuns: 30 },
    );
  });

  it('shows no sign that cannot be seen, whatever the format', () => {
    fc.assert(
      fc.property(randomTenants, fc.string({ unit: 'binary', maxLength: 40 }), ({ snapshot }, name) => {
        const principals = snapshot.principals.map((one) => ({ ...one, displayName: name }));
        const report = sampleReport({ ...snapshot, principals });
        for (const write of [auditReportJson, auditReportHtml, auditReportCsv, auditReportMarkdown]) {
          assert.doesNotMatch(write(report).replaceAll(/^\uFEFF|[\r\n]/g, ''), /[\p{Cf}\p{Cs}\p{Cc}]/u);
        }
      }),
      { numRuns: 20 },
    );
  });
});
