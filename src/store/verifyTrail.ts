import { isOfLostRows, type NotedHead, type Reseal } from '../pim/quarantine.ts';
import { type ChainedAuditEntry } from '../pim/records.ts';
import { CHAIN_START, type ChainHead, verifyChain } from './auditChain.ts';

/** What the first row of all follows. */
const CHAIN_BEGINNING: ChainHead = { sequence: 0, hash: CHAIN_START };

/** A head that was noted down, with or without the time. */
type Anchor = ChainHead & Partial<Pick<NotedHead, 'at'>>;

/** What is known of a trail from elsewhere. */
export interface Expectations {
  /** Heads that were noted down outside the database: each must be in the chain. */
  readonly anchors?: readonly Anchor[];
  /** Where the chain must end. */
  readonly head?: ChainHead | undefined;
  /** Whether nothing may have been put away: the trail begins with row 1, as in a database, which never lets go of one. */
  readonly isWhole?: boolean;
}

/**
 * What came of verifying a trail. `sequence` of a broken one is the first row that does not fit. `rewritten`: the row fits
 * its neighbours and is not the one that was noted down.
 */
export type TrailVerdict =
  | {
      readonly isIntact: true;
      readonly head: ChainHead;
      /** Rows that were there; fewer than the head's place where the trail begins later. */
      readonly count: number;
      /** The first row that was there; `undefined` without any. */
      readonly first: number | undefined;
      /** Anchors that lie before the first row and could not be looked at. */
      readonly anchorsBefore: number;
      /** Anchors of rows that were lost when the database was restored, as the trail itself says; absent without any. */
      readonly anchorsLost?: number;
    }
  | {
      readonly isIntact: false;
      readonly sequence: number;
      readonly reason: 'changed' | 'missing' | 'unlinked' | 'cutOff' | 'rewritten';
    };

/**
 * Verifies a trail of any length, page by page. Unless it must be whole, a trail may begin later than with row 1, as a file
 * does that was put away in parts: then the first row's link to the one before is taken as it is, unless an anchor knows better.
 */
export async function verifyTrail(
  pages: AsyncIterable<readonly ChainedAuditEntry[]>,
  { anchors = [], head: expected, isWhole = false }: Expectations = {},
): Promise<TrailVerdict> {
  const noted = notedHeads(anchors);
  let last: ChainHead | undefined;
  let first: number | undefined;
  let count = 0;
  const reseals: Reseal[] = [];
  for await (const page of pages) {
    if (page[0] === undefined) continue;
    if (last === undefined) {
      first = page[0].sequence;
      last = isWhole ? CHAIN_BEGINNING : startBefore(page[0]);
      if (differs(noted, last, [])) return broken(last.sequence, 'rewritten');
    }
    const verdict = verifyChain(page, { after: last });
    const rewritten = page.find((row) => {
      reseals.push(...resealIn(row));
      return differs(noted, row, reseals);
    });
    // The earlier of the two, so that the first row that does not fit is named.
    if (rewritten !== undefined && (verdict.isIntact || rewritten.sequence < verdict.sequence)) {
      return broken(rewritten.sequence, 'rewritten');
    }
    if (!verdict.isIntact) return verdict;
    last = verdict.head;
    count += page.length;
  }
  const head = last ?? CHAIN_BEGINNING;
  const beyond = [...noted.values()]
    .flat()
    .some((anchor) => anchor.sequence > head.sequence && !isLost(anchor, reseals));
  const isElsewhere =
    expected !== undefined && (expected.sequence !== head.sequence || expected.hash !== head.hash);
  if (beyond || isElsewhere) return broken(head.sequence + 1, 'cutOff');
  const anchorsBefore = [...noted.keys()].filter((sequence) => sequence < (first ?? 1) - 1).length;
  const anchorsLost = [...noted.values()].flat().filter((anchor) => isLost(anchor, reseals)).length;
  return { isIntact: true, head, count, first, anchorsBefore, ...(anchorsLost > 0 ? { anchorsLost } : {}) };
}

const broken = (
  sequence: number,
  reason: Extract<TrailVerdict, { isIntact: false }>['reason'],
): TrailVerdict => ({ isIntact: false, sequence, reason });

const startBefore = ({ sequence, previousHash }: ChainedAuditEntry): ChainHead =>
  sequence <= 1 ? CHAIN_BEGINNING : { sequence: sequence - 1, hash: previousHash };

/** Anchors by place. Two may disagree: then one of them is not in the chain, whatever the chain is. */
function notedHeads(anchors: readonly Anchor[]): ReadonlyMap<number, readonly NotedHead[]> {
  const noted = new Map<number, NotedHead[]>();
  for (const { sequence, hash, at } of anchors) {
    const same = noted.get(sequence) ?? [];
    const isNew = sequence > 0 && !same.some((one) => one.hash === hash);
    if (isNew) noted.set(sequence, [...same, { sequence, hash, at }]);
  }
  return noted;
}

/** What a row says of rows that were lost when the database was restored. */
function resealIn({ event, sequence, at, facts }: ChainedAuditEntry): readonly Reseal[] {
  const lostSequence = facts?.['lostSequence'];
  return event === 'restore.noticed' && typeof lostSequence === 'number'
    ? [{ sequence, at, lostSequence }]
    : [];
}

const isLost = (anchor: NotedHead, reseals: readonly Reseal[]): boolean =>
  reseals.some((reseal) => isOfLostRows(anchor, reseal));

const differs = (
  noted: ReadonlyMap<number, readonly NotedHead[]>,
  { sequence, hash }: ChainHead,
  reseals: readonly Reseal[],
): boolean => (noted.get(sequence) ?? []).some((anchor) => anchor.hash !== hash && !isLost(anchor, reseals));
