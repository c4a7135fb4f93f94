import assert from 'node:assert/strict';
import {
  assertRefused,
  first,
  GraphSandbox,
  items,
  type Json,
  keysOf,
  messageOf,
  objects,
  people,
  roles,
} from './graphSandbox.ts';

const { ana, dara, eli } = people;
const directory = '/v1.0/roleManagement/directory';

describe('role management', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  describe('role definitions', () => {
    it('have true template ids, and two custom ones that look like built-in roles', async () => {
      const all = items(await graph.getAsApp(`${directory}/roleDefinitions`));
      const builtIn = all.filter((role) => role['isBuiltIn'] === true);
      assert.deepEqual(new Set(builtIn.map((role) => role['id'])), new Set(Object.values(roles)));
      assert.ok(builtIn.every((role) => role['id'] === role['templateId']));
      const custom = all.filter((role) => role['isBuiltIn'] === false).map((role) => role['displayName']);
      assert.deepEqual(custom, ['Exchange Administrators (EMEA)', 'Security Read\u0435r']);
    });

    it('tell under beta only whether they are privileged', async () => {
      const v1 = await graph.getAsApp(`${directory}/roleDefinitions/${roles.globalAdministrator}`);
      assert.ok(!('isPrivileged' in v1.body));
      const beta = await graph.getAsApp(
        `/beta/roleManagement/directory/roleDefinitions/${roles.globalAdministrator}`,
      );
      assert.equal(beta.body['isPrivileged'], true);
      assert.equal((await graph.getAsApp(`${directory}/roleDefinitions?$select=isPrivileged`)).status, 400);
    });

    it('take in, and no or', async () => {
      const both = `'${roles.globalReader}','${roles.reportsReader}'`;
      const found = await graph.getAsApp(
        `${directory}/roleDefinitions?$filter=id in (${both})&$select=displayName`,
      );
      assert.deepEqual(items(found), [{ displayName: 'Global Reader' }, { displayName: 'Reports Reader' }]);
      assertRefused(
        await graph.getAsApp(`${directory}/roleDefinitions?$filter=id eq 'a' or id eq 'b'`),
        400,
        'Request_UnsupportedQuery',
        'Or operator not supported for this entity set.',
      );
      const contains = await graph.getAsApp(
        `${directory}/roleDefinitions?$filter=contains(displayName,'Reader')`,
      );
      assertRefused(contains, 400, 'Request_UnsupportedQuery');
    });

    it('are not found under another id', async () => {
      assert.equal(
        (await graph.getAsApp(`${directory}/roleDefinitions/00000000-0000-4000-8000-000000000000`)).status,
        404,
      );
    });
  });

  describe('lists', () => {
    it('hold the eligibilities of the tenant, groups as they are', async () => {
      const path = `${directory}/roleEligibilityScheduleInstances?$filter=principalId eq '${objects.readersCircle}'`;
      const one = first(await graph.getAsApp(path));
      assert.deepEqual([one['memberType'], one['roleDefinitionId']], ['Direct', roles.globalReader]);
    });

    it('show what was assigned outside PIM without times and request', async () => {
      const query = `?$filter=principalId eq '${eli}' and roleDefinitionId eq '${roles.globalAdministrator}'`;
      const instance = first(await graph.getAsApp(`${directory}/roleAssignmentScheduleInstances${query}`));
      assert.deepEqual([instance['startDateTime'], instance['endDateTime']], [null, null]);
      assert.equal(instance['id'], instance['roleAssignmentScheduleId']);
      assert.equal(instance['id'], instance['roleAssignmentOriginId']);
      const schedule = first(await graph.getAsApp(`${directory}/roleAssignmentSchedules${query}`));
      assert.deepEqual(
        [schedule['createdUsing'], schedule['createdDateTime'], schedule['id']],
        [null, null, instance['id']],
      );
      const byItem = await graph.getAsApp(
        `${directory}/roleAssignmentScheduleInstances/${String(instance['id'])}`,
      );
      assert.equal(byItem.status, 200);
      assert.equal(
        (await graph.getAsApp(`${directory}/roleAssignments/${String(instance['id'])}`)).status,
        200,
      );
      const within = first(
        await graph.getAsApp(`${directory}/roleAssignmentScheduleInstances?$filter=principalId eq '${dara}'`),
      );
      assert.notEqual(within['startDateTime'], null);
      const byId = `${directory}/roleAssignmentSchedules/${String(within['roleAssignmentScheduleId'])}`;
      assert.equal((await graph.getAsApp(byId)).body['createdUsing'], within['roleAssignmentScheduleId']);
    });

    it('filter by documented properties, whatever the casing', async () => {
      const filters: Readonly<Record<string, number>> = {
        [`principalId eq '${ana.toUpperCase()}'`]: 200,
        "memberType ne 'Direct'": 200,
        'appScopeId eq null': 200,
        "directoryScopeId eq '/' and principalId ne 'x'": 200,
        'endDateTime ge 2026-01-01T00:00:00Z': 400,
        "startswith(principalId,'a')": 400,
        "principalId in ('a')": 400,
        "principalId eq 'a' or principalId eq 'b'": 400,
        "principal eq 'x'": 400,
        'principalId eq': 400,
      };
      for (const [filter, status] of Object.entries(filters)) {
        const path = `${directory}/roleEligibilityScheduleInstances?$filter=${encodeURIComponent(filter)}`;
        assert.equal((await graph.getAsApp(path)).status, status, filter);
      }
    });

    it('neither sort nor count nor skip', async () => {
      for (const option of ['$orderby=startDateTime', '$count=true', '$skip=1', '$search=x', '$nonsense=1']) {
        const answered = await graph.getAsApp(`${directory}/roleEligibilityScheduleInstances?${option}`);
        assertRefused(answered, 400, 'BadRequest');
      }
    });

    it('expand what is documented', async () => {
      const expand = '$expand=principal,roleDefinition($select=displayName),directoryScope,appScope';
      const own = "filterByCurrentUser(on='principal')";
      const answered = await graph.get(ana, `${directory}/roleEligibilityScheduleInstances/${own}?${expand}`);
      const scoped = items(answered).find((one) => one['directoryScopeId'] !== '/');
      const principal = scoped?.['principal'] as Json;
      assert.deepEqual(
        [principal['@odata.type'], principal['displayName']],
        ['#microsoft.graph.user', 'Ana Ruiz'],
      );
      assert.deepEqual(scoped?.['roleDefinition'], { displayName: 'Helpdesk Administrator' });
      assert.equal((scoped['directoryScope'] as Json)['displayName'], 'Oslo office');
      assert.equal(scoped['appScope'], null);
      const wrong = await graph.getAsApp(`${directory}/roleEligibilityScheduleInstances?$expand=manager`);
      assert.match(String(messageOf(wrong)), /Could not find a property named 'manager'/);
    });

    it('of requests expand a principal by its id only', async () => {
      const requests = `${directory}/roleAssignmentScheduleRequests/filterByCurrentUser(on='principal')`;
      await graph.activate(ana, roles.teamsAdministrator);
      const byId = await graph.get(
        ana,
        `${requests}?$expand=principal($select=id),targetSchedule,activatedUsing`,
      );
      assert.deepEqual(keysOf(first(byId)['principal']), ['@odata.type', 'id']);
      assert.equal((first(byId)['targetSchedule'] as Json)['id'], first(byId)['id']);
      assert.equal((first(byId)['activatedUsing'] as Json)['principalId'], ana);
      assert.equal((await graph.get(ana, `${requests}?$expand=principal($select=displayName)`)).status, 400);
      await graph.reset();
    });

    it('come in pages whose links stay on the same base', async () => {
      let next: unknown = `${directory}/roleEligibilityScheduleInstances?$top=5&$select=id`;
      const seen: unknown[] = [];
      let pages = 0;
      while (typeof next === 'string') {
        const page = await graph.getAsApp(next);
        assert.equal(page.status, 200, page.text);
        assert.ok(items(page).length <= 5);
        seen.push(...items(page).map((one) => one['id']));
        next = page.body['@odata.nextLink'];
        if (typeof next === 'string')
          assert.ok(next.startsWith(`${graph.url}/graph/v1.0/roleManagement/directory/`), next);
        pages += 1;
      }
      const all = items(await graph.getAsApp(`${directory}/roleEligibilityScheduleInstances`));
      assert.deepEqual([pages, seen], [4, all.map((one) => one['id'])]);
    });
  });
});
