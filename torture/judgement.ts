import { decisionOf } from '../src/pim/approvals.ts';
import { type ActivationRequest, phaseOf } from '../src/pim/requests.ts';
import { VOTES_NEEDED } from './houseRules.ts';
import { isVoted, type Plan } from './plan.ts';
import { isDigest, isList } from './player.ts';
import { type Recorded } from './recorded.ts';
import { players, type PlayerName, type Scene } from './scene.ts';
import { cardsSettled, type Cast, needsApproval } from './story.ts';

/** What a cycle came to; each list is empty where all is well. */
export interface Judgement {
  /** More than one effect of one wish, in PIM or in a chat. */
  readonly doubleEffects: readonly string[];
  /** Told to a person and not so in PIM, or so in PIM and not told. */
  readonly lostDecisions: readonly string[];
  /** Not over although nothing stands in its way any more. */
  readonly unsettled: readonly string[];
  /**
   * Cards of which Teams never said whether it took them: they are not sent a second time, unless their person has them shown
   * again, and then nobody knows where the first one lies.
   */
  readonly unclearCards: number;
}

interface InPim {
  readonly activations: readonly ActivationRequest[];
  readonly deactivations: number;
  readonly decision: { readonly by: string; readonly decision: string } | undefined;
}

const OVER = ['DONE', 'CONFLICT', 'REFUSED'];

/** Holds the tenant's own truth, the bot's database and everybody's chats against each other. */
export async function judge(
  scene: Scene,
  plan: Plan,
  cast: Cast,
  { recorded, isSettled }: { readonly recorded: Recorded; readonly isSettled: boolean },
): Promise<Judgement> {
  const inPim = await readPim(scene, plan, cast);
  const doubles = await cardsTwice(cast);
  const shownAgain = shownAgainByWish(scene, doubles);
  const unclear = players.filter(
    (name) =>
      recorded.unclearCardsOf.includes(scene.idOf(name)) || shownAgain.some((double) => double.name === name),
  );
  // Nobody knows where an unclear card lies, so it is not drawn again; everybody else's has to be right.
  const half = plan.story === 'activation' ? 'asking' : 'acting';
  const areOthersSettled =
    isSettled || (unclear.length > 0 && (await cardsSettled(plan, cast, half, unclear)));
  const doubleCards = doubles
    .filter((double) => !shownAgain.includes(double))
    .map(({ name, key, count }) => `${name} has ${count} cards of ${key}`);
  const digests = await digestsTwice(cast);
  const told = await toldOtherwise(plan, cast, inPim);
  const lost = isVoted(plan.story) ? lostVotes(scene, recorded, inPim) : lostDecisions(plan, inPim);
  const forgotten = isVoted(plan.story) ? [] : forgottenWishes(scene, recorded, inPim);
  return {
    doubleEffects: [...doubleEffects(plan, inPim), ...doubleCards, ...digests],
    lostDecisions: [...told, ...lost, ...forgotten],
    unsettled: [
      ...(areOthersSettled ? [] : ['the cards do not show how it ended']),
      ...recorded.operations
        .filter(({ state }) => !OVER.includes(state))
        .map(({ intent, state, fence }) => `operation ${intent.kind} is ${state}, leased ${fence} times`),
      ...(recorded.unsent === 0 ? [] : [`${recorded.unsent} messages were not sent`]),
      ...(recorded.brokenTrail === undefined ? [] : [`the audit trail is broken: ${recorded.brokenTrail}`]),
    ],
    unclearCards: unclear.length,
  };
}

async function readPim(scene: Scene, plan: Plan, { reason }: Cast): Promise<InPim> {
  const ana = await scene.pimAs('Ana');
  const requests = await ana.myRequests({ isOpenOnly: false });
  const activations = requests.filter(
    ({ action, justification }) => action === 'selfActivate' && justification.includes(reason),
  );
  const [first] = activations;
  const approval =
    needsApproval(plan) && first?.approvalId !== undefined
      ? await (await scene.pimAs('Ben')).approval(first.approvalId)
      : undefined;
  const decided = approval === undefined ? undefined : decisionOf(approval);
  return {
    activations,
    deactivations: requests.filter(({ action }) => action === 'selfDeactivate').length,
    decision: decided && { by: decided.step.reviewedBy?.id ?? '', decision: decided.decision },
  };
}

function doubleEffects({ story }: Plan, { activations, deactivations }: InPim): readonly string[] {
  return [
    ...(activations.length > 1 ? [`${activations.length} activations of one wish`] : []),
    ...(story === 'deactivation' && deactivations > 1 ? [`${deactivations} deactivations of one wish`] : []),
  ];
}

/** One card that lies in a chat more than once. */
interface DoubleCard {
  readonly name: PlayerName;
  readonly key: string;
  readonly count: number;
  /** Whether there is a list in the same chat whose button shows the card again. */
  readonly hasList: boolean;
}

/** Cards that Teams may have taken without saying so, and that their people had shown again from a list they asked for. */
function shownAgainByWish(scene: Scene, doubles: readonly DoubleCard[]): readonly DoubleCard[] {
  const unclear = scene.bot.lastLines.filter(
    (line) => line.includes('"event":"delivery.unclear"') && line.includes('"kind":"card"'),
  );
  return doubles.filter(({ count, hasList }) => count === 2 && hasList).slice(0, unclear.length);
}

