import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNames } from '../../src/cli/doctor/checkTable.ts';
import { doctorReportSchema } from '../../src/cli/doctor/doctorReport.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { type LocalServer, type Reply, startServer } from '../graph/localServer.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';
import { type Broken, cases, granted, permitting } from './doctorCases.ts';
import { houseRuleCases } from './doctorHouseRuleCases.ts';
import { type Run, runInMemory } from './runInMemory.ts';

const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
const realClock: Clock = { now: () => new Date() };

/** What the stand-in for a running service answers, by method and path. */
const service: Readonly<Record<string, Reply>> = {
  'GET /healthz': { body: 'ok' },
  'GET /readyz': { body: { ready: true, reasons: [] } },
  'POST /api/messages': { status: 401 },
};

describe('doctor', () => {
  let sandbox: RunningSandbox;
  let front: LocalServer;
  let folder: string;
  let answers: Readonly<Record<string, Reply>>;

  before(async () => {
    sandbox = await startSandbox({ tenant: 'harbour', mayReview: true });
    front = await startServer(({ method, url }) => answers[`${method} ${url}`] ?? { status: 404 });
    folder = await mkdtemp(join(tmpdir(), 'latchkey-doctor-'));
  });

  after(async () => {
    await front.stop();
    await rm(folder, { recursive: true, force: true });
    await sandbox.stop();
  });

  beforeEach(() => sandbox.control.reset());

  const doctor = async (broken: Broken, ...args: readonly string[]): Promise<Run> => {
    const { environment, settings, inTenant, clockOff = 0 } = broken;
    answers = { ...service, ...broken.answers };
    await inTenant?.(sandbox);
    const file = join(folder, 'settings.yaml');
    if (settings !== undefined) await writeFile(file, settings);
    const { tenantId, appId, secret } = sandbox.tenantInfo;
    return runInMemory(
      ['doctor', ...args],
      {
        LATCHKEY_CLOUD: 'sandbox',
        LATCHKEY_SANDBOX_URL: sandbox.url,
        LATCHKEY_PUBLIC_URL: front.url,
        LATCHKEY_ENCRYPTION_KEY: SECRET_KEY,
        LATCHKEY_SETTINGS_FILE: settings === undefined ? undefined : file,
        MicrosoftAppId: appId,
        MicrosoftAppTenantId: tenantId,
        MicrosoftAppPassword: secret,
        ...environment,
      },
      { now: () => new Date(realClock.now().getTime() + clockOff * 1_000) },
    );
  };

  it('finds nothing broken where nothing is, in the order of its table', async () => {
    const { exitCode, printed } = await doctor({ inTenant: permitting(granted) });
    assert.equal(exitCode, 0, printed.join('\n'));
    const told = printed.flatMap((line) => /^[✓!✗] (\S+)/.exec(line)?.[1] ?? []);
    assert.deepEqual(
      told,
      checkNames.filter((name) => name !== 'message'),
    );
    assert.deepEqual(
      printed.filter((line) => line.startsWith('!')).map((line) => line.split(/\s+/)[1]),
      ['catalogue', 'database', 'relay', 'approvers'],
    );
  });

  for (const [title, [broken, expected]] of Object.entries({ ...cases, ...houseRuleCases })) {
    it(`tells of ${title}`, async () => {
      const { exitCode, printed } = await doctor(broken);
      const whole = printed.join('\n');
      const at = printed.findIndex((line) => line.startsWith(`${expected.sign} ${expected.check} `));
      assert.notEqual(at, -1, whole);
      assert.match(printed[at] ?? '', expected.told);
      assert.match(printed[at + 1] ?? '', expected.fix);
      assert.match(printed[at + 1] ?? '', /\(docs\/[\w-]+\.md#[\w-]+\)$/);
      for (const other of expected.others ?? []) assert.match(whole, new RegExp(`^✓ ${other} `, 'm'));
      assert.equal(exitCode, whole.includes('✗') ? 1 : 0);
      for (const secret of [sandbox.tenantInfo.secret, SECRET_KEY, 'mistyped-7c1f', 'hush-4411', 'eyJ'])
        assert.ok(!whole.includes(secret), `it says ${secret}`);
    });
  }

  it('says the same in JSON, of the form that is published', async () => {
    const { exitCode, printed } = await doctor({ environment: { MicrosoftAppPassword: 'wrong' } }, '--json');
    assert.equal(exitCode, 1);
    assert.equal(printed.length, 1);
    const report = doctorReportSchema.parse(JSON.parse(printed[0] ?? ''));
    assert.equal(report.verdict, 'failed');
    const token = report.checks.find(({ check }) => check === 'token.graph');
    assert.match(token?.fix ?? '', /client secret/);
    assert.ok(report.checks.every(({ verdict, fix }) => (verdict === 'well') === (fix === null)));
  });

  it('ends with 2 where it is not asked rightly, and asks nobody anything', async () => {
    const askedOf = async (): Promise<number> =>
      (await sandbox.control.calls(/^\/(?:graph|login|botframework)\//)).length;
    const before = await askedOf();
    const { exitCode, complained } = await doctor({}, '--loud');
    assert.equal(exitCode, 2);
    assert.match(complained.join('\n'), /no option --loud/);
    assert.equal(await askedOf(), before);
  });

  it('changes nothing in the tenant', async () => {
    await doctor({ settings: 'reviews: { enabled: true }\nadministration: { changes: true }\n' });
    const calls = await sandbox.control.calls(/^\/graph\//);
    assert.ok(calls.length > 10);
    assert.deepEqual([...new Set(calls.map(({ method }) => method))], ['GET']);
  });
});
