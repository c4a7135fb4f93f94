import assert from 'node:assert/strict';
import { clonedFolder } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';
import { runInMemory } from './runInMemory.ts';

describe('doctor beside a service', () => {
  let world: World;
  let dataDir: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ dataDir, remove } = await clonedFolder());
    world = await openWorld({ dataDir, installedFor: ['Ana', 'Ben', 'Chi', 'Dara'] });
  });

  afterEach(async () => {
    await world.close();
    await remove();
  });

  it('looks at it from outside, and where it rests at what it remembers, and writes to one person', async () => {
    const { tenantId, appId, secret, people } = await world.control.tenant();
    const upnOf = (givenName: string): string =>
      people.find(({ name }) => name.startsWith(`${givenName} `))?.userPrincipalName ?? '';
    const { botUrl } = world;
    const environment = {
      LATCHKEY_CLOUD: 'sandbox',
      LATCHKEY_SANDBOX_URL: world.url,
      LATCHKEY_PUBLIC_URL: botUrl,
      LATCHKEY_DATA_DIR: dataDir,
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenantId,
      MicrosoftAppPassword: secret,
    };
    const clock = { now: () => new Date() };
    const doctor = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await runInMemory(['doctor', ...args], environment, clock)).printed;
    const lineOf = (lines: readonly string[], check: string): string =>
      lines.find((line) => line.split(/\s+/)[1] === check) ?? lines.join('\n');

    const running = await doctor();
    assert.match(lineOf(running, 'publicUrl'), /^✓ .* leads to Latchkey$/);
    assert.match(lineOf(running, 'readiness'), /^✓ .*ready$/);
    assert.match(lineOf(running, 'messagingEndpoint'), /^✓ .*turns away/);
    assert.match(lineOf(running, 'database'), /^✓ .*by a copy: the service has it$/);
    assert.match(lineOf(running, 'relay'), /^✓ .*nothing holds changes back$/);
    // SharePoint Administrator has one approver, who has no app here.
    assert.deepEqual(
      running.filter((line) => line.startsWith('✗')),
      [lineOf(running, 'approvers')],
    );
    assert.match(lineOf(running, 'approvers'), /^✗ .*nobody can be reached for \d of \d+ roles/);

    await world.stop();
    const ana = world.person('Ana');
    const before = await ana.mark();
    const resting = await doctor('--message', upnOf('Ana'));
    assert.match(lineOf(resting, 'publicUrl'), /^✗ .*cannot be reached/);
    assert.match(lineOf(resting, 'database'), /^✓ .*open and up to date$/);
    assert.match(lineOf(resting, 'relay'), /^✓ .*nothing holds changes back$/);
    assert.equal(lineOf(resting, 'approvers'), lineOf(running, 'approvers'));
    assert.match(lineOf(resting, 'message'), /^✓ .*Teams took a message to ana/);
    await ana.waitForText(/trying whether messages reach you/, before === undefined ? {} : { after: before });

    await ana.block();
    await runInMemory(['relay', 'off'], environment, clock);
    const blocked = await doctor('--message', upnOf('Ana'));
    assert.match(lineOf(blocked, 'relay'), /^! .*switched off/);
    assert.match(lineOf(blocked, 'message'), /^✗ .*Teams did not take a message to ana\S+ \(refused, /);
    const strange = await doctor('--message', upnOf('Fay'));
    assert.match(lineOf(strange, 'message'), /^✗ .*fay\S+ has never had the app$/);
  });
});
