import { endStanding } from '../pim/administration.ts';
import { type Pim } from '../pim/pim.ts';
import { groupsOf } from '../pim/principals.ts';
import { type Creator, type Schedule } from '../pim/records.ts';
import {
  type ApplyResult,
  type ReviewDecision,
  type ReviewDefinition,
  type ReviewInstance,
} from './records.ts';

/** Takes away what was denied, and notes with every decision what came of it; `by` absent: the service by itself. */
export function applyDecisions(
  pim: Pim,
  definition: ReviewDefinition,
  instance: ReviewInstance,
  by: Creator | undefined,
): void {
  for (const one of instance.decisions) {
    if (one.applyResult !== 'New' || (one.decision !== 'Approve' && one.decision !== 'Deny')) continue;
    one.applyResult =
      one.decision === 'Approve' ? 'AppliedSuccessfully' : takeAway(pim, definition, instance, one, by);
    one.appliedBy = by?.id ?? null;
    one.appliedAt = pim.world.clock.now();
  }
}

function takeAway(
  pim: Pim,
  { createdBy, asked: { displayName } }: ReviewDefinition,
  { asked: { scope } }: ReviewInstance,
  { principalId, roleDefinitionId }: ReviewDecision,
  by: Creator | undefined,
): ApplyResult {
  const held = pim.state.schedules.filter(
    (one) =>
      one.roleDefinitionId === roleDefinitionId &&
      scope.kinds.includes(one.kind) &&
      one.assignmentType === 'Assigned' &&
      one.status !== 'Revoked',
  );
  const own = held.filter((one) => one.principalId === principalId);
  for (const { kind, directoryScopeId } of own)
    endStanding(pim, by ?? createdBy, {
      kind,
      action: 'adminRemove',
      principalId,
      roleDefinitionId,
      directoryScopeId,
      justification: `Denied in the access review ${displayName}`,
      ticketNumber: null,
      ticketSystem: null,
      isValidationOnly: false,
      startAt: null,
      expiration: null,
    });
  if (own.length > 0) return 'AppliedSuccessfully';
  // Nobody is taken out of a group.
  return isHeldThroughGroup(pim, principalId, held)
    ? 'ApplyNotSupported'
    : 'AppliedSuccessfullyButObjectNotFound';
}

function isHeldThroughGroup(pim: Pim, principalId: string, held: readonly Schedule[]): boolean {
  const groups = new Set(groupsOf(pim, principalId));
  return held.some((one) => groups.has(one.principalId));
}
