import { type AuditEntry } from '../../audit.ts';
import { type LaterBreach, type LaterBreachLine } from '../../houseRules/plannedStarts/laterBreach.ts';
import { type Person } from '../../ids.ts';
import { ownersToTell } from '../houseRules/ownersToTell.ts';
import { type PlannedStartDeps } from './plannedStartDeps.ts';

/** So many cards an owner gets in an hour, where rules change under many plans; the digest and the report have all. */
const CARDS_AN_HOUR = 10;
const HOUR_MS = 3_600_000;
/** Names of rules in the audit trail. Characters. */
const LONGEST_NAMES = 300;

/**
 * Keeps what a planned activation does not meet any more, and tells its requestor, who alone can take it back, and the
 * owners of the rules who have the app, or the administrators where none of them does. Once.
 */
export async function tellLaterBreach(
  deps: PlannedStartDeps,
  requestor: Person,
  found: Omit<LaterBreach, 'cardFor'>,
): Promise<void> {
  const { laterBreaches, random, logger } = deps;
  const { tenantId } = requestor;
  const people = await ownersToTell(deps, requestor, found.owners);
  const lately =
    people.length === 0 ? [] : await laterBreaches.found(new Date(found.foundAt.getTime() - HOUR_MS));
  const cardFor = people.filter(
    (person) => lately.filter(({ cardFor: told }) => told.includes(person)).length < CARDS_AN_HOUR,
  );
  const { requestId, verdict, lines } = found;
  const onceKey = `laterBreach/${tenantId}/${requestId}`;
  const isNew = await laterBreaches.record(
    { ...found, cardFor },
    {
      messages: [requestor.id, ...cardFor].map((id) => ({
        id: random.ulid(),
        person: { tenantId, id },
        message: { kind: 'laterBreach', requestId },
        onceKey: `${onceKey}/${id}`,
      })),
      audit: [{ onceKey: `${onceKey}/noted`, entry: entryOf(requestor, found) }],
    },
  );
  if (!isNew) return;
  logger.warn(
    {
      event: 'houseRules.breachedLater',
      requestId,
      verdict,
      unmet: thingsIn(lines),
      told: cardFor.length,
    },
    'A planned activation does not keep to the house rules any more',
  );
}

const thingsIn = (lines: readonly LaterBreachLine[]): string =>
  [...new Set(lines.map(({ thing }) => thing))].sort().join(',');

/** Ids and figures alone; the names of rules are the operator's own words. */
function entryOf({ tenantId, id }: Person, found: Omit<LaterBreach, 'cardFor'>): AuditEntry {
  const { requestId, roleDefinitionId, scopeId, startAt, minutes, verdict, lines, version } = found;
  return {
    event: 'houseRules.breachedLater',
    tenantId,
    actor: undefined,
    requestId,
    roleDefinitionId,
    scopeId,
    facts: {
      principal: id,
      startAt: startAt.toISOString(),
      verdict,
      unmet: thingsIn(lines),
      rules: [...new Set(lines.map(({ rule }) => rule))].join('; ').slice(0, LONGEST_NAMES),
      version,
      ...(minutes === undefined ? {} : { minutes }),
    },
  };
}
