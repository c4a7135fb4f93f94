import { claimsForContext } from '../demands.ts';
import { PimError, isPimError } from '../errors.ts';
import { keptRulingOf } from '../houseRules/keptRuling.ts';
import { type Ruling } from '../houseRules/ruling.ts';
import { type ActivationInput, type RoleSettings, unmetRules } from '../policy.ts';
import { type PimGateway } from '../ports.ts';
import { type FollowedRequest, type Intent, type Operation } from '../records.ts';
import { type ActivationRequest, operationOf, tagged } from '../requests.ts';
import { isSameRole, type RoleAtScope, roleAtScope, scopeOfId } from '../roles.ts';
import { type ShownProof } from '../shownProof.ts';
import { type TicketCheck } from '../tickets.ts';
import { afterWriting } from './afterWriting.ts';
import { askApprovers } from './askApprovers.ts';
import { isCheckable, refuseBadTicket } from './checkTicket.ts';
import { type OperationDeps } from './deps.ts';
import { followRequest } from './followRequest.ts';
import { askHouseRules, hasHouseRules, type HouseAnswer, houseRefusal } from './houseRules/askHouseRules.ts';
import { tellOwnersOfEmergency } from './houseRules/tellOwnersOfEmergency.ts';
import { goPastVotes, requestToGoPast, takeBackHeld } from './houseVotes/goPastVotes.ts';
import { holdForVotes, openVoting } from './houseVotes/holdForVotes.ts';
import { openRequestCard } from './openRequestCard.ts';
import { refuseAskedAgain } from './refuseAskedAgain.ts';
import { restraintOn } from './restraint.ts';
import { tellBurst } from './tellBurst.ts';
import { isHeldByAnother } from './heldByAnother.ts';
import { unlessOurs } from './unlessOurs.ts';

type ActivateIntent = Extract<Intent, { kind: 'activate' }>;

/** The form's fields in a stored intent. */
export const inputOf = (intent: ActivateIntent): ActivationInput => ({
  durationMinutes: intent.durationMinutes,
  justification: intent.justification,
  ticketNumber: intent.ticketNumber,
  ticketSystem: intent.ticketSystem,
  startAt: intent.startAt === undefined ? undefined : new Date(intent.startAt),
});

/** What is known of the person's proof beside the gateway that is bound to it. */
export interface ProofAtHand {
  /** The authentication context that the role demands and the proof lacks. */
  readonly lackedContext: string | undefined;
  /** What the token showed with which the last change went out. */
  readonly shown: () => ShownProof | undefined;
}

/**
 * Submits an activation and remembers the request. The role's settings are checked first (from the cache), then PIM,
 * which is the authority, then the rules of the house, which only narrow; the person's eligibility is read beside the
 * submission, for names only. Where the house wants approvals that PIM does not, the request is held here instead. An
 * emergency goes past the votes on what PIM has already, and takes back what was held here.
 * @throws PimError
 */
export async function activateRole(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Operation,
  intent: ActivateIntent,
  proof: ProofAtHand,
): Promise<FollowedRequest> {
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  const settings = await unlessOurs(operation, () => deps.directory.settingsOf(role.roleDefinitionId));
  const input = inputOf(intent);
  const unmet = unmetRules(asksOf(settings, intent), input, deps.clock.now());
  if (unmet.length > 0) throw new PimError('policy_not_satisfied', 'The role asks for more', { unmet });
  await refuseTooMuch(deps, operation, role);
  const past = intent.isEmergency === true ? await requestToGoPast(deps, operation, intent) : undefined;
  if (past !== undefined) return goPastVotes(deps, operation, intent, past);
  await refuseAskedAgain(deps, pim, operation, intent);
  const { ruling, ticketCheck } = await allowedByHouse(deps, pim, operation, intent);
  if (ruling?.verdict === 'waits' || intent.heldId !== undefined) {
    const asked = { intent, ruling, settings, proof: proof.shown(), ticketCheck };
    const held = await holdForVotes(deps, pim, operation, asked);
    if (held !== undefined) return held;
  }
  const { lackedContext } = proof;
  if (lackedContext !== undefined)
    await unlessOurs(
      operation,
      () => demandContext(pim, role, input, lackedContext),
      () => isHeldByAnother(pim, operation, role),
    );
  const wish = { ...input, justification: tagged(input.justification, operation.id) };
  const [request, eligible] = await Promise.all([
    unlessOurs(
      operation,
      () => pim.selfActivate(role, wish),
      () => isHeldByAnother(pim, operation, role),
    ),
    // An empty list only costs the scope its name; whether the person is eligible is PIM's to say.
    pim.eligibleRoles().catch(() => []),
  ]);
  return afterWriting(() =>
    remember(deps, operation, role, { request, eligible, proof: proof.shown(), ticketCheck, ruling }),
  );
}

/** Whoever goes past rules of the house says why. */
const asksOf = (settings: RoleSettings, { isEmergency = false }: ActivateIntent): RoleSettings =>
  isEmergency ? { ...settings, isJustificationRequired: true } : settings;

/**
 * The rules of the house and the ticket come after PIM's own rules: who is not eligible learns nothing of either.
 * @throws PimError of the dry run; `policy_not_satisfied` where the activation may not go on with this ticket;
 *   `house_rules` where a rule is not met
 */
