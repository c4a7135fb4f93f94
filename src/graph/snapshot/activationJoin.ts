import { type DirectoryAudit } from '../../pim/directoryAudits.ts';
import { type PrincipalId, type RequestId, type RoleDefinitionId } from '../../pim/ids.ts';
import { type SnapshotActivation } from '../../pim/posture/snapshot.ts';
import { withoutTag } from '../../pim/requests.ts';
import { instantText } from './snapshotShapes.ts';

/** What is known of one request so far. */
interface Known {
  readonly requestId: RequestId;
  principalId: PrincipalId | undefined;
  roleDefinitionId: RoleDefinitionId | undefined;
  /** Of the row that asked; otherwise of the first one that there is. */
  requestedAt: Date;
  isAsked: boolean;
  outcome: SnapshotActivation['outcome'];
  activatedAt: Date | undefined;
  plannedEndAt: Date | undefined;
  endedAt: Date | undefined;
  reason: { readonly rank: number; readonly text: string };
  decidedBy: PrincipalId | undefined;
}

/** Of several outcomes the last one here counts: what was activated was not denied. */
const OUTCOMES: readonly SnapshotActivation['outcome'][] = [
  'waiting',
  'lapsed',
  'canceled',
  'denied',
  'activated',
];

/** The requests that rows of the audit log amount to, whatever the order of the rows and however often one comes. */
export class ActivationJoin {
  readonly #known = new Map<RequestId, Known>();
  readonly #ends: Pick<DirectoryAudit, 'requestId' | 'principalId' | 'roleDefinitionId' | 'at'>[] = [];

  add(audit: DirectoryAudit): void {
    const { activity, requestId, principalId, roleDefinitionId, at } = audit;
    if (activity === 'ended') {
      this.#ends.push({ requestId, principalId, roleDefinitionId, at });
      return;
    }
    const known = this.#known.get(requestId) ?? unknown(requestId, at);
    this.#known.set(requestId, known);
    known.principalId ??= principalId;
    known.roleDefinitionId ??= roleDefinitionId;
    noteTime(known, audit);
    noteWords(known, audit);
    noteOutcome(known, audit);
  }

  /** Oldest first; without rows that do not say whose role it is. */
  activations(): readonly SnapshotActivation[] {
    this.#noteEnds();
    return [...this.#known.values()]
      .toSorted((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime())
      .flatMap(activationOf);
  }

  /** Who gives a role back does so by a request of its own: it ends the activation that ran then. */
  #noteEnds(): void {
    const running = Map.groupBy(this.#known.values(), holding);
    for (const end of this.#ends) {
      const own = this.#known.get(end.requestId);
      const ended = own?.activatedAt !== undefined ? own : runningAt(end.at, running.get(holding(end)) ?? []);
      if (ended !== undefined && (ended.endedAt === undefined || end.at < ended.endedAt))
        ended.endedAt = end.at;
    }
  }
}

const unknown = (requestId: RequestId, at: Date): Known => ({
  requestId,
  principalId: undefined,
  roleDefinitionId: undefined,
  requestedAt: at,
  isAsked: false,
  outcome: 'waiting',
  activatedAt: undefined,
  plannedEndAt: undefined,
  endedAt: undefined,
  reason: { rank: 0, text: '' },
  decidedBy: undefined,
});

function noteTime(known: Known, { activity, at }: DirectoryAudit): void {
  const isAsking = activity === 'requested' || activity === 'approvalRequested';
  const isEarlier = at < known.requestedAt;
  if (isAsking ? isEarlier || !known.isAsked : isEarlier && !known.isAsked) known.requestedAt = at;
  known.isAsked ||= isAsking;
}

/** Rows that carry the justification; those of a decision carry the approver's words. */
const RANKS: Readonly<Partial<Record<DirectoryAudit['activity'], number>>> = {
  requested: 3,
  approvalRequested: 2,
  activated: 1,
};

function noteWords(known: Known, { activity, reason, endAt }: DirectoryAudit): void {
  const rank = RANKS[activity] ?? 0;
  if (rank > known.reason.rank && reason !== '') known.reason = { rank, text: withoutTag(reason) };
  if (rank > 0 && (activity === 'activated' || known.activatedAt === undefined)) {
    known.plannedEndAt = endAt ?? known.plannedEndAt;
  }
}

function noteOutcome(known: Known, { activity, actor, at }: DirectoryAudit): void {
  if (activity === 'approved' || activity === 'denied') known.decidedBy = actor?.id ?? known.decidedBy;
  if (activity === 'activated') known.activatedAt = at;
  const outcome = OUTCOMES.find((name) => name === activity) ?? 'waiting';
  if (OUTCOMES.indexOf(outcome) > OUTCOMES.indexOf(known.outcome)) known.outcome = outcome;
}

const holding = ({
  principalId,
  roleDefinitionId,
}: Pick<Known, 'principalId' | 'roleDefinitionId'>): string =>
  `${principalId ?? ''} ${roleDefinitionId ?? ''}`;

/** The last of them that ran at that time, as far as was planned: one that was over by then had ended already. */
function runningAt(at: Date, all: readonly Known[]): Known | undefined {
  let latest: Known | undefined;
  for (const one of all) {
    if (one.activatedAt === undefined || one.activatedAt > at) continue;
    if (one.plannedEndAt !== undefined && one.plannedEndAt < at) continue;
    if (latest?.activatedAt === undefined || one.activatedAt > latest.activatedAt) latest = one;
  }
  return latest;
}

function activationOf(known: Known): readonly SnapshotActivation[] {
  const { requestId, principalId, roleDefinitionId, outcome } = known;
  if (principalId === undefined || roleDefinitionId === undefined) return [];
  const mayRun = outcome === 'activated' || outcome === 'waiting';
  return [
    {
      requestId,
      principalId,
      roleDefinitionId,
      requestedAt: known.requestedAt.toISOString(),
      outcome,
      activatedAt: instantText(known.activatedAt),
      endAt: mayRun ? instantText(known.endedAt ?? known.plannedEndAt) : null,
      justification: known.reason.text,
      decidedBy: known.decidedBy ?? null,
    },
  ];
}
