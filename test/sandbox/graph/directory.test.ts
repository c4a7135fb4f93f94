import assert from 'node:assert/strict';
import {
  type Answered,
  assertRefused,
  first,
  GraphSandbox,
  items,
  type Json,
  keysOf,
  objects,
  people,
  roles,
} from './graphSandbox.ts';

const { ana, chi, dara, gus, ivo } = people;
const eventual = { ConsistencyLevel: 'eventual' };
const names = (answered: Answered): unknown[] => items(answered).map((one) => one['displayName']);

describe('the directory', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const users = (query: string): Promise<Answered> => graph.getAsApp(`/v1.0/users?${query}`);

  describe('people', () => {
    it('are found by id, name and sign-in name', async () => {
      assert.deepEqual(names(await users(`$filter=id in ('${ana}','${chi}')`)), ['Ana Ruiz', 'Chi Nguyen']);
      assert.deepEqual(names(await users("$filter=userPrincipalName eq 'ANA.RUIZ@harbourlight.example'")), [
        'Ana Ruiz',
      ]);
      assert.deepEqual(names(await users("$filter=startswith(displayName,'da') or id eq 'x'")), [
        'Dara Singh',
      ]);
      assert.deepEqual(names(await users("$filter=userType eq 'Guest'")), ['Ivo Marek']);
      assert.equal((await graph.getAsApp('/v1.0/users/dara.singh@harbourlight.example')).body['id'], dara);
      const guest = encodeURIComponent('ivo.marek_ledgerandmast.example#EXT#@harbourlight.example');
      assert.equal((await graph.getAsApp(`/v1.0/users/${guest}`)).body['id'], ivo);
    });

    it('come with the usual properties, or the selected ones', async () => {
      const usual = await graph.getAsApp(`/v1.0/users/${ana}`);
      assert.ok(!('userType' in usual.body) && 'businessPhones' in usual.body);
      const chosen = await graph.getAsApp(`/v1.0/users/${ana}?$select=id,userType`);
      assert.deepEqual(
        keysOf(chosen.body)
          .filter((key) => !key.startsWith('@'))
          .sort(),
        ['id', 'userType'],
      );
      assert.equal(
        chosen.body['@odata.context'],
        `${graph.url}/graph/v1.0/$metadata#users(id,userType)/$entity`,
      );
      const wrong = await graph.getAsApp(`/v1.0/users/${ana}?$select=shoeSize`);
      assertRefused(wrong, 400, 'BadRequest');
    });

    it('sort by name, and count for whoever asks properly', async () => {
      const sorted = names(await users('$orderby=displayName desc'));
      assert.deepEqual(sorted, [...sorted].sort().reverse());
      assertRefused(await users('$count=true'), 400, 'Request_UnsupportedQuery');
      const counted = await graph.getAsApp('/v1.0/users?$count=true&$top=2', eventual);
      assert.deepEqual([counted.body['@odata.count'], items(counted).length], [12, 2]);
    });

    it('that are not there are told so', async () => {
      const unknown = '00000000-0000-4000-8000-000000000000';
      assertRefused(
        await graph.getAsApp(`/v1.0/users/${unknown}`),
        404,
        'Request_ResourceNotFound',
        `Resource '${unknown}' does not exist or one of its queried reference-property objects are not present.`,
      );
    });

    it('have no photos, though their metadata answers', async () => {
      for (const path of ['photo/$value', 'photos/48x48/$value', 'photos/48x48']) {
        assertRefused(await graph.getAsApp(`/v1.0/users/${ana}/${path}`), 404, 'ImageNotFound');
      }
      assert.equal((await graph.get(ana, '/v1.0/me/photo/$value')).status, 404);
      assert.equal((await graph.getAsApp(`/v1.0/users/${ana}/photo`)).body['id'], '1x1');
    });

    it('show little of others to those with the basic scope', async () => {
      await graph.control.consent(['User.ReadBasic.All']);
      const other = await graph.get(ana, `/v1.0/users/${dara}`, { scopes: ['User.ReadBasic.All'] });
      assert.deepEqual([other.body['displayName'], other.body['jobTitle']], ['Dara Singh', null]);
    });
  });

  describe('me', () => {
    it('is the signed-in person, and nobody for an app', async () => {
      assert.equal((await graph.get(ana, '/v1.0/me?$select=id')).body['id'], ana);
      const message = '/me request is only valid with delegated authentication flow.';
      assertRefused(await graph.getAsApp('/v1.0/me'), 400, 'BadRequest', message);
    });

    it('is in groups, units and the roles that are active', async () => {
      await graph.activate(ana, roles.teamsAdministrator);
      await graph.forward(3_000);
      await graph.control.consent(['Directory.Read.All']);
      const answered = await graph.get(ana, '/v1.0/me/transitiveMemberOf', {
        scopes: ['Directory.Read.All'],
      });
      assert.deepEqual(names(answered), ['Readers Circle', 'Oslo office', 'Teams Administrator']);
      const role = items(answered).find((one) => one['@odata.type'] === '#microsoft.graph.directoryRole');
      assert.equal(role?.['roleTemplateId'], roles.teamsAdministrator);
      assert.notEqual(role['id'], roles.teamsAdministrator);
    });

    it('sees ids only of what the token does not let it read', async () => {
      const answered = await graph.get(ana, '/v1.0/me/transitiveMemberOf');
      assert.deepEqual(names(answered), [null, null]);
      assert.equal(first(answered)['id'], objects.readersCircle);
    });

    it('checks groups, nested ones too', async () => {
      const groupIds = [objects.tierOneApprovers, objects.readersCircle];
      const answered = await graph.post(chi, '/v1.0/me/checkMemberGroups', { groupIds });
      assert.deepEqual(answered.body['value'], [objects.tierOneApprovers]);
      const many = Array.from({ length: 21 }, () => objects.readersCircle);
      assertRefused(
        await graph.post(chi, '/v1.0/me/checkMemberGroups', { groupIds: many }),
        400,
        'BadRequest',
      );
      assertRefused(await graph.post(chi, '/v1.0/me/checkMemberGroups', {}), 400, 'BadRequest');
    });
  });

  describe('groups', () => {
    const group = `/v1.0/groups/${objects.tierOneApprovers}`;

    it('list members, direct and nested', async () => {
      assert.deepEqual(names(await graph.getAsApp(`${group}/members`)), ['Dara Singh', 'Mail Team Leads']);
      const all = await graph.getAsApp(`${group}/transitiveMembers`);
      assert.deepEqual(names(all).sort(), ['Chi Nguyen', 'Dara Singh', 'Mail Team Leads']);
      assert.deepEqual(
        items(all)
          .map((one) => one['@odata.type'])
          .sort(),
        ['#microsoft.graph.group', '#microsoft.graph.user', '#microsoft.graph.user'],
      );
    });

    it('list people only with the header and the count', async () => {
      const cast = `${group}/transitiveMembers/microsoft.graph.user`;
      assertRefused(await graph.getAsApp(`${cast}?$count=true`), 400, 'Request_UnsupportedQuery');
      assertRefused(await graph.getAsApp(cast, eventual), 400, 'Request_UnsupportedQuery');
      const answered = await graph.getAsApp(`${cast}?$count=true&$select=id,displayName&$top=999`, eventual);
      assert.deepEqual(
        [answered.body['@odata.count'], names(answered).sort()],
        [2, ['Chi Nguyen', 'Dara Singh']],
      );
      const counted = await graph.getAsApp(`${group}/transitiveMembers/$count`, eventual);
      assert.deepEqual([counted.text, counted.headers.get('content-type')], ['3', 'text/plain']);
    });

    it('hide what the app may not read of their members', async () => {
      await graph.control.applicationPermissions(['GroupMember.Read.All']);
      const all = items(await graph.getAsApp(`${group}/members`));
      assert.deepEqual(
        all.map((one) => one['displayName']),
        [null, 'Mail Team Leads'],
      );
    });

    it('are found by name and id', async () => {
      assert.deepEqual(names(await graph.getAsApp("/v1.0/groups?$filter=startswith(displayName,'mail')")), [
        'Mail Team Leads',
      ]);
      const circle = await graph.getAsApp(
        `/v1.0/groups/${objects.readersCircle}?$select=displayName,isAssignableToRole`,
      );
      assert.deepEqual(
        [circle.body['displayName'], circle.body['isAssignableToRole']],
        ['Readers Circle', true],
      );
      assert.equal(
        (await graph.getAsApp('/v1.0/groups/00000000-0000-4000-8000-000000000000/members')).status,
        404,
      );
    });
  });

  it('names administrative units and services', async () => {
    const unit = `/v1.0/directory/administrativeUnits/${objects.osloOffice}`;
    assert.equal((await graph.getAsApp(unit)).body['displayName'], 'Oslo office');
    assert.deepEqual(names(await graph.getAsApp(`${unit}/members`)), ['Ana Ruiz', 'Chi Nguyen']);
    assert.deepEqual(names(await graph.getAsApp('/v1.0/directory/administrativeUnits')), ['Oslo office']);
    const service = await graph.getAsApp(`/v1.0/servicePrincipals/${objects.backupService}`);
    assert.equal(service.body['displayName'], 'Backup Service');
  });

  it('names many objects at once', async () => {
    const token = await graph.appToken();
    const ids = [
      gus,
      objects.readersCircle,
      '00000000-0000-4000-8000-000000000000',
      objects.backupService,
      gus,
    ];
    const getByIds = (body: Json): Promise<Answered> =>
      graph.call('POST', '/v1.0/directoryObjects/getByIds', token, body);
    assert.deepEqual(names(await getByIds({ ids })), ['Gus Abara', 'Readers Circle', 'Backup Service']);
    assert.deepEqual(names(await getByIds({ ids, types: ['user'] })), ['Gus Abara']);
    assertRefused(await getByIds({ ids: ['nobody'] }), 400, 'BadRequest');
  });
});
