import { z } from 'zod';
import { type Approval } from '../pim/approvals.ts';
import { isPimError, type PimError } from '../pim/errors.ts';
import { type PrincipalId } from '../pim/ids.ts';
import { type Standing, type StandingAsk } from '../pim/ports.ts';
import { type BatchAnswer, type BatchPart, readBatch } from './graphBatch.ts';
import { graphCalls } from './graphCalls.ts';
import { type GraphClient } from './graphClient.ts';
import { readActiveRoles, readSteps } from './graphShapes.ts';
import { nameActiveRoles, type RoleNames } from './roleNames.ts';

/** What standings are read with. */
export interface StandingsOptions {
  readonly client: GraphClient;
  readonly names: RoleNames;
  /** Whether the app may read approvals. */
  readonly readsApprovals: boolean;
}

const list = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

const activeOf = (principal: PrincipalId): BatchPart => ({
  call: graphCalls.activeRoles,
  ask: { query: { filter: `principalId eq '${principal}'` } },
});
const approvalOf = (id: string): BatchPart => ({ call: graphCalls.approvalSteps, ask: { ids: [id] } });

/**
 * Reads where many requests stand, as the app itself may: what their requestors hold, and their approvals where that is
 * granted. Twenty to a call; two calls beside each other, since one holds one version of Graph.
 * @returns in the order asked; a `PimError` for what could not be read
 */
export async function readStandings(
  { client, names, readsApprovals }: StandingsOptions,
  asks: readonly StandingAsk[],
): Promise<readonly (Standing | PimError)[]> {
  const people = [...new Set(asks.map(({ requestor }) => requestor))];
  const approvalIds = readsApprovals ? asks.flatMap(({ approvalId }) => approvalId ?? []) : [];
  const [held, decided] = await Promise.all([
    readBatch(client, 'v1.0', people.map(activeOf)),
    readBatch(client, 'beta', approvalIds.map(approvalOf)),
  ]);
  const activeBy = new Map(people.map((person, index) => [person, held[index]]));
  const stepsBy = new Map(approvalIds.map((id, index) => [id, decided[index]]));
  return Promise.all(
    asks.map(async ({ requestor, approvalId }) => {
      const active = await activeIn({ client, names }, requestor, activeBy.get(requestor));
      if (isPimError(active)) return active;
      return { active, approval: approvalIn(approvalId, stepsBy.get(approvalId ?? '')) };
    }),
  );
}

async function activeIn(
  { client, names }: Pick<StandingsOptions, 'client' | 'names'>,
  requestor: PrincipalId,
  answer: BatchAnswer | undefined,
): Promise<Standing['active'] | PimError> {
  try {
    const rows = await rowsOf(client, requestor, answer);
    const own = readActiveRoles(rows).filter(({ principalId }) => principalId === requestor);
    return await nameActiveRoles(own, names);
  } catch (error) {
    if (isPimError(error)) return error;
    throw error;
  }
}

async function rowsOf(
  client: GraphClient,
  requestor: PrincipalId,
  answer: BatchAnswer | undefined,
): Promise<readonly unknown[]> {
  if (answer !== undefined && 'error' in answer) throw answer.error;
  const read = list.safeParse(answer?.body);
  if (read.success && !read.data['@odata.nextLink']) return read.data.value;
  // More than a page, or no list: read alone, where both are looked after.
  const { call, ask } = activeOf(requestor);
  return client.items(call, ask);
}

/** An approval that cannot be read is none: who decided is told as soon as it can be. */
function approvalIn(id: string | undefined, answer: BatchAnswer | undefined): Approval | undefined {
  if (id === undefined || answer === undefined || 'error' in answer) return undefined;
  const read = list.safeParse(answer.body);
  return read.success ? { id, steps: readSteps(read.data.value) } : undefined;
}
