import { badRequest } from '../graphError.ts';
import { type Filter, parseFilter } from './filter.ts';

/** One navigation property to expand, with what is asked of it. */
export interface Expansion {
  readonly name: string;
  readonly select: readonly string[] | undefined;
  readonly expand: readonly Expansion[];
}

/** One key of `$orderby`. */
export interface SortKey {
  readonly path: string;
  readonly isDescending: boolean;
}

/** The query options of a call, parsed; `given` names them in lower case with their `$`. */
export interface Query {
  readonly given: ReadonlySet<string>;
  readonly filter: Filter | undefined;
  readonly select: readonly string[] | undefined;
  readonly expand: readonly Expansion[];
  readonly orderBy: readonly SortKey[];
  readonly top: number | undefined;
  /** How many items lie before this page, from our own `$skiptoken`. */
  readonly skipped: number;
  /** `$skip`: how many of the items that fit to leave out. */
  readonly skip: number;
  readonly wantsCount: boolean;
}

const known = new Set([
  '$filter',
  '$select',
  '$expand',
  '$orderby',
  '$top',
  '$skip',
  '$skiptoken',
  '$count',
  '$search',
  '$format',
]);

/** Parses the query options. Throws Graph's 400 for one that is unknown or malformed. */
export function parseQuery(parameters: URLSearchParams): Query {
  const options = new Map<string, string>();
  for (const [name, value] of parameters) {
    // Graph takes the options with and without their dollar sign; `@p` is an alias for a function parameter.
    const lower = name.toLowerCase();
    const option = known.has(`$${lower}`) ? `$${lower}` : lower;
    if (option.startsWith('@')) continue;
    if (!known.has(option)) throw badRequest(`The query parameter '${name}' is not supported.`);
    if (options.has(option))
      throw badRequest(
        `Query option '${option}' was specified more than once, but it must be specified at most once.`,
      );
    options.set(option, value);
  }
  const filter = options.get('$filter');
  return {
    given: new Set(options.keys()),
    filter: filter === undefined ? undefined : parseFilter(filter),
    select: names(options.get('$select')),
    expand: expansions(options.get('$expand')),
    orderBy: sortKeys(options.get('$orderby')),
    top: wholeNumber('$top', options.get('$top')),
    skipped: skippedBy(options.get('$skiptoken')),
    skip: wholeNumber('$skip', options.get('$skip'), 0) ?? 0,
    wantsCount: options.get('$count')?.toLowerCase() === 'true',
  };
}

/** The opaque mark of where the next page starts. */
export const skipToken = (skipped: number): string => Buffer.from(`after:${skipped}`).toString('base64url');

function skippedBy(token: string | undefined): number {
  if (token === undefined) return 0;
  const match = /^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (match === null) throw badRequest('The skiptoken is not valid.');
  return Number(match[1]);
}

function names(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const list = text.split(',').map((name) => name.trim());
  if (list.includes('')) throw badRequest(`Term '${text}' is not valid in a $select or $expand expression.`);
  return list;
}

function wholeNumber(option: string, text: string | undefined, least = 1): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || text.trim() === '')
    throw badRequest(`Invalid value '${text}' for ${option} query option found.`);
  return number;
}

function sortKeys(text: string | undefined): readonly SortKey[] {
  if (text === undefined) return [];
  return text.split(',').map((key) => {
    const [path = '', direction = 'asc', ...rest] = key.trim().split(/\s+/);
    if (path === '' || rest.length > 0 || !/^(asc|desc)$/i.test(direction))
      throw badRequest(`Syntax error in the $orderby clause '${text}'.`);
    return { path, isDescending: direction.toLowerCase() === 'desc' };
  });
}

function expansions(text: string | undefined): readonly Expansion[] {
  return text === undefined ? [] : split(text, ',').map(expansion);
}

function expansion(text: string): Expansion {
  const match = /^\s*([\w.]+)\s*(?:\((.*)\)\s*)?$/s.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined)
    throw badRequest(`Term '${text}' is not valid in a $select or $expand expression.`);
  const options = new Map<string, string>();
  for (const option of match[2] === undefined ? [] : split(match[2], ';')) {
    const [key = '', ...value] = option.split('=');
    const nested = key.trim().toLowerCase();
    if (nested !== '$select' && nested !== '$expand')
      throw badRequest(`The query option '${key.trim()}' is not allowed in $expand.`);
    options.set(nested, value.join('='));
  }
  return { name, select: names(options.get('$select')), expand: expansions(options.get('$expand')) };
}

/** Splits at a mark that stands outside of parentheses. */
function split(text: string, mark: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === mark && depth === 0) parts.push('');
    else parts[parts.length - 1] = `${parts.at(-1) ?? ''}${character}`;
  }
  if (depth !== 0) throw badRequest(`Found an unbalanced bracket expression in '${text}'.`);
  return parts;
}
