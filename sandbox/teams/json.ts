/** A JSON object whose shape is not known yet. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object (no array, not null). */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The string under a key, or `undefined`. */
export function stringAt(json: Json, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' ? value : undefined;
}

/** The object under a key, or an empty one. */
export function objectAt(json: Json, key: string): Json {
  const value = json[key];
  return isObject(value) ? value : {};
}

/** The array under a key, or an empty one. */
export function arrayAt(json: Json, key: string): readonly unknown[] {
  const value = json[key];
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The JSON object in a request body; an empty body counts as `{}`, anything else that is no object as `undefined`. */
export function parseObject(body: Buffer): Json | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
