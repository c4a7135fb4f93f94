import { type HoldingChange } from '../administration.ts';
import { rulingFacts } from '../houseRules/keptRuling.ts';
import { type Person } from '../ids.ts';
import { type SettingsChange, settingsSteps } from '../posture/settingsSteps.ts';
import { type Clock, type SignOn, type WriteMade } from '../ports.ts';
import { reviewFacts } from '../reviews/reviewFacts.ts';
import {
  type AuditEntry,
  type AuditEvent,
  type FollowedRequest,
  type Intent,
  type Operation,
} from '../records.ts';

/** How a run of an operation ended, as far as the trail tells them apart. */
export type RunEnd = 'done' | 'refused' | 'unclear' | 'superseded';

const events: Readonly<Record<Intent['kind'], Readonly<Record<'requested' | RunEnd, AuditEvent>>>> = {
  activate: {
    requested: 'activation.requested',
    done: 'activation.submitted',
    refused: 'activation.refused',
    unclear: 'activation.unclear',
    superseded: 'activation.refused',
  },
  deactivate: {
    requested: 'deactivation.requested',
    done: 'deactivation.done',
    refused: 'deactivation.refused',
    unclear: 'deactivation.unclear',
    superseded: 'deactivation.refused',
  },
  extendEligibility: {
    requested: 'extension.requested',
    done: 'extension.submitted',
    refused: 'extension.refused',
    unclear: 'extension.unclear',
    superseded: 'extension.refused',
  },
  cancel: {
    requested: 'cancellation.requested',
    done: 'cancellation.done',
    refused: 'cancellation.refused',
    unclear: 'cancellation.unclear',
    superseded: 'cancellation.refused',
  },
  decide: {
    requested: 'decision.requested',
    done: 'decision.recorded',
    refused: 'decision.refused',
    unclear: 'decision.unclear',
    superseded: 'decision.superseded',
  },
  changeHolding: {
    requested: 'change.requested',
    done: 'change.done',
    refused: 'change.refused',
    unclear: 'change.unclear',
    superseded: 'change.refused',
  },
  changeSettings: {
    requested: 'settings.requested',
    done: 'settings.done',
    refused: 'settings.refused',
    unclear: 'settings.unclear',
    superseded: 'settings.refused',
  },
  dismissAlert: {
    requested: 'dismissal.requested',
    done: 'dismissal.done',
    refused: 'dismissal.refused',
    unclear: 'dismissal.unclear',
    superseded: 'dismissal.refused',
  },
  review: {
    requested: 'review.requested',
    done: 'review.done',
    refused: 'review.refused',
    unclear: 'review.unclear',
    superseded: 'review.refused',
  },
};

/** Audit row of an intent, for `Operations.open`: what was asked for, and none of the words with which. */
export const requestedEntry = (person: Person, operationId: string, intent: Intent): AuditEntry =>
  entry(events[intent.kind].requested, { person, id: operationId, intent });

/**
 * Audit row of a run: who, by which authority, what, for whom, and how it ended. `request`: what it was about, where it
 * is known.
 */
export function endEntry(
  end: RunEnd,
  operation: Pick<Operation, 'id' | 'person' | 'intent'>,
  facts: NonNullable<AuditEntry['facts']>,
  request?: FollowedRequest,
): AuditEntry {
  const { intent } = operation;
  const row = entry(events[intent.kind][end], operation, facts);
  if (request === undefined) return row;
  const { id: requestId, roleDefinitionId, scopeId } = request;
  const about = { requestId, roleDefinitionId, scopeId };
  return intent.kind === 'decide'
    ? { ...row, ...about, facts: { ...row.facts, requestor: request.requestor, ...voteFacts(end, request) } }
    : {
        ...row,
        ...about,
        facts: { ...row.facts, ...ticketFacts(intent, request), ...ruleFacts(intent, request) },
      };
}

/** Which system was asked about the ticket of an activation, when, and what came of it; no word of the ticket. */
const ticketFacts = ({ kind }: Intent, { ticketCheck }: FollowedRequest): NonNullable<AuditEntry['facts']> =>
  kind !== 'activate' || ticketCheck === undefined
    ? {}
    : {
        ticketSystem: ticketCheck.system,
        ticketVerdict: ticketCheck.verdict,
        ticketCheckedAt: ticketCheck.checkedAt.toISOString(),
      };

