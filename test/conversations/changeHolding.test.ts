import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pressAbout as pressListButton } from '../support/listButtons.ts';
import { type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

describe('changing what others hold', () => {
  const settingsFile = join(tmpdir(), `latchkey-settings-${randomUUID()}.yaml`);
  let world: World;

  before(() => writeFile(settingsFile, 'administration: { changes: true }\n'));

  after(() => rm(settingsFile, { force: true }));

  beforeEach(async () => {
    world = await openWorld({ mayAdminister: true, environment: { LATCHKEY_SETTINGS_FILE: settingsFile } });
  });

  afterEach(() => world.close());

  const pressAbout = (person: TeamsUser, words: string): Promise<void> =>
    pressListButton(world, person, words);

  async function confirmFor(administrator: TeamsUser, holder: string, role: string): Promise<void> {
    await administrator.say('make eligible');
    await administrator.waitForCard(/From permanent to eligible/);
    await pressAbout(administrator, `Make eligible: ${holder}, ${role}`);
    await administrator.waitForCard(/Now: permanent/);
    await administrator.press('Check', { days: '90', justification: 'no standing access any more' });
    const asked = await administrator.waitForCard(/Make this change\?/);
    assert.match(asked.text, /First the eligibility is made, until [\s\S]*Only when it is there/);
    assert.match(asked.text, /PIM was asked and has nothing against it/);
    await administrator.press('Make the change');
  }

  it('takes two yeses, makes the eligibility first, and says it when both were read again', async () => {
    const [dara, fay] = [world.person('Dara'), world.person('Fay')];
    await confirmFor(dara, 'Fay Lindqvist', 'Security Reader');
    const done = await dara.waitForCard(/Eligible now/);
    assert.match(done.text, /Fay Lindqvist[\s\S]*Security Reader[\s\S]*Both were read again/);
    const writes = (await world.control.calls()).filter(
      ({ method, path, status }) => method === 'POST' && path.endsWith('ScheduleRequests') && status === 201,
    );
    const actions = writes.map(({ path, requestBody }) => {
      const { action, isValidationOnly } = requestBody as { action: string; isValidationOnly?: boolean };
      return `${path.includes('Eligibility') ? 'eligibility' : 'assignment'} ${action}${isValidationOnly === true ? ' (dry run)' : ''}`;
    });
    assert.deepEqual(actions, [
      'eligibility adminAssign (dry run)',
      'eligibility adminAssign',
      'assignment adminRemove',
    ]);
    await fay.say('my roles');
    const { text } = await fay.waitForCard(/You can activate[\s\S]*Security Reader/);
    assert.doesNotMatch(text, /Active now/);
  });

  it('moves the end of an eligibility, and takes one away', async () => {
    const dara = world.person('Dara');
    await dara.say('who can become helpdesk admin');
    await dara.waitForCard(/Who can become it[\s\S]*Gus Abara[\s\S]*eligible until/);
    await pressAbout(dara, 'Move the end: Gus Abara');
    await dara.waitForCard(/Move the end of an eligibility[\s\S]*Now: eligible until/);
    await dara.press('Check', { days: '90', justification: 'stays on the desk' });
    await dara.waitForCard(/Make this change\?/);
    await dara.press('Make the change');
    await dara.waitForCard(/The end is moved/);
    await dara.say('who can become groups admin');
    await dara.waitForCard(/Who can become it[\s\S]*Gus Abara[\s\S]*eligible without end/);
    await pressAbout(dara, 'Remove: Gus Abara');
    await dara.press('Check', { justification: 'other work now' });
    await dara.waitForCard(/Make this change\?[\s\S]*cannot activate the role any more/);
    await dara.press('Make the change');
    await dara.waitForCard(/Eligibility removed/);
    await world.person('Gus').say('my roles');
    const { text } = await world.person('Gus').waitForCard(/You can activate/);
    assert.doesNotMatch(text, /Groups Administrator/);
  });

  it('changes nothing where the second yes does not come', async () => {
    const dara = world.person('Dara');
    await dara.say('make eligible');
    await dara.waitForCard(/From permanent to eligible/);
    await pressAbout(dara, 'Make eligible: Fay Lindqvist, Security Reader');
    await dara.waitForCard(/Now: permanent/);
    await dara.press('Leave it');
    await dara.waitForCard(/Nothing changed/);
    await dara.say('who has security reader');
    await dara.waitForCard(/Who has it[\s\S]*Fay Lindqvist[\s\S]*permanent/);
  });

  it('is refused by Entra to who may read and not change', async () => {
    const fay = world.person('Fay');
    await fay.say('make eligible');
    await fay.waitForCard(/From permanent to eligible/);
    await pressAbout(fay, 'Make eligible: Eli Novak, Privileged Role Administrator');
    await fay.waitForCard(/Now: permanent/);
    await fay.press('Check', { days: '90', justification: 'trying' });
    const refused = await fay.waitForCard(/This is in the way/);
    assert.match(refused.text, /Privileged Role Administrator/);
    assert.doesNotMatch(refused.text, /Make the change/);
  });

  it('does not let people change their own roles', async () => {
    const eli = world.person('Eli');
    await confirmUntilRefused(eli, 'Eli Novak', 'Privileged Role Administrator');
  });

  async function confirmUntilRefused(administrator: TeamsUser, holder: string, role: string): Promise<void> {
    await administrator.say('make eligible');
    await administrator.waitForCard(/From permanent to eligible/);
    await pressAbout(administrator, `Make eligible: ${holder}, ${role}`);
    await administrator.waitForCard(/Now: permanent/);
    await administrator.press('Check', { days: '90', justification: 'my own' });
    await administrator.waitForCard(/This is in the way[\s\S]*own/);
  }
});

describe('from permanent to eligible, where it is not switched on', () => {
  it('shows the list without buttons, and where the switch is', async () => {
    const world = await openWorld();
    try {
      const dara = world.person('Dara');
      await dara.say('make eligible');
      const { text } = await dara.waitForCard(/From permanent to eligible/);
      assert.match(text, /not switched on here/);
      assert.doesNotMatch(text, /^Make eligible$/m);
    } finally {
      await world.close();
    }
  });
});
