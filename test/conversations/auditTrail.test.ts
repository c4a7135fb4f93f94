import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChainedAuditEntry } from '../../src/pim/records.ts';
import { writeRelayFile } from '../../src/store/relaySwitchFile.ts';
import { runInMemory } from '../cli/runInMemory.ts';
import { clonedFolder } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

describe('the audit trail of a running service', () => {
  let world: World;
  let folder: string;
  let file: string;
  let anchors: string;
  let dataDir: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-trail-'));
    [file, anchors] = [join(folder, 'audit.jsonl'), join(folder, 'anchors.jsonl')];
    ({ dataDir, remove } = await clonedFolder());
    const environment = { LATCHKEY_AUDIT_FILE: file, LATCHKEY_AUDIT_ANCHOR_FILE: anchors };
    world = await openWorld({ dataDir, environment });
  });

  afterEach(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
    await remove();
  });

  const get = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
    const response = await fetch(`${world.botUrl}${path}`);
    return { status: response.status, text: await response.text() };
  };
  const gauge = async (name: string): Promise<number> => {
    const { text } = await get('/metrics');
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  };

  it('is written out whole by the end, verifies, and says by which authority each change was made', async () => {
    const [ana, ben] = [world.person('Ana'), world.person('Ben')];
    await ana.say('activate exchange admin 1h because mailbox');
    const { message } = await ben.waitForButton('Approve');
    await ben.press('Approve', { comment: 'fine' }, { on: message.id });
    await ana.waitForCard(/Active until/);
    await world.stop();

    const verified = await runInMemory(['verify-audit', '--from', file, '--anchor', anchors]);
    assert.equal(verified.exitCode, 0, verified.printed.join('\n'));
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as ChainedAuditEntry);
    const lastAnchor = (await readFile(anchors, 'utf8')).trim().split('\n').at(-1) ?? '';
    const { sequence } = JSON.parse(lastAnchor) as { readonly sequence: number };
    assert.equal(sequence, rows.at(-1)?.sequence, 'the very end is anchored');

    for (const event of ['activation.submitted', 'decision.recorded']) {
      const row = rows.find((one) => one.event === event);
      assert.ok(row, event);
      assert.equal(row.actor, world.idOf(event === 'decision.recorded' ? 'Ben' : 'Ana'));
      const { authenticationMethods, tokenIssuedAt, tokenId, graphRequestId } = row.facts ?? {};
      assert.match(String(authenticationMethods), /pwd/, event);
      assert.ok(!Number.isNaN(Date.parse(String(tokenIssuedAt))), event);
      assert.match(String(tokenId), /^[\w-]{8,}$/, event);
      assert.match(String(graphRequestId), GUID, event);
      assert.match(String(row.roleDefinitionId), GUID, event);
      assert.match(String(row.requestId), GUID, event);
    }
    const decision = rows.find((one) => one.event === 'decision.recorded');
    assert.equal(decision?.facts?.['requestor'], world.idOf('Ana'));
    assert.doesNotMatch(lines.join('\n'), /eyJ/, 'no token');
  });

  it('goes on after a restart, without a gap', async () => {
    const ana = world.person('Ana');
    await ana.say('activate teams admin 1h because release');
    await ana.waitForCard(/Active until/);
    await world.stop();
    await world.start();
    await ana.say('sign out');
    await ana.waitForText(/signed out|forgotten/i);
    await world.stop();
    const { exitCode, printed } = await runInMemory(['verify-audit', '--from', file, '--anchor', anchors]);
    assert.equal(exitCode, 0, printed.join('\n'));
    assert.match(await readFile(file, 'utf8'), /signOut\.done/);
  });

  it('has a gauge for the relay, while the service stays ready', async () => {
    assert.equal(await gauge('latchkey_relay_on'), 1);
    assert.ok((await gauge('latchkey_audit_stream_behind')) >= 0);
    await writeRelayFile(dataDir, { isOn: false, by: 'kim', reason: 'drill' }, { now: () => new Date() });
    assert.equal(await gauge('latchkey_relay_on'), 0);
    const { status, text } = await get('/readyz');
    assert.equal(status, 200, text);
  });
});
