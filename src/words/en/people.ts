/** `Ben, Chi and Dora`; with `others` the rest is only counted: `Ben, Chi and 2 others`. */
export function named(names: readonly string[], others: number, conjunction: 'and' | 'or'): string {
  const all = others > 0 ? [...names, counted(others, 'other', 'others')] : names;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** `1 other`, `3 others`. */
export const counted = (count: number, one: string, many: string): string =>
  `${String(count)} ${count === 1 ? one : many}`;
