import assert from 'node:assert/strict';
import { auditedTenant } from '../../bench/auditTenant.ts';

const size = { people: 60, assignments: 12, auditRows: 40 };

describe('auditedTenant', () => {
  it('has the same holders and the same past, whoever else is in it', () => {
    const [few, many] = [0, 60].map((bystanders) => auditedTenant({ ...size, bystanders }));
    assert.ok(few && many);
    assert.deepEqual(many.roleManagement, few.roleManagement);
    assert.deepEqual(many.directory.groups, few.directory.groups);
    assert.deepEqual(many.directory.users.slice(0, 60), few.directory.users);
  });

  it('has everybody once', () => {
    const { users } = auditedTenant({ ...size, bystanders: 60 }).directory;
    assert.equal(users.length, 120);
    assert.equal(new Set(users.map(({ id }) => id)).size, 120);
    assert.equal(new Set(users.map(({ userPrincipalName }) => userPrincipalName)).size, 120);
  });
});
