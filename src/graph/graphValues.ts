import { z } from 'zod';
import { isGuid, principalId, requestId, roleDefinitionId } from '../pim/ids.ts';

/**
 * Values as Graph writes them: keys may be absent or null, enumerations come in any casing, instants have none to seven
 * fraction digits, "never" is the year 1.
 */

/** Free text; absent and null are empty. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** Free text; absent, null and empty are `undefined`. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => (value === '' ? undefined : (value ?? undefined)));

/** An instant, in UTC where no offset is given; `undefined` for none, for an unreadable one and for the year 1. */
export function instantOf(value: string | null | undefined): Date | undefined {
  if (value === null || value === undefined) return undefined;
  const hasOffset = /(Z|[+-]\d\d:?\d\d)$/i.test(value);
  const instant = new Date(hasOffset ? value : `${value}Z`);
  return Number.isNaN(instant.getTime()) || instant.getUTCFullYear() < 1900 ? undefined : instant;
}

export const instant = z.string().nullish().transform(instantOf);

const guid = z.string().refine(isGuid);
export const principal = guid.transform(principalId);
export const roleDefinition = guid.transform(roleDefinitionId);
export const request = guid.transform(requestId);

/** One of the names, whatever its casing; otherwise the fallback. */
export const oneOf = <const Name extends string, const Fallback extends string>(
  names: readonly Name[],
  fallback: Fallback,
): z.ZodType<Name | Fallback> =>
  z
    .string()
    .nullish()
    .transform((value) => names.find((name) => name.toLowerCase() === value?.toLowerCase()) ?? fallback);
