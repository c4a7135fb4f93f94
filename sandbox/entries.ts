interface Keyed {
  readonly id: string;
}

interface Positions {
  readonly byId: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Where each id of a list stands, for as long as the list is as long as it was. */
const known = new WeakMap<readonly Keyed[], Positions>();

/** To be called where entries of a list are taken out or replaced; what is only added is noticed. */
export function entriesChanged(list: readonly Keyed[]): void {
  known.delete(list);
}

/** Where the entry with this id stands in a list, or `undefined`: fast however long the list is. */
export function positionOf(list: readonly Keyed[], id: string): number | undefined {
  const positions = known.get(list);
  if (positions?.length === list.length) return positions.byId.get(id);
  const byId = new Map(list.map((one, index) => [one.id, index]));
  known.set(list, { byId, length: list.length });
  return byId.get(id);
}

/** The entry with this id. */
export function entryOf<T extends Keyed>(list: readonly T[], id: string): T | undefined {
  const position = positionOf(list, id);
  return position === undefined ? undefined : list[position];
}
