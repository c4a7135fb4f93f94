import { InvalidInputError } from '../../errors.ts';
import { requestId, type RequestId } from '../../ids.ts';

/** Crockford's base 32, in which ULIDs are written. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The id of a request that is kept here, out of the operation's: the same operation makes the same one, however often it
 * runs. PIM draws its own ids, so that none of them is the same.
 * @throws InvalidInputError for what is no ULID
 */
export function heldRequestId(operationId: string): RequestId {
  const value = Array.from(operationId).reduce((sum, digit) => {
    const at = DIGITS.indexOf(digit);
    if (at < 0) throw new InvalidInputError('Not a ULID');
    return sum * 32n + BigInt(at);
  }, 0n);
  const hex = value.toString(16).padStart(32, '0').slice(-32);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return requestId(parts.join('-'));
}
