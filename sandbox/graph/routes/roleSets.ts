import { entryOf } from '../../entries.ts';
import { type EntitySet, type Navigation, type Operator } from '../odata/entitySet.ts';
import { type Entity } from '../odata/matches.ts';
import { type Pim, roleOf, scopeObjectId } from '../pim/pim.ts';
import { type ScheduleKind } from '../pim/records.ts';
import { directoryObject } from '../wire/principalEntity.ts';
import { instanceEntity, scheduleEntity } from '../wire/requestEntity.ts';
import { roleDefinitionEntity } from '../wire/roleEntity.ts';
import { type Version } from './route.ts';

const equality: readonly Operator[] = ['eq', 'ne'];

const filtersOn = (...names: string[]): Record<string, readonly Operator[]> =>
  Object.fromEntries(names.map((name) => [name, equality]));

const text = (entity: Entity, key: string): string => {
  const value = entity[key];
  return typeof value === 'string' ? value : '';
};

const baseOf = (path: string): string => `roleManagement/directory/${path}`;

/** What is the same of all role collections. Sorting is documented for none of them. */
const plain = { takesOr: false, sortable: [], maximumTop: 999, options: [] } as const;

/** Role definitions. `id in (…)` works, `or` does not. */
export function roleDefinitionSet(pim: Pim, version: Version): EntitySet {
  const properties = ['id', 'description', 'displayName', 'isBuiltIn', 'isEnabled', 'templateId', 'version'];
  const beta = version === 'beta' ? ['isPrivileged', 'resourceScopes'] : [];
  return {
    ...plain,
    typeName: 'unifiedRoleDefinition',
    contextPath: baseOf('roleDefinitions'),
    properties: [...properties, ...beta, 'rolePermissions', 'inheritsPermissionsFrom'],
    filters: {
      id: ['eq', 'in'],
      displayName: ['eq', 'in', ...(version === 'beta' ? (['startswith'] as const) : [])],
      isBuiltIn: ['eq', 'in'],
      ...(version === 'beta' && { isPrivileged: ['eq'] as const }),
    },
    navigation: {
      inheritsPermissionsFrom: {
        expand: (entity) =>
          (entity['inheritsPermissionsFrom'] as { id: string }[]).flatMap(
            ({ id }) => roleEntity(pim, id, version) ?? [],
          ),
      },
    },
  };
}

const roleEntity = (pim: Pim, id: string, version: Version): Entity | null => {
  const role = roleOf(pim, id);
  return role === undefined ? null : roleDefinitionEntity(role, version);
};

function navigationFor(pim: Pim, version: Version): Record<string, Navigation> {
  return {
    principal: { expand: (entity) => directoryObject(pim, text(entity, 'principalId')) },
    roleDefinition: { expand: (entity) => roleEntity(pim, text(entity, 'roleDefinitionId'), version) },
    directoryScope: {
      expand: (entity) => directoryObject(pim, scopeObjectId(text(entity, 'directoryScopeId'))),
    },
    appScope: { expand: () => null },
  };
}

const common = ['id', 'principalId', 'roleDefinitionId', 'directoryScopeId', 'appScopeId'] as const;

/** The requests of a kind. */
export function requestSet(pim: Pim, kind: ScheduleKind, version: Version): EntitySet {
  const scheduleOf = (id: string): Entity | null => {
    const schedule = entryOf(pim.state.schedules, id);
    return schedule === undefined ? null : scheduleEntity(pim, schedule);
  };
  const activatedUsing = (entity: Entity): Entity | null =>
    scheduleOf(entryOf(pim.state.schedules, text(entity, 'id'))?.activatedUsing ?? '');
  return {
    ...plain,
    typeName:
      kind === 'assignment'
        ? 'unifiedRoleAssignmentScheduleRequest'
        : 'unifiedRoleEligibilityScheduleRequest',
    contextPath: baseOf(
      kind === 'assignment' ? 'roleAssignmentScheduleRequests' : 'roleEligibilityScheduleRequests',
    ),
    properties: [
      ...common,
      ...[
        'status',
        'createdDateTime',
        'completedDateTime',
        'approvalId',
        'customData',
        'action',
        'isValidationOnly',
      ],
      ...['targetScheduleId', 'justification', 'createdBy', 'scheduleInfo', 'ticketInfo'],
    ],
    filters: {
      ...filtersOn('id', 'principalId', 'roleDefinitionId', 'status', 'targetScheduleId', 'directoryScopeId'),
      ...filtersOn('appScopeId', 'createdBy', 'createdBy/user/id'),
    },
    navigation: {
      ...navigationFor(pim, version),
      principal: {
        expand: (entity) => directoryObject(pim, text(entity, 'principalId')),
        selectable: ['id'],
      },
      targetSchedule: { expand: (entity) => scheduleOf(text(entity, 'targetScheduleId')) },
      ...(kind === 'assignment' && { activatedUsing: { expand: activatedUsing } }),
    },
  };
}

