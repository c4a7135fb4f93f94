import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readSettingsFile, settingsFileText } from '../../src/reports/settingsFile.ts';
import { tenantId } from '../../src/pim/ids.ts';
import { settingsDiff } from '../../src/pim/posture/settingsDiff.ts';
import { randomSettings, toldOtherwise } from '../pim/posture/randomSettings.ts';
import { anActivation, calm, daysAgo, people } from '../support/calmTenant.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';
import { runInMemory, type Run } from './runInMemory.ts';

const tenant = tenantId('00000000-0000-4000-8000-000000000999');

describe('a settings file', () => {
  it('keeps settings as they were, and is the same however Graph told them', () => {
    fc.assert(
      fc.property(
        randomSettings.chain((settings) => fc.tuple(fc.constant(settings), toldOtherwise(settings))),
        ([settings, otherwise]) => {
          const kept = { tenantId: tenant, names: new Map() };
          const text = settingsFileText({ ...kept, settings });
          const read = readSettingsFile(text);
          assert.ok('settings' in read);
          assert.deepEqual(settingsDiff(read.settings, settings), []);
          assert.equal(settingsFileText({ ...kept, settings: otherwise }), text);
          assert.equal(settingsFileText(read), text);
        },
      ),
    );
  });
});

interface WrittenRole {
  displayName: string;
  activation: {
    maximumMinutes: number;
    isMultifactorRequired: boolean;
    authenticationContext: string | null;
    isApprovalRequired: boolean;
    approvers: object[];
  };
}

interface Written {
  roles: WrittenRole[];
  [key: string]: unknown;
}

