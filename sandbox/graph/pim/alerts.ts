import { type User } from '../../world.ts';
import { entryOf } from '../../entries.ts';
import { shortInstant } from '../instants.ts';
import { type Entity } from '../odata/matches.ts';
import { daysBefore, lastSignInOf } from '../wire/directoryEntity.ts';
import { type Pim, policyOf, roleOf } from './pim.ts';
import { contextOf, demandsOf } from './policy.ts';
import { wellKnownRoles } from './principals.ts';
import { type Schedule, type ScheduleKind, type ScheduleRequest } from './records.ts';

/** One of PIM's alerts (Graph beta: unifiedRoleManagementAlert), with what it goes off for in this tenant. */
export interface Alert {
  /** What follows the tenant in its id. */
  readonly name: string;
  /** Of its incidents and its configuration: the `@odata.type` begins so. */
  readonly typeName: string;
  /** What its configuration has besides `isEnabled`. */
  readonly configuration: Entity;
  readonly displayName: string;
  readonly severityLevel: 'low' | 'medium' | 'high';
  readonly isRemediatable: boolean;
  readonly isConfigurable: boolean;
  readonly incidents: readonly Entity[];
}

type AlertKind = Omit<Alert, 'incidents' | 'configuration'> & {
  readonly configurationOf: (pim: Pim) => Entity;
  readonly incidentsOf: (pim: Pim) => readonly Entity[];
};

const hourMs = 3_600_000;

const inEffect = (pim: Pim, kind: ScheduleKind): readonly Schedule[] =>
  pim.state.schedules.filter(
    (one) => one.kind === kind && one.instance !== undefined && one.assignmentType === 'Assigned',
  );

const isPrivileged = (pim: Pim, { roleDefinitionId }: Schedule): boolean =>
  roleOf(pim, roleDefinitionId)?.isPrivileged === true;

const personBehind = (pim: Pim, { principalId }: Schedule): User | undefined =>
  entryOf(pim.world.tenant.users, principalId);

const assignee = (user: User): Entity => ({
  assigneeId: user.id,
  assigneeDisplayName: user.displayName,
  assigneeUserPrincipalName: user.userPrincipalName,
});

const roleFields = (pim: Pim, roleDefinitionId: string): Entity => ({
  roleDefinitionId,
  roleDisplayName: roleOf(pim, roleDefinitionId)?.displayName ?? null,
  roleTemplateId: roleDefinitionId,
});

const instant = (at: Date | null | undefined): string | null =>
  at === null || at === undefined ? null : shortInstant(at);

/** Both have to be reached: a number of Global Administrators, and their share of all who hold a privileged role. */
function tooManyGlobalAdministrators(pim: Pim): readonly Entity[] {
  const { globalAdminCount, globalAdminPercentage } = pim.state.alertThresholds;
  const privileged = inEffect(pim, 'assignment').filter((one) => isPrivileged(pim, one));
  const people = new Set(privileged.map(({ principalId }) => principalId)).size;
  const found = privileged
    .filter(({ roleDefinitionId }) => roleDefinitionId === wellKnownRoles.globalAdministrator)
    .flatMap((one) => personBehind(pim, one) ?? []);
  const isReached =
    found.length >= globalAdminCount && found.length * 100 >= globalAdminPercentage * Math.max(people, 1);
  return isReached ? found.map((user) => ({ id: user.id, ...assignee(user) })) : [];
}

const assignedOutside = (pim: Pim): readonly Entity[] =>
  inEffect(pim, 'assignment')
    .filter(({ createdUsing }) => createdUsing === null)
    .flatMap((one) => {
      const user = personBehind(pim, one);
      if (user === undefined) return [];
      const created = { assignmentCreatedDateTime: instant(pim.state.outsideSince.get(one.id)) };
      return [{ id: one.id, ...assignee(user), ...created, ...roleFields(pim, one.roleDefinitionId) }];
    });

