import { resourceNotFound } from '../graphError.ts';
import { type EntitySet, type Navigation } from '../odata/entitySet.ts';
import { type Entity } from '../odata/matches.ts';
import { type Alert, alertsOf } from '../pim/alerts.ts';
import { type Pim } from '../pim/pim.ts';
import {
  alertEntity,
  alertId,
  configurationEntity,
  definitionEntity,
  incidentEntities,
} from '../wire/alertEntity.ts';
import { permissions } from './permissions.ts';
import { collection, item } from './replies.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';
import { namedScope } from './scopeFilter.ts';

const contextPath = 'identityGovernance/roleManagementAlerts';
const base = `/${contextPath}`;

const plain = {
  takesOr: false,
  sortable: [],
  maximumTop: 999,
  options: [],
  filters: { scopeId: ['eq'], scopeType: ['eq'] },
} as const satisfies Partial<EntitySet>;

const scope = ['scopeId', 'scopeType'] as const;

const definitionSet: EntitySet = {
  ...plain,
  typeName: 'unifiedRoleManagementAlertDefinition',
  contextPath: `${contextPath}/alertDefinitions`,
  properties: [
    ...['id', 'displayName', ...scope, 'description', 'severityLevel', 'securityImpact', 'mitigationSteps'],
    ...['howToPrevent', 'isRemediatable', 'isConfigurable'],
  ],
  navigation: {},
};

/** Of several types, of which each has fields of its own. */
const mixed = (typeName: string, path: string, entities: readonly Entity[]): EntitySet => ({
  ...plain,
  typeName,
  contextPath: `${contextPath}/${path}`,
  properties: [...new Set(entities.flatMap((entity) => Object.keys(entity)))],
  navigation: {},
});

const configurationSet = (entities: readonly Entity[]): EntitySet =>
  mixed('unifiedRoleManagementAlertConfiguration', 'alertConfigurations', entities);

function alertSet(pim: Pim, alerts: readonly Alert[]): EntitySet {
  const expanded = (of: (alert: Alert) => unknown): Navigation => ({
    expand: (entity) => {
      const alert = alerts.find((one) => alertId(pim, one) === entity['id']);
      return alert === undefined ? null : of(alert);
    },
  });
  return {
    ...plain,
    typeName: 'unifiedRoleManagementAlert',
    contextPath: `${contextPath}/alerts`,
    properties: [
      ...['id', 'alertDefinitionId', ...scope, 'incidentCount', 'isActive'],
      ...['lastModifiedDateTime', 'lastScannedDateTime'],
    ],
    navigation: {
      alertDefinition: expanded((alert) => definitionEntity(pim, alert)),
      alertConfiguration: expanded((alert) => configurationEntity(pim, alert)),
      alertIncidents: expanded(incidentEntities),
    },
  };
}

/** The alerts of the scope that the filter has to name; other scopes than the directory have none here. */
function alertsInScope(pim: Pim, request: GraphRequest): readonly Alert[] {
  const { scopeId, scopeType } = namedScope(request);
  return scopeId === '/' && scopeType.toLowerCase() === 'directoryrole' ? alertsOf(pim) : [];
}

function alertBy(pim: Pim, request: GraphRequest): Alert {
  const id = parameter(request, 'id');
  const found = alertsOf(pim).find((one) => alertId(pim, one).toLowerCase() === id.toLowerCase());
  if (found === undefined) throw resourceNotFound(id);
  return found;
}

function listAlerts(pim: Pim, request: GraphRequest): Reply {
  const alerts = alertsInScope(pim, request);
  const entities = alerts.map((alert) => alertEntity(pim, alert));
  return collection(pim, request, alertSet(pim, alerts), entities, { summary: "read PIM's alerts" });
}

function getAlert(pim: Pim, request: GraphRequest): Reply {
  const alert = alertBy(pim, request);
  const set = alertSet(pim, [alert]);
  return item(pim, request, set, alertEntity(pim, alert), `read the alert ${alert.displayName}`);
}

function listIncidents(pim: Pim, request: GraphRequest): Reply {
  const alert = alertBy(pim, request);
  const entities = incidentEntities(alert);
  const path = `alerts('${alertId(pim, alert)}')/alertIncidents`;
  return collection(pim, request, mixed('unifiedRoleManagementAlertIncident', path, entities), entities, {
    summary: `read what set off the alert ${alert.displayName}`,
  });
}

function listDefinitions(pim: Pim, request: GraphRequest): Reply {
  const entities = alertsInScope(pim, request).map((alert) => definitionEntity(pim, alert));
  return collection(pim, request, definitionSet, entities, { summary: "read what PIM's alerts are about" });
}

function listConfigurations(pim: Pim, request: GraphRequest): Reply {
  const entities = alertsInScope(pim, request).map((alert) => configurationEntity(pim, alert));
  return collection(pim, request, configurationSet(entities), entities, {
    summary: "read when PIM's alerts go off",
  });
}

const reading = { method: 'GET', only: 'beta', permission: permissions.alertRead } as const;

/** PIM's alerts, for reading. They tell of a missing licence too, so none is asked for. */
export const alertRoutes: readonly Route[] = [
  { ...reading, path: `${base}/alerts`, answer: listAlerts },
  { ...reading, path: `${base}/alerts/{id}`, answer: getAlert },
  { ...reading, path: `${base}/alerts/{id}/alertIncidents`, answer: listIncidents },
  { ...reading, path: `${base}/alertDefinitions`, answer: listDefinitions },
  { ...reading, path: `${base}/alertConfigurations`, answer: listConfigurations },
];
