import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import { type z } from 'zod';

/** A YAML text, and on which line of it each of its values stands. */
export interface ReadYaml {
  readonly value: unknown;
  /** From 1; `undefined` for what stands nowhere. With a key: the line of that key in the map at the path. */
  readonly lineOf: (path: readonly PropertyKey[], key?: string) => number | undefined;
}

/** Reads a YAML text. @throws Error where it is none; its message names the line */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return {
    value: document.toJS() as unknown,
    lineOf: (path, key) => {
      const offset = offsetOf(document, path, key);
      return offset === undefined ? undefined : lines.linePos(offset).line;
    },
  };
}

/** What is missing stands where the nearest thing around it does. */
function offsetOf(document: Document, path: readonly PropertyKey[], key?: string): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(found)) continue;
    const own = key === undefined || length < path.length ? undefined : keyOffset(found, key);
    const begin = own ?? (length === 0 ? undefined : parentKeyOffset(document, path.slice(0, length)));
    return begin ?? found.range?.[0];
  }
  return undefined;
}

/** A map begins on the line after its key; the key is where somebody looks for it. */
function parentKeyOffset(document: Document, path: readonly PropertyKey[]): number | undefined {
  const key = path.at(-1);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  return typeof key === 'string' ? keyOffset(parent, key) : undefined;
}

function keyOffset(node: unknown, key: string): number | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find((one) => isPair(one) && isScalar(one.key) && one.key.value === key);
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** A reason for everything that a schema has against a document: where, what, and on which line. */
export const reasonsIn = ({ issues }: z.ZodError, { lineOf }: Pick<ReadYaml, 'lineOf'>): readonly string[] =>
  issues.flatMap(withinUnion).map((issue) => {
    const place = issue.path.length === 0 ? 'top level' : issue.path.join('.');
    const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const line = lineOf(issue.path, key);
    return `${place}: ${issue.message}${line === undefined ? '' : ` (line ${line})`}`;
  });

type Issue = z.core.$ZodIssue;

/** Of several forms that a value may have, the one that it comes nearest to says what is wrong with it. */
function withinUnion(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));
  const nearest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
  const isForm = ({ code, path }: Issue): boolean =>
    path.length > 0 || !['invalid_type', 'invalid_value'].includes(code);
  if (!nearest.some(isForm)) return [issue];
  return nearest.flatMap(withinUnion).map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
}
