import { type PrincipalId, type RequestId, type RoleDefinitionId } from '../ids.ts';
import { tierOf } from '../posture/compliance.ts';
import { type Posture } from '../posture/posture.ts';
import { type SnapshotActivation } from '../posture/snapshot.ts';
import { type HouseDirectory, type PastRequest, type RuleRequest } from './circumstances.ts';
import { type RuleIndex } from './ruleIndex.ts';
import { rulesFor } from './rulesFor.ts';
import { type AskedLine, type Ruling } from './ruling.ts';
import { askedNow, votesAt, type Voting } from './votes.ts';

/** An activation that there was, as the rules would have taken it. */
export interface RuledActivation {
  readonly requestId: RequestId;
  readonly requestor: PrincipalId;
  readonly roleDefinitionId: RoleDefinitionId;
  readonly at: Date;
  readonly verdict: 'free' | 'waits' | 'refused';
  /** What would not have been met. */
  readonly unmet: readonly AskedLine['thing'][];
  /** Whom its first stages would have asked, by the groups of now. */
  readonly asks: readonly PrincipalId[];
}

/** What house rules would have meant for the activations that there were. */
export interface RulesWhatIf {
  readonly version: string;
  /** So many whole days are looked at: thirty, or as many as the audit log has. */
  readonly days: number;
  readonly activations: readonly RuledActivation[];
  /** How often each approver would have been asked, the most first. */
  readonly approvers: readonly { readonly id: PrincipalId; readonly times: number }[];
  /** Would have waited, and there is nobody to ask. */
  readonly nobodyToAsk: number;
  /** Of so many a ticket would have been asked. The audit log does not say who had one. */
  readonly ticketsAsked: number;
}

const DAYS = 30;
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/**
 * What the rules would have made of the last thirty days' activations. `undefined` where the audit log was not read.
 * Membership is that of now; every activation counts as one of the whole tenant, as the log does not tell scopes.
 */
export function rulesWhatIf(
  posture: Posture,
  index: RuleIndex,
  directory: HouseDirectory,
): RulesWhatIf | undefined {
  const { snapshot, at } = posture;
  if (snapshot.auditedSince === null) return undefined;
  const since = Math.max(new Date(snapshot.auditedSince).getTime(), at.getTime() - DAYS * DAY_MS);
  const past = pastOf(snapshot.activations);
  const counted = snapshot.activations.filter(
    (one) => one.outcome === 'activated' && beginOf(one).getTime() >= since,
  );
  const judged = counted.map((one) => {
    const request = requestOf(one, posture);
    const world = { directory, past: pastBefore(one, past) };
    return { one, request, ruling: rulesFor(request, request.startAt, index, world) };
  });
  const activations = judged.map(({ one, request, ruling }) => ruled(one, request, ruling, directory));
  return {
    version: index.version,
    days: Math.ceil((at.getTime() - since) / DAY_MS),
    activations,
    approvers: timesAsked(activations),
    nobodyToAsk: activations.filter(({ verdict, asks }) => verdict === 'waits' && asks.length === 0).length,
    ticketsAsked: judged.filter(({ ruling }) => ruling.asked.some(({ thing }) => thing === 'ticket')).length,
  };
}

const beginOf = ({ activatedAt, requestedAt }: SnapshotActivation): Date =>
  new Date(activatedAt ?? requestedAt);

/** The log’s times are not to the second, so a length is told in whole minutes. */
function minutesOf({ activatedAt, endAt }: SnapshotActivation): number {
  if (activatedAt === null || endAt === null) return 0;
  return Math.floor((new Date(endAt).getTime() - new Date(activatedAt).getTime()) / MINUTE_MS);
}

function requestOf(one: SnapshotActivation, posture: Posture): RuleRequest {
  const role = posture.role(one.roleDefinitionId);
  return {
    requestor: one.principalId,
    role: {
      id: role.id,
      displayName: role.displayName,
      isPrivileged: posture.isPrivileged(role.id),
      tier: tierOf(posture, role)?.name,
    },
    scopeId: '/',
    startAt: beginOf(one),
    minutes: minutesOf(one),
    ticket: undefined,
    isEmergency: false,
  };
}

type Past = PastRequest & { readonly requestId: RequestId };

function pastOf(activations: readonly SnapshotActivation[]): ReadonlyMap<PrincipalId, readonly Past[]> {
  const found = new Map<PrincipalId, Past[]>();
  for (const one of activations) {
    const isDenied = one.outcome === 'denied';
    if (one.outcome !== 'activated' && !isDenied) continue;
    const { requestId, roleDefinitionId } = one;
    const ended = isDenied ? deniedAt(one) : one.endAt;
    const entry: Past = {
      requestId,
      roleDefinitionId,
      requestedAt: new Date(one.requestedAt),
      endedAt: ended === null ? undefined : new Date(ended),
      wasEmergency: false,
    };
    const known = found.get(one.principalId);
    if (known === undefined) found.set(one.principalId, [entry]);
    else known.push(entry);
  }
  return found;
}

/** The log tells when it was asked for; a denial comes after that, so a pause counts from no later than it did. */
const deniedAt = ({ requestedAt, endAt }: SnapshotActivation): string => endAt ?? requestedAt;

/** Those that were over when this one began. */
function pastBefore(
  one: SnapshotActivation,
  past: ReadonlyMap<PrincipalId, readonly Past[]>,
): readonly Past[] {
  const begin = beginOf(one);
  return (past.get(one.principalId) ?? []).filter(
    ({ requestId, endedAt }) => requestId !== one.requestId && endedAt !== undefined && endedAt <= begin,
  );
}

function ruled(
  { requestId }: SnapshotActivation,
  request: RuleRequest,
  { asked, demand }: Ruling,
  directory: HouseDirectory,
): RuledActivation {
  const known = asked.filter(({ thing }) => thing !== 'ticket');
  const unmet = [...new Set(known.filter(({ isMet }) => isMet === false).map(({ thing }) => thing))];
  const waits = demand.chains.length > 0;
  return {
    requestId,
    requestor: request.requestor,
    roleDefinitionId: request.role.id,
    at: request.startAt,
    verdict: unmet.length > 0 ? 'refused' : waits ? 'waits' : 'free',
    unmet,
    asks: unmet.length > 0 || !waits ? [] : firstAsked({ ...request, demand }, directory),
  };
}

function firstAsked(
  { requestor, startAt, demand }: RuleRequest & Pick<Ruling, 'demand'>,
  directory: HouseDirectory,
): readonly PrincipalId[] {
  const voting: Voting = { requestor, requestedAt: startAt, asked: demand, votes: [] };
  return peopleAsked(voting, startAt, directory);
}

/** Everybody whose answer a voting waits for at an instant. Costs as much as there are people in the groups. */
export function peopleAsked(voting: Voting, now: Date, directory: HouseDirectory): readonly PrincipalId[] {
  const state = votesAt(voting, now, directory);
  if (state.state !== 'waiting') return [];
  return [...new Set(state.on.flatMap((stage) => askedNow(voting, stage, now, directory)))];
}

function timesAsked(activations: readonly RuledActivation[]): RulesWhatIf['approvers'] {
  const times = new Map<PrincipalId, number>();
  for (const { asks } of activations) for (const id of asks) times.set(id, (times.get(id) ?? 0) + 1);
  return [...times]
    .map(([id, count]) => ({ id, times: count }))
    .sort((a, b) => b.times - a.times || (a.id < b.id ? -1 : 1));
}
