import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditReportJson } from '../../src/reports/auditReportJson.ts';
import { type AuditReport } from '../../src/reports/auditReportTypes.ts';
import { auditReportSchema } from '../../src/reports/schema/auditReportSchema.ts';
import { lockFolder } from '../../src/store/folderLock.ts';
import { clonedFolder } from '../support/databases.ts';
import { sampleReport } from '../support/sampleReport.ts';
import { samplePeople, sampleRoles, sampleSnapshot } from '../support/sampleSnapshot.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';
import { runInMemory, type Run } from './runInMemory.ts';

const starter = fileURLToPath(new URL('../../bin/latchkey.mjs', import.meta.url));

/** A tenant in which two may become Global Administrator for a time, and nobody holds anything. */
const calmSnapshot = {
  ...sampleSnapshot,
  assignments: [],
  eligibilities: [samplePeople.ana, samplePeople.ben].map((principalId) => ({
    id: `eligibility-of-${principalId}`,
    principalId,
    roleDefinitionId: sampleRoles.globalAdministrator,
    scopeId: '/',
    startAt: '2026-01-01T09:00:00Z',
    endAt: '2026-06-01T09:00:00Z',
  })),
  settings: [],
  groups: [],
  activations: [],
  alerts: [],
  otherUses: [],
  notRead: [],
};

const parsed = (text: string): AuditReport => JSON.parse(text) as AuditReport;

