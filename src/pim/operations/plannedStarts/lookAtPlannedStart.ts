import { type RuleRequest } from '../../houseRules/circumstances.ts';
import { namedForRequest, namedForVoting, type NamedByRules } from '../../houseRules/namedByRules.ts';
import { isNotMet, type LaterBreachLine } from '../../houseRules/plannedStarts/laterBreach.ts';
import {
  judgePlanned,
  type PlannedApprovals,
  type PlannedJudgement,
} from '../../houseRules/plannedStarts/judgePlanned.ts';
import { indexRules, type RuleIndex } from '../../houseRules/ruleIndex.ts';
import { type HouseVoting } from '../../houseRules/votings/houseVoting.ts';
import { type FollowedRequest } from '../../records.ts';
import { phaseOf } from '../../requests.ts';
import { askSystem } from '../checkTicket.ts';
import { requestorOf } from '../enqueueCards.ts';
import { earlierActivations } from '../houseBypasses/earlierActivations.ts';
import { type PlannedStartDeps } from './plannedStartDeps.ts';
import { tellLaterBreach } from './tellLaterBreach.ts';

/** What cannot be judged is tried again for so long after the start, and told then. */
const TRIED_FOR_MS = 15 * 60_000;

/** An activation that was planned here, with the time for which it was planned. */
export type PlannedRequest = FollowedRequest & { readonly plannedStartAt: Date };

/** Whether PIM gives the role as planned, or has: what still waits, or never came to be, begins by no plan. */
export function isGoingAhead({
  status,
  endAt,
  approvalId,
  decidedAt,
  plannedStartAt,
}: PlannedRequest): boolean {
  const isGiven = endAt !== undefined || ['scheduled', 'provisioning', 'active'].includes(phaseOf(status));
  const isLate = approvalId !== undefined && decidedAt !== undefined && decidedAt > plannedStartAt;
  return isGiven && !isLate;
}

/**
 * Judges a planned activation again, shortly before it begins by the rules of that moment, and afterwards by those that
 * counted at its start. What is not met by then is told, once, whoever finds it and however often. Its owners know of an
 * emergency, and what was decided while votes were missing is told as that.
 * @returns whether this look has said what there is to say; otherwise somebody has to look again
 */
export async function lookAtPlannedStart(deps: PlannedStartDeps, planned: PlannedRequest): Promise<boolean> {
  const { houseJudge, laterBreaches, clock } = deps;
  if (planned.houseRuling?.verdict === 'emergency') return true;
  if ((await laterBreaches.of(planned.id)) !== undefined) return true;
  const index = await rulesAtStart(deps, planned.plannedStartAt);
  const role = houseJudge.roleSeen(await deps.directory.role(planned.roleDefinitionId));
  if (index.about(role).length + index.brokenAbout(role).length === 0) return true;
  const { lines, owners } = await judged(deps, planned, index, role);
  if (lines.length === 0) return true;
  const isUnmet = lines.some(isNotMet);
  if (!isUnmet && clock.now().getTime() < planned.plannedStartAt.getTime() + TRIED_FOR_MS) return false;
  await tellLaterBreach(deps, requestorOf(planned), {
    requestId: planned.id,
    principalId: planned.requestor,
    roleDefinitionId: planned.roleDefinitionId,
    scopeId: planned.scopeId,
    startAt: planned.plannedStartAt,
    minutes: planned.durationMinutes,
    foundAt: clock.now(),
    verdict: isUnmet ? 'notMet' : 'notJudged',
    version: index.version,
    lines,
    owners,
  });
  return true;
}

/** Rules that became stricter after the start have nothing to do with it. */
async function rulesAtStart(
  { houseJudge, ruleVersions, clock }: PlannedStartDeps,
  startAt: Date,
): Promise<RuleIndex> {
  const { index, since } = houseJudge.counting();
  if (clock.now() < startAt || since <= startAt) return index;
  const kept = await ruleVersions?.at(startAt);
  return kept === undefined || kept.rules.version === index.version ? index : indexRules(kept.rules);
}

async function judged(
  deps: PlannedStartDeps,
  planned: PlannedRequest,
  index: RuleIndex,
  role: RuleRequest['role'],
): Promise<PlannedJudgement> {
  const { requestor, plannedStartAt: startAt } = planned;
  const about = index.about(role);
  const voting = await deps.votings.ofPimRequest(planned.tenantId, planned.id);
  const named = joined([
    namedForRequest(about, { requestor, isEmergency: false }),
    ...(voting === undefined ? [] : [namedForVoting(voting)]),
  ]);
  const pauses = about.some(({ coolDownMinutes }) => coolDownMinutes > 0);
  const [directory, past] = await Promise.all([
    deps.houseJudge.directoryOf(named, 'now'),
    pauses ? earlierActivations(deps, requestorOf(planned), { activatedAt: startAt }) : [],
  ]);
  const request = {
    requestor,
    role,
    scopeId: planned.scopeId,
    startAt,
    minutes: planned.durationMinutes ?? 0,
    ticket: planned.ticketNumber,
    isEmergency: false,
    requestedAt: planned.createdAt,
  };
  const judge = (ticketAnswers?: RuleRequest['ticketAnswers']): PlannedJudgement =>
    judgePlanned({ ...request, ticketAnswers }, index, { directory, past }, approvalsOf(planned, voting));
  const systems = [...new Set(about.flatMap(({ ticket }) => ticket?.check ?? []))];
  if (systems.length === 0 || !judge().lines.some(isUnaskedTicket)) return judge();
  return judge(await answersOf(deps, planned, systems));
}

const isUnaskedTicket = ({ thing }: LaterBreachLine): boolean => thing === 'ticketNotKnown';

const joined = (all: readonly NamedByRules[]): NamedByRules => ({
  groups: [...new Set(all.flatMap(({ groups }) => groups))],
  managersOf: [...new Set(all.flatMap(({ managersOf }) => managersOf))],
});

/** `undefined`: what the portal decided while votes were missing is told as a bypass, and not once more here. */
function approvalsOf(
  { approvalId, decidedBy: by, decidedAt: at, createdAt }: PlannedRequest,
  voting: HouseVoting | undefined,
): PlannedApprovals | undefined {
  if (voting?.end?.how === 'outside') return undefined;
  const byPim = approvalId === undefined ? undefined : { by, at: at ?? createdAt };
  const [last] = (voting?.votes ?? []).map((vote) => vote.at.getTime()).sort((a, b) => b - a);
  if (voting === undefined || last === undefined) return { votes: undefined, byPim };
  return { votes: { voting, at: new Date(last) }, byPim };
}

/** Whether a ticket is open still, only its system knows. */
async function answersOf(
  deps: PlannedStartDeps,
  planned: PlannedRequest,
  systems: readonly string[],
): Promise<RuleRequest['ticketAnswers']> {
  const input = {
    durationMinutes: planned.durationMinutes ?? 0,
    justification: '',
    ticketNumber: planned.ticketNumber,
    ticketSystem: planned.ticketSystem,
    startAt: planned.plannedStartAt,
  };
  const checks = await Promise.all(
    systems.map((system) => askSystem(deps, requestorOf(planned), input, system)),
  );
  return new Map(checks.map(({ system, verdict }) => [system, verdict] as const));
}
