import { type ActivationRequest, phaseOf, type RequestPhase, withoutTag } from '../requests.ts';
import { type SnapshotActivation } from './snapshot.ts';

const outcomes: Readonly<Record<RequestPhase, SnapshotActivation['outcome']>> = {
  waitingForApproval: 'waiting',
  waitingForAdministrator: 'waiting',
  provisioning: 'waiting',
  scheduled: 'waiting',
  active: 'activated',
  denied: 'denied',
  canceled: 'canceled',
  failed: 'lapsed',
  ended: 'lapsed',
};

const MINUTE_MS = 60_000;

/** A person's own activations as PIM lists them to the person, the latest first; deactivations are none. */
export const ownHistory = (
  requests: readonly ActivationRequest[],
  since: Date,
): readonly SnapshotActivation[] =>
  requests
    .filter(
      ({ action, createdAt }) => action === 'selfActivate' && createdAt !== undefined && createdAt >= since,
    )
    .map((request) => {
      const outcome = outcomes[phaseOf(request.status)];
      const start = request.startAt ?? request.createdAt;
      const isActivated = outcome === 'activated' && start !== undefined;
      const end =
        request.endAt ??
        (start === undefined || request.durationMinutes === undefined
          ? undefined
          : new Date(start.getTime() + request.durationMinutes * MINUTE_MS));
      return {
        requestId: request.id,
        principalId: request.principalId,
        roleDefinitionId: request.roleDefinitionId,
        requestedAt: (request.createdAt ?? since).toISOString(),
        outcome,
        activatedAt: isActivated ? start.toISOString() : null,
        endAt: isActivated ? (end?.toISOString() ?? null) : null,
        justification: withoutTag(request.justification),
        decidedBy: null,
      };
    })
    .sort((a, b) => b.requestedAt.localeCompare(a.requestedAt));
