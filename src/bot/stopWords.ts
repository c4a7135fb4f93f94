import { type DigestWish, readDigest } from './digestWords.ts';

/** Behind "cancel" these say nothing more. */
const small: ReadonlySet<string> = new Set(
  'it that this please pls plz now then sorry thanks thank you my the last latest open pending waiting current request activation form for me'.split(
    ' ',
  ),
);

/** Whether no more is said than the command itself. */
export const isSmallTalk = (rest: string): boolean =>
  (rest.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => small.has(word));

const DIGEST =
  /^(?:(?:sending|giving|showing|bringing|posting)\s+(?:me\s+)?)?(?:(?:the|my|this|that|your|these|those|all|any|daily|morning|personal)\s+)*(?:digests?|summar(?:y|ies)|(?<=my\s)day)(?![\p{L}\p{N}])/iu;
const FOR_GOOD =
  /^(?:(?:please|thanks|now|for good|any ?more|altogether|to me|messages?|cards?|(?:every|each) (?:day|morning)|daily)(?:\s+|$))*$/u;

/**
 * What is wanted of the digest behind "stop", "cancel", "turn off" and the like; `undefined`: it is not about the digest.
 * What is not understood of it stops nothing.
 */
export function digestStopIn(rest: string): DigestWish | undefined {
  const match = DIGEST.exec(rest);
  if (match === null) return undefined;
  return wishBehind(rest.slice(match[0].length), FOR_GOOD);
}

/** The same of the words that stand behind the digest's own name, in the language of `forGood`. */
export function wishBehind(words: string, forGood: RegExp): DigestWish {
  const more = words
    .toLowerCase()
    .replaceAll(/[\s,.!]+/gu, ' ')
    .trim();
  if (forGood.test(more)) return { kind: 'off' };
  const wish = readDigest(`not ${more}`);
  return wish.kind === 'weekends' ? wish : { kind: 'unclear' };
}