function withoutMultifactor(pim: Pim): readonly Entity[] {
  const eligible = new Set(inEffect(pim, 'eligibility').map((one) => one.roleDefinitionId));
  const isLax = (id: string): boolean => {
    const policy = policyOf(pim, id);
    const asksFor = demandsOf(policy, 'EndUser_Assignment').enabledRules;
    return !asksFor.includes('MultiFactorAuthentication') && contextOf(policy) === undefined;
  };
  return [...eligible].filter(isLax).map((id) => {
    const { roleDisplayName, roleTemplateId } = roleFields(pim, id);
    return { id, roleDisplayName, roleTemplateId };
  });
}

function staleSignIns(pim: Pim): readonly Entity[] {
  const { plantedAt, alertThresholds } = pim.state;
  const since = daysBefore(pim.world.clock.now(), alertThresholds.staleSignInDays);
  return inEffect(pim, 'assignment')
    .filter((one) => isPrivileged(pim, one))
    .flatMap((one) => {
      const user = personBehind(pim, one);
      const last = user && lastSignInOf(user, plantedAt);
      if (user === undefined || (last && last >= since)) return [];
      return [
        {
          id: one.id,
          ...assignee(user),
          assignmentCreatedDateTime: instant(one.createdAt),
          lastSignInDateTime: instant(last),
          ...roleFields(pim, one.roleDefinitionId),
        },
      ];
    });
}

const keyOf = ({
  principalId,
  roleDefinitionId,
}: Pick<Schedule, 'principalId' | 'roleDefinitionId'>): string => `${principalId} ${roleDefinitionId}`;

/** When each person turned each role on, the oldest first. */
function activations(pim: Pim): ReadonlyMap<string, readonly ScheduleRequest[]> {
  const found = new Map<string, ScheduleRequest[]>();
  for (const request of pim.state.requests) {
    const hadEffect = request.status === 'Provisioned' || request.status === 'Revoked';
    if (request.action !== 'selfActivate' || !hadEffect) continue;
    const known = found.get(keyOf(request));
    if (known === undefined) found.set(keyOf(request), [request]);
    else known.push(request);
  }
  for (const list of found.values())
    list.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  return found;
}

function notUsed(pim: Pim): readonly Entity[] {
  const since = daysBefore(pim.world.clock.now(), pim.state.alertThresholds.redundantDays);
  const used = activations(pim);
  return inEffect(pim, 'eligibility')
    .filter((one) => isPrivileged(pim, one))
    .flatMap((one) => {
      const user = personBehind(pim, one);
      const last = used.get(keyOf(one))?.at(-1)?.createdAt;
      if (user === undefined || (last !== undefined && last >= since)) return [];
      const fields = { lastActivationDateTime: instant(last), ...roleFields(pim, one.roleDefinitionId) };
      return [{ id: one.id, ...assignee(user), ...fields }];
    });
}

function activatedTooOften(pim: Pim): readonly Entity[] {
  const { sequentialActivations, sequentialHours } = pim.state.alertThresholds;
  return [...activations(pim).values()].flatMap((list) => {
    const run = longestRun(list, sequentialHours * hourMs);
    const [first, last] = [run.at(0), run.at(-1)];
    if (first === undefined || last === undefined || run.length < sequentialActivations) return [];
    const user = entryOf(pim.world.tenant.users, first.principalId);
    if (user === undefined) return [];
    return [
      {
        id: first.id,
        ...assignee(user),
        activationCount: run.length,
        sequenceStartDateTime: instant(first.createdAt),
        sequenceEndDateTime: instant(last.createdAt),
        ...roleFields(pim, first.roleDefinitionId),
      },
    ];
  });
}

