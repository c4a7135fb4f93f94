import { type Decider } from './plan.ts';
import { buttonIn, type Player, type Seen } from './player.ts';

/**
 * What a person wants, and what they do about it when they look at their chat: nothing while the card says that it goes
 * on, the same once more when the card offers it or nothing came.
 */
export interface Wish {
  readonly player: Player;
  /** The first time. */
  readonly begin: () => Promise<void>;
  /** Once more, as what is seen offers it; false when there is nothing to press. */
  readonly goOn: (seen: readonly Seen[]) => Promise<boolean>;
  readonly isGranted: (seen: readonly Seen[]) => boolean;
}

/** Cards that say that something is under way. */
const waits = /No answer yet|Checking|Recording your decision|Being activated|Deactivating/;

/** Whether a person who sees this waits for what comes. */
export const isUnderWay = (seen: readonly Seen[]): boolean => seen.some(({ text }) => waits.test(text));

const says = (seen: readonly Seen[], ...words: readonly RegExp[]): boolean =>
  seen.some(({ text }) => words.every((word) => word.test(text)));

/** Ana wants a role. */
export const toAsk = (ana: Player, sentence: string, reason: string): Wish => {
  const about = new RegExp(reason);
  const say = (): Promise<void> => ana.say(`${sentence} because ${reason}`);
  return {
    player: ana,
    begin: say,
    goOn: async () => {
      await say();
      return true;
    },
    isGranted: (seen) =>
      says(seen, about, /Waiting for approval|Active until/) ||
      says(seen, /already have an open request|active already/),
  };
};

/** An approver wants to decide. */
export const toDecide = (approver: Player, { decision }: Decider, reason: string): Wish => {
  const about = new RegExp(reason);
  const verb = decision === 'Approve' ? 'request.approve' : 'request.deny';
  const press = async (seen: readonly Seen[]): Promise<boolean> => {
    const open = buttonIn(
      seen.filter(({ text }) => about.test(text)),
      verb,
    );
    if (open !== undefined) await approver.press(open.card, open.button, { comment: `${decision} it` });
    return open !== undefined;
  };
  return {
    player: approver,
    begin: async () => {
      await press(await approver.look());
    },
    goOn: async (seen) => {
      if (await press(seen)) return true;
      // The list of what waits names the reason too; its button shows the card itself.
      const list = buttonIn(
        seen.filter(({ text }) => about.test(text)),
        'request.refresh',
      );
      if (list !== undefined) await approver.press(list.card, list.button);
      else if (!says(seen, about)) await approver.say('pending');
      return true;
    },
    isGranted: (seen) => says(seen, about, /(approved|denied) it/),
  };
};

/** The vote was denied, and PIM has not heard of it: whoever can is asked to say it there. */
export const isToBeDeniedInPim = /deny it in PIM|should deny it there/;

/**
 * Somebody who is asked for a vote wants to give it. It is given once it is theirs, whatever the others say; and where it
 * was denied and the card asks them to deny it in PIM as well, they do.
 */
export const toVote = (approver: Player, decider: Decider, reason: string): Wish => {
  const about = new RegExp(reason);
  const own = toDecide(approver, decider, reason);
  const denial = toDecide(approver, { ...decider, decision: 'Deny' }, reason);
  const isAskedToDeny = (seen: readonly Seen[]): boolean => says(seen, about, isToBeDeniedInPim);
  return {
    ...own,
    goOn: (seen) => (isAskedToDeny(seen) ? denial : own).goOn(seen),
    isGranted: (seen) =>
      !isAskedToDeny(seen) && says(seen, about, /You (approved|denied)|(approved|denied) it/),
  };
};

/** Ana wants her role once the house has let her have it, where that takes a tap. */
export const toTakeWhatIsGiven = (ana: Player, reason: string): Wish => ({
  player: ana,
  begin: () => Promise.resolve(),
  goOn: async (seen) => {
    const given = buttonIn(seen, 'request.activate');
    if (given !== undefined) await ana.press(given.card, given.button);
    return given !== undefined;
  },
  isGranted: (seen) => says(seen, new RegExp(reason), /Active until|Denied/),
});

/** Ana wants to take her request back. */
export const toCancel = (ana: Player, reason: string): Wish => {
  const press = async (seen: readonly Seen[]): Promise<boolean> => {
    const found = buttonIn(seen, 'request.cancel');
    if (found !== undefined) await ana.press(found.card, found.button);
    return found !== undefined;
  };
  return {
    player: ana,
    begin: async () => {
      await press(await ana.look());
    },
    goOn: async (seen) => {
      if (!(await press(seen))) await ana.say('pending');
      return true;
    },
    isGranted: (seen) => says(seen, new RegExp(reason), /Canceled/),
  };
};

/** Ana wants to give her role back. */
export const toDeactivate = (ana: Player, sentence: string): Wish => ({
  player: ana,
  begin: () => ana.say(sentence),
  goOn: async () => {
    await ana.say(sentence);
    return true;
  },
  isGranted: (seen) => says(seen, /Deactivated/) || says(seen, /not active any more|not active\./),
});
