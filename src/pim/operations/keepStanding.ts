import { type ActiveRole } from '../roles.ts';
import { type Lookback, type StandingAssignment } from '../records.ts';
import { type SharedHoldings } from './sharedHoldings.ts';

/** Remembers who holds what without activating it, so that a later digest can say what has changed. */
export async function keepStanding(deps: {
  readonly holdings: SharedHoldings;
  readonly lookback: Lookback;
}): Promise<void> {
  const { standing } = await deps.holdings.current();
  await deps.lookback.keepStanding(standing.map(standingOf));
}

/** What is remembered of a standing assignment. */
export const standingOf = ({ principalId, role, scope }: ActiveRole): StandingAssignment => ({
  principalId,
  roleDefinitionId: role.id,
  scopeId: scope.id,
});

/** What changed between two times. */
export interface StandingChanges {
  readonly added: readonly StandingAssignment[];
  readonly removed: readonly StandingAssignment[];
}

const keyOf = ({ principalId, roleDefinitionId, scopeId }: StandingAssignment): string =>
  `${principalId} ${roleDefinitionId} ${scopeId.toLowerCase()}`;

/** Compares what was remembered with what is. */
export function standingChanges(
  before: readonly StandingAssignment[],
  after: readonly StandingAssignment[],
): StandingChanges {
  const had = new Set(before.map(keyOf));
  const has = new Set(after.map(keyOf));
  return {
    added: after.filter((one) => !had.has(keyOf(one))),
    removed: before.filter((one) => !has.has(keyOf(one))),
  };
}
