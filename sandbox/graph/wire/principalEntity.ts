import { type Entity } from '../odata/matches.ts';
import { type Pim } from '../pim/pim.ts';
import {
  defaultUser,
  groupEntity,
  servicePrincipalEntity,
  unitEntity,
  wholeUser,
} from './directoryEntity.ts';

/** A directory object with its type, or null when the tenant does not have it. */
export function directoryObject(
  pim: Pim,
  id: string,
  extent: 'default' | 'whole' = 'default',
): Entity | null {
  const { users, groups, servicePrincipals, administrativeUnits } = pim.world.tenant;
  const user = users.find((one) => one.id === id);
  if (user !== undefined) return typed('user', extent === 'whole' ? wholeUser(user) : defaultUser(user));
  const group = groups.find((one) => one.id === id);
  if (group !== undefined) return typed('group', groupEntity(group));
  const principal = servicePrincipals.find((one) => one.id === id);
  if (principal !== undefined) return typed('servicePrincipal', servicePrincipalEntity(principal));
  const unit = administrativeUnits.find((one) => one.id === id);
  return unit === undefined ? null : typed('administrativeUnit', unitEntity(unit));
}

const typed = (name: string, entity: Entity): Entity => ({
  '@odata.type': `#microsoft.graph.${name}`,
  ...entity,
});
