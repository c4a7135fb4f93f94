import assert from 'node:assert/strict';
import { auditReport } from '../../src/reports/auditReport.ts';
import { auditReportMarkdown } from '../../src/reports/auditReportMarkdown.ts';
import { auditReportHtml } from '../../src/reports/html/auditReportHtml.ts';
import { wordsFor } from '../../src/words/wordsFor.ts';
import { sampleYardstick } from '../support/sampleReport.ts';
import { sampleSnapshot } from '../support/sampleSnapshot.ts';

/** Small words that are in any English sentence and in no German one. */
const ENGLISH =
  /(?<![\p{L}-])(?:the|and|is|are|of|you|your|it|for|with|not|until|no|has|have|by)(?![\p{L}-])/iu;
/** A name of the sample. */
const GROUP = /Admins (?:"of"|&quot;of&quot;) everything/gu;

describe('the audit report in German', () => {
  const report = auditReport(sampleSnapshot, sampleYardstick, wordsFor('de-DE'), {
    generatedAt: new Date('2026-01-05T10:00:00Z'),
    recentDays: 30,
  });

  it('has German dates, in the page and in Markdown', () => {
    assert.match(auditReportMarkdown(report), /Stand von Entra: 5\. Jan\. 2026, 09:00 UTC/u);
    assert.match(
      auditReportHtml(report),
      /<html lang="de">[\s\S]*Stand von Entra: 5\. Jan\. 2026, 09:00 UTC/u,
    );
  });

  it('has no English left in it', () => {
    const page = auditReportHtml(report)
      .replaceAll(/<style.*?<\/style>/gsu, '')
      .replaceAll(/<[^>]*>/gu, '\n');
    const lines = `${auditReportMarkdown(report)}\n${page}`.replaceAll(GROUP, '').split('\n');
    assert.deepEqual(
      lines.filter((line) => ENGLISH.test(line)),
      [],
    );
  });

  it('has the keys and the codes of the English one', () => {
    const english = auditReport(sampleSnapshot, sampleYardstick, wordsFor('en'), {
      generatedAt: new Date('2026-01-05T10:00:00Z'),
      recentDays: 30,
    });
    assert.deepEqual(Object.keys(report), Object.keys(english));
    assert.deepEqual(
      report.findings.map(({ rule, severity }) => [rule, severity]),
      english.findings.map(({ rule, severity }) => [rule, severity]),
    );
  });
});
