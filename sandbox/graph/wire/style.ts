import { type WireStyle } from '../../world.ts';

/** Gives a body the tenant's order of keys; items of lists keep their order. */
export function styled(body: unknown, style: WireStyle): unknown {
  return style.keyOrder === 'reversed' ? reversed(body) : body;
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
