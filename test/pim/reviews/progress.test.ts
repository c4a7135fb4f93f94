import assert from 'node:assert/strict';
import { principalId } from '../../../src/pim/ids.ts';
import { itemPage } from '../../../src/pim/reviews/itemPage.ts';
import {
  decidedOf,
  MOST_LOSING,
  percentOf,
  progressOf,
  resultOf,
} from '../../../src/pim/reviews/progress.ts';
import { type ReviewItem, reviewItemId, type Verdict } from '../../../src/pim/reviews/review.ts';

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const ben = principalId(guid(1));

const anItem = (number: number, verdict: Verdict | undefined): ReviewItem => ({
  id: reviewItemId(guid(number)),
  principal: {
    id: principalId(guid(number)),
    displayName: `Person ${String(number)}`,
    userPrincipalName: undefined,
  },
  verdict,
  recommendation: undefined,
  decidedBy: verdict === undefined ? undefined : { id: ben, displayName: 'Ben' },
  decidedAt: undefined,
  applyResult: 'new',
});

const verdicts: readonly (Verdict | undefined)[] = ['Approve', 'Deny', undefined, 'DontKnow', undefined];

/** Pages that are made as they are asked for, so that nothing but the reader can hold them. */
async function* pagesOf(count: number, perPage: number): AsyncGenerator<readonly ReviewItem[]> {
  for (let start = 0; start < count; start += perPage) {
    const most = Math.min(perPage, count - start);
    yield await Promise.resolve(
      Array.from({ length: most }, (_, index) => anItem(start + index, verdicts[(start + index) % 5])),
    );
  }
}

describe('counting a round', () => {
  it('counts fifty thousand decisions page by page', async () => {
    const progress = await progressOf(pagesOf(50_000, 100));
    const { total, kept, removed, undecidable, decidedBy } = progress;
    assert.deepEqual([total, kept, removed, undecidable], [50_000, 10_000, 10_000, 10_000]);
    assert.deepEqual([...decidedBy], [[ben, 30_000]]);
    assert.equal(percentOf(decidedOf(progress), total), 60);
  });

  it('says a hundred percent only when nothing is left', () => {
    assert.deepEqual([percentOf(999, 1000), percentOf(1000, 1000), percentOf(0, 0)], [99, 100, 100]);
  });

  it('holds of those who lose something no more than are shown, and one to tell that there are more', async () => {
    const { losing, total } = await resultOf(pagesOf(50_000, 100));
    assert.deepEqual([losing.length, total], [MOST_LOSING + 1, 50_000]);
  });

  it('gives the page that is wanted, what is not decided first, and the nearest where it is not there', async () => {
    const names = ({ items }: { readonly items: readonly ReviewItem[] }): readonly string[] =>
      items.map(({ principal }) => principal.displayName);
    const first = await itemPage(pagesOf(10, 3), 1, 3);
    assert.deepEqual([first.total, first.open, first.count], [10, 4, 4]);
    assert.deepEqual(names(first), ['Person 2', 'Person 4', 'Person 7']);
    assert.deepEqual(names(await itemPage(pagesOf(10, 3), 2, 3)), ['Person 9', 'Person 0', 'Person 1']);
    const last = await itemPage(pagesOf(10, 3), 99, 3);
    assert.deepEqual([last.number, names(last)], [4, ['Person 8']]);
    assert.deepEqual(names(await itemPage(pagesOf(0, 3), 1, 3)), []);
  });
});
