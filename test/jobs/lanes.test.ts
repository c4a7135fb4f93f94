import assert from 'node:assert/strict';
import { type LaneSignals, type LaneWork, workInLanes } from '../../src/jobs/lanes.ts';

/** Pieces of work that a test hands out and ends by hand. */
class Bench {
  readonly waiting: string[] = [];
  readonly begun: string[] = [];
  readonly asked: number[] = [];
  readonly #ends = new Map<string, PromiseWithResolvers<undefined>>();

  readonly take = (limit: number): Promise<readonly string[]> => {
    this.asked.push(limit);
    return Promise.resolve(this.waiting.splice(0, limit));
  };

  readonly work = async (piece: string): Promise<void> => {
    this.begun.push(piece);
    const end = Promise.withResolvers<undefined>();
    this.#ends.set(piece, end);
    await end.promise;
  };

  async end(...pieces: readonly string[]): Promise<void> {
    for (const piece of pieces) this.#ends.get(piece)?.resolve(undefined);
    await settled();
  }

  async fail(piece: string, error: Error): Promise<void> {
    this.#ends.get(piece)?.reject(error);
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('workInLanes', () => {
  let bench: Bench;
  let isOver: boolean;

  beforeEach(() => {
    bench = new Bench();
    isOver = false;
  });

  const working = (
    given: Partial<LaneWork<string>> = {},
    signals: LaneSignals = {},
  ): Promise<PromiseSettledResult<void>> => {
    const { take, work } = bench;
    const end = Promise.allSettled([
      workInLanes([{ lanes: 2, leastFree: 1, take, work, ...given }], signals),
    ]);
    return end.then(([result]) => {
      isOver = true;
      return result;
    });
  };

  it('ends at once where there is nothing to do', async () => {
    assert.equal((await working()).status, 'fulfilled');
    assert.deepEqual(bench.asked, [2]);
  });

  it('fills each lane again as it becomes free, and waits for the last piece', async () => {
    bench.waiting.push('a', 'b', 'c');
    const end = working();
    await settled();
    assert.deepEqual(bench.begun, ['a', 'b']);
    await bench.end('b');
    assert.deepEqual(bench.begun, ['a', 'b', 'c']);
    await bench.end('c');
    assert.equal(isOver, false);
    await bench.end('a');
    assert.equal((await end).status, 'fulfilled');
  });

  it('looks for more when it is told that there is some', async () => {
    let wake = (): void => undefined;
    bench.waiting.push('slow');
    const end = working({}, { whenWoken: (listener) => (wake = listener) });
    await settled();
    bench.waiting.push('quick');
    wake();
    await settled();
    assert.deepEqual(bench.begun, ['slow', 'quick']);
    await bench.end('slow', 'quick');
    await end;
  });

  it('looks for more of a line that had nothing to do while another is under way', async () => {
    const other = new Bench();
    const lines = [bench, other].map(({ take, work }) => ({ lanes: 2, leastFree: 1, take, work }));
    let wake = (): void => undefined;
    bench.waiting.push('slow');
    const end = workInLanes(lines, { whenWoken: (listener) => (wake = listener) });
    await settled();
    other.waiting.push('quick');
    wake();
    await settled();
    assert.deepEqual([bench.begun, other.begun], [['slow'], ['quick']]);
    await other.end('quick');
    await bench.end('slow');
    await end;
  });

  it('does not look for more of one line because a piece of another has ended', async () => {
    const other = new Bench();
    const lines = [bench, other].map(({ take, work }) => ({ lanes: 2, leastFree: 1, take, work }));
    bench.waiting.push('a', 'b', 'c');
    const end = workInLanes(lines, {});
    await settled();
    await bench.end('a', 'b', 'c');
    await bench.end('c');
    await end;
    assert.deepEqual(other.asked, [2]);
  });

  it('goes on with a line all of whose pieces ended while another was looked at', async () => {
    const other = new Bench();
    const looked = Promise.withResolvers<readonly string[]>();
    let wake = (): void => undefined;
    const slowly: LaneWork<string>['take'] = (limit) =>
      other.asked.push(limit) === 1 ? Promise.resolve([]) : looked.promise;
    bench.waiting.push('a', 'b', 'c');
    const end = workInLanes(
      [
        { lanes: 2, leastFree: 1, take: bench.take, work: bench.work },
        { lanes: 2, leastFree: 1, take: slowly, work: other.work },
      ],
      { whenWoken: (listener) => (wake = listener) },
    );
    await settled();
    wake();
    await settled();
    await bench.end('a', 'b');
    looked.resolve([]);
    await settled();
    assert.deepEqual(bench.begun, ['a', 'b', 'c']);
    await bench.end('c');
    await end;
  });

  it('takes several at a time where taking is what costs', async () => {
    bench.waiting.push('a', 'b', 'c', 'd', 'e');
    const end = working({ lanes: 4, leastFree: 2 });
    await settled();
    await bench.end('a');
    assert.deepEqual(bench.asked, [4]);
    await bench.end('b');
    assert.deepEqual(bench.asked, [4, 2]);
    await bench.end('c', 'd', 'e');
    assert.equal((await end).status, 'fulfilled');
  });

  it('finishes what is under way and takes nothing more when it is to end', async () => {
    const stopping = new AbortController();
    bench.waiting.push('a', 'b', 'c');
    const end = working({}, { signal: stopping.signal });
    await settled();
    stopping.abort();
    await bench.end('a');
    assert.equal(isOver, false);
    await bench.end('b');
    await end;
    assert.deepEqual(bench.waiting, ['c']);
  });

  it('tells of a piece that failed when all others have ended', async () => {
    bench.waiting.push('a', 'b', 'c');
    const end = working();
    await settled();
    await bench.fail('a', new Error('broken'));
    assert.deepEqual(bench.begun, ['a', 'b', 'c']);
    await bench.end('b', 'c');
    const result = await end;
    assert.ok(result.status === 'rejected' && String(result.reason) === 'Error: broken');
  });

  it('tells of work that could not be taken when all that was taken has ended', async () => {
    bench.waiting.push('a');
    let isAway = false;
    const take: LaneWork<string>['take'] = (limit) =>
      isAway ? Promise.reject(new Error('the database is away')) : bench.take(limit);
    let wake = (): void => undefined;
    const end = working({ take }, { whenWoken: (listener) => (wake = listener) });
    await settled();
    isAway = true;
    wake();
    await settled();
    assert.equal(isOver, false);
    await bench.end('a');
    const result = await end;
    assert.ok(result.status === 'rejected' && String(result.reason) === 'Error: the database is away');
  });
});
