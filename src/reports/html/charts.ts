import { severities } from '../../pim/findings/finding.ts';
import { type ReportWords } from '../../words/reportWords.ts';
import { type AuditReport, type ReportRoleCount } from '../auditReportTypes.ts';
import { shownDay } from '../reportTimes.ts';
import { type ReportTable } from '../reportTable.ts';
import { html, type Markup, when } from './markup.ts';
import { table } from './tables.ts';

/** Width of every drawing; a phone shows it as it is, so that its letters can be read there. */
const WIDTH = 400;
const BARS_WIDTH = 270;
/** Roles that a drawing shows; the table beside it has all of them. */
const MOST_ROLES = 12;
/** A longer name would run out of the drawing. Characters. */
const MOST_NAME = 48;

const figure = (
  { id, title, note }: { readonly id: string; readonly title: string; readonly note: string },
  drawing: Markup,
  alternative: Pick<ReportTable, 'columns' | 'rows'>,
  words: ReportWords,
): Markup =>
  html`<figure class="chart" id="${id}">
    <figcaption id="${id}-title">${title}</figcaption>
    ${drawing} ${when(note !== '', () => html`<p class="more">${note}</p>`)}
    <details>
      <summary>${words.charts.asTable}<span class="unseen">: ${title}</span></summary>
      ${table(`${id}-table`, title, alternative.columns, alternative.rows)}
    </details>
  </figure> `;

const svg = (id: string, height: number, content: readonly Markup[]): Markup =>
  html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title">${content}</svg>`;

const scaled = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(2, Math.round((count / Math.max(1, most)) * BARS_WIDTH));

const shortened = (name: string): string =>
  Array.from(name).length > MOST_NAME
    ? `${Array.from(name)
        .slice(0, MOST_NAME - 1)
        .join('')}…`
    : name;

/** A bar with its figure in words behind it. */
const bar = (y: number, look: string, width: number, label: string): Markup =>
  html`<rect class="${look}" x="0" y="${y}" width="${width}" height="12" /><text
      class="label"
      x="${width + 6}"
      y="${y + 11}"
      >${label}</text
    > `;

/** Permanent beside eligible, role by role. */
export function roleChart({ summary }: AuditReport, words: ReportWords): Markup {
  const id = 'chart-roles';
  const { charts, columns } = words;
  const drawn = summary.byRole.slice(0, MOST_ROLES);
  const most = Math.max(...drawn.map(({ permanent, eligible }) => Math.max(permanent, eligible)), 1);
  const height = 56;
  const rows = drawn.map(
    ({ role, permanent, eligible }, index) =>
      html`<text x="0" y="${index * height + 14}">${shortened(role.displayName)}</text>
        ${bar(index * height + 20, 'permanent', scaled(permanent, most), charts.permanent(permanent))}${bar(index * height + 35, 'eligible', scaled(eligible, most), charts.eligible(eligible))}`,
  );
  const left = summary.byRole.length - drawn.length;
  return figure(
    { id, title: charts.byRole, note: left > 0 ? charts.byRoleMore(left) : '' },
    drawn.length === 0 ? html`<p>${charts.nobody}</p>` : svg(id, drawn.length * height, rows),
    {
      columns: [
        columns.role,
        columns.permanent,
        columns.timeBound,
        columns.eligible,
        columns.activeNow,
        columns.activations,
      ],
      rows: summary.byRole.map(roleRow),
    },
    words,
  );
}

const roleRow = ({ role, ...count }: ReportRoleCount): ReportTable['rows'][number] => [
  role.displayName,
  count.permanent,
  count.timeBound,
  count.eligible,
  count.activeNow,
  count.activations,
];

/** How many findings there are of each severity. */
export function severityChart({ summary }: AuditReport, words: ReportWords): Markup {
  const id = 'chart-findings';
  const most = Math.max(...Object.values(summary.findings));
  const height = 40;
  const rows = severities.map((severity, index) => {
    const count = summary.findings[severity];
    return html`<text x="0" y="${index * height + 14}">${words.severity[severity]}</text>
      ${bar(index * height + 20, severity, scaled(count, most), String(count))}`;
  });
  return figure(
    { id, title: words.charts.bySeverity, note: '' },
    svg(id, severities.length * height, rows),
    {
      columns: [words.columns.severity, words.columns.count],
      rows: severities.map((severity) => [words.severity[severity], summary.findings[severity]]),
    },
    words,
  );
}

/** Activations day by day. */
export function dayChart({ summary }: AuditReport, words: ReportWords): Markup {
  const id = 'chart-days';
  const { charts, columns } = words;
  const days = summary.activationsPerDay;
  const most = Math.max(...days.map(({ count }) => count), 0);
  const step = WIDTH / Math.max(1, days.length);
  const [top, foot] = [20, 120];
  const columnsDrawn = days.map(({ count }, index) => {
    const height = most === 0 ? 0 : Math.round((count / most) * (foot - top));
    const width = Math.max(0.5, step * 0.7);
    return html`<rect
      class="day"
      x="${rounded(index * step + step * 0.15)}"
      y="${foot - height}"
      width="${rounded(width)}"
      height="${height}"
    /> `;
  });
  const axis = html`<text class="label" x="0" y="12">${charts.most(most)}</text>
    <line x1="0" y1="${foot}" x2="${WIDTH}" y2="${foot}" />
    <text class="label" x="0" y="${foot + 16}">${dayOf(words, days.at(0))}</text
    ><text class="label end" x="${WIDTH}" y="${foot + 16}">${dayOf(words, days.at(-1))}</text> `;
  return figure(
    { id, title: charts.perDay, note: '' },
    days.length === 0 ? html`<p>${charts.noLog}</p>` : svg(id, foot + 24, [...columnsDrawn, axis]),
    {
      columns: [charts.day, columns.activations],
      rows: days.map(({ day, count }) => [shownDay(words, day), count]),
    },
    words,
  );
}

const dayOf = (words: ReportWords, day: { readonly day: string } | undefined): string =>
  day === undefined ? '' : shownDay(words, day.day);

const rounded = (value: number): number => Math.round(value * 100) / 100;
