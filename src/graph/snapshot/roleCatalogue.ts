import { PimError } from '../../pim/errors.ts';
import { type SnapshotRole } from '../../pim/posture/snapshot.ts';
import { type GraphClient } from '../graphClient.ts';
import { graphCalls } from '../egress.ts';
import { readRoles } from '../graphShapes.ts';
import { type Gaps } from './gaps.ts';

/** Every role of the tenant, built in or its own. Only beta says which are privileged; without it there are names still. */
export async function readCatalogue(
  client: Pick<GraphClient, 'items'>,
  gaps: Gaps,
): Promise<readonly SnapshotRole[]> {
  const select = 'id,displayName,isBuiltIn';
  const query = { select: `${select},isPrivileged` };
  const rows =
    (await gaps.unless('privilegedRoles', undefined, () =>
      client.items(graphCalls.roleDefinitionsBeta, { query }),
    )) ?? (await client.items(graphCalls.roleDefinitions, { query: { select } }));
  const roles = readRoles(rows);
  if (roles.length === 0 || roles.length < rows.length) {
    throw new PimError('unexpected_answer', 'Graph’s list of roles cannot be read');
  }
  return roles.map(({ id, displayName, isBuiltIn, isPrivileged }) => ({
    id,
    displayName,
    isBuiltIn,
    isPrivileged: isPrivileged ?? null,
  }));
}
