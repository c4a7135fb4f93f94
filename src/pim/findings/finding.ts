import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { type Thresholds } from '../posture/baseline.ts';
import { type Posture } from '../posture/posture.ts';
import { type SnapshotPart } from '../posture/snapshot.ts';

/** How bad it is. `information` never makes a report fail. */
export type Severity = 'high' | 'medium' | 'low' | 'information';

/** From the worst to the least. */
export const severities: readonly Severity[] = ['high', 'medium', 'low', 'information'];

/** One thing that a rule found. The words to it are in `words`, by rule. */
export interface Finding {
  readonly rule: FindingRuleId;
  readonly severity: Severity;
  /** The role it is about; absent: about the tenant or a principal as such. */
  readonly roleDefinitionId?: RoleDefinitionId;
  /** Whom it concerns, the most telling first. */
  readonly principals: readonly PrincipalId[];
  /** Figures and words of the directory that its sentences are made of. Instants are ISO 8601. */
  readonly facts: FindingFacts;
}

/** What a finding's sentences are made of. */
export type FindingFacts = Readonly<Record<string, string | number | boolean | null>>;

/** A rule: looks at a posture and names everything it minds. One file each. */
export interface FindingRule {
  readonly id: FindingRuleId;
  /** The worst that it says. */
  readonly severity: Severity;
  /** Pages the rule rests on: addresses of Microsoft's or another public guide. */
  readonly sources: readonly string[];
  /** Parts of a snapshot without which the rule says nothing; of a list within, any one is enough. */
  readonly needs: readonly (SnapshotPart | readonly SnapshotPart[])[];
  /** What of the yardstick moves it, beside the baseline. */
  readonly thresholds?: readonly (keyof Thresholds)[];
  readonly find: (posture: Posture) => readonly Finding[];
}

/** Stable names of rules: part of the report's format. */
export type FindingRuleId =
  | 'too-many-global-administrators'
  | 'too-few-global-administrators'
  | 'break-glass-accounts'
  | 'permanent-assignment'
  | 'assigned-outside-pim'
  | 'no-strong-authentication'
  | 'no-approval'
  | 'approval-by-house-rule'
  | 'activation-too-long'
  | 'no-justification'
  | 'no-ticket'
  | 'permanent-eligibility-allowed'
  | 'eligibility-without-end'
  | 'too-few-approvers'
  | 'sole-approver'
  | 'stale-eligibility'
  | 'unused-role'
  | 'unused-active-assignment'
  | 'stale-sign-in'
  | 'service-account'
  | 'service-principal'
  | 'guest'
  | 'disabled-or-deleted-account'
  | 'group-not-protected'
  | 'multifactor-and-context'
  | 'custom-approver-recipients'
  | 'notifications-off'
  | 'over-privileged-account'
  | 'licence';
