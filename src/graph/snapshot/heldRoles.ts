import { z } from 'zod';
import { type SnapshotAssignment, type SnapshotEligibility } from '../../pim/posture/snapshot.ts';
import { type GraphCall, graphCalls } from '../egress.ts';
import { type GraphClient } from '../graphClient.ts';
import { instant, oneOf, principal, roleDefinition, text } from '../graphValues.ts';
import { everyOne, instantText } from './snapshotShapes.ts';

/** A whole tenant may have more than any list that one person sees. */
const MOST_PAGES = 5_000;

const instance = z.object({
  id: z.string().min(1),
  principalId: principal,
  roleDefinitionId: roleDefinition,
  directoryScopeId: text,
  appScopeId: text,
  startDateTime: instant,
  endDateTime: instant,
  memberType: oneOf(['Direct', 'Group', 'Inherited'], 'Direct'),
});

const assignmentInstance = z.object({
  ...instance.shape,
  assignmentType: oneOf(['Assigned', 'Activated'], 'Assigned'),
  roleAssignmentOriginId: text,
  roleAssignmentScheduleId: text,
});

type Instance = z.infer<typeof instance>;

const common = (row: Instance): SnapshotEligibility => ({
  id: row.id,
  principalId: row.principalId,
  roleDefinitionId: row.roleDefinitionId,
  scopeId: row.directoryScopeId || row.appScopeId || '/',
  startAt: instantText(row.startDateTime),
  endAt: instantText(row.endDateTime),
});

/** An assignment that was made in the directory has no times and no schedule but itself (Graph: all three ids are one). */
function assignmentOf(row: z.infer<typeof assignmentInstance>): SnapshotAssignment {
  const { id, startDateTime, endDateTime, roleAssignmentOriginId, roleAssignmentScheduleId } = row;
  const isTimeless = startDateTime === undefined && endDateTime === undefined;
  return {
    ...common(row),
    assignmentType: row.assignmentType,
    isOutsidePim: isTimeless && id === roleAssignmentOriginId && id === roleAssignmentScheduleId,
  };
}

/** Every role that is held now, by whom it is held itself. */
export const readAssignments = (client: Pick<GraphClient, 'pages'>): Promise<readonly SnapshotAssignment[]> =>
  readDirect(client, graphCalls.activeRoles, assignmentInstance, assignmentOf);

/** Every role that may be activated, by whom it may be activated itself. */
export const readEligibilities = (
  client: Pick<GraphClient, 'pages'>,
): Promise<readonly SnapshotEligibility[]> => readDirect(client, graphCalls.eligibilities, instance, common);

/** Page by page, each row once: a list that grows while it is read can name one again. */
async function readDirect<Row extends Instance, T extends { readonly id: string }>(
  client: Pick<GraphClient, 'pages'>,
  call: GraphCall,
  shape: z.ZodType<Row>,
  of: (row: Row) => T,
): Promise<readonly T[]> {
  const found = new Map<string, T>();
  for await (const page of client.pages(call, {}, MOST_PAGES)) {
    for (const row of everyOne(shape, page)) {
      if (row.memberType === 'Direct') found.set(row.id, of(row));
    }
  }
  return [...found.values()];
}
