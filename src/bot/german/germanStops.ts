import { withoutReason } from '../../dialogs/activationWords.ts';
import { type DigestWish } from '../digestWords.ts';
import { wishBehind } from '../stopWords.ts';
import { nameInGerman } from './germanRests.ts';

const DIGEST =
  /^(?:(?:mir|den|die|das|der|dem|diese[nrs]?|keine?[nrsm]?|täglichen?|tägliche|bitte)\s+|meine?[nrsm]?\s+)*(?:digests?|tages(?:ü|ue)bersicht(?:en)?|(?:ü|ue)bersicht|zusammenfassung|(?<=mein(?:en)?\s)tag)(?![\p{L}\p{N}])/iu;
const FOR_GOOD =
  /^(?:(?:bitte|danke|jetzt|sofort|mehr|ab|aus|täglich|jeden (?:tag|morgen)|zu (?:senden|schicken))(?:\s+|$))*$/u;
const WEEKENDS = /^(?:(?:am|an|an den|übers|über das)\s+)?wochenenden?$/u;

/** What is wanted of the digest behind "beende", "stopp" and the like; `undefined`: it is not about the digest. */
export function digestStopInGerman(rest: string): DigestWish | undefined {
  const match = DIGEST.exec(rest);
  if (match === null) return undefined;
  const behind = rest
    .slice(match[0].length)
    .replace(/(?<![\s,.!])[\s,.!]+$/u, '')
    .trim();
  return wishBehind(WEEKENDS.test(behind.toLowerCase()) ? 'at weekends' : behind, FOR_GOOD);
}

const small: ReadonlySet<string> = new Set(
  'das es dies diese die der den dem meine meinen mein letzte letzten laufende offene wartende anforderung anfrage aktivierung formular bitte danke jetzt sofort alles doch'.split(
    ' ',
  ),
);

/** The role whose request is to be taken back; nothing where no more is said than that. */
export function requestInGerman(rest: string): string {
  const head = withoutReason(rest, 'de');
  const isSmall = (head.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => small.has(word));
  if (isSmall) return '';
  const named = nameInGerman(head).replace(/^(?:anforderung|anfrage|aktivierung)\s+(?=\S)/iu, '');
  return nameInGerman(named);
}
