import { type Tenant } from '../world.ts';
import { fjord } from './fjord.ts';
import { harbour } from './harbour.ts';
import { type SeededTenant } from './seededTenant.ts';

/** The offline tenants by the name that `--tenant` takes. */
export const tenants: Readonly<Record<string, SeededTenant>> = { harbour, fjord };

/** A person's name, or "Latchkey (app)", for an object id or app id of this tenant. */
export function nameIn(tenant: Tenant, actor: string | null): string | undefined {
  if (actor === null) return undefined;
  if (actor === tenant.registration.appId) return `${tenant.registration.displayName} (app)`;
  return [...tenant.users, ...tenant.servicePrincipals].find(({ id }) => id === actor)?.displayName;
}
