/** So deep a value is taken apart, which is as far as the rows of a report's snapshot: each of them is written in one. */
const DEPTH = 3;
/** About so many characters come at a time. */
const AT_A_TIME = 65_536;

/**
 * What `JSON.stringify(value, undefined, 2)` gives and a line end, some whole lines at a time, so that nobody has to hold
 * all of it. For plain values: objects, arrays, texts, numbers, booleans and null.
 */
export function* jsonLines(value: unknown): Generator<string> {
  let lines = '';
  for (const line of linesOf(value, { indent: '', before: '', after: '\n', depth: DEPTH })) {
    lines += line;
    if (lines.length < AT_A_TIME) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}

/** Where a value stands: how far in, and what belongs in front of it and behind it on its own lines. */
interface Place {
  readonly indent: string;
  readonly before: string;
  readonly after: string;
  readonly depth: number;
}

function* linesOf(value: unknown, place: Place): Generator<string> {
  const { indent, before, after, depth } = place;
  const parts = depth === 0 ? [] : partsOf(value);
  if (parts.length === 0) {
    // Texts have their line ends escaped, so every one that is there lies between two lines of JSON.
    const text = JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${indent}`);
    yield `${indent}${before}${text}${after}`;
    return;
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  yield `${indent}${before}${open ?? ''}\n`;
  for (const [index, [name, part]] of parts.entries()) {
    yield* linesOf(part, {
      indent: `${indent}  `,
      before: name,
      after: index < parts.length - 1 ? ',\n' : '\n',
      depth: depth - 1,
    });
  }
  yield `${indent}${close ?? ''}${after}`;
}

/** The elements of an array, or the members of an object with what stands in front of each; none of anything else. */
function partsOf(value: unknown): readonly (readonly [before: string, part: unknown])[] {
  if (Array.isArray(value)) return value.map((part: unknown) => ['', part]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => [`${JSON.stringify(name)}: `, part]);
}