describe('policy', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-policy-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('says what can be done, and what is missing', async () => {
    for (const args of [[], ['apply'], ['constructor']]) {
      const { exitCode, complained } = await runInMemory(['policy', ...args]);
      assert.equal(exitCode, 1);
      assert.match(complained.join('\n'), /policy export, policy diff, policy dry-run, or policy what-if/);
    }
    const reasons = async (...args: readonly string[]): Promise<string> =>
      (await runInMemory(['policy', ...args])).complained.slice(1).join('\n');
    assert.match(await reasons('diff'), /--against FILE/);
    assert.match(await reasons('dry-run'), /--file FILE/);
    assert.match(await reasons('export', '--to', 'x'), /There is no option --to\./);
    assert.equal(
      await reasons('what-if', '--hours', '25'),
      '  - Name a role: --role NAME.\n  - --hours must be a number above 0, 24 at the most.',
    );
    assert.match(await reasons('what-if', '--role', 'x'), /Say what would be otherwise/);
  });

  it('says in sentences what is wrong with a file', async () => {
    const file = join(folder, 'settings.json');
    const written = JSON.parse(
      settingsFileText({ tenantId: tenant, settings: calm.settings, names: new Map() }),
    ) as Written;
    const [first] = written.roles;
    for (const [text, reason] of [
      ['{', /not valid JSON/],
      ['[]', /At the top: /],
      [JSON.stringify({ ...written, version: 2 }), /version: /],
      [JSON.stringify({ ...written, roles: [first, first] }), /roles: A role is named more than once\./],
      [JSON.stringify({ ...written, roles: [{ ...first, activation: {} }] }), /roles\.0\.activation\./],
    ] as const) {
      await writeFile(file, text);
      const { exitCode, complained } = await runInMemory(['policy', 'diff', '--against', file]);
      assert.equal(exitCode, 1);
      assert.ok(complained.includes(`  - ${file} cannot be used.`));
      assert.match(complained.join('\n'), reason);
    }
    const missing = await runInMemory(['policy', 'dry-run', '--file', join(folder, 'nothing.json')]);
    assert.match(missing.complained.join('\n'), /nothing\.json cannot be read \(ENOENT\)/);
  });

  it('tells from a kept snapshot what other settings would have meant', async () => {
    const kept = join(folder, 'kept.json');
    const lasting = (hours: number) =>
      anActivation(people.ana, { activatedAt: daysAgo(3), endAt: daysAgo(3 - hours / 24) });
    const whatIf = (...args: readonly string[]): Promise<Run> =>
      runInMemory(['policy', 'what-if', '--from', kept, ...args]);
    await writeFile(kept, JSON.stringify({ ...calm, activations: [lasting(1), lasting(3)] }));
    const { exitCode, printed } = await whatIf('--role', 'exchange admin', '--hours', '1.5');
    assert.equal(exitCode, 0);
    assert.deepEqual(printed, [
      'Exchange Administrator: With 1 hour 30 minutes, 1 of last month’s 2 activations would have changed.',
    ]);
    const strict = await whatIf('--role=Exchange Administrator', '--hours=2', '--approval', '--ticket');
    assert.deepEqual(strict.printed, [
      'Exchange Administrator: With 2 hours, approval and a ticket number, 2 of last month’s 2 activations would have changed; 2 had no approver. Who had a ticket number is not in the audit log.',
    ]);
    const unclear = await whatIf('--role', 'administrator', '--approval');
    assert.equal(unclear.exitCode, 1);
    assert.match(
      unclear.complained.join('\n'),
      /More than one role could be meant by "administrator": .*Exchange/,
    );
    assert.match(
      (await whatIf('--role', 'janitor', '--ticket')).complained.join('\n'),
      /no role like "janitor"/,
    );
    await writeFile(kept, JSON.stringify({ ...calm, auditedSince: null }));
    assert.match(
      (await whatIf('--role', 'exchange admin', '--approval')).complained.join('\n'),
      /The audit log could not be read/,
    );
  });

  describe('of a tenant', () => {
    let sandbox: RunningSandbox;
    let file: string;

    before(async () => {
      sandbox = await startSandbox({ tenant: 'quay' });
    });

    after(() => sandbox.stop());

    beforeEach(() => {
      file = join(folder, 'settings.json');
    });

    const policy = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Run> => {
      const { tenantId: of, appId, secret } = sandbox.tenantInfo;
      const environment = {
        LATCHKEY_CLOUD: 'sandbox',
        LATCHKEY_SANDBOX_URL: sandbox.url,
        MicrosoftAppId: appId,
        MicrosoftAppTenantId: of,
        MicrosoftAppPassword: secret,
        ...more,
      };
      return runInMemory(['policy', ...args], environment, { now: () => new Date() });
    };
    const exported = async (): Promise<Written> => {
      const { exitCode, complained } = await policy(['export', '--out', file]);
      assert.equal(exitCode, 0, complained.join('\n'));
      return JSON.parse(await readFile(file, 'utf8')) as Written;
    };
    const changed = async (change: (role: WrittenRole) => void, name = 'Exchange Administrator') => {
      const written = await exported();
      const role = written.roles.find(({ displayName }) => displayName === name);
      assert.ok(role);
      change(role);
      await writeFile(file, JSON.stringify(written));
    };

    it('writes all settings into a file that only its owner reads, and asks for two lists alone', async () => {
      await exported();
      await sandbox.control.clearCalls();
      const written = await exported();
      const lists = new Set(
        (await sandbox.control.calls(/^\/graph/)).map(({ path }) => path.split('/').at(-1)),
      );
      assert.deepEqual([...lists].sort(), ['roleDefinitions', 'roleManagementPolicyAssignments']);
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.deepEqual(await readdir(folder), ['settings.json']);
      assert.ok(written.roles.some(({ displayName }) => displayName === 'Customs clerk'));
      const { printed } = await policy(['export']);
      assert.equal(`${printed.join('\n')}\n`, await readFile(file, 'utf8'));
    });

    it('finds nothing between a tenant and its own file', async () => {
      await exported();
      const { exitCode, printed, complained } = await policy(['diff', '--against', file]);
      assert.deepEqual([exitCode, printed, complained], [0, ['Every role is set as the file says.'], []]);
      const dry = await policy(['dry-run', '--file', file]);
      assert.deepEqual([dry.exitCode, dry.printed], [0, ['Nothing would change.']]);
    });

    it('says what the tenant has otherwise, approvers by name', async () => {
      await changed((role) => {
        role.activation.maximumMinutes = 60;
        role.activation.isApprovalRequired = false;
        role.activation.approvers = [];
      });
      const { exitCode, printed } = await policy(['diff', '--against', file]);
      assert.equal(exitCode, 2);
      const text = printed.join('\n');
      assert.match(text, /^Exchange Administrator: longest activation was 1 hour, is 12 hours$/m);
      assert.match(text, /^Exchange Administrator: approval was off, is on$/m);
      assert.match(
        text,
        /^Exchange Administrator: list of approvers was nobody, is Nora Quist and Wim Claes$/m,
      );
      const json = await policy(['diff', '--against', file, '--json']);
      assert.equal(json.exitCode, 2);
      const { differences } = JSON.parse(json.printed.join('')) as {
        readonly differences: readonly { readonly role: string; readonly changes: readonly object[] }[];
      };
      assert.deepEqual(
        differences.map(({ role, changes }) => [role, changes[0]]),
        [
          [
            'Exchange Administrator',
            { ruleId: 'Expiration_EndUser_Assignment', setting: 'activationMinutes', file: 60, tenant: 720 },
          ],
        ],
      );
    });

    it('says what a file would change rule by rule, warns, and changes nothing', async () => {
      await changed((role) => {
        role.activation.maximumMinutes = 45;
        role.activation.isMultifactorRequired = true;
        role.activation.authenticationContext = 'c1';
        role.activation.approvers = [];
      });
      const { exitCode, printed, complained } = await policy(['dry-run', '--file', file]);
      assert.equal(exitCode, 2);
      const text = printed.join('\n');
      for (const [rule, change] of [
        ['Expiration_EndUser_Assignment', 'longest activation is 12 hours, would be 45 minutes'],
        ['Enablement_EndUser_Assignment', 'multifactor authentication is off, would be on'],
        ['AuthenticationContext_EndUser_Assignment', 'authentication context is none, would be c1'],
        ['Approval_EndUser_Assignment', 'list of approvers is Nora Quist and Wim Claes, would be nobody'],
      ] as const)
        assert.ok(text.includes(`\n  ${rule}\n    ${change}\n`), `${rule} in ${text}`);
      for (const trap of [
        /Careful: Multifactor authentication and an authentication context exclude each other/,
        /Careful: Approval without approvers: PIM asks Privileged Role Administrators/,
        /Careful: The role has addresses of its own on a rule about mail to approvers/,
        /Careful: PIM takes activations of half an hour to 24 hours/,
      ])
        assert.match(text, trap);
      assert.equal(printed.at(-1), '4 rules of 1 role would change.');
      assert.match(
        complained.join('\n'),
        /Nothing was changed\. In Teams an administrator can apply such a file role by role: policy apply/,
      );
      const after = await policy(['dry-run', '--file', file]);
      assert.deepEqual(after.printed, printed);
    });

    it('leaves roles alone that a file does not name, and names those that are not in the tenant', async () => {
      const written = await exported();
      const [first, ...others] = written.roles;
      await writeFile(file, JSON.stringify({ ...written, roles: others }));
      assert.deepEqual((await policy(['dry-run', '--file', file])).printed, ['Nothing would change.']);
      const diff = await policy(['diff', '--against', file]);
      assert.deepEqual(
        [diff.exitCode, diff.printed],
        [2, [`${first?.displayName ?? ''}: only in the tenant`]],
      );
      const stranger = { ...first, roleDefinitionId: tenant, displayName: 'Night watch' };
      await writeFile(
        file,
        JSON.stringify({ ...written, tenantId: tenant, roles: [...written.roles, stranger] }),
      );
      const dry = await policy(['dry-run', '--file', file]);
      assert.equal(dry.exitCode, 2);
      assert.equal(dry.printed[0], 'Night watch: there is no such role in the tenant.');
      assert.match(dry.complained.join('\n'), /The file is of another tenant/);
      assert.deepEqual((await policy(['diff', '--against', file])).printed, [
        'Night watch: only in the file',
      ]);
    });

    it('says that Entra could not be read', async () => {
      await exported();
      for (const args of [['export'], ['diff', '--against', file], ['dry-run', '--file', file]]) {
        const { exitCode, printed, complained } = await policy(args, { MicrosoftAppPassword: 'wrong' });
        assert.deepEqual({ exitCode, printed }, { exitCode: 1, printed: [] });
        assert.match(complained.join('\n'), /Entra could not be read \(pim_unavailable\)/);
      }
    });

    it('looks at the tenant’s own activations', async () => {
      const { exitCode, printed } = await policy([
        'what-if',
        '--role',
        'exchange admin',
        '--hours',
        '0.5',
        '--approval',
      ]);
      assert.equal(exitCode, 0);
      assert.match(
        printed.join('\n'),
        /^Exchange Administrator: With 30 minutes and approval, \d+ of last month’s \d+ activations? would have changed; \d+ had no approver\.$/,
      );
    });
  });
});
