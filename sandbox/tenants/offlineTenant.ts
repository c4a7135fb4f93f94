import { type TenantSeed } from '../graph/seed/tenantSeed.ts';
import { type SeededTenant } from './seededTenant.ts';

/** Everything a sandbox is started with. */
export interface OfflineTenant {
  readonly directory: SeededTenant;
  readonly roleManagement: TenantSeed;
}
