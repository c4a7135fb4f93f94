import { isVoted, type Plan } from './plan.ts';
import { isList, Player } from './player.ts';
import { players, type PlayerName, type Scene } from './scene.ts';
import {
  isToBeDeniedInPim,
  toAsk,
  toCancel,
  toDeactivate,
  toDecide,
  toTakeWhatIsGiven,
  toVote,
  type Wish,
} from './wishes.ts';

/** The people of a cycle and what they say to each other. */
export interface Cast {
  readonly of: Readonly<Record<PlayerName, Player>>;
  /** Stands on every card of the cycle and on no other. */
  readonly reason: string;
}

/** PIM keeps a role for five minutes at least. */
const UNTIL_DEACTIVATION_MINUTES = 6;

/** The people, at their clients. */
export function castOf(scene: Scene, { number }: Plan): Cast {
  let made = 0;
  const newId = (): string => `${Date.now()}${String((made += 1)).padStart(4, '0')}`;
  const of = Object.fromEntries(
    players.map((name) => [name, new Player(name, scene.url, scene.idOf(name), newId)]),
  ) as Record<PlayerName, Player>;
  return { of, reason: `torture${number}x` };
}

/** Whether PIM has somebody approve the role of the story. */
export const needsApproval = ({ story }: Pick<Plan, 'story'>): boolean =>
  story === 'approval' || story === 'cancellation' || story === 'votes';

/** Whether Ana waits for somebody once she has asked. */
const waitsForPeople = ({ story }: Pick<Plan, 'story'>): boolean =>
  needsApproval({ story }) || isVoted(story);

/** The first half: Ana asks for a role. */
export const askingOf = (plan: Plan, { of, reason }: Cast): Wish =>
  toAsk(of.Ana, `activate ${needsApproval(plan) ? 'exchange' : 'teams'} admin 1h`, reason);

/** The second half: what is done about it. */
export function actingOf({ story, deciders }: Plan, { of, reason }: Cast): readonly Wish[] {
  switch (story) {
    case 'approval':
      return deciders.map((decider) => toDecide(of[decider.name], decider, reason));
    case 'votes':
    case 'heldVotes':
      return [
        ...deciders.map((decider) => toVote(of[decider.name], decider, reason)),
        toTakeWhatIsGiven(of.Ana, reason),
      ];
    case 'cancellation':
      return [toCancel(of.Ana, reason)];
    case 'deactivation':
      return [toDeactivate(of.Ana, 'deactivate teams admin')];
    case 'activation':
      return [];
  }
}

/** What has to pass between the halves. */
export async function betweenHalves(scene: Scene, { story }: Plan): Promise<void> {
  if (story === 'deactivation') await scene.forward(UNTIL_DEACTIVATION_MINUTES);
}

/** Whether everybody's cards say how the half ended, and none that anything is still under way. */
export async function cardsSettled(
  plan: Plan,
  cast: Cast,
  half: Plan['half'],
  except: readonly PlayerName[] = [],
): Promise<boolean> {
  const about = new RegExp(cast.reason);
  const cards = await Promise.all(
    players
      .filter((name) => !except.includes(name))
      .map(async (name) => ({
        name,
        texts: (await cast.of[name].look())
          .filter((seen) => about.test(seen.text) && !isList(seen))
          .map(({ text }) => text),
      })),
  );
  const ofAna = cards.find(({ name }) => name === 'Ana')?.texts ?? [];
  const ofApprovers = cards.filter(({ name }) => name !== 'Ana').flatMap(({ texts }) => texts);
  const isAnaRight = (end: RegExp): boolean => except.includes('Ana') || ofAna.some((text) => end.test(text));
  if (half === 'asking') {
    return waitsForPeople(plan)
      ? isAnaRight(/Waiting for approval/) && ofApprovers.length > 0
      : isAnaRight(/Active until/);
  }
  const ends: Readonly<Record<Plan['story'], RegExp>> = {
    approval: /Active until|Denied/,
    activation: /Active until/,
    cancellation: /Canceled/,
    deactivation: /Ended|not active any more/,
    votes: /Active until|Denied/,
    heldVotes: /Active until|Denied/,
  };
  const isEnd = /(approved|denied) it|Canceled/;
  const isOver = ![...ofAna, ...ofApprovers].some((text) => isToBeDeniedInPim.test(text));
  return isOver && isAnaRight(ends[plan.story]) && ofApprovers.every((text) => isEnd.test(text));
}
