import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { wordsOf, type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

const SATURDAY = 6;
const workdays = [1, 2, 3, 4, 5];

/** Moves everybody's clock to this time of the next such weekday, in UTC. */
async function forwardTo(
  world: World,
  weekdays: readonly number[],
  hours: number,
  minutes: number,
): Promise<void> {
  const { now } = await world.control.clock();
  const target = new Date(now);
  do target.setUTCDate(target.getUTCDate() + 1);
  while (!weekdays.includes(target.getUTCDay()));
  target.setUTCHours(hours, minutes, 0, 0);
  await world.forward(Math.ceil((target.getTime() - new Date(now).getTime()) / 60_000));
}

/** Digests in a person's chat. */
const digestsOf = async (person: TeamsUser): Promise<number> =>
  (await person.messages()).filter((message) => wordsOf(message).startsWith('Your day, ')).length;

describe('the digest', () => {
  let world: World;

  afterEach(() => world.close());

  it('tells on demand what is active, what waits and what ends soon', async () => {
    world = await openWorld();
    const gus = world.person('Gus');
    await gus.say('digest now');
    await gus.waitForCard(/Helpdesk Administrator/);
    await world.person('Ana').say('activate exchange admin 1h because mailbox');
    const ben = world.person('Ben');
    await ben.waitForButton('Approve');
    const mark = await ben.mark();
    await ben.say('digest');
    await ben.waitForCard(/Ana Ruiz/, { after: mark });
  });

  it('says so in a sentence when somebody asks and there is nothing', async () => {
    world = await openWorld();
    const ben = world.person('Ben');
    await ben.say('digest now');
    await ben.waitForText(
      /Nothing waits for you, no role is active or planned for the next days, and nothing ends soon/,
    );
    assert.equal(await digestsOf(ben), 0);
  });

  it('comes once on a weekday morning, and not to those who turned it off', async () => {
    world = await openWorld();
    const [gus, ben] = [world.person('Gus'), world.person('Ben')];
    // Ten to nine in Lagos.
    await forwardTo(world, workdays, 7, 50);
    await gus.waitForCard(/Your day[\s\S]*Helpdesk Administrator/);
    await gus.say('digest off');
    await gus.waitForText(/will not come/);
    await forwardTo(world, workdays, 6, 30);
    await world.person('Ana').say('activate exchange admin 1h because mailbox');
    await ben.waitForButton('Approve');
    // Half past eight is over in Lagos and in London: what both get is queued and sent together.
    await world.forward(130);
    await ben.waitForCard(/Your day[\s\S]*Ana Ruiz/);
    await gus.say('digest weekends off');
    await gus.waitForText(/from Monday to Friday only/);
    assert.equal(await digestsOf(gus), 1);
  });

  it('comes at weekends to whom wants it', async () => {
    world = await openWorld({ installedFor: ['Ana', 'Ben', 'Chi'] });
    const [ben, chi] = [world.person('Ben'), world.person('Chi')];
    await ben.say('digest weekends on');
    await ben.waitForText(/on Saturdays and Sundays too/);
    await forwardTo(world, [SATURDAY], 6, 30);
    await world.person('Ana').say('activate exchange admin 1h because mailbox');
    await chi.waitForButton('Approve');
    // Half past eight is over in London and in Oslo.
    await world.forward(130);
    await ben.waitForCard(/Your day, Sat[\s\S]*Ana Ruiz/);
    assert.equal(await digestsOf(chi), 0);
  });

  it('does not come at once to whom gets the app when the time is over for today', async () => {
    world = await openWorld({ installedFor: [] });
    const gus = world.person('Gus');
    // Eleven in Lagos.
    await forwardTo(world, workdays, 10, 0);
    await gus.install();
    await gus.waitForCard(/I write when/);
    await forwardTo(world, workdays, 7, 35);
    await gus.waitForCard(/Your day, /);
    assert.equal(await digestsOf(gus), 1);
  });

  it('does not come at once where the time that somebody chooses is over for today', async () => {
    world = await openWorld();
    const gus = world.person('Gus');
    await gus.say('digest at 20:00');
    await gus.waitForText(/comes at 20:00 from /);
    await forwardTo(world, workdays, 10, 1);
    const before = await digestsOf(gus);
    const after = await gus.mark();
    await gus.say('digest at 8:30');
    await gus.waitForText(/comes at 08:30 from the next day on/, { after });
    await world.forward(2);
    await gus.say('mein Tag nicht am Wochenende');
    const mark = await gus.waitForText(/from Monday to Friday only/);
    await forwardTo(world, workdays, 7, 35);
    await gus.waitForCard(/Your day, /, { after: mark.id });
    assert.equal(await digestsOf(gus), before + 1);
  });
});

describe('the administrators’ digest', () => {
  let world: World;
  const settingsFile = join(tmpdir(), `latchkey-settings-${randomUUID()}.yaml`);

  beforeEach(async () => {
    // Tier 1 Approvers: Chi and Dara.
    await writeFile(settingsFile, 'administrators: { group: 6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101 }\n');
    world = await openWorld({ environment: { LATCHKEY_SETTINGS_FILE: settingsFile } });
  });

  afterEach(async () => {
    await world.close();
    await rm(settingsFile, { force: true });
  });

  it('is shown to a member who asks, and to nobody else', async () => {
    const [ana, ben, chi] = [world.person('Ana'), world.person('Ben'), world.person('Chi')];
    await ana.say('activate exchange admin 1h because mailbox');
    await ben.press('Approve', { comment: 'planned' });
    await ana.waitForCard(/Active until/);
    await chi.say('digest now');
    await chi.waitForCard(
      /Your organization, [\s\S]*1 activation since[\s\S]*Exchange Administrator[\s\S]*Approved by\nBen Okafor/,
    );
    await ben.say('digest now');
    await ben.waitForText(/Nothing waits for you/);
    assert.ok((await ben.messages()).every((message) => !wordsOf(message).includes('Your organization')));
  });
});
