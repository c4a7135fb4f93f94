import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../sandbox/freePort.ts';
import { keepTyping, shellBlocksOf, type, type Terminal, type Typed } from '../support/shellBlocks.ts';

const page = 'docs/sandbox.md';

describe(`${page}: a bot of your own`, () => {
  let home: string;
  let environment: Readonly<Record<string, string>>;
  let tenant: Terminal | undefined;
  let bot: Terminal | undefined;
  let setUp: Typed;

  const blocks = shellBlocksOf(page, 'A bot of your own');
  const [startTenant = '', prepare = '', startBot = '', administer = '', doctor = '', more = ''] = blocks;
  /** With the ports of this run, and with nothing else changed. */
  const onPorts = (block: string, sandboxPort: number, botPort: number): string =>
    block
      .replace('SANDBOX=http://127.0.0.1:4000', `SANDBOX=http://127.0.0.1:${sandboxPort}`)
      .replaceAll('http://127.0.0.1:3978', `http://127.0.0.1:${botPort}`)
      .replace('PORT=3978', `PORT=${botPort}`);
  const inService = (command: string): Promise<Typed> =>
    type(`set -a; . ~/own-latchkey/own.env; set +a\n${command}`, environment);

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'latchkey-home-'));
    const [sandboxPort, botPort] = [await freePort(), await freePort()];
    // npm's own notes would go on being written after a command has ended.
    environment = { HOME: home, LATCHKEY_SANDBOX_PORT: String(sandboxPort), npm_config_logs_max: '0' };
    tenant = keepTyping(startTenant, environment);
    await tenant.until(/^Sandbox http/m);
    const prepared = await type(onPorts(prepare, sandboxPort, botPort), environment);
    assert.equal(prepared.exitCode, 0, prepared.output);
    bot = keepTyping(startBot, environment);
    setUp = await type(onPorts(administer, sandboxPort, botPort), environment);
  });

  after(async () => {
    await bot?.interrupt();
    await tenant?.interrupt();
    await rm(home, { recursive: true, force: true });
  });

  it('is there as the page says, and Teams has told it of everybody', () => {
    assert.equal(setUp.exitCode, 0, `${setUp.output}\n${bot?.output() ?? ''}`);
    const [, installed, taken] = /"installedFor":(\d+),"takenByBot":(\d+)/.exec(setUp.output) ?? [];
    assert.ok(Number(installed) > 0, setUp.output);
    assert.equal(taken, installed);
  });

  it('is found well in every line', async () => {
    const { exitCode, output } = await inService(doctor);
    const lines = output.split('\n').filter((line) => /^[✓!✗] /.test(line));
    assert.ok(lines.length > 30, output);
    assert.deepEqual(
      lines.filter((line) => !line.startsWith('✓')),
      [],
      output,
    );
    assert.equal(exitCode, 0);
    assert.match(output, /^34 well, 0 to look at, 0 not working\.$/m);
  });

  for (const command of more.trim().split('\n')) {
    it(`answers ${command}`, async () => {
      const [, expected = '0'] = /# ends with (\d)/.exec(command) ?? [];
      const { exitCode, output } = await inService(command);
      assert.equal(String(exitCode), expected, output);
    });
  }

  it('has made the report and the package', async () => {
    const zip = await stat(join(home, 'own-latchkey', 'app.zip'));
    assert.ok(zip.size > 0);
    const report = await readFile(join(home, 'own-latchkey', 'report.html'), 'utf8');
    assert.ok(report.includes('Ana Ruiz'));
  });
});
