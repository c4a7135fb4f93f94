import { randomBytes } from 'node:crypto';
import { type Clock, type Random } from './pim/ports.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const encode = (value: bigint, length: number): string => {
  let rest = value;
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text = (CROCKFORD[Number(rest % 32n)] ?? '0') + text;
    rest /= 32n;
  }
  return text;
};

/**
 * Randomness from the operating system. ULIDs of one process rise strictly, also within a millisecond, because the
 * outbox keeps its order by them (ulid/spec: "Monotonicity").
 */
export function createRandom(clock: Clock): Random {
  let lastTime = -1;
  let lastTail = 0n;
  return {
    ulid() {
      const time = Math.max(clock.now().getTime(), lastTime);
      lastTail = time === lastTime ? lastTail + 1n : BigInt(`0x${randomBytes(10).toString('hex')}`) >> 1n;
      lastTime = time;
      return encode(BigInt(time), 10) + encode(lastTail, 16);
    },
    secret: () => randomBytes(24).toString('base64url'),
  };
}
