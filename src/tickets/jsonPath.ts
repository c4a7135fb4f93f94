/** One step into a document: the name of a member, or a place in a list. */
type Step = string | number;

/** `.name`, `[0]` or `['a name']`. */
const STEP = /^(?:\.([A-Za-z_][\w-]{0,63})|\[(\d{1,3})\]|\['([\w .-]{1,100})'\])/;
const LONGEST_PATH = 200;
const MOST_STEPS = 12;

/**
 * The steps of a path such as `$.result[0].number` or `$.result[0]['requested_by.email']`; `undefined` where it is none.
 * A small part of JSONPath (RFC 9535): one place, nothing searched, nothing computed.
 */
function stepsOf(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$') || path.length > LONGEST_PATH) return undefined;
  const steps: Step[] = [];
  let rest = path.slice(1);
  while (rest !== '') {
    const [whole, plain, index, quoted] = STEP.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    steps.push(index === undefined ? (plain ?? quoted ?? '') : Number(index));
    rest = rest.slice(whole.length);
  }
  return steps.length > 0 && steps.length <= MOST_STEPS && !steps.includes('__proto__') ? steps : undefined;
}

/** Whether a text is such a path. */
export const isPath = (path: string): boolean => stepsOf(path) !== undefined;

/** What stands at a path of a parsed document; `undefined` where nothing does. Members are the document's own only. */
function valueAt(document: unknown, path: string): unknown {
  let value = document;
  for (const step of stepsOf(path) ?? []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<Step, unknown>)[step];
  }
  return value;
}

/** The same where it is a text, a number or a yes; others, and empty texts, count as nothing. */
export function textAt(document: unknown, path: string | undefined): string | undefined {
  const value = path === undefined ? undefined : valueAt(document, path);
  const text =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value).trim()
      : '';
  return text === '' ? undefined : text;
}
