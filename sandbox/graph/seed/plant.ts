import { assignmentInstanceId, guidOf } from '../identifiers.ts';
import { type Pim } from '../pim/pim.ts';
import { rulesFor } from '../pim/policy.ts';
import { putInEffect } from '../pim/provisioning.ts';
import { type Expiration, type Schedule, type ScheduleKind, type ScheduleRequest } from '../pim/records.ts';
import { type PimState } from '../pim/state.ts';
import { builtInRoles } from './builtInRoles.ts';
import { fjordSeed } from './fjord.ts';
import { harbourSeed } from './harbour.ts';
import { RateLimits } from '../../rateLimits.ts';
import { fjord } from '../../tenants/fjord.ts';
import { harbour } from '../../tenants/harbour.ts';
import { type Tenant } from '../../world.ts';
import { type TenantSeed } from './tenantSeed.ts';

const dayMs = 86_400_000;
/** Seeded grants were made this long ago. */
const madeDaysAgo = 40;

const seeds: Readonly<Record<string, TenantSeed>> = { [harbour.id]: harbourSeed, [fjord.id]: fjordSeed };

const nothing: TenantSeed = {
  customRoles: [],
  settings: {},
  eligibilities: [],
  assignments: [],
  administratorId: '',
  choices: { lapsedStatus: 'Failed', provisioningStatus: 'Provisioned' },
};

/** An empty role management with the roles and settings of the tenant. */
export function emptyState({ id: tenantId, wire }: Tenant): PimState {
  const seed = seeds[tenantId] ?? nothing;
  // Copies, because a role can be renamed.
  const roleDefinitions = [...builtInRoles, ...seed.customRoles].map((role) => ({ ...role }));
  return {
    roleDefinitions,
    policies: roleDefinitions.map(({ id }) => ({
      id: `DirectoryRole_${tenantId}_${guidOf('policy', tenantId, id)}`,
      roleDefinitionId: id,
      rules: rulesFor(seed.settings[id] ?? {}),
      lastModifiedAt: null,
      lastModifiedBy: null,
    })),
    requests: [],
    schedules: [],
    approvals: new Map(),
    audits: [],
    auditLag: wire.auditLagSeconds,
    auditReads: new RateLimits(),
    choices: seed.choices,
    isLicensed: true,
  };
}

interface Grant {
  readonly kind: ScheduleKind;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
  readonly endAt: Date | null;
}

/** Fills role management with the tenant's standing eligibilities and assignments. Ids are the same each time. */
export function plant(pim: Pim): void {
  const seed = seeds[pim.world.tenant.id] ?? nothing;
  const now = pim.world.clock.now();
  for (const { endsInDays, directoryScopeId = '/', ...given } of seed.eligibilities) {
    const endAt = endsInDays === undefined ? null : new Date(now.getTime() + endsInDays * dayMs);
    plantGrant(pim, seed, { kind: 'eligibility', ...given, directoryScopeId, endAt });
  }
  for (const { isOutsidePim, directoryScopeId = '/', ...given } of seed.assignments) {
    const grant: Grant = { kind: 'assignment', ...given, directoryScopeId, endAt: null };
    if (isOutsidePim === true) plantOutside(pim, grant);
    else plantGrant(pim, seed, grant);
  }
}

const expirationOf = (endAt: Date | null): Expiration =>
  endAt === null
    ? { type: 'noExpiration', endAt: null, duration: null }
    : { type: 'afterDateTime', endAt, duration: null };

function plantGrant(pim: Pim, seed: TenantSeed, grant: Grant): void {
  const { kind, principalId, roleDefinitionId, directoryScopeId, endAt } = grant;
  const id = guidOf(kind, principalId, roleDefinitionId, directoryScopeId);
  const madeAt = new Date(pim.world.clock.now().getTime() - madeDaysAgo * dayMs);
  const scheduleInfo = { startAt: madeAt, expiration: expirationOf(endAt) };
  const shared = {
    id,
    kind,
    principalId,
    roleDefinitionId,
    directoryScopeId,
    createdAt: madeAt,
    scheduleInfo,
  };
  const request: ScheduleRequest = {
    ...shared,
    action: 'adminAssign',
    justification: 'Standing arrangement',
    ticketNumber: null,
    ticketSystem: null,
    isValidationOnly: false,
    createdBy: { kind: 'user', id: seed.administratorId },
    targetScheduleId: id,
    plannedStartAt: null,
    status: 'Provisioned',
    completedAt: madeAt,
    approvalId: null,
    canceledAt: null,
  };
  const schedule: Schedule = {
    ...shared,
    createdUsing: id,
    assignmentType: 'Assigned',
    activatedUsing: null,
    modifiedAt: null,
    status: 'Provisioned',
    instance: undefined,
  };
  pim.state.requests.push(request);
  pim.state.schedules.push(schedule);
  putInEffect(pim, schedule, madeAt, endAt);
}

/** No request, no times, and one id for the assignment, its schedule and its instance. */
function plantOutside(pim: Pim, { kind, principalId, roleDefinitionId, directoryScopeId }: Grant): void {
  const schedule: Schedule = {
    id: assignmentInstanceId(roleDefinitionId, principalId, directoryScopeId),
    kind,
    principalId,
    roleDefinitionId,
    directoryScopeId,
    createdUsing: null,
    createdAt: null,
    assignmentType: 'Assigned',
    activatedUsing: null,
    modifiedAt: null,
    status: 'Provisioned',
    scheduleInfo: { startAt: null, expiration: expirationOf(null) },
    instance: undefined,
  };
  pim.state.schedules.push(schedule);
  putInEffect(pim, schedule, null, null);
}
