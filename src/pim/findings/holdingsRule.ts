import { type PrincipalId } from '../ids.ts';
import { type AnyHeld, byName, byRole } from '../posture/heads.ts';
import { type Posture } from '../posture/posture.ts';
import { type SnapshotPrincipal, type SnapshotRole } from '../posture/snapshot.ts';
import { type FindingFacts, type FindingRule, type Severity } from './finding.ts';

/** A rule about rows of holders. */
export interface HoldingsRule<One extends AnyHeld> extends Omit<FindingRule, 'find'> {
  /** For roles that are not privileged. */
  readonly otherwise: Severity;
  /** The rows that the rule minds. */
  readonly minds: (posture: Posture) => readonly One[];
  /** Whom a row is about; its holder unless told. */
  readonly about?: (one: One, posture: Posture) => SnapshotPrincipal;
  /** What its sentences need beside `count`, the number of those whom it concerns. */
  readonly facts?: (found: readonly One[], posture: Posture, role: SnapshotRole) => FindingFacts;
  readonly severityOf?: (found: readonly One[], posture: Posture, role: SnapshotRole) => Severity;
}

/** A rule that minds holders of roles, and says so once for each role. */
export const holdingsRule = <One extends AnyHeld>(own: HoldingsRule<One>): FindingRule => ({
  id: own.id,
  severity: own.severity,
  sources: own.sources,
  needs: own.needs,
  ...(own.thresholds && { thresholds: own.thresholds }),
  find: (posture) =>
    [...byRole(own.minds(posture))].map(([roleDefinitionId, found]) => {
      const role = posture.role(roleDefinitionId);
      const principals = idsByName(found.map((one) => own.about?.(one, posture) ?? one.holder));
      const usual = posture.isPrivileged(roleDefinitionId) ? own.severity : own.otherwise;
      return {
        rule: own.id,
        severity: own.severityOf?.(found, posture, role) ?? usual,
        roleDefinitionId,
        principals,
        facts: { count: principals.length, ...own.facts?.(found, posture, role) },
      };
    }),
});

/** Each once, by name. */
export const idsByName = (principals: readonly SnapshotPrincipal[]): readonly PrincipalId[] =>
  [...new Map(principals.map((one) => [one.id, one])).values()].sort(byName).map(({ id }) => id);

/** How many different holders rows have. */
export const headsIn = (held: readonly AnyHeld[]): number =>
  new Set(held.map(({ holder }) => holder.id)).size;
