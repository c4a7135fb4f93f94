import { type ReportWords } from '../../words/reportWords.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type AuditReport } from '../auditReportTypes.ts';
import { type Figure, type ReportHead, reportHead } from '../reportHead.ts';
import { reportTables } from '../reportTables.ts';
import { dayChart, roleChart, severityChart } from './charts.ts';
import { topFindings } from './findings.ts';
import { html, Markup, when } from './markup.ts';
import { style } from './style.ts';
import { section } from './tables.ts';

const POLICY = `default-src 'none'; style-src ${style.source}; base-uri 'none'; form-action 'none'`;

/** The report as one page that needs nothing but itself: no script, no network, no other file. */
export function auditReportHtml(report: AuditReport): string {
  const { report: words, language } = wordsFor(report.language);
  const head = reportHead(report, words);
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${words.title} – ${words.product}</title>
        ${new Markup(`<style>${style.text}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        ${banner(head, words)} ${contents(words)}
        <main id="main" tabindex="-1">
          ${summary(head, words)} ${charts(report, words)} ${sight(head, words)}
          <section id="top" aria-labelledby="top-heading">
            <h2 id="top-heading">${words.headings.top}</h2>
            ${topFindings(report, words)}
          </section>
          <section id="tables" aria-labelledby="tables-heading">
            <h2 id="tables-heading">${words.headings.tables}</h2>
            ${reportTables(report, words).map((table) => section(table, words))}
          </section>
        </main>
        <footer><p>${words.footer}</p></footer>
      </body>
    </html> `.toString();
}

const banner = ({ lines }: ReportHead, words: ReportWords): Markup =>
  html`<header>
    <p class="product">${words.product}</p>
    <h1>${words.title}</h1>
    <ul class="lines">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </header>`;

function contents({ contents: label, headings }: ReportWords): Markup {
  const parts = [
    ['summary', headings.summary],
    ['charts', headings.charts],
    ['sight', headings.incomplete],
    ['top', headings.top],
    ['tables', headings.tables],
  ] as const;
  return html`<nav aria-label="${label}">
    <ul>
      ${parts.map(([id, heading]) => html`<li><a href="#${id}">${heading}</a></li>`)}
    </ul>
  </nav>`;
}

const summary = ({ verdict, figures, counting, gaps }: ReportHead, { headings }: ReportWords): Markup =>
  html`<section id="summary" aria-labelledby="summary-heading">
    <h2 id="summary-heading">${headings.summary}</h2>
    <p class="verdict">${verdict}</p>
    ${gaps.map((gap) => html`<p class="gap">${gap}</p>`)}
    <dl class="figures">${figures.map(figure)}</dl>
    <p class="more">${counting}</p>
  </section>`;

const sight = ({ caveats }: ReportHead, { headings }: ReportWords): Markup =>
  html`<section id="sight" aria-labelledby="sight-heading">
    <h2 id="sight-heading">${headings.incomplete}</h2>
    <ul>
      ${caveats.map((caveat) => html`<li>${caveat}</li>`)}
    </ul>
  </section>`;

const figure = ({ label, value, remark }: Figure): Markup =>
  html`<div>
    <dt>${label}</dt>
    <dd class="value">${value}</dd>
    ${when(remark !== undefined, () => html`<dd class="remark">${remark ?? ''}</dd>`)}
  </div> `;

const charts = (report: AuditReport, words: ReportWords): Markup =>
  html`<section id="charts" aria-labelledby="charts-heading">
    <h2 id="charts-heading">${words.headings.charts}</h2>
    <div class="charts">${[roleChart, severityChart, dayChart].map((chart) => chart(report, words))}</div>
  </section>`;
