import assert from 'node:assert/strict';
import { auditReportCsv } from '../../src/reports/auditReportCsv.ts';
import { auditReportJson } from '../../src/reports/auditReportJson.ts';
import { auditReportMarkdown } from '../../src/reports/auditReportMarkdown.ts';
import { auditReportHtml } from '../../src/reports/html/auditReportHtml.ts';
import { sampleReport } from '../support/sampleReport.ts';
import { hostileNames, largeSnapshot } from '../support/sampleSnapshot.ts';

/** Rows of a CSV text by RFC 4180, quotes and line ends within cells included. */
function cellsOf(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.slice(0, -1);
}

const report = sampleReport();

/** Whatever turns the reading direction or cannot be seen. */
const UNSEEN = /[\p{Cf}\u0080-\u009F]/u;

describe('auditReportHtml', () => {
  const page = auditReportHtml(report);

  it('takes no name for markup', () => {
    assert.doesNotMatch(page, /<script|<img|<b>/i);
    assert.ok(page.includes('&lt;script&gt;alert(&quot;owned&quot;)&lt;/script&gt;'));
    assert.ok(page.includes('Help &lt;b&gt;desk&lt;/b&gt; &amp; &quot;more&quot;'));
  });

  it('shows what turns the reading direction or cannot be seen', () => {
    assert.doesNotMatch(page, UNSEEN);
    assert.ok(page.includes('Ana ⟨U+202E⟩ziur⟨U+202C⟩ Ruiz'));
    assert.ok(page.includes('A⟨U+200B⟩na⟨U+2060⟩ Ruiz⟨U+00AD⟩'));
    assert.ok(page.includes('pay⟨U+202E⟩roll'));
  });

  it('asks for nothing from outside and runs nothing', () => {
    assert.match(page, /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'/);
    const tags = [...page.matchAll(/<[^>]*>/g)].join('\n');
    assert.doesNotMatch(tags, /\s(?:src|srcset|action|style|on\w+)=|<(?:script|iframe|object|link|form)/i);
    assert.doesNotMatch(page, /@import|url\(/);
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
    assert.ok(links.length > 0);
    assert.ok(links.every((href) => href.startsWith('#') || href.startsWith('https://')));
  });

  it('has every id once, and an element for everything that is pointed at', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    const named = [...page.matchAll(/(?:aria-labelledby|href)="#?([^":]*)"/g)].map(([, id]) => id);
    for (const id of named) assert.ok(ids.includes(id), id);
  });

  it('says the figures of the JSON', () => {
    const { summary } = report;
    const figures = [...page.matchAll(/<dd class="value">([^<]*)<\/dd>/g)].map(([, value]) => value);
    assert.deepEqual(figures, [
      String(summary.total.permanent),
      String(summary.total.timeBound),
      String(summary.total.eligible),
      String(summary.total.activeNow),
      String(summary.standingPrivilegedHeads),
      String(summary.globalAdministrators),
      `${summary.compliantRoles} of ${summary.comparedRoles}`,
      '3',
    ]);
    const rowsOf = (id: string): number => {
      const [, rest = ''] = page.split(`<details id="${id}"`);
      return (rest.split('</details>')[0] ?? '').split('<th scope="row">').length - 1;
    };
    assert.equal(rowsOf('permanent'), report.permanentAssignments.length);
    assert.equal(rowsOf('timeBound'), report.timeBoundAssignments.length);
    assert.equal(rowsOf('active'), report.activeAssignments.length);
    assert.equal(rowsOf('eligible'), report.eligibleAssignments.length);
    assert.equal(rowsOf('findings'), report.findings.length);
    assert.equal(rowsOf('activations'), report.recentActivations.length);
  });

  it('stays readable with 5,000 assignments: it says how many more there are and where', () => {
    const large = sampleReport(largeSnapshot(5_000));
    const text = auditReportHtml(large);
    const left = large.permanentAssignments.length - 200;
    assert.ok(text.includes(`${left} more rows are in the JSON and CSV forms of this report.`));
    assert.ok(text.length < 1_000_000, `${text.length} characters`);
  });
});

describe('auditReportCsv', () => {
  const csv = auditReportCsv(report);
  const [head = [], ...rows] = cellsOf(csv.replace(/^\uFEFF/, ''));
  const column = (name: string): readonly string[] => rows.map((row) => row[head.indexOf(name)] ?? '');

  it('has a row for each assignment, eligibility and finding, all of one width', () => {
    const count = (kind: string): number => column('kind').filter((one) => one === kind).length;
    assert.equal(count('permanentAssignment'), report.permanentAssignments.length);
    assert.equal(count('timeBoundAssignment'), report.timeBoundAssignments.length);
    assert.equal(count('activeAssignment'), report.activeAssignments.length);
    assert.equal(count('eligibleAssignment'), report.eligibleAssignments.length);
    assert.equal(count('finding'), report.findings.length);
    assert.ok(rows.every((row) => row.length === head.length));
  });

  it('ends every line as RFC 4180 says, and breaks none', () => {
    assert.ok(csv.endsWith('\r\n'));
    assert.equal(csv.split('\r\n').length - 2, rows.length);
    assert.doesNotMatch(csv.replaceAll('\r\n', ''), /[\r\n]/);
  });

  it('holds no formula', () => {
    for (const row of rows) for (const cell of row) assert.doesNotMatch(cell, /^[\s"]*[=+\-@\t\r＝＋－＠]/u);
    assert.ok(column('principal').includes(`'${hostileNames.formula}`));
  });

  for (const start of ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', ' =1', '＝1', '"=1"']) {
    it(`neutralises a name that begins with ${JSON.stringify(start.slice(0, 2))}`, () => {
      const { snapshot } = report;
      const principals = snapshot.principals.map((one) => ({ ...one, displayName: start }));
      const [, first = []] = cellsOf(auditReportCsv(sampleReport({ ...snapshot, principals })));
      assert.ok(first[head.indexOf('principal')]?.startsWith("'"), first[head.indexOf('principal')]);
    });
  }

  it('shows what turns the reading direction', () => {
    assert.doesNotMatch(csv.replace(/^\uFEFF/, ''), UNSEEN);
  });
});

describe('auditReportMarkdown', () => {
  const page = auditReportMarkdown(report);

  it('takes no name for markup', () => {
    const cells = page.replaceAll('<br>', '');
    assert.doesNotMatch(cells, /[<>]/);
    assert.ok(
      page.includes('\\[Ana\\](https\\://evil.example) \\| \\*\\*Ruiz\\*\\* \\`x\\` www\\.evil.example'),
    );
    assert.ok(page.includes('&lt;script&gt;'));
    assert.doesNotMatch(page, UNSEEN);
  });

  it('has as many cells in each row as its head', () => {
    const tables = page.split('\n\n').filter((block) => block.startsWith('| '));
    assert.ok(tables.length > 8);
    for (const table of tables) {
      const widths = table.split('\n').map((row) => row.split(/(?<!\\)\|/).length);
      assert.deepEqual(new Set(widths).size, 1, table);
    }
  });

  it('says the figures of the JSON', () => {
    assert.ok(page.includes(`| Permanent | ${report.summary.total.permanent} |`));
    assert.ok(page.includes(`## Permanent assignments (${report.permanentAssignments.length})`));
    assert.ok(page.includes(`## Findings (${report.findings.length})`));
  });
});

describe('auditReportJson', () => {
  const text = auditReportJson(report);

  it('shows in a terminal what could not be seen, and gives it back to whoever parses it', () => {
    assert.doesNotMatch(text, UNSEEN);
    assert.ok(text.includes('Ana \\u202eziur\\u202c Ruiz'));
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(report)));
  });
});
