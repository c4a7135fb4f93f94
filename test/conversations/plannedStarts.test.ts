import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { harbourPeople } from '../../sandbox/tenants/harbour.ts';
import { type Json } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

const heading = 'A planned activation no longer keeps to the house rules';
const takeBack = 'planned.takeBack';

const settingsWith = (maximumHours: number): string =>
  JSON.stringify({
    houseRules: [
      {
        name: 'Short meetings',
        appliesTo: { roles: ['Teams Administrator', 'Groups Administrator'] },
        maximumHours,
        owners: { people: [harbourPeople.ben] },
      },
    ],
  });

/** Has the channel deliver a press of this person, whatever stands in their chat. */
async function pressAs(world: World, givenName: string, data: Json): Promise<void> {
  const value = { action: { type: 'Action.Execute', verb: takeBack, data }, trigger: 'manual' };
  const activity = { type: 'invoke', name: 'adaptiveCard/action', value };
  const answer = await fetch(`${world.url}/client/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: world.idOf(givenName), activity }),
  });
  assert.ok(answer.ok, await answer.text());
}

async function untilNewRules({ log }: World): Promise<void> {
  const deadlineAt = performance.now() + 20_000;
  while (!log.some(({ message }) => message === 'New house rules count')) {
    assert.ok(performance.now() < deadlineAt, 'the settings file was not read again');
    await pause(50);
  }
}

describe('plans that the house rules do not allow any more', () => {
  let world: World;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-plans-'));
  });

  afterEach(() => world.close());

  after(() => rm(folder, { recursive: true, force: true }));

  it('are told once, before they begin, to whoever made them, who alone can take them back, and to the owners', async () => {
    const file = join(folder, 'settings.yaml');
    await writeFile(file, settingsWith(4));
    world = await openWorld({ environment: { LATCHKEY_SETTINGS_FILE: file } });
    const [ana, gus, ben] = [world.person('Ana'), world.person('Gus'), world.person('Ben')];
    await ana.say('activate teams admin in 1 hour for 2h because meeting rooms');
    await ana.waitForCard('Scheduled');
    await gus.say('activate groups admin in 1 hour for 2h because new groups');
    await gus.waitForCard('Scheduled');
    await writeFile(file, settingsWith(1));
    await world.forward(2);
    await untilNewRules(world);
    assert.ok(!JSON.stringify(await ana.messages()).includes(heading));
    await world.forward(50);
    const own = await ana.waitForCard(heading);
    assert.match(own.text, /Teams Administrator, which you planned for/);
    assert.match(own.text, /Short meetings: takes 1 hour at the most; it is longer/);
    assert.match(own.text, /PIM has your plan and keeps to it; only you can take it back/);
    const told = await ben.waitForCard(/Ana Ruiz planned Teams Administrator/);
    assert.ok(!JSON.stringify(told.card).includes(takeBack), 'an owner has nothing to take back');
    await ben.waitForCard(/Gus Abara planned Groups Administrator/);

    // A copy of the button, sent by an owner.
    const { action } = await ana.waitForButton('Take it back');
    await pressAs(world, 'Ben', action.json['data'] as Json);
    await ben.waitForText(/out of date, or was made for somebody else/);
    await ana.press('Take it back');
    await ana.waitForCard(/Canceled/);

    await world.stop();
    await world.start();
    await world.forward(12);
    await gus.waitForCard(/Active until/);
    await world.forward(6);
    await gus.press('Take it back');
    await gus.waitForCard(/Deactivated/);
    await ana.press('Take it back');
    await ana.waitForText(/There is nothing to take back/);
    for (const [person, cards] of [
      [ana, 1],
      [gus, 1],
      [ben, 2],
    ] as const) {
      const all = await person.messages({ fresh: true });
      assert.equal(all.filter((one) => JSON.stringify(one).includes(heading)).length, cards);
    }
  });
});
