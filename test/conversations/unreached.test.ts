import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

/** Sweeps look every thirty seconds by the clock that the test moves. */

/** Fay and Eli. */
const securityDesk = '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1104';
const sharePointAdministrator = 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c';

const permissions = [
  'AuditLog.Read.All',
  'Directory.Read.All',
  'RoleManagement.Read.Directory',
  'RoleManagementPolicy.Read.Directory',
];
const installing = ['AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'];

describe('approvers whom no card can reach', () => {
  let world: World;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-settings-'));
  });

  afterEach(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  /** Gus, who does not have the app, is the only one who may approve what Dara asks for. */
  const open = async (isInstalling: boolean, granted: readonly string[]): Promise<void> => {
    const settingsFile = join(folder, 'settings.yaml');
    const delivery = `delivery: { installForApprovers: ${String(isInstalling)} }`;
    writeFileSync(settingsFile, `administrators: { group: ${securityDesk} }\n${delivery}\n`);
    world = await openWorld({
      installedFor: ['Dara', 'Eli'],
      environment: { LATCHKEY_SETTINGS_FILE: settingsFile },
    });
    // The app's token says what was granted when it was issued.
    await world.stop();
    await world.control.applicationPermissions([...permissions, ...granted]);
    await world.start();
    await world.person('Gus').uninstall();
    const approver = { '@odata.type': '#microsoft.graph.singleUser', userId: world.idOf('Gus') };
    await world.control.portal({
      actor: world.idOf('Eli'),
      action: 'setRule',
      roleDefinitionId: sharePointAdministrator,
      ruleId: 'Approval_EndUser_Assignment',
      patch: {
        setting: {
          approvalStages: [
            {
              approvalStageTimeOutInDays: 1,
              isApproverJustificationRequired: true,
              escalationTimeInMinutes: 0,
              isEscalationEnabled: false,
              primaryApprovers: [approver],
              escalationApprovers: [],
            },
          ],
        },
      },
    });
  };

  const ask = async (): Promise<void> => {
    const dara = world.person('Dara');
    await dara.say('activate sharepoint 1h because site is locked');
    await dara.waitForCard(/Waiting for approval/);
  };

  const installations = async (): Promise<number> =>
    (await world.control.calls(/installedApps$/)).filter(({ method }) => method === 'POST').length;

  it('get the app where that is switched on, and then the card', async () => {
    await open(true, installing);
    await ask();
    await world.forward(1);
    const gus = world.person('Gus');
    await gus.waitForButton('Approve');
    await gus.press('Approve', { comment: 'planned change' });
    await world.person('Dara').waitForCard(/Active until/);
    await world.forward(1);
    assert.equal(await installations(), 1);
    const [call] = await world.control.calls(/installedApps$/);
    const binding = (call?.requestBody as Record<string, string>)['teamsApp@odata.bind'];
    assert.match(
      String(binding),
      new RegExp(`^${world.url}/graph/v1\\.0/appCatalogs/teamsApps/[0-9a-f-]{36}$`),
    );
  });

  it('are left alone where it is not, and administrators hear of it once', async () => {
    await open(false, installing);
    await ask();
    const eli = world.person('Eli');
    const told = await eli.waitForCard(/No approver reached/);
    assert.match(told.text, /Dara Singh asked for SharePoint Administrator/);
    assert.match(told.text, /Gus Abara does not have Latchkey in Teams/);
    assert.match(told.text, /Open in Entra/);
    const dara = world.person('Dara');
    await dara.waitForCard(/could not reach any/);
    await world.forward(1);
    await dara.say('cancel');
    await dara.waitForCard(/canceled/i);
    const cards = (await eli.messages()).filter(({ summary = '' }) =>
      summary.includes('could not reach any'),
    );
    assert.equal(cards.length, 1);
    assert.equal(await installations(), 0);
  });

  it('are left alone without the permission, which the log names', async () => {
    await open(true, []);
    await ask();
    await world.forward(1);
    const isNamed = (): boolean =>
      world.log.some(
        ({ facts }) =>
          'event' in facts &&
          facts.event === 'install.permissionMissing' &&
          JSON.stringify(facts).includes('TeamsAppInstallation.ReadWriteSelfForUser.All'),
      );
    await world.person('Dara').waitUntil('the permission is named', isNamed);
    assert.equal(await installations(), 0);
  });
});