/** An approver's chat has one card of a request, and the requestor's own one. */
async function cardsTwice({ of, reason }: Cast): Promise<readonly DoubleCard[]> {
  const found: DoubleCard[] = [];
  for (const name of players) {
    const ids = new Map<string, number>();
    const seen = await of[name].look();
    const hasList = seen.some(isList);
    for (const { text, buttons } of seen) {
      if (!text.includes(reason)) continue;
      const key = cardIdIn(buttons) ?? (name === 'Ana' ? undefined : 'approval');
      if (key !== undefined) ids.set(key, (ids.get(key) ?? 0) + 1);
    }
    for (const [key, count] of ids) if (count > 1) found.push({ name, key, count, hasList });
  }
  return found;
}

/** Nobody is told of one day twice. */
async function digestsTwice({ of }: Cast): Promise<readonly string[]> {
  const found = players.map(async (name) => {
    const digests = (await of[name].look()).filter(isDigest);
    return digests.length > 1 ? [`${name} has ${digests.length} digests of one day`] : [];
  });
  return (await Promise.all(found)).flat();
}

const cardIdIn = (
  buttons: readonly { readonly json: Readonly<Record<string, unknown>> }[],
): string | undefined =>
  buttons
    .map(({ json }) => (json['data'] as { readonly cardId?: string } | undefined)?.cardId)
    .find((id) => id !== undefined);

/** Who is told of PIM's decision is told the one that PIM has. */
async function toldOtherwise(
  { story }: Plan,
  { of, reason }: Cast,
  { decision, activations }: InPim,
): Promise<readonly string[]> {
  if (!needsApproval({ story }) && !isVoted(story)) return [];
  // Of what is kept here PIM hears only once it is given.
  const isHeld = story === 'heldVotes';
  const isSo = isHeld ? (activations.length > 0 ? 'approved' : 'denied') : wordOf(decision);
  const lost: string[] = [];
  for (const name of ['Ben', 'Chi', 'Dara'] as const) {
    for (const { text } of await of[name].look()) {
      const said = text.includes(reason) ? /(approved|denied) it/.exec(text)?.[1] : undefined;
      if (said !== undefined && said !== isSo) {
        lost.push(`${name} reads "${said} it", it is ${isSo ?? 'not decided'}`);
      }
    }
  }
  return lost;
}

/** Of the decision that PIM was to get PIM knows. */
function lostDecisions({ story }: Plan, { decision, activations }: InPim): readonly string[] {
  const lost: string[] = [];
  const [request] = activations;
  if (story === 'cancellation' && (request === undefined || phaseOf(request.status) !== 'canceled')) {
    lost.push(`the request was to be canceled and is ${request?.status ?? 'not there'}`);
  }
  if (story === 'approval' && decision === undefined) lost.push('nobody decided');
  return lost;
}

const wordOf = (decision: InPim['decision']): string | undefined =>
  decision && (decision.decision === 'Approve' ? 'approved' : 'denied');

/** A decision that is noted as done is PIM's, and one that PIM has is noted as done. */
function forgottenWishes(scene: Scene, { operations }: Recorded, { decision }: InPim): readonly string[] {
  const nameOf = (id: string): string => players.find((name: PlayerName) => scene.idOf(name) === id) ?? id;
  const done = operations.flatMap(({ intent, state, personId }) =>
    intent.kind === 'decide' && state === 'DONE' ? [{ by: personId, decision: intent.decision }] : [],
  );
  const differing = done.filter((one) => one.by !== decision?.by || one.decision !== decision.decision);
  return [
    ...differing.map(
      (one) => `${nameOf(one.by)}'s ${one.decision} is noted as done, and PIM does not have it`,
    ),
    ...(decision !== undefined && done.length === 0
      ? [`PIM has ${decision.decision} of ${nameOf(decision.by)}, and no operation says so`]
      : []),
  ];
}

/**
 * A vote that is noted as done is kept, or is PIM's decision; the role is given with two of different people, and by one
 * of them where PIM asks; and what ended without the role has somebody who denied it.
 */
function lostVotes(
  scene: Scene,
  { operations, votes }: Recorded,
  { decision, activations }: InPim,
): readonly string[] {
  const nameOf = (id: string): string => players.find((name: PlayerName) => scene.idOf(name) === id) ?? id;
  const approvedBy = votes.filter((vote) => vote.decision === 'approve').map(({ personId }) => personId);
  const isGiven = activations.length > 0 && (decision === undefined || decision.decision === 'Approve');
  const isDenied = decision?.decision === 'Deny' || votes.some((vote) => vote.decision === 'deny');
  const forgotten = operations.filter(
    ({ intent, state, personId }) =>
      intent.kind === 'decide' &&
      state === 'DONE' &&
      !votes.some((vote) => vote.personId === personId) &&
      decision?.by !== personId,
  );
  return [
    ...(new Set(approvedBy).size === approvedBy.length
      ? []
      : [`votes of ${approvedBy.map(nameOf).join(', ')}`]),
    ...(isGiven && new Set(approvedBy).size < VOTES_NEEDED
      ? [`the role was given with ${approvedBy.length} of ${VOTES_NEEDED} votes`]
      : []),
    ...(isGiven || isDenied ? [] : ['nobody denied it, and nobody has the role']),
    ...forgotten.map(({ personId }) => `${nameOf(personId)}'s vote is noted as done, and is not there`),
  ];
}
