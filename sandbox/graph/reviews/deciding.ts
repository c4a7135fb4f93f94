import { type Caller } from '../authorisation.ts';
import { badRequest, unauthorizedAccess } from '../graphError.ts';
import { type Pim } from '../pim/pim.ts';
import { type DecisionWord, type ReviewDecision, type ReviewInstance } from './records.ts';

/** What a reviewer says about what somebody holds. */
export interface Verdict {
  readonly word: DecisionWord;
  readonly justification: string;
}

/** Whether the caller is asked about this: a person who is listed as its reviewer. */
export const isAskedAbout = (
  { reviewerIds }: ReviewDecision,
  { kind, id }: Pick<Caller, 'kind' | 'id'>,
): boolean => kind === 'user' && reviewerIds.includes(id);

/** Throws 400 where the round has not started or is over. */
export function refuseOutside({ status }: ReviewInstance): void {
  if (status !== 'InProgress')
    throw badRequest(`The access review instance is not in progress; its status is ${status}.`);
}

/** Decides one; a later verdict replaces an earlier one. Throws 403 for whoever is not asked, 400 outside of the round and where the justification is missing. */
export function decide(
  pim: Pim,
  caller: Caller,
  instance: ReviewInstance,
  decision: ReviewDecision,
  verdict: Verdict,
): void {
  if (!isAskedAbout(decision, caller)) throw unauthorizedAccess();
  refuseOutside(instance);
  refuseUnjustified(instance, verdict);
  note(pim, caller, decision, verdict);
}

/** Decides several of those that the caller is asked about. Throws as `decide` does. */
export function decideAll(
  pim: Pim,
  caller: Caller,
  instance: ReviewInstance,
  verdict: Verdict,
  isMeant: (decision: ReviewDecision) => boolean,
): void {
  const asked = askedOf(instance, caller);
  refuseUnjustified(instance, verdict);
  for (const one of asked) if (isMeant(one)) note(pim, caller, one, verdict);
}

/** Follows the advice in everything that the caller is asked about and nobody has decided. Throws as `decide` does. */
export function acceptRecommendations(pim: Pim, caller: Caller, instance: ReviewInstance): void {
  for (const one of askedOf(instance, caller)) {
    if (one.decision !== 'NotReviewed' || one.recommendation === 'NoInfoAvailable') continue;
    note(pim, caller, one, { word: one.recommendation, justification: one.justification });
  }
}

/** Takes every decision of a round back. Throws 400 outside of the round. */
export function resetDecisions(instance: ReviewInstance): void {
  refuseOutside(instance);
  for (const one of instance.decisions) takeBack(one);
}

function askedOf(instance: ReviewInstance, caller: Caller): readonly ReviewDecision[] {
  const asked = instance.decisions.filter((one) => isAskedAbout(one, caller));
  // Before a round has begun nobody is listed yet.
  if (asked.length === 0 && instance.decisions.length > 0) throw unauthorizedAccess();
  refuseOutside(instance);
  return asked;
}

function refuseUnjustified({ asked: { settings } }: ReviewInstance, { word, justification }: Verdict): void {
  if (settings.isJustificationRequired && word === 'Approve' && justification.trim() === '')
    throw badRequest('A justification is required to approve.');
}

function note(pim: Pim, caller: Caller, decision: ReviewDecision, { word, justification }: Verdict): void {
  if (word === 'NotReviewed') {
    takeBack(decision);
    return;
  }
  decision.decision = word;
  decision.justification = justification;
  decision.reviewedBy = caller.id;
  decision.reviewedAt = pim.world.clock.now();
}

function takeBack(decision: ReviewDecision): void {
  decision.decision = 'NotReviewed';
  decision.justification = '';
  decision.reviewedBy = null;
  decision.reviewedAt = null;
}
