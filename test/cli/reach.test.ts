import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { principalId, tenantId } from '../../src/pim/ids.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { clonedFolder, silentLogger } from '../support/databases.ts';
import { aConversation } from '../support/inMemoryRecords.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';
import { runInMemory, type Run } from './runInMemory.ts';

interface Told {
  readonly role: string;
  readonly approvers: number;
  readonly unreachable: readonly { readonly name: string; readonly reason: string }[];
}

describe('reach', () => {
  let sandbox: RunningSandbox;
  let dataDir: string;
  let remove: () => Promise<void>;
  let environment: Readonly<Record<string, string>>;
  const clock = { now: () => new Date() };

  before(async () => {
    sandbox = await startSandbox({ tenant: 'harbour' });
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    ({ dataDir, remove } = await clonedFolder());
    const { tenantId: tenant, appId, secret } = sandbox.tenantInfo;
    environment = {
      LATCHKEY_CLOUD: 'sandbox',
      LATCHKEY_SANDBOX_URL: sandbox.url,
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenant,
      MicrosoftAppPassword: secret,
      LATCHKEY_DATA_DIR: dataDir,
    };
  });

  afterEach(() => remove());

  const installed = async (isWanted: (name: string) => boolean): Promise<Store> => {
    const tenant = tenantId(sandbox.tenantInfo.tenantId);
    const store = await createStore({
      engine: { kind: 'embedded', dataDir },
      tenantId: tenant,
      clock,
      encryptionKeys: [Buffer.alloc(32, 7)],
      logger: silentLogger,
    });
    for (const { id, name } of sandbox.tenantInfo.people.filter((one) => isWanted(one.name))) {
      await store.conversations.remember(aConversation({ tenantId: tenant, id: principalId(id) }, { name }));
    }
    return store;
  };
  const install = async (isWanted: (name: string) => boolean): Promise<void> =>
    (await installed(isWanted)).close();
  const reach = (...args: readonly string[]): Promise<Run> =>
    runInMemory(['reach', ...args], environment, clock);

  it('tells role by role who has never had the app, those with nobody first', async () => {
    await install((name) => name.startsWith('Ben '));
    const { exitCode, printed, complained } = await reach();
    assert.equal(exitCode, 2, complained.join('\n'));
    const text = printed.join('\n');
    assert.match(text, /^Exchange Administrator: \d of \d approvers cannot be reached$/m);
    assert.match(text, /^ {2}Chi Nguyen <chi.*>: has never had the app$/m);
    assert.doesNotMatch(text, /Ben Okafor/);
    const counts = printed
      .filter((line) => !line.startsWith(' '))
      .map((line) => line.includes(': none of ') || line.includes(': there are no '));
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => Number(b) - Number(a)),
    );
  });

  it('finds nothing missing where everybody has it, in JSON too', async () => {
    await install(() => true);
    const { exitCode, printed } = await reach('--json');
    assert.equal(exitCode, 0, printed.join('\n'));
    const roles = JSON.parse(printed[0] ?? '') as readonly Told[];
    assert.ok(roles.some(({ role, approvers }) => role === 'Exchange Administrator' && approvers > 1));
    assert.ok(roles.every(({ unreachable }) => unreachable.length === 0));
  });

  it('expects no app of emergency accounts, and reads a copy while a process has the folder', async () => {
    const store = await installed((name) => !name.startsWith('Lou '));
    try {
      const { exitCode, printed } = await reach();
      assert.equal(exitCode, 2);
      assert.match(printed.join('\n'), /^ {2}Lou Fischer <lou.*>: has never had the app$/m);
      const settingsFile = join(dataDir, 'settings.yaml');
      const lou = sandbox.tenantInfo.people.find(({ name }) => name.startsWith('Lou '))?.id ?? '';
      await writeFile(settingsFile, `yardstick: { breakGlass: ['${lou}'] }\n`);
      environment = { ...environment, LATCHKEY_SETTINGS_FILE: settingsFile };
      const declared = await reach();
      assert.equal(declared.exitCode, 0, declared.printed.join('\n'));
    } finally {
      await store.close();
    }
  });

  it('reads the settings of all roles in one list', async () => {
    const before = (await sandbox.control.calls(/roleManagementPolicyAssignments/)).length;
    await reach();
    assert.equal((await sandbox.control.calls(/roleManagementPolicyAssignments/)).length - before, 1);
  });

  it('says that it could not find out', async () => {
    environment = { ...environment, MicrosoftAppPassword: 'wrong' };
    const { exitCode, complained } = await reach();
    assert.equal(exitCode, 1);
    assert.match(complained.join('\n'), /Entra could not be read \(pim_unavailable\)/);
  });
});
