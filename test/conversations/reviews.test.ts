import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionsOf, textAt, type Json } from '../support/cardReading.ts';
import { type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const GROUPS = 'fdd7a751-b60b-444a-984c-02652fe8fa1c';
const DAY_MINUTES = 24 * 60;

describe('access reviews', () => {
  const settingsFile = join(tmpdir(), `latchkey-settings-${randomUUID()}.yaml`);
  let world: World;

  before(() => writeFile(settingsFile, 'reviews: { enabled: true, activatedWithinDays: 30 }\n'));

  after(() => rm(settingsFile, { force: true }));

  beforeEach(async () => {
    world = await openWorld({ mayReview: true, environment: { LATCHKEY_SETTINGS_FILE: settingsFile } });
  });

  afterEach(() => world.close());

  /** Presses the button that a screen reader announces with these words. */
  async function pressAbout(person: TeamsUser, words: string, inputs: Json = {}): Promise<void> {
    const [found] = (await person.messages()).toReversed().flatMap((message) => {
      const card = message.attachments?.find(({ contentType }) => contentType === CARD)?.content;
      const action = card && actionsOf(card).find(({ json }) => textAt(json, 'tooltip') === words);
      return action === undefined ? [] : [{ message, action }];
    });
    assert.ok(found, `no button about ${words}`);
    const { type, verb, id, data } = found.action.json;
    const answer = await fetch(`${world.url}/client/chats/${person.oid}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        activityId: found.message.id,
        action: { type, verb, id, data: data as Json },
        inputs,
      }),
    });
    assert.ok(answer.ok, await answer.text());
  }

  /** Dara sets up a review of the helpdesk, which Ben decides. */
  async function setUp(dara: TeamsUser, reviewers: string): Promise<void> {
    await dara.say('reviews');
    await dara.waitForCard(/Access reviews/);
    await dara.press('New review');
    await dara.waitForCard(/New access review/);
    await dara.press('Check', {
      roles: HELPDESK,
      by: 'named',
      named: reviewers,
      days: '14',
      cadence: 'quarterly',
    });
    const asked = await dara.waitForCard(/Set up this review\?/);
    assert.match(asked.text, /Helpdesk Administrator[\s\S]*Every three months, open for 14 days/);
    assert.match(asked.text, /carried out when you say so/);
    await dara.press('Set up');
    await dara.waitForCard(/Helpdesk Administrator\s+set up, and read again/);
  }

  it('goes from a new review to an eligibility that is gone, each step told when it was read again', async () => {
    const [dara, ben, gus] = [world.person('Dara'), world.person('Ben'), world.person('Gus')];
    const ana = world.person('Ana');
    await ana.say('activate helpdesk admin 1h because Oslo laptop');
    await ana.waitForCard(/Active until/);
    await setUp(dara, 'Ben Okafor');
    await world.forward(11);
    await ben.waitForCard(/You are asked to review Helpdesk Administrator/);
    await dara.say('reviews');
    await dara.waitForCard(/Helpdesk Administrator[\s\S]*0 of \d+ decided, 0 %/);
    await pressAbout(dara, 'Show: Helpdesk Administrator');
    const open = await dara.waitForCard(/Reviewers[\s\S]*Ben Okafor\s+nothing decided yet/);
    assert.match(open.text, /not decided/);
    await dara.press('Remind');
    await dara.waitForCard(/Remind the reviewers\?/);
    await dara.press('Remind', {}, { on: (await dara.waitForCard(/Remind the reviewers\?/)).message.id });
    await dara.waitForCard(/Reminded/);

    await ben.press('Show');
    const page = await ben.waitForCard(/Gus Abara[\s\S]*holds it directly/);
    assert.match(page.text, /Entra (recommends|has no recommendation)/);
    await ben.press('Keep all active in');
    const kept = await ben.waitForCard(/Keep this person\?[\s\S]*Ana Ruiz/);
    assert.doesNotMatch(kept.text, /Gus Abara/);
    await ben.press('Keep 1', { justification: 'used this week' }, { on: kept.message.id });
    await ben.waitForCard(/Ana Ruiz[\s\S]*Decided by Ben Okafor: Keep/);
    await pressAbout(ben, 'Remove: Gus Abara', { justification: 'moved to another team' });
    await ben.waitForCard(/Gus Abara[\s\S]*Decided by Ben Okafor: Remove/);

    await world.forward(14 * DAY_MINUTES);
    await dara.say('reviews');
    await dara.waitForCard(/Decided, not carried out[\s\S]*Helpdesk Administrator/);
    await pressAbout(dara, 'Show: Helpdesk Administrator');
    await dara.waitForCard(/1 person would lose the role:[\s\S]*Gus Abara/);
    await dara.press('Carry out');
    const asked = await dara.waitForCard(/Carry out what was decided\?/);
    assert.match(asked.text, /1 person loses the role:[\s\S]*Gus Abara/);
    await dara.press('Carry out', {}, { on: asked.message.id });
    await dara.waitForCard(/Carried out[\s\S]*do not hold it any more/);
    await gus.say('my roles');
    const { text } = await gus.waitForCard(/You can activate/);
    assert.doesNotMatch(text, /Helpdesk Administrator/);
    await ben.waitForCard(/This round is over/);

    await dara.say('reviews');
    await dara.press('New review');
    const form = await dara.waitForCard(/New access review/);
    const filled = { roles: `${HELPDESK},${GROUPS}`, by: 'manager', days: '14', cadence: 'quarterly' };
    await dara.press('Check', filled, { on: form.message.id });
    await dara.waitForCard(/where there is no manager/);
    await dara.press('Check', { ...filled, fallback: 'Ben Okafor, ben okafor' }, { on: form.message.id });
    const both = await dara.waitForCard(/Set up these 2 reviews\?/);
    assert.match(both.text, /Helpdesk Administrator has a review already/);
    assert.doesNotMatch(both.text, /Groups Administrator has a review already/);
    assert.equal(both.text.match(/Ben Okafor/g)?.length, 1);
    await dara.press('Set up', {}, { on: form.message.id });
    await dara.waitForCard(
      /Helpdesk Administrator\s+set up, and read again[\s\S]*Groups Administrator\s+set up, and read again/,
    );
  });

  it('tells a reviewer who is late, not listed any more or one too many, and keeps several after a second yes', async () => {
    const [ben, eli, ana] = [world.person('Ben'), world.person('Eli'), world.person('Ana')];
    await world.forward(11);
    await ben.waitForCard(/You are asked to review Exchange Administrator/);
    await eli.waitForCard(/You are asked to review Exchange Administrator/);
    await eli.press('Show');
    await eli.waitForCard(/Ana Ruiz[\s\S]*Decided by Ben Okafor: Keep/);
    await assert.rejects(pressAbout(eli, 'Remove: Ana Ruiz'), /no button/);
    await ana.say('my reviews');
    await ana.waitForText(/No access review waits for you/);
    await ana.say('reviews');
    await ana.waitForText(/administrators/);
    await eli.press('Keep all active in');
    await eli.waitForText(/Nobody who is left has activated|Keep (this|these)/);
    await pressAbout(eli, 'Keep: Dara Singh', { justification: '' });
    await eli.waitForText(/Write a justification first/);
    await ben.press('Show');
    await ben.waitForCard(/Dara Singh/);
    await pressAbout(ben, 'Keep: Dara Singh', { justification: 'on call' });
    await ben.waitForCard(/Dara Singh(?:(?!Ana Ruiz)[\s\S])*Decided by Ben Okafor: Keep/);
    await pressAbout(eli, 'Remove: Dara Singh', { justification: 'I see it otherwise' });
    await eli.waitForCard(/Ben Okafor has decided this already/);
    await assert.rejects(pressAbout(eli, 'Remove: Dara Singh'), /no button/);
    await world.forward(15 * DAY_MINUTES);
    await pressAbout(ben, 'Remove: Dara Singh', { justification: 'left' });
    await ben.waitForCard(/This round is over/);
  });
});
