import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GLOBAL_ADMINISTRATOR } from '../../../src/pim/roles.ts';
import { delays, othersGive, othersTake, ownHappenings } from '../../support/changeHappenings.ts';
import { ChangeStory, type Settled } from '../../support/changeStory.ts';

const MOST = 14;

/**
 * What the end of an operation promises of what the principal has in that moment. Of a refused removal it is told that both
 * are there still; another operation's removal, which PIM has taken and not carried out yet, may come right after.
 */
function promised({ state, errorCode, isLeftWithout, held }: Settled, removedByOthers: boolean): void {
  const has = held.join(' and ');
  if (state === 'DONE') assert.equal(has, 'eligibility', 'done: the eligibility and nothing else');
  if (errorCode === 'assignment_kept' && !removedByOthers)
    assert.equal(has, 'assignment and eligibility', 'kept: both');
  assert.ok(!isLeftWithout, 'nobody was left with neither');
}

/** Nobody else takes anything away, so nobody ever has nothing. */
function watch(story: ChangeStory): void {
  story.onMoment = ({ method, kind }, when) => {
    for (const { id } of story.principals) {
      assert.notDeepEqual(story.held(id), [], `neither, ${when} ${method} ${kind ?? ''}`);
    }
  };
}

describe('making people eligible, with a process that may die at every call', () => {
  it('leaves nobody with neither at any moment, and with the eligibility alone in the end', async () => {
    const happening = fc.oneof(...ownHappenings, delays, othersGive('eligibility'));
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: MOST }), async (happenings) => {
        const story = await ChangeStory.begin();
        watch(story);
        for (const one of happenings) await story.happens(one);
        await story.calm();
        for (const one of story.settled) {
          const removals = story.world.administration.writes.filter(
            ({ method, principal }) => method === 'remove' && principal === one.principal,
          );
          promised(one, removals.length > 0);
        }
        for (const { id } of story.principals) {
          const ends = story.settled.filter(({ principal }) => principal === id);
          if (ends.at(-1)?.state === 'DONE') assert.deepEqual(story.held(id), ['eligibility']);
          // At the most one of ours, however often it was begun again.
          const grants = story.world.administration.writes.filter(
            ({ method, principal }) => method === 'grant' && principal === id,
          );
          assert.ok(grants.length <= 1, 'granted once');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('removes an assignment only after it has seen the eligibility, whatever others do meanwhile', async () => {
    const happening = fc.oneof(
      ...ownHappenings,
      delays,
      othersTake,
      othersTake,
      othersGive('assignment', 'eligibility'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(happening, { maxLength: MOST }),
        async (isGlobal, happenings) => {
          const story = await ChangeStory.begin(isGlobal);
          let seen: { readonly of: string | undefined; readonly at: number; readonly isThere: boolean };
          let wasEligible = false;
          story.onMoment = ({ method, kind, principal }, when) => {
            const isThere = principal !== undefined && story.held(principal).includes('eligibility');
            if (method === 'eligibilityOf' && when === 'after') {
              seen = { of: principal, at: story.callsMade, isThere };
            }
            if (method !== 'remove' || principal === undefined) return;
            assert.equal(kind, 'assignment');
            if (when === 'before') {
              const tookAt = story.otherTook.get(principal) ?? -1;
              assert.deepEqual([seen.of, seen.at], [principal, story.callsMade - 1], 'the last look');
              assert.ok(seen.isThere || tookAt >= seen.at, 'it was seen');
              wasEligible = isThere;
            } else {
              const tookAt = story.otherTook.get(principal) ?? -1;
              assert.ok(wasEligible || tookAt >= seen.at, 'it was there, or somebody has just taken it');
            }
          };
          for (const one of happenings) await story.happens(one);
          await story.calm();
          for (const { state, principal, held } of story.settled) {
            if (state === 'DONE' && !story.otherTook.has(principal)) assert.ok(held.includes('eligibility'));
          }
          for (const { id } of story.principals) {
            // Whoever has nothing has been robbed by somebody else.
            if (story.held(id).length === 0) assert.ok(story.otherTook.has(id));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('says so whenever somebody is left with neither', async () => {
    const moment = fc.record({
      calls: fc.integer({ min: 1, max: 30 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    });
    const looks = fc.integer({ min: 0, max: 8 });
    await fc.assert(
      fc.asyncProperty(moment, moment, fc.boolean(), looks, async (taken, death, dies, delay) => {
        const story = await ChangeStory.begin();
        const [ana] = story.principals;
        const { administration, clock } = story.world;
        administration.delay = delay;
        let takenAt: number | undefined;
        story.onMoment = (_call, when) => {
          const isTime = when === taken.when && story.callsMade >= taken.calls;
          if (!isTime || takenAt !== undefined || !story.held(ana.id).includes('eligibility')) return;
          takenAt = story.callsMade;
          administration.takeAway('eligibility', ana.id, story.role);
        };
        if (dies) await story.happens({ kind: 'die', ...death });
        const operation = await story.ask(0, 0);
        for (const minutes of [0, 2, 15, 15, 15, 15]) {
          clock.forward(minutes);
          await story.run(operation);
        }
        const end = story.settled.at(-1);
        assert.ok(end && end.state !== 'UNKNOWN', end?.state);
        if (end.held.length > 0) assert.ok(!end.isLeftWithout);
        // What is taken after the last look is nobody's to see.
        else
          assert.ok(end.isLeftWithout || takenAt === story.callsMade, `${end.state}, and nothing is there`);
      }),
      { numRuns: 500 },
    );
  });

  it('holds also where several run at the same moment', async () => {
    const admin = fc.constantFrom<0 | 1>(0, 1);
    const asked = fc.array(fc.tuple(admin, admin), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), asked, fc.integer({ min: 0, max: 6 }), async (s, asks, looks) => {
        const story = await ChangeStory.begin();
        watch(story);
        story.world.administration.delay = looks;
        story.between = () => s.schedule(Promise.resolve());
        const operations = [];
        for (const [by, principal] of asks) operations.push(await story.ask(by, principal));
        await s.waitFor(Promise.all(operations.map((operation) => story.run(operation))));
        story.between = () => Promise.resolve();
        await story.calm();
        story.settled
          .filter(({ state }) => state === 'DONE')
          .forEach(({ held }) => {
            assert.deepEqual(held, ['eligibility']);
          });
        for (const [, principal] of asks) {
          assert.deepEqual(story.held(story.principals[principal].id), ['eligibility']);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves one Global Administrator for good', async () => {
    const happening = fc.oneof(...ownHappenings, othersGive('eligibility'));
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: MOST }), async (happenings) => {
        const story = await ChangeStory.begin(true);
        story.onMoment = () => {
          const left = story.world.pim
            .activeNow()
            .filter(
              ({ role, assignmentType }) => role.id === GLOBAL_ADMINISTRATOR && assignmentType === 'Assigned',
            );
          assert.ok(left.length > 0, 'somebody can mend everything');
        };
        for (const one of happenings) await story.happens(one);
        await story.calm();
      }),
      { numRuns: 200 },
    );
  });
});
