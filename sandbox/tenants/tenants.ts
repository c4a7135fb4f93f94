import { fjordSeed } from '../graph/seed/fjord.ts';
import { harbourSeed } from '../graph/seed/harbour.ts';
import { meadowSeed } from '../graph/seed/meadow.ts';
import { quaySeed } from '../graph/seed/quay.ts';
import { type Tenant } from '../world.ts';
import { fjord } from './fjord.ts';
import { harbour } from './harbour.ts';
import { meadow } from './meadow.ts';
import { type OfflineTenant } from './offlineTenant.ts';
import { quay } from './quay.ts';

/** The offline tenants by the name that `--tenant` takes. */
export const tenants: Readonly<Record<string, OfflineTenant>> = {
  harbour: { directory: harbour, roleManagement: harbourSeed },
  fjord: { directory: fjord, roleManagement: fjordSeed },
  quay: { directory: quay, roleManagement: quaySeed },
  meadow: { directory: meadow, roleManagement: meadowSeed },
};

/** A person's name, or "Latchkey (app)", for an object id or app id of this tenant. */
export function nameIn(tenant: Tenant, actor: string | null): string | undefined {
  if (actor === null) return undefined;
  if (actor === tenant.registration.appId) return `${tenant.registration.displayName} (app)`;
  return [...tenant.users, ...tenant.servicePrincipals].find(({ id }) => id === actor)?.displayName;
}