describe('audit', () => {
  let folder: string;
  let kept: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-audit-'));
    kept = join(folder, 'kept.json');
    await writeFile(kept, JSON.stringify(sampleSnapshot));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  describe('from a snapshot that was kept', () => {
    const audit = (...args: readonly string[]): Promise<Run> =>
      runInMemory(['audit', '--from', kept, ...args]);

    it('prints the report as JSON, and what it comes to on the side', async () => {
      const { exitCode, printed, complained } = await audit();
      assert.equal(exitCode, 2);
      const report = parsed(printed.join('\n'));
      assert.deepEqual(auditReportSchema.safeParse(report).error?.issues ?? [], []);
      assert.equal(report.generatedAt, '2026-01-05T09:00:00.000Z');
      assert.match(complained[0] ?? '', /^\d+ findings: \d+ high/);
      assert.match(complained.join('\n'), /^Not read: last sign-ins/m);
    });

    it('ends with 0 where nothing is as bad as asked, with 2 where something is', async () => {
      await writeFile(kept, JSON.stringify(calmSnapshot));
      const { summary } = parsed((await audit()).printed.join('\n'));
      // Nobody said which are the emergency accounts.
      assert.deepEqual(summary.findings, { high: 0, medium: 0, low: 0, information: 1 });
      assert.equal((await audit()).exitCode, 0);
      assert.equal((await audit('--fail-on', 'low')).exitCode, 0);
      assert.equal((await audit('--fail-on=information')).exitCode, 2);
      await writeFile(kept, JSON.stringify({ ...calmSnapshot, eligibilities: [] }));
      for (const severity of ['high', 'medium', 'low', 'information']) {
        assert.equal((await audit('--fail-on', severity)).exitCode, 2, severity);
      }
    });

    it('makes the same report again from a whole one, judged as that was', async () => {
      const first = sampleReport();
      await writeFile(kept, auditReportJson(first));
      const again = parsed((await audit()).printed.join('\n'));
      assert.deepEqual(again.yardstick.breakGlass, [samplePeople.emergency]);
      assert.deepEqual({ ...again, generatedAt: first.generatedAt }, JSON.parse(auditReportJson(first)));
    });

    it('judges by the settings file where one is named', async () => {
      await writeFile(kept, auditReportJson(sampleReport()));
      const settings = join(folder, 'settings.yaml');
      await writeFile(settings, 'yardstick:\n  thresholds:\n    approvers: 7\n');
      const { printed } = await runInMemory(['audit', '--from', kept], { LATCHKEY_SETTINGS_FILE: settings });
      const { yardstick } = parsed(printed.join('\n'));
      assert.equal(yardstick.thresholds.approvers, 7);
      assert.deepEqual(yardstick.breakGlass, []);
    });

    for (const [format, begin] of [
      ['json', '{\n  "$schema": "urn:latchkey:audit-report:v1"'],
      ['html', '<!doctype html>'],
      ['csv', '\uFEFFkind,severity,'],
      ['md', '# Who has what in Entra'],
    ] as const) {
      it(`writes ${format} into a file that only its owner reads`, async () => {
        const out = join(folder, `report.${format}`);
        await writeFile(out, 'what was there before', { mode: 0o644 });
        const { exitCode, printed, complained } = await audit('--format', format, '--out', out);
        assert.equal(exitCode, 2, complained.join('\n'));
        assert.deepEqual(printed, []);
        assert.ok((await readFile(out, 'utf8')).startsWith(begin));
        assert.equal((await stat(out)).mode & 0o777, 0o600);
        assert.deepEqual((await readdir(folder)).toSorted(), ['kept.json', `report.${format}`]);
        assert.ok(complained.includes(`The report is in ${out}.`));
      });
    }

    it('says in sentences what is wrong with a snapshot', async () => {
      await writeFile(kept, JSON.stringify({ ...sampleSnapshot, takenAt: 'yesterday' }));
      const { exitCode, printed, complained } = await audit();
      assert.deepEqual({ exitCode, printed }, { exitCode: 1, printed: [] });
      assert.equal(complained[0], 'audit was refused:');
      assert.equal(complained[1], `  - ${kept} cannot be used.`);
      assert.match(complained[2] ?? '', /^ {2}- takenAt: .+\.$/);
    });

    it('says that a file is not there, or cannot be written', async () => {
      const missing = await runInMemory(['audit', '--from', join(folder, 'nothing.json')]);
      assert.equal(missing.exitCode, 1);
      assert.match(missing.complained.join('\n'), /nothing\.json cannot be read \(ENOENT\)\./);
      const unwritten = await audit('--out', join(folder, 'no', 'report.json'));
      assert.equal(unwritten.exitCode, 1);
      assert.match(unwritten.complained.join('\n'), /report\.json cannot be written \(ENOENT\)\./);
      const onFolder = await audit('--out', folder);
      assert.equal(onFolder.exitCode, 1);
    });

    it('says everything that is wrong with the options at once', async () => {
      const { exitCode, complained } = await audit('--format=pdf', '--fail-on=never', '--audit-days=31');
      assert.equal(exitCode, 1);
      assert.deepEqual(complained.slice(1), [
        '  - --format must be json, html, csv, md.',
        '  - --fail-on must be high, medium, low, information.',
        '  - --audit-days must be a whole number from 1 to 30.',
      ]);
      assert.equal((await audit('--format=constructor')).exitCode, 1);
    });

    it('runs as a process with an empty environment: exit code, output and progress apart', async () => {
      const run = (...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> =>
        new Promise((resolve) => {
          const whole = { env: {}, maxBuffer: 64 * 1024 * 1024 };
          execFile(process.execPath, [starter, 'cli', 'audit', ...args], whole, (error, out, err) => {
            resolve({ code: error?.code ?? 0, out, err });
          });
        });
      const found = await run('--from', kept);
      assert.equal(found.code, 2, found.err);
      assert.equal(parsed(found.out).version, 1);
      assert.match(found.err, /^\d+ findings: /);
      await writeFile(kept, JSON.stringify(calmSnapshot));
      assert.equal((await run('--from', kept)).code, 0);
      assert.equal((await run()).code, 1);
    });
  });

  describe('of a tenant', () => {
    let sandbox: RunningSandbox;
    let environment: Readonly<Record<string, string>>;
    const clock = { now: () => new Date() };

    before(async () => {
      sandbox = await startSandbox({ tenant: 'harbour' });
    });

    after(() => sandbox.stop());

    beforeEach(() => {
      const { tenantId: tenant, appId, secret } = sandbox.tenantInfo;
      environment = {
        LATCHKEY_CLOUD: 'sandbox',
        LATCHKEY_SANDBOX_URL: sandbox.url,
        MicrosoftAppId: appId,
        MicrosoftAppTenantId: tenant,
        MicrosoftAppPassword: secret,
      };
    });
    const audit = (more: Readonly<Record<string, string>> = {}): Promise<Run> =>
      runInMemory(['audit'], { ...environment, ...more }, clock);
    const reportOf = ({ printed, complained }: Run): AuditReport => {
      assert.notDeepEqual(printed, [], complained.join('\n'));
      const report = parsed(printed.join('\n'));
      assert.deepEqual(auditReportSchema.safeParse(report).error?.issues ?? [], []);
      return report;
    };

    it('needs no database', async () => {
      const report = reportOf(await audit());
      assert.equal(report.tenantId, sandbox.tenantInfo.tenantId);
      assert.ok(report.eligibleAssignments.length > 0);
      assert.equal(report.snapshot.unreachable, null);
    });

    it('asks its own database who cannot be reached where one is configured', async () => {
      const { dataDir, remove } = await clonedFolder();
      try {
        const report = reportOf(await audit({ LATCHKEY_DATA_DIR: dataDir }));
        assert.ok((report.snapshot.unreachable?.length ?? 0) > 0);
      } finally {
        await remove();
      }
    });

    it('does without a database that belongs to a running bot, or is not there', async () => {
      const { dataDir, remove } = await clonedFolder();
      const unlock = lockFolder(dataDir);
      try {
        const locked = await audit({ LATCHKEY_DATA_DIR: dataDir });
        assert.equal(reportOf(locked).snapshot.unreachable, null);
        assert.match(locked.complained.join('\n'), /database was not asked.+belongs to the running process/);
      } finally {
        unlock();
        await remove();
      }
      const gone = await audit({ LATCHKEY_DATA_DIR: dataDir });
      assert.equal(reportOf(gone).snapshot.unreachable, null);
      await assert.rejects(stat(dataDir), { code: 'ENOENT' });
    });

    it('says that Entra could not be read', async () => {
      const { exitCode, printed, complained } = await audit({ MicrosoftAppPassword: 'wrong' });
      assert.deepEqual({ exitCode, printed }, { exitCode: 1, printed: [] });
      assert.match(complained.join('\n'), /Entra could not be read \(pim_unavailable\)/);
    });
  });
});
