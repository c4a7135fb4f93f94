import { z } from 'zod';
import { isPimError, PimError } from '../../pim/errors.ts';
import { type GraphVersion } from '../graphCalls.ts';
import { type BatchAnswer, type BatchPart, readBatch } from '../graphBatch.ts';
import { type GraphClient, nextAsk } from '../graphClient.ts';

/** What lists are read with. */
export interface ListReading {
  readonly client: Pick<GraphClient, 'send'>;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** A list that goes on for longer than this is no answer to anything we ask. */
const MOST_ROUNDS = 5_000;
/** A part that came at a bad moment is asked for again so often, and each time after no more seconds than this. */
const MOST_RETRIES = 2;
const MOST_WAIT_SECONDS = 20;

const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

interface Unfinished {
  readonly part: BatchPart;
  readonly index: number;
  readonly retries: number;
}

/**
 * Many lists of one version in few calls, each to its end: twenty to a call, those that have another page again together.
 * Of a page only what `keep` makes of it is kept.
 * @returns in the order asked; a `PimError` for a list that could not be read to its end
 */
export async function readLists<T>(
  { client, pause }: ListReading,
  version: GraphVersion,
  parts: readonly BatchPart[],
  keep: (rows: readonly unknown[]) => readonly T[],
): Promise<readonly (readonly T[] | PimError)[]> {
  const lists = parts.map((): T[] | PimError => []);
  let left: readonly Unfinished[] = parts.map((part, index) => ({ part, index, retries: 0 }));
  for (let round = 0; left.length > 0; round += 1) {
    if (round >= MOST_ROUNDS) throw new PimError('unexpected_answer', 'A list without an end');
    const answers = await readBatch(
      client,
      version,
      left.map(({ part }) => part),
    );
    const next: Unfinished[] = [];
    let waitSeconds = 0;
    for (const [at, one] of left.entries()) {
      const turn = turnOf(one, answers[at]);
      const list = lists[one.index];
      if ('failed' in turn) lists[one.index] = turn.failed;
      else if (Array.isArray(list)) for (const row of keep(turn.rows)) list.push(row);
      if ('next' in turn && turn.next !== undefined) next.push(turn.next);
      if ('waitSeconds' in turn) waitSeconds = Math.max(waitSeconds, turn.waitSeconds);
    }
    if (waitSeconds > 0) await pause(waitSeconds * 1000);
    left = next;
  }
  return lists;
}

type Turn =
  | { readonly rows: readonly unknown[]; readonly next: Unfinished | undefined }
  | { readonly rows: readonly []; readonly next: Unfinished; readonly waitSeconds: number }
  | { readonly failed: PimError };

/** What an answer means for a list: rows and perhaps a next page, another try, or the end of it. */
function turnOf(one: Unfinished, answer: BatchAnswer | undefined): Turn {
  if (answer === undefined) return unreadable('A part was not answered');
  if ('error' in answer) {
    const { error } = answer;
    if (error.code === 'egress_refused') throw error;
    const isBusy = isPimError(error, 'throttled', 'pim_unavailable') && one.retries < MOST_RETRIES;
    if (!isBusy) return { failed: error };
    const waitSeconds = Math.min(error.details.retryAfterSeconds ?? 1, MOST_WAIT_SECONDS);
    return { rows: [], next: { ...one, retries: one.retries + 1 }, waitSeconds };
  }
  const read = page.safeParse(answer.body);
  if (!read.success) return unreadable('Graph answered without a list');
  const { value: rows, '@odata.nextLink': link } = read.data;
  const { call, ask } = one.part;
  return {
    rows,
    next:
      typeof link === 'string' && link !== ''
        ? { index: one.index, retries: 0, part: { call, ask: nextAsk(call, ask, link) } }
        : undefined,
  };
}

const unreadable = (message: string): Turn => ({ failed: new PimError('unexpected_answer', message) });
