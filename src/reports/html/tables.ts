import { type ReportWords } from '../../words/reportWords.ts';
import { type Cell, linesOf, type ReportTable } from '../reportTable.ts';
import { html, type Markup, when } from './markup.ts';

/** Longer tables are folded until they are asked for. Rows. */
const OPEN_UP_TO = 25;

const lines = (cell: Cell): readonly Markup[] =>
  linesOf(cell)
    .filter((line) => line !== '')
    .map((line) => html`<div dir="auto">${line}</div>`);

const body = (rows: ReportTable['rows']): readonly Markup[] =>
  rows.map(
    ([first = '', ...others]) =>
      html`<tr>
        <th scope="row">${lines(first)}</th>
        ${others.map((cell) => html`<td>${lines(cell)}</td>`)}
      </tr> `,
  );

/** A table that scrolls on its own where the window is too narrow for it, with the keyboard too. */
export const table = (
  id: string,
  caption: string,
  columns: readonly string[],
  rows: ReportTable['rows'],
): Markup =>
  html`<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
    <table>
      <caption id="${id}-caption" class="unseen">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${body(rows)}
      </tbody>
    </table>
  </div>`;

/** A table of the report, foldable, with what it is about. */
export const section = (
  { id, caption, explained, columns, rows, more }: ReportTable,
  words: ReportWords,
): Markup =>
  html`<details id="${id}" ${when(rows.length <= OPEN_UP_TO, () => html` open`)}>
    <summary><h3>${caption}</h3></summary>
    <p>${explained}</p>
    ${rows.length === 0 ? html`<p>${words.none}</p>` : table(id, caption, columns, rows)}
    ${when(more > 0, () => html`<p class="more">${words.moreRows(more)}</p>`)}
  </details> `;
