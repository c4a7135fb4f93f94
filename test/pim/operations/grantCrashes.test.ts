import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type GrantKind, type HoldingChange } from '../../../src/pim/administration.ts';
import { type PrincipalId } from '../../../src/pim/ids.ts';
import { delays, othersGive, othersTake, ownHappenings } from '../../support/changeHappenings.ts';
import { ChangeStory, heldAtFirst, WANTED_DAYS } from '../../support/changeStory.ts';

const MOST = 14;
const RUNS = 150;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const whats: readonly HoldingChange['what'][] = [
  'assignEligible',
  'assignActive',
  'extendEligible',
  'extendActive',
  'updateEligible',
  'updateActive',
  'removeEligible',
  'removeActive',
];

const changed = (what: HoldingChange['what']): GrantKind =>
  what.endsWith('Active') ? 'assignment' : 'eligibility';

/** Nobody else does anything: what is there at any moment is what was there, or what was asked for, and nothing less. */
class Watch {
  readonly #story: ChangeStory;
  readonly #first: ReadonlyMap<PrincipalId, number | undefined>;

  constructor(story: ChangeStory) {
    this.#story = story;
    const kind = changed(story.what);
    this.#first = new Map(story.principals.map(({ id }) => [id, story.endOf(kind, id)?.getTime()]));
    story.onMoment = ({ method }, when) => {
      for (const { id } of story.principals) this.#look(id, `${when} ${method}`);
    };
  }

  #look(id: PrincipalId, moment: string): void {
    const { what } = this.#story;
    const kind = changed(what);
    const held = this.#story.held(id);
    const other = kind === 'eligibility' ? 'assignment' : 'eligibility';
    assert.ok(held.includes(other), `the other one is untouched, ${moment}`);
    assert.equal(this.#story.endOf(other, id), undefined, `and has its end, ${moment}`);
    if (what.startsWith('extend') || what.startsWith('update')) {
      assert.ok(held.includes(kind), `it is there, ${moment}`);
      this.#endIsKnown(id, moment);
    }
    if (what.startsWith('assign') && held.includes(kind)) this.#endIsAsAsked(id, moment);
    if (what.startsWith('remove') && !held.includes(kind)) assert.ok(this.removals(id) > 0, moment);
  }

  #endIsKnown(id: PrincipalId, moment: string): void {
    const end = this.#story.endOf(changed(this.#story.what), id)?.getTime();
    if (end !== this.#first.get(id)) this.#endIsAsAsked(id, moment);
  }

  /** Of one of the operations: each counts from when it was asked. */
  #endIsAsAsked(id: PrincipalId, moment: string): void {
    const end = this.#story.endOf(changed(this.#story.what), id)?.getTime() ?? Infinity;
    const wanted = this.#story.begun.map(({ createdAt }) => createdAt.getTime() + WANTED_DAYS * DAY_MS);
    assert.ok(
      wanted.some((one) => Math.abs(one - end) < MINUTE_MS),
      `it ends as asked, ${moment}`,
    );
  }

  removals(id: PrincipalId): number {
    return this.#story.world.administration.writes.filter(
      ({ method, principal }) => method === 'remove' && principal === id,
    ).length;
  }
}

describe('changes of one grant, with a process that may die at every call', () => {
  for (const what of whats) {
    const kind = changed(what);

    it(`${what}: takes nothing from anybody that it was not asked for, and leaves nothing more`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(...ownHappenings, delays), { maxLength: MOST }),
          async (happenings) => {
            const story = await ChangeStory.begin(false, what);
            const watch = new Watch(story);
            for (const one of happenings) await story.happens(one);
            await story.calm();
            for (const { state, held } of story.settled) {
              if (state !== 'DONE') continue;
              assert.equal(held.includes(kind), !what.startsWith('remove'), 'done, and so it is');
            }
            for (const { id } of story.principals) {
              const isDone = story.settled.some((one) => one.principal === id && one.state === 'DONE');
              const first = heldAtFirst(what).map((one) => one.kind);
              const last = what.startsWith('remove') ? first.filter((one) => one !== kind) : [...first, kind];
              if (isDone) assert.deepEqual(new Set(story.held(id)), new Set(last));
              const grants = story.world.administration.writes.filter(
                ({ method, principal }) => method === 'grant' && principal === id,
              );
              assert.ok(grants.length <= 1 && watch.removals(id) <= 1, 'once');
            }
          },
        ),
        { numRuns: RUNS },
      );
    });

    it(`${what}: whoever has less than before was robbed by somebody else`, async () => {
      const happening = fc.oneof(
        ...ownHappenings,
        delays,
        othersTake,
        othersGive('assignment', 'eligibility'),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { maxLength: MOST }), async (happenings) => {
          const story = await ChangeStory.begin(false, what);
          for (const one of happenings) await story.happens(one);
          await story.calm();
          for (const { id } of story.principals) {
            if (story.otherTook.has(id)) continue;
            const first = heldAtFirst(what).map((one) => one.kind);
            const kept = what.startsWith('remove') ? first.filter((one) => one !== kind) : first;
            for (const one of kept) assert.ok(story.held(id).includes(one), `${one} is there`);
          }
        }),
        { numRuns: RUNS },
      );
    });
  }
});
