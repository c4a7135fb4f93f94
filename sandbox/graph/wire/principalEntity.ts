import { entryOf } from '../../entries.ts';
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
  const { plantedAt } = pim.state;
  const user = entryOf(users, id);
  if (user !== undefined)
    return typed('user', extent === 'whole' ? wholeUser(user, plantedAt) : defaultUser(user, plantedAt));
  const group = entryOf(groups, id);
  if (group !== undefined) return typed('group', groupEntity(group));
  const principal = entryOf(servicePrincipals, id);
  if (principal !== undefined) return typed('servicePrincipal', servicePrincipalEntity(principal));
  const unit = entryOf(administrativeUnits, id);
  return unit === undefined ? null : typed('administrativeUnit', unitEntity(unit));
}

const typed = (name: string, entity: Entity): Entity => ({
  '@odata.type': `#microsoft.graph.${name}`,
  ...entity,
});