async function allowedByHouse(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Operation,
  intent: ActivateIntent,
): Promise<HouseAnswer> {
  const input = inputOf(intent);
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  if (isCheckable(deps, input) || (await hasHouseRules(deps, intent)))
    await unlessOurs(
      operation,
      () => pim.checkActivation(role, input),
      () => isHeldByAnother(pim, operation, role),
    );
  const answer = await askHouseRules(deps, operation, intent, input);
  if (answer.ruling?.verdict === 'refused') throw houseRefusal(answer.ruling);
  const passesTicket = answer.ruling?.waived.some(({ thing }) => thing === 'ticket') ?? false;
  if (!passesTicket) refuseBadTicket(answer.ownCheck);
  return answer;
}

/**
 * Nothing is submitted that PIM is known to refuse. The dry run goes first: it may have more against it, so that nobody
 * signs in for nothing, and it demands the context in PIM's own words.
 * @throws PimError always; `step_up_required` where only the context is missing
 */
async function demandContext(
  pim: PimGateway,
  role: RoleAtScope,
  input: ActivationInput,
  context: string,
): Promise<never> {
  await pim.checkActivation(role, input);
  throw new PimError('step_up_required', `The role demands the context ${context}`, {
    claims: claimsForContext(context),
  });
}

/** @throws PimError `denied_lately`, `quota_reached` */
async function refuseTooMuch(
  deps: OperationDeps,
  { id, person }: Operation,
  role: RoleAtScope,
): Promise<void> {
  const restraint = await restraintOn(deps, person, role, id);
  if (restraint === undefined) return;
  if (restraint.code === 'quota_reached') {
    const { perHour } = deps.limits.requests;
    await tellBurst(deps, person, { reason: 'quota', count: perHour, minutes: 60 });
  }
  throw restraint;
}

/**
 * Finds the request that a lost answer left behind: ours only if it carries the operation's tag, and is for its role.
 * @returns `undefined` when PIM has no such request, so that it is safe to submit again.
 */
export async function findActivation(
  deps: OperationDeps,
  pim: PimGateway,
  operation: Operation,
  intent: ActivateIntent,
): Promise<FollowedRequest | undefined> {
  const requests = await pim.myRequests({ isOpenOnly: false });
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  const request = requests.find(
    (one) => operationOf(one.justification) === operation.id && isSameRole(one, role),
  );
  if (request === undefined) return undefined;
  const eligible = await pim.eligibleRoles().catch(() => []);
  // It is there, whatever is said of its ticket, or by the rules, by now: approvers are told.
  const { ticketCheck, ruling } = await askHouseRules(deps, operation, intent, inputOf(intent));
  // With which token it was asked was lost together with the answer.
  return remember(deps, operation, role, { request, eligible, proof: undefined, ticketCheck, ruling });
}

/** What is known of a request that was made, beside what the operation says. */
interface Made {
  readonly request: ActivationRequest;
  readonly eligible: Awaited<ReturnType<PimGateway['eligibleRoles']>>;
  readonly proof: ShownProof | undefined;
  readonly ticketCheck: TicketCheck | undefined;
  readonly ruling: Ruling | undefined;
}

/** Later than at once: what begins by then is judged again. */
const plannedStartOf = ({ intent, createdAt }: Operation): Date | undefined => {
  const startAt =
    intent.kind === 'activate' && intent.startAt !== undefined ? new Date(intent.startAt) : undefined;
  return startAt !== undefined && startAt > createdAt ? startAt : undefined;
};

async function remember(
  deps: OperationDeps,
  operation: Operation,
  role: RoleAtScope,
  { request, eligible, proof, ticketCheck, ruling }: Made,
): Promise<FollowedRequest> {
  const eligibility = eligible.find((candidate) => isSameRole(roleAtScope(candidate), role));
  const [definition, settings] = await Promise.all([
    eligibility?.role ?? deps.directory.role(role.roleDefinitionId),
    deps.directory.settingsOf(role.roleDefinitionId).catch((error: unknown) => {
      if (isPimError(error)) return undefined;
      throw error;
    }),
  ]);
  const scope = eligibility?.scope ?? scopeOfId(role.scopeId);
  const about = { requestor: operation.person, role: definition, scope, settings, isMadeHere: true };
  const houseRuling = ruling && keptRulingOf(ruling);
  const plannedStartAt = plannedStartOf(operation);
  const followed: FollowedRequest = {
    ...(await followRequest(deps, request, about)),
    ...(plannedStartAt === undefined ? {} : { plannedStartAt }),
    ...(proof === undefined ? {} : { proof }),
    ...(ticketCheck === undefined ? {} : { ticketCheck }),
    ...(houseRuling === undefined ? {} : { houseRuling }),
  };
  await openVoting(deps, operation, followed, ruling);
  await deps.requests.save(followed);
  await askApprovers(deps, followed);
  await openRequestCard(deps, operation, followed);
  if (ruling?.verdict === 'emergency') {
    if (operation.intent.kind === 'activate') await takeBackHeld(deps, operation, operation.intent);
    await tellOwnersOfEmergency(deps, followed, ruling.owners.emergency);
  }
  return followed;
}
