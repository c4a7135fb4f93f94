import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TeamsUser, wordsOf } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

/** Dock Operators, with a group inside it: Xena and Vera. */
const operators = '5e0b91c7-2f4d-4a63-8b1e-d70c3a9f7001';
const securityAdministrator = '194ae4cb-b126-40b2-bd5b-6091b380977d';

describe('alerts', () => {
  const settingsFile = join(tmpdir(), `latchkey-settings-${randomUUID()}.yaml`);
  let world: World;

  before(() =>
    writeFile(settingsFile, `administrators: { group: ${operators} }\nadministration: { changes: true }\n`),
  );

  after(() => rm(settingsFile, { force: true }));

  beforeEach(async () => {
    world = await openWorld({
      tenant: 'quay',
      watchesAlerts: true,
      mayAdminister: true,
      installedFor: ['Xena', 'Vera', 'Wim', 'Yann'],
      environment: { LATCHKEY_SETTINGS_FILE: settingsFile },
    });
  });

  afterEach(() => world.close());

  const cardsAbout = async (person: TeamsUser, words: RegExp): Promise<number> =>
    (await person.messages()).filter((message) => words.test(wordsOf(message))).length;

  it('tells of what is new and high once, is acknowledged, and says when it is mended', async () => {
    const [xena, vera] = [world.person('Xena'), world.person('Vera')];
    const given = { principalId: world.idOf('Wim'), roleDefinitionId: securityAdministrator };
    const actor = world.idOf('Nora');
    // Everything is new at the first look: that comes as one list.
    await world.forward(6);
    await xena.waitForCard(/new high alerts/);
    await world.control.portal({ actor, action: 'assignOutsidePim', ...given });
    // Teams takes none of it at first: it comes all the same, and once.
    const toChats = { method: 'POST', path: '/v3/conversations/[^/]+/activities$' };
    await world.control.faults.add({ match: toChats, status: 429, times: 2 });
    await world.forward(61);
    const { message } = await xena.waitForCard(/outside PIM[\s\S]*Wim Claes[\s\S]*Open/);
    await vera.waitForCard(/outside PIM[\s\S]*Wim Claes/);
    await world.forward(61);
    await xena.press('Acknowledge', { comment: 'Nora *knows* of it' }, { on: message.id });
    await xena.waitForCard(/Acknowledged[\s\S]*Xena Pool[\s\S]*Nora \*knows\* of it/);
    await vera.waitForCard(/Acknowledged[\s\S]*Xena Pool/);
    await vera.press('Snooze', { snoozeDays: '7' });
    await vera.waitForText(/needs a reason/);
    await world.control.portal({ actor, action: 'removeAssignment', ...given });
    await world.forward(61);
    await vera.waitForCard(/outside PIM[\s\S]*Gone when I looked/);
    assert.equal(await cardsAbout(xena, /outside PIM[\s\S]*Wim Claes/), 1);
    assert.equal(await cardsAbout(vera, /new high alerts/), 1);
  });

  it('lists what stands, and dismisses one of PIM’s own with a second yes and a sign-in of its own', async () => {
    const xena = world.person('Xena');
    await world.control.consent([
      'User.Read',
      'RoleEligibilitySchedule.Read.Directory',
      'RoleAssignmentSchedule.ReadWrite.Directory',
      'RoleManagementAlert.ReadWrite.Directory',
    ]);
    await world.person('Yann').say('alerts');
    await world.person('Yann').waitForText(/for people who may read all roles anyway/);
    await world.forward(6);
    await xena.waitForCard(/new high alerts/);
    const mark = await xena.mark();
    await xena.say('alerts');
    await xena.waitForCard(/Alerts[\s\S]*high[\s\S]*High · Latchkey/, { after: mark ?? '' });
    const patches = async (): Promise<number> =>
      (await world.control.calls()).filter(
        ({ method, path }) => method === 'PATCH' && path.includes('/alerts/DirectoryRole_'),
      ).length;
    // The second page has PIM's.
    for (let page = 2; page < 12; page += 1) {
      const { text } = await xena.waitForCard(new RegExp(`Page ${String(page - 1)} of`));
      if (text.includes('Entra PIM')) break;
      await xena.press('Next page');
    }
    await xena.press('Dismiss in Entra PIM …');
    await xena.waitForCard(/Dismiss this alert in Entra PIM\?[\s\S]*Nothing is changed yet/);
    assert.equal(await patches(), 0);
    const body = { error: { code: 'UnknownError', message: 'no' } };
    const dismissals = { method: 'PATCH', path: '/roleManagementAlerts/alerts/' };
    await world.control.faults.add({ match: dismissals, status: 403, body, times: 1 });
    await xena.press('Dismiss it');
    await xena.waitForCard(/Not dismissed/);
    await xena.press('Dismiss in Entra PIM …');
    await xena.waitForCard(/Dismiss this alert in Entra PIM\?/);
    await xena.press('Dismiss it');
    await xena.waitForCard(/Dismissed[\s\S]*calls it inactive/);
    assert.equal(await patches(), 2);
  });
});
