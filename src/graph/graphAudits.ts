import { z } from 'zod';
import { type AuditedActivity, type DirectoryAudit } from '../pim/directoryAudits.ts';
import { graphCalls } from './graphCalls.ts';
import { type GraphClient } from './graphClient.ts';
import { instant, instantOf, optionalText, principal, request, roleDefinition, text } from './graphValues.ts';
import { isQueryRefused } from './refusals.ts';

/** Names of activities as Entra's reference of audit activities spells them (category RoleManagement). */
const activities: Readonly<Record<string, AuditedActivity>> = {
  'Add member to role requested (PIM activation)': 'requested',
  'Add member to role approval requested (PIM activation)': 'approvalRequested',
  'Add member to role request approved (PIM activation)': 'approved',
  'Add member to role request denied (PIM activation)': 'denied',
  'Add member to role canceled (PIM activation)': 'canceled',
  'PIM activation request expired': 'lapsed',
  'Add member to role completed (PIM activation)': 'activated',
  'Remove member from role (PIM activation expired)': 'ended',
  'Remove member from role completed (PIM deactivate)': 'ended',
};

const target = z.object({ id: text, type: text });
const detail = z.object({ key: text, value: text });
const user = z.object({ id: principal, displayName: text, userPrincipalName: optionalText });

const row = z.object({
  id: z.string().min(1),
  category: text,
  loggedByService: text,
  activityDisplayName: z.string(),
  activityDateTime: instant,
  result: text,
  resultReason: text,
  correlationId: optionalText,
  initiatedBy: z
    .object({ user: user.nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
  targetResources: z.array(target).nullish().catch(undefined),
  additionalDetails: z.array(detail).nullish().catch(undefined),
});

/** The most that one page of the log may hold. */
export const AUDIT_PAGE = '1000';

/**
 * What PIM logged about activations since an instant, oldest first; a page is let go before the next one is asked for. The
 * directory writes a row of its own beside some of them, which is left out.
 */
export async function* readDirectoryAudits(
  client: Pick<GraphClient, 'pages' | 'items'>,
  since: Date,
): AsyncGenerator<readonly DirectoryAudit[]> {
  const filter = `activityDateTime ge ${since.toISOString()} and loggedByService eq 'PIM'`;
  const query = { filter, top: AUDIT_PAGE };
  const call = graphCalls.directoryAudits;
  let hasBegun = false;
  try {
    const ordered = client.pages(call, { query: { ...query, orderby: 'activityDateTime asc' } });
    for await (const page of oldestFirst(ordered)) {
      hasBegun = true;
      yield page;
    }
  } catch (error) {
    // Only the newest first is documented, though others ask for the oldest first as well.
    if (hasBegun || !isQueryRefused(error)) throw error;
    yield inOrder(auditsIn(await client.items(call, { query })));
  }
}

/** Pages as they come; from the first one on that is not in order all are held, since the newest may come first. */
async function* oldestFirst(
  pages: AsyncIterable<readonly unknown[]>,
): AsyncGenerator<readonly DirectoryAudit[]> {
  const held: DirectoryAudit[] = [];
  let latest: Date | undefined;
  for await (const rows of pages) {
    const audits = auditsIn(rows);
    if (held.length === 0 && isOldestFirst(audits, latest)) {
      latest = audits.at(-1)?.at ?? latest;
      yield audits;
    } else held.push(...audits);
  }
  if (held.length > 0) yield inOrder(held);
}

const inOrder = (audits: readonly DirectoryAudit[]): readonly DirectoryAudit[] =>
  audits.toSorted((a, b) => a.at.getTime() - b.at.getTime());

const isOldestFirst = (audits: readonly DirectoryAudit[], after: Date | undefined): boolean =>
  audits.every(({ at }, index) => at >= (audits[index - 1]?.at ?? after ?? at));

/** What rows of the log say of activations of roles, in their order. One odd row must not hide the others. */
export const auditsIn = (rows: readonly unknown[]): readonly DirectoryAudit[] => rows.flatMap(auditOf);

function auditOf(value: unknown): readonly DirectoryAudit[] {
  const read = row.safeParse(value);
  if (!read.success || !isAboutRoles(read.data)) return [];
  const { id, activityDisplayName, activityDateTime, resultReason, correlationId, initiatedBy } = read.data;
  const activity = activities[activityDisplayName];
  const targets = read.data.targetResources ?? [];
  const details = new Map((read.data.additionalDetails ?? []).map(({ key, value: said }) => [key, said]));
  const targetOf = (type: string): string | undefined =>
    targets.find((one) => one.type.toLowerCase() === type)?.id;
  const requestId = firstOf(request, [
    details.get('RoleAssignmentRequestId'),
    details.get('RequestId'),
    targetOf('request'),
    correlationId,
  ]);
  if (activity === undefined || activityDateTime === undefined || requestId === undefined) return [];
  if (read.data.result !== '' && read.data.result !== 'success') return [];
  const actor = initiatedBy?.user ?? undefined;
  return [
    {
      id,
      activity,
      at: activityDateTime,
      requestId,
      roleDefinitionId: firstOf(roleDefinition, [targetOf('role'), details.get('RoleDefinitionOriginId')]),
      principalId: firstOf(principal, [targetOf('user'), targetOf('group')]),
      // PIM itself signs with a user that has no name to sign in with.
      actor:
        actor?.userPrincipalName === undefined ? undefined : { id: actor.id, displayName: actor.displayName },
      reason: resultReason,
      startAt: instantOf(details.get('StartTime')),
      endAt: instantOf(details.get('ExpirationTime')),
    },
  ];
}

/** PIM writes of groups and of Azure in the same words, in other categories; the directory writes in words of its own. */
const isAboutRoles = ({ category, loggedByService }: z.infer<typeof row>): boolean =>
  ['', 'rolemanagement'].includes(category.toLowerCase()) &&
  ['', 'pim'].includes(loggedByService.toLowerCase());

/** The first of them that is an id: which one a row has differs from activity to activity. */
function firstOf<Id>(shape: z.ZodType<Id>, candidates: readonly (string | undefined)[]): Id | undefined {
  for (const candidate of candidates) {
    const read = shape.safeParse(candidate);
    if (read.success) return read.data;
  }
  return undefined;
}