describe('a card of which nobody knows whether it arrived', () => {
  let world: World;

  afterEach(() => world.close());

  /** Teams takes the next message to this person, which is no digest, and does not say so. */
  const nextAnswerIsLost = async (person: TeamsUser): Promise<void> => {
    await person.say('digest off');
    await person.waitForText('Your day will not come any more');
    const { oid } = person;
    const chat = await fetch(`${world.url}/client/chats/${oid}?peek=true`);
    const { conversationId } = (await chat.json()) as { conversationId: string };
    const path = conversationId.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    await world.control.faults.add({ match: { method: 'POST', path }, times: 1, cut: 'after' });
  };

  for (const cardActions of ['execute', 'submit'] as const) {
    it(`is updated from the moment it is pressed (${cardActions})`, async () => {
      world = await openWorld({ cardActions, installedFor: ['Ana', 'Ben'] });
      const [ana, ben] = [world.person('Ana'), world.person('Ben')];
      await nextAnswerIsLost(ben);
      await ana.say('activate exchange admin 1h because mailbox');
      const { message } = await ben.waitForButton('Approve');
      await ana.waitForCard(/Ben Okafor may or may not have the card/);
      await ben.press('Deny', { comment: 'not today' }, { on: message.id });
      await ana.waitForCard(/not today/);
      const settled = await ben.waitForCard(/You denied it/);
      assert.equal(settled.message.id, message.id);
      const copies = (await ben.messages({ fresh: true })).filter(({ attachments = [] }) =>
        JSON.stringify(attachments).includes('Exchange Administrator'),
      );
      assert.deepEqual(
        copies.map(({ id }) => id),
        [message.id],
      );
      assert.match(JSON.stringify(copies), /not today|denied/);
    });

    it(`shows what became of it once it is pressed, where its person had it shown again (${cardActions})`, async () => {
      world = await openWorld({ cardActions, installedFor: ['Ana', 'Ben'] });
      const [ana, ben] = [world.person('Ana'), world.person('Ben')];
      await nextAnswerIsLost(ben);
      await ana.say('activate exchange admin 1h because mailbox');
      const { message: first } = await ben.waitForButton('Approve');
      await ana.waitForCard(/Ben Okafor may or may not have the card/);
      await ben.say('pending');
      await ben.press('request.refresh');
      const isAnother = ({ message }: { message: { id: string } }): boolean => message.id !== first.id;
      const again = await ben.waitForCard(
        (card) => isAnother(card) && card.text.includes('Your decision is asked for'),
      );
      await ben.press('Deny', { comment: 'not today' }, { on: again.message.id });
      await ben.waitForCard(
        (card) => card.message.id === again.message.id && card.text.includes('You denied it'),
      );
      await ben.press('Approve', { comment: 'changed my mind' }, { on: first.id });
      await ben.waitForCard((card) => card.message.id === first.id && card.text.includes('You denied it'));
      const settled = await ana.waitForCard(/not today/);
      assert.doesNotMatch(settled.text, /changed my mind/);
    });
  }
});

describe('a card of somebody who removes the app after it came', () => {
  let world: World;

  afterEach(() => world.close());

  it('is drawn to its end once they have the app again, and until then counts as theirs', async () => {
    world = await openWorld({ installedFor: ['Ana', 'Ben', 'Chi'] });
    const [ana, ben, chi] = [world.person('Ana'), world.person('Ben'), world.person('Chi')];
    await ana.say('activate exchange admin 1h because mailbox');
    const { message } = await ben.waitForButton('Approve');
    await chi.waitForButton('Deny');
    await ben.uninstall();
    await chi.press('Deny', { comment: 'not today' });
    await ana.waitForCard(/not today/);
    await world.forward(1);
    await ben.install();
    const settled = await ben.waitForCard(
      (card) => card.message.id === message.id && !card.text.includes('Approve'),
    );
    assert.match(settled.text, /not today/);
  });
});
