import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startLoudProcess } from './support/loudProcess.ts';
import { startSandbox } from './support/runningSandbox.ts';

const rule = (hours: number | string): string =>
  `houseRules: [{ name: Short, appliesTo: { roles: [all] }, maximumHours: ${hours} }]`;

describe('a running Latchkey', () => {
  it('takes changed house rules on SIGHUP, keeps the old ones where they are broken, and writes both down', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-reload-'));
    const [settings, trail] = [join(folder, 'settings.yaml'), join(folder, 'audit.jsonl')];
    await writeFile(settings, rule('lots'));
    await writeFile(trail, '');
    const sandbox = await startSandbox();
    const { tenantId, appId, secret } = sandbox.tenantInfo;
    const latchkey = await startLoudProcess({
      LATCHKEY_CLOUD: 'sandbox',
      LATCHKEY_SANDBOX_URL: sandbox.url,
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenantId,
      MicrosoftAppPassword: secret,
      LATCHKEY_SETTINGS_FILE: settings,
      LATCHKEY_AUDIT_FILE: trail,
    });
    const rows = async (): Promise<readonly string[]> =>
      [...(await readFile(trail, 'utf8')).matchAll(/"event":"(houseRules\.\w+)"/g)].map(
        ([, event = '']) => event,
      );
    const untilRows = async (count: number): Promise<readonly string[]> => {
      for (;;) {
        const found = await rows();
        if (found.length >= count) return found;
        await pause(50);
      }
    };
    try {
      assert.deepEqual(await untilRows(2), ['houseRules.changed', 'houseRules.refused']);
      assert.match(latchkey.output(), /A house rule cannot be understood; its roles are refused/);
      await writeFile(settings, rule(2));
      latchkey.signal('SIGHUP');
      assert.equal((await untilRows(3))[2], 'houseRules.changed');
      await writeFile(settings, rule('even more'));
      latchkey.signal('SIGHUP');
      assert.equal((await untilRows(4))[3], 'houseRules.refused');
      assert.equal((await fetch(`${latchkey.url}/healthz`)).status, 200);
    } finally {
      await latchkey.stop();
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
