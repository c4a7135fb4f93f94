import assert from 'node:assert/strict';
import { startSandbox, type RunningSandbox } from '../../support/runningSandbox.ts';
import { ana, claimsIn, EntraClient, graphDefault, refusedWith } from './entraClient.ts';

const tool = '31359c7f-bd7e-475c-86db-fdb8c937548e';
const scopes = ['User.Read', 'RoleAssignmentSchedule.ReadWrite.Directory'];

interface Started {
  readonly user_code: string;
  readonly device_code: string;
  readonly verification_uri: string;
  readonly interval: number;
}

describe('signing in by a code that is typed elsewhere', () => {
  let sandbox: RunningSandbox;
  let client: EntraClient;

  before(async () => {
    sandbox = await startSandbox({ isAskedByTest: true });
    client = new EntraClient(sandbox);
    const publicClients = [{ appId: tool, displayName: 'A tool', scopes }];
    await sandbox.control.credentials({ publicClients });
  });

  after(() => sandbox.stop());

  const begin = async (fields: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${client.authority}/oauth2/v2.0/devicecode`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: tool, scope: `${graphDefault} openid`, ...fields }),
    });
  const started = async (): Promise<Started> => (await (await begin()).json()) as Started;
  const typed = async (address: string, fields: Readonly<Record<string, string>>): Promise<string> =>
    (await fetch(address, { method: 'POST', body: new URLSearchParams(fields) })).text();
  const poll = (code: string, grant = 'urn:ietf:params:oauth:grant-type:device_code', clientId = tool) =>
    client.bareToken({ grant_type: grant, client_id: clientId, device_code: code });

  it('gives a token of the person to the application that asked, once', async () => {
    const { user_code: code, device_code: deviceCode, verification_uri: address, interval } = await started();
    assert.equal(interval, 5);
    refusedWith(await poll(deviceCode), 'authorization_pending', 70016);
    assert.match(await (await fetch(address)).text(), /Enter the code that the app shows/u);
    assert.match(await typed(address, { otc: 'WRONG' }), /That code did not work/u);
    assert.match(await typed(address, { otc: ` ${code.toLowerCase()} ` }), /Pick an account[^]*A tool/u);
    assert.match(await typed(address, { otc: code, person: ana }), /You are signed in to[^]*A tool/u);
    assert.match(await typed(address, { otc: code, person: ana }), /That code did not work/u);
    const answer = await poll(deviceCode, 'device_code');
    const { appid, appidacr, oid, scp, amr } = claimsIn(answer);
    assert.deepEqual([appid, appidacr, oid, scp, amr], [tool, '0', ana, scopes.join(' '), ['pwd']]);
    assert.equal(answer.body['refresh_token'], undefined);
    assert.equal(claimsIn({ ...answer, body: { access_token: answer.body['id_token'] } }).aud, tool);
    refusedWith(await poll(deviceCode), 'bad_verification_code', 70018);
  });

  it('tells that the person declined, and that nobody came in time', async () => {
    const first = await started();
    assert.match(
      await typed(first.verification_uri, { otc: first.user_code, person: 'cancel' }),
      /did not sign in/u,
    );
    refusedWith(await poll(first.device_code), 'authorization_declined', 65004);
    const late = await started();
    await sandbox.control.forward(15 * 60_000);
    assert.match(await typed(late.verification_uri, { otc: late.user_code }), /That code did not work/u);
    refusedWith(await poll(late.device_code), 'expired_token', 70019);
  });

  it('serves public clients that the tenant has registered, and nobody else', async () => {
    const ours = { client_id: sandbox.tenantInfo.appId };
    assert.deepEqual([(await begin(ours)).status, (await begin({ claims: '{}' })).status], [401, 400]);
    const { device_code: code } = await started();
    refusedWith(await poll(code, 'device_code', sandbox.tenantInfo.appId), 'invalid_client', 7000218);
    const { secret, appId } = sandbox.tenantInfo;
    const withSecret = {
      grant_type: 'device_code',
      client_id: appId,
      client_secret: secret,
      device_code: code,
    };
    refusedWith(await client.bareToken(withSecret), 'unauthorized_client', 700016);
    const asItself = { grant_type: 'client_credentials', client_id: tool, scope: graphDefault };
    refusedWith(await client.bareToken(asItself), 'unauthorized_client', 700016);
    await sandbox.control.reset();
    assert.equal((await begin()).status, 401);
  });
});
