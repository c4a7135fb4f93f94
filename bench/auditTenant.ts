import { generatedTenant } from '../sandbox/tenants/generated.ts';
import { generatedDirectory } from '../sandbox/tenants/generatedDirectory.ts';
import { type OfflineTenant } from '../sandbox/tenants/offlineTenant.ts';
import { Randomness } from '../sandbox/tenants/randomness.ts';

/** How large a tenant to be audited is. */
export interface AuditedSize {
  readonly people: number;
  /** People beside those, who hold nothing, approve nothing and are in no group. */
  readonly bystanders: number;
  readonly assignments: number;
  /** About so many rows of the audit log. */
  readonly auditRows: number;
}

const SEED = 50_000;
const PEOPLE_PER_GROUP = 100;

/** A generated tenant with as many eligibilities as assignments: the same holders, whatever the number of bystanders. */
export function auditedTenant({ bystanders, ...size }: AuditedSize): OfflineTenant {
  const tenant = generatedTenant({
    ...size,
    seed: SEED,
    groups: Math.ceil(size.people / PEOPLE_PER_GROUP),
    eligibilities: size.assignments,
  });
  const { users } = generatedDirectory(new Randomness(SEED + 1), bystanders, 0);
  const others = users.map((user) => ({ ...user, userPrincipalName: `bystander-${user.userPrincipalName}` }));
  return {
    ...tenant,
    directory: { ...tenant.directory, users: [...tenant.directory.users, ...others] },
  };
}
