import { z } from 'zod';
import { PimError } from '../../pim/errors.ts';
import { isGuid, roleDefinitionId } from '../../pim/ids.ts';
import { type SnapshotAlert, type SnapshotUse } from '../../pim/posture/snapshot.ts';
import { graphCalls } from '../egress.ts';
import { type GraphClient } from '../graphClient.ts';
import { instant, optionalText, principal, text } from '../graphValues.ts';
import { type Gaps } from './gaps.ts';
import { instantText, readableOnes } from './snapshotShapes.ts';

const incident = z
  .object({
    assigneeId: principal.nullish().catch(undefined),
    roleDefinitionId: text,
    roleTemplateId: text,
    lastActivationDateTime: instant,
    lastSignInDateTime: instant,
  })
  .transform((row): SnapshotAlert['incidents'][number] => {
    const role = [row.roleDefinitionId, row.roleTemplateId].find(isGuid);
    return {
      principalId: row.assigneeId ?? null,
      roleDefinitionId: role === undefined ? null : roleDefinitionId(role),
      lastSeenAt: instantText(row.lastActivationDateTime ?? row.lastSignInDateTime),
    };
  });

const alert = z.object({
  id: z.string().min(1),
  isActive: z.boolean().nullish(),
  incidentCount: z.number().nullish(),
  alertIncidents: z.array(z.unknown()).nullish(),
  'alertIncidents@odata.nextLink': optionalText,
});

/** The alert whose incidents say when somebody last activated a role. */
const UNUSED_ROLES = 'RedundantAssignmentAlert';

/** PIM's own alerts with what they found. */
export async function readAlerts(
  client: Pick<GraphClient, 'items'>,
  gaps: Gaps,
): Promise<readonly SnapshotAlert[]> {
  const query = { filter: "scopeId eq '/' and scopeType eq 'DirectoryRole'", expand: 'alertIncidents' };
  return gaps.unless('alerts', [], async () => {
    const { found, error } = readableOnes(alert, await client.items(graphCalls.roleAlerts, { query }));
    if (error !== undefined) gaps.note('alerts', error);
    return found.map((one) => alertOf(one, gaps));
  });
}

function alertOf(row: z.infer<typeof alert>, gaps: Gaps): SnapshotAlert {
  const { alertIncidents, 'alertIncidents@odata.nextLink': rest } = row;
  const { found, error } = readableOnes(incident, alertIncidents ?? []);
  const isCutShort = rest !== undefined || (!alertIncidents && (row.incidentCount ?? 0) > 0);
  if (isCutShort)
    gaps.note('alerts', new PimError('unexpected_answer', 'An alert came without its incidents'));
  if (error !== undefined) gaps.note('alerts', error);
  return {
    // `DirectoryRole_{tenant}_{name}`
    name: row.id.slice(row.id.lastIndexOf('_') + 1),
    isActive: row.isActive ?? false,
    incidentCount: row.incidentCount ?? found.length,
    incidents: found,
  };
}

/** Activations that PIM's alert about unused roles tells of. */
export const usesIn = (alerts: readonly SnapshotAlert[]): readonly SnapshotUse[] =>
  alerts
    .filter(({ name }) => name === UNUSED_ROLES)
    .flatMap(({ incidents }) => incidents)
    .flatMap(({ principalId, roleDefinitionId: role, lastSeenAt }): readonly SnapshotUse[] =>
      principalId === null || role === null || lastSeenAt === null
        ? []
        : [{ principalId, roleDefinitionId: role, lastActivatedAt: lastSeenAt, source: 'pimAlert' }],
    );
