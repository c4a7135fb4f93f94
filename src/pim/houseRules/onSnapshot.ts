import { tierOf } from '../posture/compliance.ts';
import { type Yardstick } from '../posture/baseline.ts';
import { postureOf } from '../posture/posture.ts';
import {
  type Snapshot,
  type SnapshotBypass,
  type SnapshotLaterBreach,
  type SnapshotRuledRole,
} from '../posture/snapshot.ts';
import { type HouseBypass } from './bypass.ts';
import { type LaterBreach } from './plannedStarts/laterBreach.ts';
import { type RuleIndex } from './ruleIndex.ts';

/** Roles that rules ask approvals for, of whomever: whether a rule applies to a person is another matter. */
export function ruledRoles(
  snapshot: Snapshot,
  yardstick: Yardstick,
  index: RuleIndex,
): readonly SnapshotRuledRole[] {
  const posture = postureOf(snapshot, yardstick);
  return snapshot.roles.flatMap(({ id, displayName }) => {
    const tier = tierOf(posture, { id, displayName })?.name;
    const about = index.about({ id, displayName, isPrivileged: posture.isPrivileged(id), tier });
    const asking = about.filter(({ approvals }) => approvals.length > 0).map(({ name }) => name);
    return asking.length === 0 ? [] : [{ roleDefinitionId: id, rules: asking }];
  });
}

/** What was found, as a snapshot carries it. */
export const snapshotBypass = (bypass: HouseBypass): SnapshotBypass => {
  const { requestId, principalId, roleDefinitionId, scopeId, minutes, way, verdict, lines } = bypass;
  return {
    requestId,
    principalId,
    roleDefinitionId,
    scopeId: scopeId === '' ? null : scopeId,
    activatedAt: bypass.activatedAt.toISOString(),
    minutes: minutes ?? null,
    way,
    verdict,
    approvedBy: bypass.approvedBy ?? null,
    rules: [...new Set(lines.map(({ rule }) => rule))],
    unmet: [...new Set(lines.map(({ thing }) => thing))],
  };
};

/** What planned activations did not meet any more, as a snapshot carries it. */
export const snapshotLaterBreach = (breach: LaterBreach): SnapshotLaterBreach => {
  const { requestId, principalId, roleDefinitionId, scopeId, minutes, verdict, lines } = breach;
  return {
    requestId,
    principalId,
    roleDefinitionId,
    scopeId,
    startAt: breach.startAt.toISOString(),
    minutes: minutes ?? null,
    verdict,
    rules: [...new Set(lines.map(({ rule }) => rule))],
    unmet: [...new Set(lines.map(({ thing }) => thing))],
  };
};
