import { type FollowedRequest } from '../records.ts';
import { type OperationDeps } from './deps.ts';

/** A request that nobody looked at for longer than this says nothing about Entra. */
const MOST_SECONDS_UNSEEN = 60;

/** How long Entra took from the moment the role was granted, or was to start; `undefined` where nobody looked in between. */
export function provisioningMilliseconds(
  { createdAt, decidedAt, startAt, readAt }: FollowedRequest,
  now: Date,
): number | undefined {
  const begun = Math.max((decidedAt ?? createdAt).getTime(), startAt?.getTime() ?? 0);
  const unseen = now.getTime() - Math.max(readAt.getTime(), begun);
  const taken = now.getTime() - begun;
  return taken < 0 || unseen > MOST_SECONDS_UNSEEN * 1000 ? undefined : taken;
}

/** Keeps, once, how long it took until a request was seen active. `before`: the request as it was last seen. */
export async function noteProvisioning(
  { claims, provisioningDelays, clock }: Pick<OperationDeps, 'claims' | 'provisioningDelays' | 'clock'>,
  before: FollowedRequest,
): Promise<void> {
  const milliseconds = provisioningMilliseconds(before, clock.now());
  if (milliseconds === undefined) return;
  if (!(await claims.claim(`provisioned/${before.tenantId}/${before.id}`))) return;
  await provisioningDelays.add(before.tenantId, before.roleDefinitionId, milliseconds);
}
