import { type Person, type PrincipalId } from '../../ids.ts';
import { type AuditEntry } from '../../audit.ts';
import { type BypassLine, type HouseBypass } from '../../houseRules/bypass.ts';
import { ownersToTell } from '../houseRules/ownersToTell.ts';
import { type WithRules } from './activationNews.ts';

/** So many cards a person gets in an hour; what comes beyond that comes as a list. */
const CARDS_AN_HOUR = 3;
const HOUR_MS = 3_600_000;
/** Names of rules in the audit trail. Characters. */
const LONGEST_NAMES = 300;

/**
 * Keeps what went round the rules and tells the owners who have the app, or the administrators where none of them does.
 * Once, whoever finds it and however often.
 */
export async function tellBypass(
  deps: WithRules,
  { tenantId, id }: Person,
  found: Omit<HouseBypass, 'cardFor' | 'listedFor'>,
): Promise<void> {
  const { houseBypasses, random, logger } = deps;
  const people = await ownersToTell(deps, { tenantId, id }, found.owners);
  const hourAgo = new Date(found.foundAt.getTime() - HOUR_MS);
  const lately = people.length === 0 ? [] : await houseBypasses.found(hourAgo);
  const cardsOf = (person: PrincipalId): number =>
    lately.filter(({ cardFor: told }) => told.includes(person)).length;
  const cardFor = people.filter((person) => cardsOf(person) < CARDS_AN_HOUR);
  const listedFor = people.filter((person) => !cardFor.includes(person));
  const { requestId } = found;
  const onceKey = `houseBypass/${tenantId}/${requestId}`;
  const isNew = await houseBypasses.record(
    { ...found, cardFor, listedFor },
    {
      messages: cardFor.map((person) => ({
        id: random.ulid(),
        person: { tenantId, id: person },
        message: { kind: 'houseBypass', requestId },
        onceKey: `${onceKey}/${person}`,
      })),
      audit: [{ onceKey: `${onceKey}/noted`, entry: entryOf({ tenantId, id }, found) }],
    },
  );
  if (!isNew) return;
  const { verdict, way, lines } = found;
  logger.warn(
    { event: 'houseRules.bypassed', requestId, verdict, way, unmet: thingsOf(lines), told: people.length },
    'An activation went round the house rules',
  );
}

const thingsOf = (lines: readonly BypassLine[]): string =>
  [...new Set(lines.map(({ thing }) => thing))].sort().join(',');

/** Ids and figures alone; the names of rules are the operator's own words. */
function entryOf({ tenantId, id }: Person, found: Omit<HouseBypass, 'cardFor' | 'listedFor'>): AuditEntry {
  const { requestId, roleDefinitionId, scopeId, minutes, judgedBy, approvedBy, lines } = found;
  const rules = [...new Set(lines.map(({ rule }) => rule))].join('; ').slice(0, LONGEST_NAMES);
  return {
    event: 'houseRules.bypassed',
    tenantId,
    actor: id,
    requestId,
    roleDefinitionId,
    ...(scopeId === '' ? {} : { scopeId }),
    facts: {
      principal: id,
      activatedAt: found.activatedAt.toISOString(),
      verdict: found.verdict,
      way: found.way,
      unmet: thingsOf(lines),
      rules,
      version: judgedBy.version,
      isVersionOfThen: judgedBy.isOfThen,
      ...(minutes === undefined ? {} : { minutes }),
      ...(approvedBy === undefined ? {} : { approvedBy }),
    },
  };
}