function longestRun(list: readonly ScheduleRequest[], gapMs: number): readonly ScheduleRequest[] {
  let [longest, run]: [ScheduleRequest[], ScheduleRequest[]] = [[], []];
  for (const request of list) {
    const before = run.at(-1)?.createdAt.getTime() ?? -Infinity;
    run = request.createdAt.getTime() - before <= gapMs ? [...run, request] : [request];
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

const doubtedLicence = ({ state, world }: Pim): readonly Entity[] =>
  state.isLicenceDoubted || !state.isLicensed
    ? [{ id: world.tenant.id, tenantLicenseStatus: state.isLicensed ? 'Expiring' : 'None' }]
    : [];

const bare = { configurationOf: () => ({}), isRemediatable: true, isConfigurable: false } as const;
const days = (count: number): string => `P${String(count)}D`;

/** In the order in which Graph lists them: by name. */
const kinds: readonly AlertKind[] = [
  {
    ...bare,
    name: 'InvalidLicenseAlert',
    typeName: 'invalidLicenseAlert',
    displayName: "The organization doesn't have Microsoft Entra ID P2 or Microsoft Entra ID Governance",
    severityLevel: 'low',
    isRemediatable: false,
    incidentsOf: doubtedLicence,
  },
  {
    ...bare,
    name: 'NoMfaOnRoleActivationAlert',
    typeName: 'noMfaOnRoleActivationAlert',
    displayName: "Roles don't require multifactor authentication for activation",
    severityLevel: 'low',
    incidentsOf: withoutMultifactor,
  },
  {
    ...bare,
    name: 'RedundantAssignmentAlert',
    typeName: 'redundantAssignmentAlert',
    displayName: "Administrators aren't using their privileged roles",
    severityLevel: 'low',
    isConfigurable: true,
    configurationOf: ({ state }) => ({ duration: days(state.alertThresholds.redundantDays) }),
    incidentsOf: notUsed,
  },
  {
    ...bare,
    name: 'RolesAssignedOutsidePimAlert',
    typeName: 'rolesAssignedOutsidePrivilegedIdentityManagementAlert',
    displayName: 'Roles are being assigned outside of Privileged Identity Management',
    severityLevel: 'high',
    incidentsOf: assignedOutside,
  },
  {
    ...bare,
    name: 'SequentialActivationRenewalsAlert',
    typeName: 'sequentialActivationRenewalsAlert',
    displayName: 'Roles are being activated too frequently',
    severityLevel: 'low',
    isRemediatable: false,
    isConfigurable: true,
    configurationOf: ({ state: { alertThresholds } }) => ({
      sequentialActivationCounterThreshold: alertThresholds.sequentialActivations,
      timeIntervalBetweenActivations: `PT${String(alertThresholds.sequentialHours)}H`,
    }),
    incidentsOf: activatedTooOften,
  },
  {
    ...bare,
    name: 'StaleSignInAlert',
    typeName: 'staleSignInAlert',
    displayName: 'Potential stale accounts in a privileged role',
    severityLevel: 'medium',
    isConfigurable: true,
    configurationOf: ({ state }) => ({ duration: days(state.alertThresholds.staleSignInDays) }),
    incidentsOf: staleSignIns,
  },
  {
    ...bare,
    name: 'TooManyGlobalAdminsAssignedToTenantAlert',
    typeName: 'tooManyGlobalAdminsAssignedToTenantAlert',
    displayName: 'There are too many global administrators',
    severityLevel: 'low',
    isConfigurable: true,
    configurationOf: ({ state: { alertThresholds } }) => ({
      globalAdminCountThreshold: alertThresholds.globalAdminCount,
      percentageOfGlobalAdminsOutOfRolesThreshold: alertThresholds.globalAdminPercentage,
    }),
    incidentsOf: tooManyGlobalAdministrators,
  },
];

/** The seven alerts, as the tenant stands now. */
export const alertsOf = (pim: Pim): readonly Alert[] =>
  kinds.map(({ configurationOf, incidentsOf, ...kind }) => ({
    ...kind,
    configuration: configurationOf(pim),
    incidents: incidentsOf(pim),
  }));
