import { type EntitySet, type Navigation } from './entitySet.ts';
import { type Entity } from './matches.ts';
import { type Expansion, type Query } from './query.ts';

/** The entity with only what `$select` asks, and with what `$expand` adds. */
export function shape(set: EntitySet, query: Query, entity: Entity): Entity {
  return {
    ...selected(entity, query.select ?? set.unasked),
    ...expanded(set.navigation, query.expand, entity),
  };
}

/** `(displayName,id,principal())`: what stands behind the name in `@odata.context`. */
export function contextSuffix(select: readonly string[] | undefined, expand: readonly Expansion[]): string {
  const parts = [
    ...(select ?? []),
    ...expand.map((one) => `${one.name}${contextSuffix(one.select, one.expand) || '()'}`),
  ];
  return parts.length === 0 ? '' : `(${parts.join(',')})`;
}

function selected(entity: Entity, select: readonly string[] | undefined): Entity {
  if (select === undefined || select.includes('*')) return entity;
  const wanted = new Set(select.map((name) => name.toLowerCase()));
  // Annotations stay whatever is selected.
  return Object.fromEntries(
    Object.entries(entity).filter(([key]) => key.startsWith('@') || wanted.has(key.toLowerCase())),
  );
}

function expanded(
  navigation: Readonly<Record<string, Navigation>>,
  expand: readonly Expansion[],
  entity: Entity,
): Entity {
  return Object.fromEntries(
    expand.map(({ name, select, expand: nested }): [string, unknown] => {
      const one = navigation[name];
      const value = one?.expand(entity) ?? null;
      const inner = (item: Entity): Entity => ({
        ...selected(item, select),
        ...expanded(one?.navigation ?? {}, nested, item),
      });
      if (Array.isArray(value)) return [name, value.map((item) => inner(item as Entity))];
      return [name, value === null ? null : inner(value as Entity)];
    }),
  );
}
