import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSignedCertificate, type SelfSigned } from '../support/selfSignedCertificate.ts';
import { openWorld, type World } from '../support/world.ts';

const identity = '3d5a1c2e-0000-4000-8000-00000000a1d3';

describe('how the app proves that it is the app', () => {
  let world: World;
  let folder: string;
  let environment: Record<string, string>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-credentials-'));
    environment = {};
    world = await openWorld({ isOfNow: true, environment, installedFor: ['Ana', 'Ben', 'Eli'] });
    // From here on the registration has no secret any more.
    await world.stop();
    environment['MicrosoftAppPassword'] = '';
  });

  afterEach(async () => {
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
    await world.close();
    await rm(folder, { recursive: true });
  });

  const activated = async (name: string): Promise<void> => {
    const person = world.person(name);
    const after = await person.mark();
    await person.say('my roles');
    await person.waitForCard(/Administrator|Reader/, {
      ...(after === undefined ? {} : { after }),
    });
  };

  it('is a managed identity that the registration trusts, on behalf of people too', async () => {
    Object.assign(environment, {
      MicrosoftAppType: 'UserAssignedMSI',
      LATCHKEY_MANAGED_IDENTITY_CLIENT_ID: identity,
    });
    // Where the machine gives tokens of its identities is not told to Latchkey but to whatever runs there.
    process.env['IDENTITY_ENDPOINT'] = `${world.url}/identity/token`;
    process.env['IDENTITY_HEADER'] = 'header of this machine';
    await world.control.credentials({ secrets: [], managedIdentities: [identity] });
    await world.start();
    await world.person('Ana').say('activate teams admin 1h because release');
    await world.person('Ana').waitForCard(/Active until/);
    const asked = (await world.control.calls(/^\/identity\/token$/)).map(({ query }) => query);
    assert.equal(asked[0]?.['client_id'], identity);
    assert.equal(asked[0]['resource'], 'api://AzureADTokenExchange');
  });

  it('is a certificate, and a new one on the disk while people are at work', async () => {
    const files = { certificate: join(folder, 'app.pem'), privateKey: join(folder, 'app.key') };
    const put = async ({ certificate, privateKey }: SelfSigned): Promise<void> => {
      await writeFile(files.certificate, certificate);
      // In between the two do not fit together: whoever asks now must still be served.
      await activated('Ana');
      await writeFile(files.privateKey, privateKey);
    };
    const [first, second] = await Promise.all([
      selfSignedCertificate('first'),
      selfSignedCertificate('second'),
    ]);
    await writeFile(files.certificate, first.certificate);
    await writeFile(files.privateKey, first.privateKey);
    Object.assign(environment, {
      LATCHKEY_CERTIFICATE_FILE: files.certificate,
      LATCHKEY_CERTIFICATE_KEY_FILE: files.privateKey,
    });
    await world.control.credentials({ secrets: [], certificates: [first.certificate] });
    await world.start();
    await activated('Ana');

    await world.control.credentials({ certificates: [first.certificate, second.certificate] });
    await Promise.all([put(second), activated('Ben')]);
    await world.control.credentials({ certificates: [second.certificate] });
    // Nobody has redeemed a proof of Eli's yet: only the new certificate can.
    await Promise.all(['Ana', 'Ben', 'Eli'].map(activated));
    const events = world.log.map(({ facts }) => (facts as { event?: string }).event);
    assert.ok(events.includes('certificate.changed'));
    const refused = (await world.control.calls(/\/oauth2\/v2\.0\/token$/)).filter(
      ({ status }) => status !== 200,
    );
    assert.deepEqual(refused, [], 'no token was refused');
  });

  it('reads the keys from a vault with it, and ends with a sentence where the vault has none', async () => {
    environment['MicrosoftAppPassword'] = (await world.control.tenant()).secret;
    environment['LATCHKEY_ENCRYPTION_KEY'] = '';
    environment['LATCHKEY_ENCRYPTION_KEY_VAULT_SECRET'] = `${world.url}/keyvault/secrets/latchkey`;
    await assert.rejects(
      world.start(),
      /LATCHKEY_ENCRYPTION_KEY_VAULT_SECRET: The vault has no such secret \(404\)/,
    );
    await world.control.credentials({ vaultSecrets: { latchkey: Buffer.alloc(32, 9).toString('base64') } });
    await world.start();
    await activated('Ana');
  });
});
