import { shortInstant } from '../instants.ts';
import { type Entity } from '../odata/matches.ts';
import { isActive } from '../pim/alertHandling.ts';
import { type AlertRefresh } from '../pim/alertRecords.ts';
import { type Alert } from '../pim/alerts.ts';
import { type Pim } from '../pim/pim.ts';

const whole = { scopeId: '/', scopeType: 'DirectoryRole' } as const;
/** How Graph writes that something never happened. */
const NEVER = '0001-01-01T08:00:00Z';

/** The same id names the alert, its definition and its configuration. */
export const alertId = (pim: Pim, { name }: Alert): string => `DirectoryRole_${pim.world.tenant.id}_${name}`;

/** An alert. PIM looks for incidents once a day; here whenever somebody reads. */
export function alertEntity(pim: Pim, alert: Alert): Entity {
  const scannedAt = shortInstant(pim.world.clock.now());
  return {
    id: alertId(pim, alert),
    alertDefinitionId: alertId(pim, alert),
    ...whole,
    incidentCount: alert.incidents.length,
    isActive: isActive(pim, alert),
    lastModifiedDateTime: alert.incidents.length > 0 ? shortInstant(pim.state.plantedAt) : NEVER,
    lastScannedDateTime: scannedAt,
  };
}

/** What an alert is about. Graph's own sentences are longer. */
export const definitionEntity = (pim: Pim, alert: Alert): Entity => ({
  id: alertId(pim, alert),
  displayName: alert.displayName,
  ...whole,
  description: `${alert.displayName}.`,
  severityLevel: alert.severityLevel,
  securityImpact: null,
  mitigationSteps: null,
  howToPrevent: null,
  isRemediatable: alert.isRemediatable,
  isConfigurable: alert.isConfigurable,
});

/** From when on an alert goes off. */
export const configurationEntity = (pim: Pim, alert: Alert): Entity => ({
  '@odata.type': `#microsoft.graph.${alert.typeName}Configuration`,
  id: alertId(pim, alert),
  alertDefinitionId: alertId(pim, alert),
  ...whole,
  isEnabled: !pim.state.alertHandling.switchedOff.has(alert.name),
  ...alert.configuration,
});

/** A look at alerts that was asked for. */
export const operationEntity = (pim: Pim, { id, startedAt, endsAt }: AlertRefresh): Entity => {
  const now = pim.world.clock.now();
  return {
    id,
    status: now < endsAt ? 'running' : 'succeeded',
    statusDetail: null,
    createdDateTime: shortInstant(startedAt),
    lastActionDateTime: shortInstant(now < endsAt ? now : endsAt),
    resourceLocation: null,
  };
};

/** What an alert went off for, one by one. */
export const incidentEntities = (alert: Alert): readonly Entity[] =>
  alert.incidents.map((incident) => ({
    '@odata.type': `#microsoft.graph.${alert.typeName}Incident`,
    ...incident,
  }));
