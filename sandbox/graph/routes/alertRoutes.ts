import { badRequest, resourceNotFound } from '../graphError.ts';
import { type EntitySet, type Navigation } from '../odata/entitySet.ts';
import { type Entity } from '../odata/matches.ts';
import { configure, dismiss, refresh, refreshBy } from '../pim/alertHandling.ts';
import { type AlertRefresh } from '../pim/alertRecords.ts';
import { type Alert, alertsOf } from '../pim/alerts.ts';
import { type Pim } from '../pim/pim.ts';
import {
  alertEntity,
  alertId,
  configurationEntity,
  definitionEntity,
  incidentEntities,
  operationEntity,
} from '../wire/alertEntity.ts';
import { jsonBody } from './jsonBody.ts';
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

function getDefinition(pim: Pim, request: GraphRequest): Reply {
  const alert = alertBy(pim, request);
  const summary = `read what the alert ${alert.displayName} is about`;
  return item(pim, request, definitionSet, definitionEntity(pim, alert), summary);
}

function getConfiguration(pim: Pim, request: GraphRequest): Reply {
  const alert = alertBy(pim, request);
  const entity = configurationEntity(pim, alert);
  return item(
    pim,
    request,
    configurationSet([entity]),
    entity,
    `read when the alert ${alert.displayName} goes off`,
  );
}

function dismissAlert(pim: Pim, request: GraphRequest): Reply {
  const alert = alertBy(pim, request);
  dismiss(pim, alert, jsonBody(request.call));
  return { status: 204, summary: `dismissed the alert ${alert.displayName}` };
}

function patchConfiguration(pim: Pim, request: GraphRequest): Reply {
  const alert = alertBy(pim, request);
  configure(pim, alert, jsonBody(request.call));
  return { status: 204, summary: `changed when the alert ${alert.displayName} goes off` };
}

/** Graph answers at once, and says where to ask how it went. */
const accepted = (pim: Pim, { version }: GraphRequest, made: AlertRefresh, summary: string): Reply => ({
  status: 202,
  headers: { location: `${pim.world.baseUrl}/graph/${version}${base}/operations/${made.id}` },
  summary,
});

function refreshAlert(pim: Pim, request: GraphRequest): Reply {
  const alert = alertBy(pim, request);
  const made = refresh(pim, alertId(pim, alert), [alert.name]);
  return accepted(pim, request, made, `had PIM look again for the alert ${alert.displayName}`);
}

function refreshAll(pim: Pim, request: GraphRequest): Reply {
  const { scopeId, scopeType } = jsonBody(request.call);
  if (scopeId !== '/' || scopeType !== 'DirectoryRole') throw badRequest('The scope is missing or unknown.');
  const names = alertsOf(pim).map(({ name }) => name);
  const made = refresh(pim, `DirectoryRole_${pim.world.tenant.id}`, names);
  return accepted(pim, request, made, 'had PIM look again for all its alerts');
}

const operationSet: EntitySet = {
  ...plain,
  typeName: 'longRunningOperation',
  contextPath: `${contextPath}/operations`,
  properties: ['id', 'status', 'statusDetail', 'createdDateTime', 'lastActionDateTime', 'resourceLocation'],
  navigation: {},
};

function getOperation(pim: Pim, request: GraphRequest): Reply {
  const made = refreshBy(pim, parameter(request, 'id'));
  const summary = 'asked whether PIM has looked at its alerts';
  return item(pim, request, operationSet, operationEntity(pim, made), summary);
}

const writing = { only: 'beta', permission: permissions.alertWrite } as const;
const reading = { method: 'GET', only: 'beta', permission: permissions.alertRead } as const;

/** PIM's alerts. What they are about is mended elsewhere: `remediate` is not here. They tell of a missing licence too, so none is asked for. */
export const alertRoutes: readonly Route[] = [
  { ...reading, path: `${base}/alerts`, answer: listAlerts },
  { ...reading, path: `${base}/alerts/{id}`, answer: getAlert },
  { ...reading, path: `${base}/alerts/{id}/alertIncidents`, answer: listIncidents },
  { ...reading, path: `${base}/alertDefinitions`, answer: listDefinitions },
  { ...reading, path: `${base}/alertConfigurations`, answer: listConfigurations },
  { ...reading, path: `${base}/alertDefinitions/{id}`, answer: getDefinition },
  { ...reading, path: `${base}/alertConfigurations/{id}`, answer: getConfiguration },
  { ...reading, path: `${base}/operations/{id}`, answer: getOperation },
  { ...writing, method: 'PATCH', path: `${base}/alerts/{id}`, answer: dismissAlert },
  { ...writing, method: 'POST', path: `${base}/alerts/{id}/refresh`, answer: refreshAlert },
  { ...writing, method: 'POST', path: `${base}/alerts/refresh`, answer: refreshAll },
  { ...writing, method: 'PATCH', path: `${base}/alertConfigurations/{id}`, answer: patchConfiguration },
];
