import { createHash } from 'node:crypto';
import { type Random } from '../../pim/ports.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code that brings a proof back into Teams: eight characters without the ones that are easily confused. */
export function newCode(random: Random): string {
  const bytes = createHash('sha256').update(random.secret()).digest().subarray(0, 8);
  const letters = [...bytes].map((byte) => ALPHABET[byte % 32] ?? '0').join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** SHA-256 of a code however it was typed, as stored. */
export const codeHashOf = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest('hex');
