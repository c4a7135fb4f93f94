import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { engines, type TestPlace } from '../support/databases.ts';
import { signInAtEntra } from '../support/entraSignIn.ts';
import { type LoudProcess, startLoudProcess } from '../support/loudProcess.ts';
import { findProgram } from '../support/postgresServer.ts';
import { personIn } from '../support/personIn.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';
import { type TeamsUser } from '../support/teamsUser.ts';

/** Every file below a folder. */
async function filesIn(folder: string): Promise<readonly Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
}

/** What lies in the database as it is on the disk, and as a backup has it; nobody has it open. */
async function stored({ engine }: TestPlace): Promise<readonly Buffer[]> {
  if (engine.kind === 'embedded') return filesIn(engine.dataDir ?? '');
  const dump = await promisify(execFile)(findProgram('pg_dump'), [engine.url], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const client = new Client({ connectionString: engine.url });
  await client.connect();
  try {
    await client.query('checkpoint');
    const { rows } = await client.query<{ folder: string; base: string }>(
      `select current_setting('data_directory') as folder,
              (select oid::text from pg_database where datname = current_database()) as base`,
    );
    const [{ folder, base }] = rows as [(typeof rows)[number]];
    const parts = [join(folder, 'base', base), join(folder, 'pg_wal')];
    return [Buffer.from(dump.stdout), ...(await Promise.all(parts.map(filesIn))).flat()];
  } finally {
    await client.end();
  }
}

for (const engine of engines) {
  describe(`what must stay secret, on ${engine.name}`, () => {
    let place: TestPlace;
    let sandbox: RunningSandbox;
    let latchkey: LoudProcess | undefined;

    afterEach(async () => {
      await latchkey?.stop();
      await sandbox.stop();
      await place.remove();
    });

    const user = (name: string): TeamsUser => personIn(sandbox, name);

    it('stands in no log, no answer, no metric, no file of the database and no backup', async () => {
      const mark = (what: string): string => `canary${what}${randomUUID().replaceAll('-', '')}`;
      const [clientSecret, key, pasted, bearer] = [
        mark('secret'),
        randomBytes(32),
        mark('pasted'),
        mark('bearer'),
      ];
      place = await engine.place();
      sandbox = await startSandbox();
      const { tenantId, appId } = sandbox.tenantInfo;
      await sandbox.control.credentials({ secrets: [clientSecret] });
      latchkey = await startLoudProcess({
        LATCHKEY_CLOUD: 'sandbox',
        LATCHKEY_SANDBOX_URL: sandbox.url,
        MicrosoftAppId: appId,
        MicrosoftAppTenantId: tenantId,
        MicrosoftAppPassword: clientSecret,
        LATCHKEY_ENCRYPTION_KEY: key.toString('base64'),
        ...(place.engine.kind === 'postgres'
          ? { DATABASE_URL: place.engine.url }
          : { LATCHKEY_DATA_DIR: place.engine.dataDir ?? '' }),
      });
      const { url } = latchkey;
      await sandbox.control.setBot(`${url}/api/messages`);
      await Promise.all(['Ana', 'Ben'].map((name) => user(name).install()));
      const [ana, ben] = [user('Ana'), user('Ben')];
      const refused = /looks like a secret/;

      // A typed line, before and after the sign-in.
      await ana.say(`activate exchange admin 1h because password=${pasted}`);
      await ana.waitForText(refused);
      await ana.say('activate exchange admin 1h because mailbox stuck');
      const { message: card } = await ben.waitForButton('Approve');
      // A comment, pressed and typed.
      const pressed = await ben.press('Deny', { comment: `pwd: ${pasted}1` }, { on: card.id });
      assert.match(JSON.stringify(pressed.body), refused);
      await ben.say(`deny 1 because Bearer ${pasted}`);
      await ben.waitForText(refused);
      // The form and the dialog behind it.
      await ben.say('activate security admin');
      const { message: form } = await ben.waitForButton('activation.submit');
      await ben.say(`because AccountKey=${pasted}`);
      await ben.waitForText(refused, { after: form.id });
      for (const field of ['justification', 'ticketNumber']) {
        const inputs = { justification: 'x', [field]: `password=${pasted}` };
        const answer = await ben.press('activation.submit', inputs, { isUnchecked: true });
        assert.match(JSON.stringify(answer.body), refused);
      }
      // The page, with a code of Entra's and a proof that waits to be brought back.
      await ben.press('activation.submit', { justification: 'incident' });
      const start = await fetch(await ben.waitForSignInLink(), { redirect: 'manual' });
      const cookie = start.headers
        .getSetCookie()
        .map((one) => one.split(';', 1)[0] ?? '')
        .join('; ');
      const callback = await signInAtEntra(start.headers.get('location') ?? '', { as: ben.oid });
      const code = callback.searchParams.get('code') ?? '';
      const state = callback.searchParams.get('state') ?? '';
      const page = await (await fetch(callback, { headers: { cookie } })).text();
      await ben.verifySignIn(/[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page)?.[0] ?? '');
      await ben.waitForCard(/Active until/);
      await ben.press('Approve', { comment: 'fine' }, { on: card.id });
      await ana.waitForCard(/Active until/);

      // Whoever knocks with something wrong.
      const channelToken = await sandbox.control.channelToken(`${sandbox.url}/teams/${tenantId}/`);
      const bodies = [page];
      const knock = async (path: string, init: RequestInit = {}): Promise<void> => {
        const answer = await fetch(`${url}${path}`, init);
        bodies.push(JSON.stringify([...answer.headers]), await answer.text());
      };
      const post = (body: string, authorization: string): RequestInit => ({
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', authorization },
      });
      await knock('/api/messages', post('{', `Bearer ${channelToken}`));
      await knock('/api/messages', post(`{"type":"${pasted}"}`, `Bearer ${bearer}`));
      await knock('/api/messages', post(`{"type":"message","text":"${pasted}"}`, `Bearer ${channelToken}x`));
      await knock(`/auth/end?code=${code}&state=${state}`, { headers: { cookie } });
      await knock(`/auth/end?code=${code}&state=${bearer}`);
      await knock(`/auth/start?t=${bearer}`);
      for (const path of ['/metrics', '/healthz', '/readyz', `/${bearer}`]) await knock(path);
      const signOnToken = await sandbox.control.signOnToken(ana.oid);
      const asked = JSON.stringify(await sandbox.control.calls(/\/graph\//));
      await latchkey.stop();

      const secrets = {
        'the client secret': clientSecret,
        'the key': key.toString('base64'),
        'the key in hexadecimal': key.toString('hex'),
        'pasted words': pasted,
        'a bearer token': bearer,
        'the channel’s token': channelToken.slice(-40),
        'the sign-on token': signOnToken.slice(-40),
        'the code of Entra': code,
        'the state of a sign-in': state,
      };
      const places = {
        'the log': [Buffer.from(latchkey.output())],
        'an answer': bodies.map((body) => Buffer.from(body)),
        'what Graph was told': [Buffer.from(asked)],
        'the database': await stored(place),
      };
      assert.ok(code !== '' && state !== '');
      assert.match(latchkey.output(), /"level":20/, 'the log says everything');
      for (const [where, files] of Object.entries(places)) {
        assert.ok(files.length > 0 && files.some(({ length }) => length > 100), where);
        for (const [what, secret] of Object.entries(secrets)) {
          assert.ok(!files.some((file) => file.includes(secret)), `${what} stands in ${where}`);
        }
        // Any token at all: of Graph, of the app, of a sign-in.
        for (const file of files) assert.doesNotMatch(file.toString('latin1'), /eyJ[\w-]{17,}\./, where);
      }
      assert.ok(
        places['the database'].some((file) => file.includes('mailbox stuck')),
        'what may be stored is found where it is looked for',
      );
    });
  });
}
