import { type Filter, type Literal } from './filter.ts';

/** A JSON object as it goes on the wire. */
export type Entity = Readonly<Record<string, unknown>>;

/** Whether the entity satisfies the filter. Text compares without regard to case, as in the directory. */
export function matches(filter: Filter, entity: Entity): boolean {
  switch (filter.kind) {
    case 'or':
      return matches(filter.left, entity) || matches(filter.right, entity);
    case 'and':
      return matches(filter.left, entity) && matches(filter.right, entity);
    case 'not':
      return !matches(filter.operand, entity);
    case 'in':
      return filter.values.some((value) => order(valueAt(entity, filter.path), value) === 0);
    case 'call':
      return calls[filter.name](text(valueAt(entity, filter.path)), text(filter.value));
    case 'any':
      return anyItem(filter, entity);
    case 'compare':
      return compares(order(valueAt(entity, filter.path), filter.value), filter.operator);
  }
}

const calls = {
  startswith: (value: string, start: string): boolean => value.startsWith(start),
  endswith: (value: string, end: string): boolean => value.endsWith(end),
  contains: (value: string, part: string): boolean => value.includes(part),
} as const;

const text = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

/** The value behind a path with slashes; `undefined` where a part is missing. */
export function valueAt(entity: unknown, path: string): unknown {
  return path.split('/').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null) return undefined;
    // A cast lets only objects of its type through.
    if (/^microsoft\.graph\./i.test(name)) return typeOf(value) === name.toLowerCase() ? value : undefined;
    const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : (value as Entity)[key];
  }, entity);
}

const typeOf = (value: object): string => {
  const type = '@odata.type' in value ? String(value['@odata.type']) : '';
  return type.replace(/^#/, '').toLowerCase();
};

function anyItem(filter: Filter & { kind: 'any' }, entity: Entity): boolean {
  const items = valueAt(entity, filter.path);
  if (!Array.isArray(items)) return false;
  return items.some((item) => matches(filter.body, { [filter.variable]: item as unknown }));
}

/** Negative, zero or positive; `undefined` when the two have no order. */
function order(value: unknown, literal: Literal): number | undefined {
  if (literal === null || value === null || value === undefined)
    return literal === (value ?? null) ? 0 : undefined;
  if (typeof value === 'string' && typeof literal === 'string') return orderOfTexts(value, literal);
  if (typeof value !== typeof literal) return undefined;
  return Number(value) - Number(literal);
}

function orderOfTexts(one: string, other: string): number {
  const [oneTime, otherTime] = [instant(one), instant(other)];
  if (oneTime !== undefined && otherTime !== undefined) return oneTime - otherTime;
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === b ? 0 : a < b ? -1 : 1;
}

function instant(value: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d(T|$)/.test(value)) return undefined;
  const at = Date.parse(value.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(at) ? undefined : at;
}

function compares(
  position: number | undefined,
  operator: (Filter & { kind: 'compare' })['operator'],
): boolean {
  if (position === undefined) return operator === 'ne';
  switch (operator) {
    case 'eq':
      return position === 0;
    case 'ne':
      return position !== 0;
    case 'gt':
      return position > 0;
    case 'ge':
      return position >= 0;
    case 'lt':
      return position < 0;
    case 'le':
      return position <= 0;
  }
}
