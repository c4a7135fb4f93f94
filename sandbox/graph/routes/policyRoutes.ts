import { badRequest, resourceNotFound } from '../graphError.ts';
import { type EntitySet, type Navigation } from '../odata/entitySet.ts';
import { type Entity } from '../odata/matches.ts';
import { changeRule } from '../pim/changeRule.ts';
import { type Pim, roleOf } from '../pim/pim.ts';
import { type Policy, ruleOf } from '../pim/policy.ts';
import { policyAssignmentEntity, policyEntity, type ScopeType } from '../wire/policyEntity.ts';
import { jsonBody } from './jsonBody.ts';
import { permissions } from './permissions.ts';
import { collection, item } from './replies.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';
import { demanded, namedScope } from './scopeFilter.ts';

const assignments = '/policies/roleManagementPolicyAssignments';
const policies = '/policies/roleManagementPolicies';

const plain = { takesOr: false, sortable: [], maximumTop: 999, options: [] } as const;

/** `DirectoryRole_{tenant}_{guid}`, or the same with the older prefix `Directory_`. */
function policyBy(pim: Pim, id: string): Policy {
  const bare = id.toLowerCase().replace(/^directory(role)?_/, '');
  const found = pim.state.policies.find((policy) => policy.id.toLowerCase().endsWith(bare) && bare !== '');
  if (found === undefined) throw resourceNotFound(id);
  return found;
}

const rulesOf = (pim: Pim): Navigation => ({ expand: (entity) => policyBy(pim, String(entity['id'])).rules });

/** Nothing is inherited in the offline tenant, so the effective rules are the rules. */
const policyNavigation = (pim: Pim): Record<string, Navigation> => ({
  rules: rulesOf(pim),
  effectiveRules: rulesOf(pim),
});

const scopeFilters = { scopeId: ['eq'], scopeType: ['eq'] } as const;

const policySet = (pim: Pim): EntitySet => ({
  ...plain,
  typeName: 'unifiedRoleManagementPolicy',
  contextPath: 'policies/roleManagementPolicies',
  properties: [
    ...['id', 'displayName', 'description', 'isOrganizationDefault', 'scopeId', 'scopeType'],
    ...['lastModifiedDateTime', 'lastModifiedBy'],
  ],
  filters: scopeFilters,
  navigation: policyNavigation(pim),
});

const assignmentSet = (pim: Pim): EntitySet => ({
  ...plain,
  typeName: 'unifiedRoleManagementPolicyAssignment',
  contextPath: 'policies/roleManagementPolicyAssignments',
  properties: ['id', 'policyId', 'scopeId', 'scopeType', 'roleDefinitionId'],
  filters: { ...scopeFilters, roleDefinitionId: ['eq'] },
  navigation: {
    policy: {
      expand: (entity) => policyEntity(policyBy(pim, String(entity['policyId']))),
      navigation: policyNavigation(pim),
    },
  },
});

const ruleSet = (policy: Policy): EntitySet => ({
  ...plain,
  typeName: 'unifiedRoleManagementPolicyRule',
  contextPath: `policies/roleManagementPolicies('${policy.id}')/rules`,
  properties: [...new Set(policy.rules.flatMap((rule) => Object.keys(rule)))],
  filters: {},
  navigation: {},
});

const scopeTypeNamed = (name: string): ScopeType | undefined =>
  (['Directory', 'DirectoryRole'] as const).find((known) => known.toLowerCase() === name.toLowerCase());

/** The scope must be named, and only the directory's role settings are here. */
function scopeTypeIn(request: GraphRequest): ScopeType | undefined {
  const { scopeId, scopeType } = namedScope(request);
  return scopeId === '/' ? scopeTypeNamed(scopeType) : undefined;
}

const roleName = (pim: Pim, policy: Policy): string =>
  roleOf(pim, policy.roleDefinitionId)?.displayName ?? policy.id;

function listAssignments(pim: Pim, request: GraphRequest): Reply {
  const scopeType = scopeTypeIn(request);
  const entities: Entity[] =
    scopeType === undefined
      ? []
      : pim.state.policies.map((policy) => policyAssignmentEntity(policy, scopeType));
  const roleId = demanded(request.query.filter, 'roleDefinitionId');
  const named = roleId === undefined ? undefined : roleOf(pim, roleId)?.displayName;
  return collection(pim, request, assignmentSet(pim), entities, {
    summary: `read the settings of ${named ?? 'all roles'}`,
  });
}

function patchRule(pim: Pim, request: GraphRequest): Reply {
  const policy = policyBy(pim, parameter(request, 'id'));
  const patch = jsonBody(request.call);
  if (typeof patch['@odata.type'] !== 'string') throw badRequest("The annotation '@odata.type' is required.");
  const rule = changeRule(pim, request.caller, policy, parameter(request, 'ruleId'), patch);
  return { status: 204, summary: `changed the rule ${rule.id} of ${roleName(pim, policy)}` };
}

const reading = { method: 'GET', permission: permissions.policyRead, needsLicence: true } as const;

function getAssignment(pim: Pim, request: GraphRequest): Reply {
  const [, policyId = '', scopeType = 'DirectoryRole'] =
    /^(([^\W_]+)_.+)_[^_]+$/.exec(parameter(request, 'id')) ?? [];
  const policy = policyBy(pim, policyId);
  const entity = policyAssignmentEntity(policy, scopeTypeNamed(scopeType) ?? 'DirectoryRole');
  return item(pim, request, assignmentSet(pim), entity, `read the settings of ${roleName(pim, policy)}`);
}

function listPolicies(pim: Pim, request: GraphRequest): Reply {
  const entities = scopeTypeIn(request) === undefined ? [] : pim.state.policies.map(policyEntity);
  return collection(pim, request, policySet(pim), entities, {
    summary: 'read the settings of all roles',
  });
}

function getPolicy(pim: Pim, request: GraphRequest): Reply {
  const policy = policyBy(pim, parameter(request, 'id'));
  return item(
    pim,
    request,
    policySet(pim),
    policyEntity(policy),
    `read the settings of ${roleName(pim, policy)}`,
  );
}

function listRules(pim: Pim, request: GraphRequest): Reply {
  const policy = policyBy(pim, parameter(request, 'id'));
  const summary = `read the rules of ${roleName(pim, policy)}`;
  return collection(pim, request, ruleSet(policy), policy.rules, { summary });
}

function getRule(pim: Pim, request: GraphRequest): Reply {
  const policy = policyBy(pim, parameter(request, 'id'));
  const rule = ruleOf(policy, parameter(request, 'ruleId'));
  if (rule === undefined) throw resourceNotFound(parameter(request, 'ruleId'));
  return item(pim, request, ruleSet(policy), rule, `read the rule ${rule.id} of ${roleName(pim, policy)}`);
}

/** Settings of roles and the rules in them. */
export const policyRoutes: readonly Route[] = [
  { ...reading, path: assignments, answer: listAssignments },
  {
    ...reading,
    path: `${assignments}/{id}`,
    answer: getAssignment,
  },
  {
    ...reading,
    path: policies,
    answer: listPolicies,
  },
  {
    ...reading,
    path: `${policies}/{id}`,
    answer: getPolicy,
  },
  {
    ...reading,
    path: `${policies}/{id}/rules`,
    answer: listRules,
  },
  {
    ...reading,
    path: `${policies}/{id}/rules/{ruleId}`,
    answer: getRule,
  },
  {
    method: 'PATCH',
    permission: permissions.policyWrite,
    needsLicence: true,
    path: `${policies}/{id}/rules/{ruleId}`,
    answer: patchRule,
  },
];
