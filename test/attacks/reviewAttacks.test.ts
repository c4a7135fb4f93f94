import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionsOf, type Json } from '../support/cardReading.ts';
import { type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

const EXCHANGE = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const draftId = '01JZZZZZZZZZZZZZZZZZZZZZZZ';

describe('attacks on access reviews', () => {
  const settingsFile = join(tmpdir(), `latchkey-settings-${randomUUID()}.yaml`);
  let world: World;

  before(async () => {
    await writeFile(settingsFile, 'reviews: { enabled: true }\n');
    world = await openWorld({ mayReview: true, environment: { LATCHKEY_SETTINGS_FILE: settingsFile } });
  });

  after(async () => {
    await world.close();
    await rm(settingsFile, { force: true });
  });

  /** Presses a button that is on no card of theirs; gives what the bot said after it. */
  async function forge(person: TeamsUser, verb: string, data: Json): Promise<void> {
    const [message] = (await person.messages()).toReversed();
    assert.ok(message);
    await fetch(`${world.url}/client/chats/${person.oid}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        activityId: message.id,
        action: { type: 'Action.Execute', verb, data: { verb, ...data } },
        inputs: {},
      }),
    });
  }

  const reviewWrites = async (): Promise<readonly string[]> =>
    (await world.control.calls())
      .filter(({ method, path }) => method !== 'GET' && path.includes('accessReviews'))
      .map(({ method, path }) => `${method} ${path}`);

  it('gives strangers nothing, whatever they press and whosever card they have seen', async () => {
    const [ben, ana] = [world.person('Ben'), world.person('Ana')];
    await world.forward(11);
    const asked = await ben.waitForCard(/You are asked to review Exchange Administrator/);
    assert.doesNotMatch(asked.text, /Ana Ruiz|Dara Singh/);
    const [show] = actionsOf(asked.card);
    assert.ok(show);
    const { cardId, nonce } = show.json['data'] as Record<string, string>;
    const calls = await world.control.calls();
    const path = calls.map((call) => call.path).find((one) => one.includes('/contactedReviewers')) ?? '';
    const [reviewId, roundId] = path.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
    assert.ok(reviewId && roundId && cardId && nonce);
    const round = { reviewId, roundId };
    const decided = { itemId: randomUUID(), verdict: 'Approve', seen: '0', justification: 'mine' };

    // Ben's card in Ana's hands.
    await forge(ana, 'review.mine', { cardId, nonce });
    await forge(ana, 'review.decide', { cardId, nonce, ...decided });
    await ana.waitForText(/card/);
    // An item that is not there, on Ben's own card.
    await forge(ben, 'review.decide', { cardId, nonce, ...decided });
    await ben.waitForText(/does not list you as a reviewer/);
    // What only administrators do.
    const shown = 'a'.repeat(43);
    for (const what of ['remind', 'stop', 'apply']) {
      await forge(ana, 'review.ask', { what, ...round });
      await forge(ana, 'review.act', { what, ...round, draftId, shown });
    }
    await forge(ana, 'review.show', round);
    const plan = { roles: EXCHANGE, assignments: 'eligible', cadence: 'once', days: '5' };
    await forge(ana, 'review.confirm', {
      draftId,
      ...plan,
      reviewers: `person:${world.idOf('Ana')}`,
      fallback: '',
    });
    await ana.say('reviews');
    await ana.waitForText(/administrators/);
    const told = JSON.stringify(await ana.messages());
    assert.doesNotMatch(told, /Ben Okafor|nothing decided yet|Set up this review/);
    assert.deepEqual(await reviewWrites(), []);
  });

  it('takes no second yes to anything but what was shown', async () => {
    const dara = world.person('Dara');
    await dara.say('reviews');
    const list = await dara.waitForCard(/Exchange Administrator/);
    const found = actionsOf(list.card).find(({ json }) => json['verb'] === 'review.show');
    const round = found?.json['data'] as Record<string, string>;
    const key = { reviewId: round['reviewId'], roundId: round['roundId'] };
    await forge(dara, 'review.act', { what: 'stop', ...key, draftId, shown: 'a'.repeat(43) });
    await dara.waitForCard(/Other people would lose the role now than you were shown/);
    await forge(dara, 'review.act', { what: 'apply', ...key, draftId, shown: 'a'.repeat(43) });
    await dara.waitForCard(/only when the round is completed/);
    assert.deepEqual(await reviewWrites(), []);
  });
});
