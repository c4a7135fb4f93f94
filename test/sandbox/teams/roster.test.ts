import assert from 'node:assert/strict';
import { people, TeamsSandbox } from './teamsSandbox.ts';

describe('roster', () => {
  let sandbox: TeamsSandbox;
  let ana: { conversationId: string; mri: string };

  before(async () => {
    sandbox = await TeamsSandbox.start();
  });

  beforeEach(async () => {
    await sandbox.reset();
    ana = await sandbox.meet(people.ana);
  });

  after(() => sandbox.stop());

  const member = (): object => ({
    id: ana.mri,
    name: 'Ana Ruiz',
    objectId: people.ana,
    aadObjectId: people.ana,
    givenName: 'Ana',
    surname: 'Ruiz',
    email: 'ana.ruiz@harbourlight.example',
    userPrincipalName: 'ana.ruiz@harbourlight.example',
    tenantId: sandbox.tenantId,
    userRole: 'user',
  });
  const roster = (path: string): string => `/${encodeURIComponent(ana.conversationId)}/${path}`;

  it('lists the one person of a personal chat', async () => {
    assert.deepEqual((await sandbox.connector('GET', roster('members'))).body, [member()]);
  });

  it('finds a member by either id', async () => {
    for (const id of [encodeURIComponent(ana.mri), people.ana]) {
      assert.deepEqual((await sandbox.connector('GET', roster(`members/${id}`))).body, member());
    }
    assert.equal((await sandbox.connector('GET', roster(`members/${people.ben}`))).status, 404);
  });

  it('turns the pages of a channel', async () => {
    await sandbox.post('/client/teams-channel', { oid: people.ana });
    const { body } = await sandbox.get('/client/teams-channel');
    const channel = encodeURIComponent(String(body['conversationId']));
    const names: string[] = [];
    let token: string | undefined;
    do {
      const next = token === undefined ? '' : `&continuationToken=${token}`;
      const page = await sandbox.connector('GET', `/${channel}/pagedmembers?pageSize=5${next}`);
      const members = page.body['members'] as { name: string }[];
      assert.ok(members.length <= 5);
      names.push(...members.map(({ name }) => name));
      token = page.body['continuationToken'] as string | undefined;
    } while (token !== undefined);
    assert.equal(names.length, 12);
    assert.equal(new Set(names).size, 12);
  });
});
