import { type ReportWords } from '../../words/reportWords.ts';
import { type AuditReport, type ReportFinding } from '../auditReportTypes.ts';
import { html, type Markup, when } from './markup.ts';

/** So many kinds of findings are told in full; all of them stand in the table. */
const MOST_KINDS = 10;

/** The worst finding of each rule, with why it matters and what to do. */
export function topFindings({ findings }: AuditReport, words: ReportWords): Markup {
  const ofKind = new Map<string, ReportFinding[]>();
  for (const finding of findings) {
    const known = ofKind.get(finding.rule);
    if (known === undefined) ofKind.set(finding.rule, [finding]);
    else known.push(finding);
  }
  const kinds = [...ofKind.values()];
  const left = kinds.length - MOST_KINDS;
  if (kinds.length === 0) return html`<p>${words.noFindings}</p>`;
  return html`<ol class="top">
      ${kinds.slice(0, MOST_KINDS).map((all) => item(all, words))}
    </ol>
    ${when(left > 0, () => html`<p class="more">${words.moreKinds(left)}</p>`)}`;
}

function item([first, ...others]: readonly ReportFinding[], words: ReportWords): Markup {
  if (first === undefined) return html``;
  const { severity, title, evidence, why, mend, links } = first;
  return html`<li>
    <article>
      <h3><span class="severity ${severity}">${words.severity[severity]}</span> ${title}</h3>
      <p dir="auto">${evidence}</p>
      <p><strong>${words.why}.</strong> ${why}</p>
      <p><strong>${words.mend}.</strong> ${mend}</p>
      ${when(links.length > 0, () => guides(title, links, words))}
      ${when(others.length > 0, () => html`<p class="more">${words.moreOfTheKind(others.length)}</p>`)}
    </article>
  </li> `;
}

const guides = (title: string, links: readonly string[], words: ReportWords): Markup =>
  html`<details>
    <summary>${words.guides}<span class="unseen">: ${title}</span></summary>
    <ul>
      ${links.map(link)}
    </ul>
  </details>`;

/** Only the web's own addresses become links. */
const link = (url: string): Markup =>
  url.startsWith('https://')
    ? html`<li><a href="${url}" rel="noopener noreferrer">${url}</a></li>`
    : html`<li>${url}</li>`;
