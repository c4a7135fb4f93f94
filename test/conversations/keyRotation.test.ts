import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { startBot, type TorturedBot } from '../../torture/torturedBot.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { engines, type TestPlace } from '../support/databases.ts';
import { projectRoot } from '../support/projectFiles.ts';
import { personIn } from '../support/personIn.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';
import { SignInWindow } from '../support/signInWindow.ts';
import { signInAtEntra } from '../support/entraSignIn.ts';
import { type ChatMessage, type TeamsUser, wordsOf } from '../support/teamsUser.ts';

const run = promisify(execFile);

const asksForSignIn = ({ signIn, isDeleted }: ChatMessage): boolean =>
  signIn === 'button' && isDeleted !== true;

for (const engine of engines.filter(({ name }) => name === 'PostgreSQL')) {
  describe('a new encryption key, while people are at work', () => {
    const [old, young] = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64')) as [
      string,
      string,
    ];
    let place: TestPlace;
    let sandbox: RunningSandbox;
    let balancer: Balancer;
    let bots: TorturedBot[];
    let isLoaded = true;

    beforeEach(async () => {
      place = await engine.place();
      sandbox = await startSandbox();
      balancer = await startBalancer();
      bots = [];
      for (let count = 0; count < 2; count += 1) bots.push(await started(old));
      useThem();
      await sandbox.control.setBot(`${balancer.url}/api/messages`);
      for (const name of ['Ana', 'Ben', 'Chi', 'Dara']) await person(name).install();
    });

    afterEach(async () => {
      isLoaded = false;
      await Promise.all(bots.map((bot) => bot.kill()));
      await balancer.stop();
      await sandbox.stop();
      await place.remove();
    });

    const person = (name: string): TeamsUser => personIn(sandbox, name);

    const environmentWith = (keys: string): Readonly<Record<string, string>> => ({
      DATABASE_URL: place.engine.kind === 'postgres' ? place.engine.url : '',
      LATCHKEY_PUBLIC_URL: 'http://127.0.0.1:3978',
      LATCHKEY_ENCRYPTION_KEY: keys,
    });

    async function started(keys: string): Promise<TorturedBot> {
      const { url, tenantInfo } = sandbox;
      const bot = await startBot({ ...tenantInfo, url }, environmentWith(keys));
      await bot.ready();
      return bot;
    }

    function useThem(): void {
      balancer.use(bots.map(({ endpoint }) => endpoint));
    }

    /** One process after the other: it gets nothing more to do, ends in order, and is started with these keys. */
    async function restartAll(keys: string): Promise<void> {
      for (const bot of [...bots]) {
        bots = bots.filter((other) => other !== bot);
        useThem();
        await bot.stop();
        bots.push(await started(keys));
        useThem();
      }
    }

    /** The CLI as an operator calls it. */
    async function reseal(keys: string): Promise<string> {
      const { url, tenantInfo } = sandbox;
      const { stdout } = await run(process.execPath, ['bin/latchkey.mjs', 'cli', 'reseal'], {
        cwd: projectRoot,
        env: {
          PATH: process.env['PATH'],
          LATCHKEY_CLOUD: 'sandbox',
          LATCHKEY_SANDBOX_URL: url,
          MicrosoftAppId: tenantInfo.appId,
          MicrosoftAppTenantId: tenantInfo.tenantId,
          MicrosoftAppPassword: tenantInfo.secret,
          ...environmentWith(keys),
        },
      });
      return stdout;
    }

    /** Somebody who signed in before asks on and on; whoever is to sign in again would see a button. */
    async function keepsAsking(name: string): Promise<number> {
      const user = person(name);
      let asked = 0;
      while (isLoaded) {
        const mark = await user.mark();
        const { botStatus } = await user.say('my roles');
        assert.ok(botStatus !== null && botStatus < 300, `answered ${String(botStatus)}`);
        await user.waitForCard(/Your roles|activate/i, {
          ...(mark === undefined ? {} : { after: mark }),
        });
        asked += 1;
        // Slower than Teams allows a thread in the long run (60 in half a minute): nobody is to wait for that.
        await pause(1_000);
      }
      return asked;
    }

    it('makes nobody sign in again, loses no sign-in under way and fails nothing', async () => {
      const [ana, ben, chi] = [person('Ana'), person('Ben'), person('Chi')];
      for (const user of [ana, chi]) {
        await user.say('my roles');
        await user.waitForCard(/Your roles|activate/i);
        await user.settings({ sso: 'off' });
      }
      await ben.say('activate security admin 1h because the keys change');
      const link = await ben.waitForSignInLink();
      const window = new SignInWindow({ botUrl: balancer.url });
      const atEntra = await window.atEntra(link);
      const asking = Promise.all(['Ana', 'Chi'].map(keepsAsking));
      asking.catch(() => undefined);

      await restartAll(`${old},${young}`);
      await restartAll(`${young},${old}`);
      const back = await signInAtEntra(atEntra.href, { as: ben.oid });
      const { code, html } = await window.open(back.href);
      assert.ok(code, `the sign-in that began under the old key ends under both: ${html}`);
      assert.match(await reseal(`${young},${old}`), /Nothing is sealed with another key any more/u);
      await restartAll(young);
      await ben.verifySignIn(code);
      await ben.waitForCard(/Active until/);

      isLoaded = false;
      const asked = await asking;
      assert.ok(
        asked.every((count) => count > 3),
        `asked ${asked.join(' and ')} times meanwhile`,
      );
      for (const user of [ana, chi]) {
        const messages = await user.messages();
        assert.deepEqual(messages.filter(asksForSignIn), [], 'nobody signs in again');
        assert.deepEqual(
          messages.map(wordsOf).filter((words) => /went wrong|try again/iu.test(words)),
          [],
        );
      }
    });
  });
}
