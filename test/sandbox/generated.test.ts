import assert from 'node:assert/strict';
import { generatedTenant } from '../../sandbox/tenants/generated.ts';
import { type OfflineTenant } from '../../sandbox/tenants/offlineTenant.ts';
import { type RunningSandbox } from '../support/runningSandbox.ts';
import { serveTenant } from '../support/runningSandbox.ts';

type Json = Readonly<Record<string, unknown>>;

const small = { people: 8, groups: 4, assignments: 6, eligibilities: 6, auditRows: 25 };
const directory = '/v1.0/roleManagement/directory';

/** Reads lists of a served tenant to their last page, as the app itself. */
async function readerOf({
  url,
  tenantInfo,
}: RunningSandbox): Promise<(path: string) => Promise<readonly Json[]>> {
  const { tenantId, appId, secret } = tenantInfo;
  const scope = 'https://graph.microsoft.com/.default';
  const form = { grant_type: 'client_credentials', client_id: appId, client_secret: secret, scope };
  const tokenUrl = `${url}/login/${tenantId}/oauth2/v2.0/token`;
  const given = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token } = (await given.json()) as { access_token: string };
  return async (path) => {
    const found: Json[] = [];
    for (let next: string | undefined = `${url}/graph${path}`; next !== undefined;) {
      const answer: Response = await fetch(next, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(answer.status, 200, path);
      const page = (await answer.json()) as { value: Json[]; '@odata.nextLink'?: string };
      found.push(...page.value);
      next = page['@odata.nextLink'];
    }
    return found;
  };
}

async function whileServed(
  tenant: OfflineTenant,
  work: (read: (path: string) => Promise<readonly Json[]>, sandbox: RunningSandbox) => Promise<void>,
): Promise<void> {
  const sandbox = await serveTenant(tenant, { isAskedByTest: true });
  try {
    await sandbox.control.auditLog({ isReadLimited: false });
    await work(await readerOf(sandbox), sandbox);
  } finally {
    await sandbox.stop();
  }
}

describe('generatedTenant', () => {
  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(generatedTenant({ seed: 7, ...small }), generatedTenant({ seed: 7, ...small }));
    assert.notDeepEqual(generatedTenant({ seed: 7, ...small }), generatedTenant({ seed: 8, ...small }));
  });

  it('is served whole, whatever it came to be', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const tenant = generatedTenant({ seed, ...small });
      const { users, groups } = tenant.directory;
      const { assignments, eligibilities } = tenant.roleManagement;
      await whileServed(tenant, async (read) => {
        const ids = (await read('/v1.0/users?$select=id')).map((one) => one['id']);
        assert.deepEqual(
          ids,
          users.map(({ id }) => id),
        );
        for (const group of groups) {
          const members = await read(`/v1.0/groups/${group.id}/members?$select=id`);
          assert.deepEqual(new Set(members.map((one) => one['id'])), new Set(group.members));
        }
        const eligible = await read(`${directory}/roleEligibilityScheduleInstances`);
        assert.equal(eligible.length, eligibilities.length);
        const standing = (await read(`${directory}/roleAssignmentScheduleInstances`)).filter(
          (one) => one['assignmentType'] === 'Assigned',
        );
        assert.equal(standing.length, assignments.length);
        const rows = await read('/v1.0/auditLogs/directoryAudits');
        assert.equal(new Set(rows.map((row) => row['id'])).size, rows.length);
      });
    }
  });

  it('is served beside others', async () => {
    const [one, other] = [1, 2].map((seed) => generatedTenant({ seed, ...small }));
    assert.ok(one && other);
    await whileServed(one, async (read) => {
      await whileServed(other, async (readOther) => {
        const [ids, others] = await Promise.all(
          [read, readOther].map((each) => each('/v1.0/users?$select=id')),
        );
        assert.notDeepEqual(ids, others);
      });
      assert.equal((await read('/v1.0/users')).length, small.people);
    });
  });

  it('may be large, has everything that a large one has, and stays itself after a reset', async () => {
    const size = {
      seed: 3,
      people: 3_000,
      groups: 80,
      assignments: 400,
      eligibilities: 400,
      auditRows: 4_000,
    };
    const tenant = generatedTenant(size);
    const { users, groups } = tenant.directory;
    assert.ok(users.some(({ userType }) => userType === 'Guest'));
    assert.ok(users.some(({ accountEnabled }) => !accountEnabled));
    assert.ok(
      groups.some((group) => isInside(groups, group.id)),
      'no group is inside itself',
    );
    await whileServed(tenant, async (read, sandbox) => {
      const counts = async (): Promise<readonly number[]> => {
        const paths = [
          '/v1.0/users?$top=999&$select=id,signInActivity',
          `${directory}/roleEligibilityScheduleInstances?$top=999`,
          '/v1.0/auditLogs/directoryAudits?$top=1000',
        ];
        return Promise.all(paths.map(async (path) => (await read(path)).length));
      };
      const [people, eligible, rows = 0] = await counts();
      assert.deepEqual([people, eligible], [size.people, size.eligibilities]);
      assert.ok(rows > 3_500, `${String(rows)} rows`);
      const holders = await read(`${directory}/roleAssignmentScheduleInstances?$expand=principal&$top=999`);
      const kinds = new Set(holders.map((one) => (one['principal'] as Json | null)?.['@odata.type']));
      assert.equal(kinds.size, 4, [...kinds].join());
      assert.ok(holders.some((one) => one['directoryScopeId'] !== '/'));
      await sandbox.control.reset();
      await sandbox.control.auditLog({ isReadLimited: false });
      assert.deepEqual(await counts(), [people, eligible, rows]);
    });
  });
});

/** Whether a group is, by way of others, inside itself. */
function isInside(
  groups: readonly { readonly id: string; readonly members: readonly string[] }[],
  id: string,
): boolean {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const found = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const member of byId.get(next)?.members ?? []) {
      if (member === id) return true;
      if (!found.has(member)) open.push(member);
      found.add(member);
    }
  }
  return false;
}
