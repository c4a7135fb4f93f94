import assert from 'node:assert/strict';
import { TeamsFiles } from '../support/teamsFiles.ts';
import { openWorld, type World } from '../support/world.ts';

describe('questions about everybody', () => {
  let world: World;

  before(async () => {
    world = await openWorld();
  });

  after(() => world.close());

  it('are answered to who may read it all anyway, and to nobody else', async () => {
    const [ana, fay] = [world.person('Ana'), world.person('Fay')];
    for (const question of [
      'audit',
      'who has global admin',
      'who can become exchange admin',
      'stats',
      'history ben',
      'policy exchange admin',
    ])
      await refusedTo(ana, question);
    await fay.say('who has global admin');
    const card = await fay.waitForCard(/Who has it[\s\S]*Global Administrator/);
    for (const name of ['Dara Singh', 'Eli Novak', 'Lou Fischer']) assert.match(card.text, new RegExp(name));
    assert.doesNotMatch(card.text, /Ana Ruiz/);
  });

  async function refusedTo(person: ReturnType<World['person']>, question: string): Promise<void> {
    const mark = await person.mark();
    await person.say(question);
    await person.waitForText(/for people who may read all roles anyway/, { after: mark });
  }

  it('show the audit with figures and findings', async () => {
    const fay = world.person('Fay');
    await fay.say('audit');
    const { text } = await fay.waitForCard(/Who has what/);
    assert.match(text, /\d+ held permanently, \d+ eligible/);
    assert.match(text, /Look at these first/);
    assert.match(text, /High: /);
  });

  it('bring the report into the person’s own storage, once they allow it', async () => {
    const fay = world.person('Fay');
    await fay.say('audit');
    await fay.waitForCard(/Who has what/);
    const files = new TeamsFiles(world.url, fay);
    await fay.press('Get the report');
    assert.equal(await files.answer(await files.waitForOffer(), 'decline'), 200);
    await fay.waitForText(/The report was not stored/);
    assert.deepEqual(await files.list(), []);
    await fay.press('Get the report');
    assert.equal(await files.answer(await files.waitForOffer(), 'accept'), 200);
    const { id, name } = await files.waitForFile();
    assert.match(name, /^latchkey-audit-\d{4}-\d\d-\d\d\.html$/);
    const page = (await files.download(id)).toString('utf8');
    assert.match(page, /^<!doctype html>/i);
    assert.match(page, /Global Administrator/);
    assert.match(page, /Lou Fischer/);
    assert.doesNotMatch(page, /<script/i);
  });

  it('tell who could, through groups too', async () => {
    const fay = world.person('Fay');
    await fay.say('who can become global reader');
    const { text } = await fay.waitForCard(/Who can become it[\s\S]*Global Reader/);
    assert.match(text, /Ana Ruiz/);
    assert.match(text, /through Readers Circle/);
  });

  it('tell how a role is set, and who approves', async () => {
    const fay = world.person('Fay');
    await fay.say('policy exchange admin');
    const { text } = await fay.waitForCard(/Settings[\s\S]*Exchange Administrator[\s\S]*To activate it/);
    assert.match(text, /Approval: on/);
    assert.match(text, /Who approves\nTier 1 Approvers {2}group\nBen Okafor/);
    await fay.say('who has global admin');
    await fay.waitForCard(/Who has it[\s\S]*Global Administrator/);
    await fay.press('Settings');
    await fay.waitForCard(/Settings[\s\S]*Global Administrator[\s\S]*PIM’s own mail/);
    await fay.say('settings of security');
    await fay.waitForCard(/Security Administrator[\s\S]*Security Reader/);
    await fay.press('Show');
    await fay.waitForCard(/Settings[\s\S]*Security[\s\S]*To activate it/);
    const mark = await fay.mark();
    await fay.say('policy janitor');
    await fay.waitForText(/There is no role like “janitor”/, { after: mark });
  });

  it('ask which one is meant', async () => {
    const fay = world.person('Fay');
    await fay.say('who has security');
    await fay.waitForCard(/Security Administrator[\s\S]*Security Reader/);
    await fay.press('Show');
    await fay.waitForCard(/Who has it[\s\S]*Security/);
    const mark = await fay.mark();
    await fay.say('who has janitor');
    await fay.waitForText(/There is no role like “janitor”/, { after: mark });
  });

  it('tell everybody their own history, and the entitled everybody’s', async () => {
    const [ana, fay] = [world.person('Ana'), world.person('Fay')];
    await ana.say('activate teams admin 1h because new tenant wide policy');
    await ana.waitForCard(/Active until[\s\S]*Teams Administrator/);
    await ana.say('history');
    const own = await ana.waitForCard(/Your activations/);
    assert.match(own.text, /Teams Administrator[\s\S]*activated[\s\S]*new tenant wide policy/);
    // The audit log is minutes late, and what was read for the one who asked before serves for five minutes.
    await world.forward(10);
    await fay.say('history teams admin last 7 days');
    const role = await fay.waitForCard(/Activations[\s\S]*Teams Administrator[\s\S]*Ana Ruiz/);
    assert.match(role.text, /new tenant wide policy/);
    assert.doesNotMatch(role.text, /\[ref:/);
    await fay.say('history of ana ruiz');
    await fay.waitForCard(/Activations[\s\S]*Ana Ruiz[\s\S]*Teams Administrator/);
    await fay.say('stats');
    await fay.waitForCard(/Activations since[\s\S]*1 activation of 1 request[\s\S]*Teams Administrator/);
  });
});
