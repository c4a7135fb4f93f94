import { badRequest } from '../graphError.ts';
import { refuseUnknown } from '../pim/requestBody.ts';

/** A JSON object of a body. */
export type Json = Readonly<Record<string, unknown>>;

const wrongType = (name: string, type: string): Error =>
  badRequest(`Cannot convert the value of '${name}' to the expected type '${type}'.`);

const isNothing = (value: unknown): value is undefined | null => value === undefined || value === null;

/** A text, `''` where there is none. Throws 400 for anything else. */
export function textIn(body: Json, name: string): string {
  const value = body[name];
  if (isNothing(value)) return '';
  if (typeof value !== 'string') throw wrongType(name, 'Edm.String');
  return value;
}

/** A flag, off where there is none. Throws 400 for anything else. */
export function flagIn(body: Json, name: string): boolean {
  const value = body[name];
  if (isNothing(value)) return false;
  if (typeof value !== 'boolean') throw wrongType(name, 'Edm.Boolean');
  return value;
}

/** A whole number from 0 on, 0 where there is none. Throws 400 for anything else. */
export function numberIn(body: Json, name: string): number {
  const value = body[name];
  if (isNothing(value)) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 2_147_483_647)
    throw wrongType(name, 'Edm.Int32');
  return value;
}

/** A member of an enumeration, in any casing. Throws 400 for any other, and where there is none but no fallback. */
export function memberIn<T extends string>(body: Json, name: string, members: readonly T[], fallback?: T): T {
  const value = body[name] ?? fallback;
  const word = typeof value === 'string' ? value.toLowerCase() : undefined;
  const found = members.find((member) => word === member.toLowerCase());
  if (found === undefined)
    throw badRequest(`The value of '${name}' is invalid. It is one of ${members.join(', ')}.`);
  return found;
}

/** An object with no other properties than these. Throws 400. */
export function objectOf(value: unknown, typeName: string, known: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest(`A value of type 'microsoft.graph.${typeName}' was expected.`);
  refuseUnknown(value as Json, known, typeName);
  return value as Json;
}

/** A list, empty where there is none. Throws 400 for anything else. */
export function listIn(body: Json, name: string): readonly unknown[] {
  const value = body[name];
  if (isNothing(value)) return [];
  if (!Array.isArray(value)) throw wrongType(name, 'Collection');
  return value;
}