/** The schedules of a kind. */
export function scheduleSet(pim: Pim, kind: ScheduleKind, version: Version): EntitySet {
  const isAssignment = kind === 'assignment';
  const eligibility = (entity: Entity): Entity | null => {
    const usedId = entryOf(pim.state.schedules, text(entity, 'id'))?.activatedUsing;
    const used = entryOf(pim.state.schedules, usedId ?? '');
    return used === undefined ? null : scheduleEntity(pim, used);
  };
  return {
    ...plain,
    typeName: isAssignment ? 'unifiedRoleAssignmentSchedule' : 'unifiedRoleEligibilitySchedule',
    contextPath: baseOf(isAssignment ? 'roleAssignmentSchedules' : 'roleEligibilitySchedules'),
    properties: [
      ...common,
      ...['createdUsing', 'createdDateTime', 'modifiedDateTime', 'status', 'memberType', 'scheduleInfo'],
      ...(isAssignment ? ['assignmentType'] : []),
    ],
    filters: filtersOn(...common, 'memberType', ...(isAssignment ? ['assignmentType'] : [])),
    navigation: {
      ...navigationFor(pim, version),
      ...(isAssignment && { activatedUsing: { expand: eligibility } }),
    },
  };
}

/** The instances of a kind. */
export function instanceSet(pim: Pim, kind: ScheduleKind, version: Version): EntitySet {
  const isAssignment = kind === 'assignment';
  const origin = isAssignment
    ? ['assignmentType', 'roleAssignmentOriginId', 'roleAssignmentScheduleId']
    : ['roleEligibilityScheduleId'];
  const eligibility = (entity: Entity): Entity | null => {
    const { schedules } = pim.state;
    const active = entryOf(schedules, text(entity, 'roleAssignmentScheduleId'));
    const used = entryOf(schedules, active?.activatedUsing ?? '');
    return used === undefined ? null : instanceEntity(used, 'Direct');
  };
  return {
    ...plain,
    typeName: isAssignment
      ? 'unifiedRoleAssignmentScheduleInstance'
      : 'unifiedRoleEligibilityScheduleInstance',
    contextPath: baseOf(
      isAssignment ? 'roleAssignmentScheduleInstances' : 'roleEligibilityScheduleInstances',
    ),
    properties: [...common, 'startDateTime', 'endDateTime', 'memberType', ...origin],
    filters: filtersOn(...common, 'memberType', ...origin),
    navigation: {
      ...navigationFor(pim, version),
      ...(isAssignment && { activatedUsing: { expand: eligibility } }),
    },
  };
}

/** Plain role assignments: what is in effect, however it came about. */
export function roleAssignmentSet(pim: Pim, version: Version): EntitySet {
  const { principal, roleDefinition, directoryScope } = navigationFor(pim, version);
  return {
    ...plain,
    typeName: 'unifiedRoleAssignment',
    contextPath: baseOf('roleAssignments'),
    properties: ['id', 'principalId', 'principalOrganizationId', 'directoryScopeId', 'roleDefinitionId'],
    filters: {
      id: ['eq'],
      principalId: ['eq', 'in'],
      roleDefinitionId: ['eq', 'in'],
      directoryScopeId: ['eq'],
    },
    navigation: {
      ...(principal && { principal }),
      ...(roleDefinition && { roleDefinition }),
      ...(directoryScope && { directoryScope }),
    },
  };
}
