import { RateLimits } from '../../rateLimits.ts';
import { type Tenant } from '../../world.ts';
import { guidOf } from '../identifiers.ts';
import { type Pim } from '../pim/pim.ts';
import { rulesFor } from '../pim/policy.ts';
import { type GroupEligibility } from '../pim/records.ts';
import { type AlertThresholds, type PimState } from '../pim/state.ts';
import { nothingHandled } from '../pim/alertRecords.ts';
import { builtInRoles } from './builtInRoles.ts';
import { PastEvents } from './pastEvents.ts';
import { plantActivation } from './plantActivations.ts';
import { plantGrant } from './plantGrants.ts';
import { plantReview } from './plantReviews.ts';
import { daysFrom, madeDaysAgo } from './seededDays.ts';
import { type SeededGroupEligibility, type TenantSeed } from './tenantSeed.ts';

const alertThresholds: AlertThresholds = {
  globalAdminCount: 3,
  globalAdminPercentage: 10,
  staleSignInDays: 30,
  redundantDays: 30,
  sequentialActivations: 3,
  sequentialHours: 1,
};

/** An empty role management with the roles and settings of the tenant. */
export function emptyState({ id: tenantId, wire }: Tenant, seed: TenantSeed, now: Date): PimState {
  // Copies, because a role can be renamed.
  const roleDefinitions = [...builtInRoles, ...seed.furtherRoles].map((role) => ({ ...role }));
  return {
    plantedAt: now,
    roleDefinitions,
    policies: roleDefinitions.map(({ id }) => ({
      id: `DirectoryRole_${tenantId}_${guidOf('policy', tenantId, id)}`,
      roleDefinitionId: id,
      rules: rulesFor(seed.settings[id] ?? seed.defaultSettings ?? {}),
      lastModifiedAt: null,
      lastModifiedBy: null,
    })),
    requests: [],
    schedules: [],
    approvals: new Map(),
    audits: [],
    auditRetentionDays: seed.auditRetentionDays ?? 30,
    auditLag: wire.auditLagSeconds,
    auditReads: new RateLimits(),
    choices: seed.choices,
    outsideSince: new Map(),
    groupEligibilities: (seed.groupEligibilities ?? []).map((one) => groupEligibility(one, now)),
    alertThresholds: { ...alertThresholds, ...seed.alerts },
    alertHandling: nothingHandled(),
    reviews: [],
    isLicenceDoubted: seed.isLicenceDoubted === true,
    isLicensed: true,
  };
}

function groupEligibility(
  { groupId, principalId, accessId, endsInDays }: SeededGroupEligibility,
  now: Date,
): GroupEligibility {
  return {
    id: `${groupId}_${accessId}_${guidOf('groupEligibility', groupId, principalId, accessId)}`,
    groupId,
    principalId,
    accessId,
    createdAt: daysFrom(now, -madeDaysAgo),
    endAt: endsInDays === undefined ? null : daysFrom(now, endsInDays),
  };
}

/** Fills role management with the tenant's standing eligibilities and assignments, and with its past. Ids are the same each time. */
export function plant(pim: Pim, seed: TenantSeed): void {
  const past = new PastEvents(pim);
  for (const given of seed.eligibilities) plantGrant(pim, past, seed, 'eligibility', given);
  for (const given of seed.assignments) plantGrant(pim, past, seed, 'assignment', given);
  for (const [index, given] of (seed.activations ?? []).entries()) plantActivation(pim, past, given, index);
  past.record();
  for (const given of seed.reviews ?? []) plantReview(pim, seed, given);
}
