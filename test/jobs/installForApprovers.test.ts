import assert from 'node:assert/strict';
import { installForApprovers } from '../../src/jobs/installForApprovers.ts';
import { PimError, type PimErrorCode } from '../../src/pim/errors.ts';
import { type Person, type PrincipalId } from '../../src/pim/ids.ts';
import { type AppInstaller, type Installation } from '../../src/pim/ports.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';

/** Notes for whom the app is installed. */
class RecordingInstaller implements AppInstaller {
  readonly tried: PrincipalId[] = [];
  missing: readonly string[] = [];
  answer: () => Promise<Installation> = () => Promise.resolve('installed');

  missingPermissions(): Promise<readonly string[]> {
    return Promise.resolve(this.missing);
  }

  install(person: PrincipalId): Promise<Installation> {
    this.tried.push(person);
    return this.answer();
  }
}

describe('installForApprovers', () => {
  let made: ApprovalWorld;
  let gus: Person;
  let installer: RecordingInstaller;

  beforeEach(async () => {
    made = await approvalWorld();
    const { world, ben, exchange } = made;
    gus = world.pim.addPerson('Gus Abara');
    const { approval } = world.pim.settingsOf(exchange.id);
    const approvers = [ben, gus].map(({ id }) => ({ kind: 'person', id }) as const);
    world.pim.setSettings(exchange, { approval: { ...approval, approvers } });
    installer = new RecordingInstaller();
  });

  const run = (): Promise<void> =>
    installForApprovers({
      ...made.world.with({}),
      deadlines: made.world.deadlines,
      appInstaller: installer,
    });
  const events = (): readonly unknown[] =>
    made.world.logged.flatMap(({ facts }) => ('event' in facts ? [facts.event] : []));
  const fails = (code: PimErrorCode): void => {
    installer.answer = () => Promise.reject(new PimError(code, 'as the test wants it'));
  };

  it('installs it for whoever never had the app, once a day', async () => {
    await made.ask();
    await Promise.all([run(), run()]);
    await run();
    assert.deepEqual(installer.tried, [gus.id]);
    made.world.clock.forward(23 * 60);
    await run();
    assert.deepEqual(installer.tried, [gus.id, gus.id]);
    const [noted] = made.world.audit.entries.filter(({ event }) => event === 'app.installed');
    assert.deepEqual([noted?.actor, noted?.facts], [undefined, { person: gus.id, outcome: 'installed' }]);
  });

  it('leaves alone whoever has removed it, and whoever Teams refuses for another reason', async () => {
    const { world, ben } = made;
    await world.conversations.markUninstalled(ben);
    await made.ask();
    const card = world.cards.all.find(({ person }) => person.id === gus.id);
    assert.ok(card);
    await world.cards.setReceipt(card.id, 'refused', 'ConversationBlockedByUser');
    await run();
    assert.deepEqual(installer.tried, []);
  });

  it('does nothing once the request is decided', async () => {
    const { id } = await made.ask();
    await made.world.does(made.ben, toDecide(id));
    await run();
    assert.deepEqual(installer.tried, []);
  });

  it('does nothing once the request has lapsed', async () => {
    await made.ask();
    made.world.clock.forward(24 * 60);
    await run();
    assert.deepEqual(installer.tried, []);
  });

  it('names the missing permission once an hour, and goes on as soon as it is granted', async () => {
    await made.ask();
    installer.missing = ['TeamsAppInstallation.ReadWriteSelfForUser.All'];
    await run();
    await run();
    assert.deepEqual(events(), ['install.permissionMissing']);
    assert.match(JSON.stringify(made.world.logged), /TeamsAppInstallation\.ReadWriteSelfForUser\.All/);
    made.world.clock.forward(60);
    await run();
    assert.equal(events().length, 2);
    assert.deepEqual(installer.tried, []);
    installer.missing = [];
    await run();
    assert.deepEqual(installer.tried, [gus.id]);
  });

  it('says once an hour that the catalogue does not have the app', async () => {
    await made.ask();
    installer.answer = () => Promise.resolve('notInCatalogue');
    await run();
    await run();
    assert.deepEqual(events(), ['install.notInCatalogue']);
    installer.answer = () => Promise.resolve('installed');
    await run();
    assert.equal(made.world.audit.events.filter((event) => event === 'app.installed').length, 1);
  });

  it('says that somebody has the app whose chat is not known', async () => {
    await made.ask();
    installer.answer = () => Promise.resolve('alreadyInstalled');
    await run();
    await run();
    assert.deepEqual(events(), ['install.alreadyThere']);
  });

  for (const code of ['pim_unavailable', 'throttled'] as const) {
    it(`tries again after ${code}, by which nothing was done`, async () => {
      await made.ask();
      fails(code);
      await run();
      await run();
      assert.equal(installer.tried.length, 2);
      assert.deepEqual(events(), ['install.failed', 'install.failed']);
    });
  }

  for (const code of ['outcome_unknown', 'forbidden', 'principal_not_found'] as const) {
    it(`does not try again on the same day after ${code}`, async () => {
      await made.ask();
      fails(code);
      await run();
      await run();
      assert.equal(installer.tried.length, 1);
      assert.equal(
        made.world.audit.events.includes('app.installed'),
        code === 'outcome_unknown',
        'what may have happened is noted',
      );
    });
  }
});