/** What was decided while PIM has no decision was a vote. */
const voteFacts = (end: RunEnd, { decision }: FollowedRequest): NonNullable<AuditEntry['facts']> =>
  end === 'done' && decision === undefined ? { isVote: true } : {};

/** What the rules of the house said of an activation, and whether it is kept here for votes. */
const ruleFacts = (
  { kind }: Intent,
  { houseRuling, isHeld = false }: Pick<FollowedRequest, 'houseRuling'> & { readonly isHeld?: boolean },
): NonNullable<AuditEntry['facts']> =>
  kind !== 'activate' || houseRuling === undefined
    ? {}
    : { ...rulingFacts(houseRuling), ...(isHeld ? { isHeld } : {}) };

function entry(
  event: AuditEvent,
  { person, id: operationId, intent }: Pick<Operation, 'id' | 'person' | 'intent'>,
  facts: NonNullable<AuditEntry['facts']> = {},
): AuditEntry {
  const base = { event, tenantId: person.tenantId, actor: person.id, operationId };
  switch (intent.kind) {
    case 'activate':
      return {
        ...base,
        roleDefinitionId: intent.roleDefinitionId,
        scopeId: intent.scopeId,
        facts: { durationMinutes: intent.durationMinutes, ...facts },
      };
    case 'deactivate':
    case 'extendEligibility':
      return { ...base, roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId, facts };
    case 'cancel':
      return { ...base, requestId: intent.requestId, facts };
    case 'decide':
      return {
        ...base,
        requestId: intent.requestId,
        facts: { decision: intent.decision, ...facts },
      };
    case 'changeHolding': {
      const { roleDefinitionId, scopeId } = intent.change;
      return { ...base, roleDefinitionId, scopeId, facts: { ...changeFacts(intent.change), ...facts } };
    }
    case 'changeSettings': {
      const { roleDefinitionId } = intent.change.before;
      return { ...base, roleDefinitionId, facts: { ...settingsFacts(intent.change), ...facts } };
    }
    case 'dismissAlert':
      return { ...base, facts: { alert: intent.alertId, name: intent.alertName, ...facts } };
    case 'review': {
      const about =
        intent.act.what === 'create' ? { roleDefinitionId: intent.act.plan.roleDefinitionId } : {};
      return { ...base, ...about, facts: { ...reviewFacts(intent.act), ...facts } };
    }
  }
}

/** What is changed and for whom, and nothing of what was said; without an end where none is named. */
function changeFacts(change: HoldingChange): NonNullable<AuditEntry['facts']> {
  const facts = { what: change.what, principal: change.principalId };
  if ('endAt' in change && change.endAt !== undefined) return { ...facts, endAt: change.endAt };
  if ('minutes' in change && change.minutes !== undefined) return { ...facts, minutes: change.minutes };
  if ('days' in change && change.days !== undefined) return { ...facts, days: change.days };
  return facts;
}

/** Which rules are changed, and what was undone by it. */
const settingsFacts = (change: SettingsChange): NonNullable<AuditEntry['facts']> => ({
  rules: settingsSteps(change)
    .map(({ ruleId }) => ruleId)
    .join(' '),
  ...(change.undoes === undefined ? {} : { undoes: change.undoes }),
});

/**
 * By which authority a run acted: how old the proof was and of which kind, and what the token says with which the change
 * went out. Where nothing went out, an interactive proof tells what it is worth; the other kind is not redeemed for this.
 */
export function authorityFacts(
  { clock }: { readonly clock: Clock },
  { receivedAt, graphToken }: SignOn,
  made: WriteMade | undefined,
): NonNullable<AuditEntry['facts']> {
  const shown = made?.token ?? graphToken;
  return {
    proofAgeSeconds: Math.round((clock.now().getTime() - receivedAt.getTime()) / 1000),
    proof: graphToken === undefined ? 'exchange' : 'interactive',
    ...(shown === undefined
      ? {}
      : {
          authenticationMethods: shown.methods.join(' '),
          authenticationContexts: shown.contexts.join(' '),
        }),
    ...(made?.token.issuedAt === undefined ? {} : { tokenIssuedAt: made.token.issuedAt.toISOString() }),
    ...(made?.token.id === undefined ? {} : { tokenId: made.token.id }),
    ...(made?.graphRequestId === undefined ? {} : { graphRequestId: made.graphRequestId }),
  };
}
