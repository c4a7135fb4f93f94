import { shownText } from '../shownText.ts';

/** HTML that is finished. Only `html` makes it, so that whatever else goes in is text and is escaped. */
export class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: markup as it is; everything else as text. */
export type Content = Markup | string | number | readonly Content[];

/** Sentences with names in them are longer than names. Characters. */
const MOST_CHARACTERS = 4_000;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  shownText(text, MOST_CHARACTERS).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');

function written(content: Content): string {
  if (content instanceof Markup) return content.toString();
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return escaped(content);
  return content.map(written).join('');
}

const indented = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The parts of a template without the indentation that they have in the source. */
function partsOf(template: TemplateStringsArray): readonly string[] {
  const known = indented.get(template);
  if (known !== undefined) return known;
  const parts = template.map((part) => part.replaceAll(/\n\s*/g, '\n'));
  indented.set(template, parts);
  return parts;
}

/** Writes HTML: `html\`<td>${name}</td>\``. Names are safe as text and in quoted attributes. */
export const html = (template: TemplateStringsArray, ...contents: readonly Content[]): Markup =>
  new Markup(
    partsOf(template)
      .map((part, index) => part + written(contents[index] ?? ''))
      .join(''),
  );

/** Markup where there is something to show. */
export const when = (isWanted: boolean, content: () => Markup): Content => (isWanted ? content() : '');
