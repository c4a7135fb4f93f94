import { type Activity } from 'botbuilder';
import { type Logger } from '../pim/logger.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { asSent } from './sessions.ts';
import { type BucketSize, TokenBuckets } from './tokenBuckets.ts';
import { type ActivityAnswer } from './turnDeadline.ts';
import { TurnPace } from './turnPace.ts';

/** What is asked of one person, of everybody together, and of this process. */
export interface InboundBounds {
  readonly person: BucketSize;
  readonly tenant: BucketSize;
  /** Turns, and work behind answers, at the same time. */
  readonly underWay: number;
}

/** Which bound an activity met. */
export type LimitedBy = 'person' | 'tenant' | 'busy';

/** What the limits are made of. */
export interface InboundLimitsOptions {
  readonly bounds: InboundBounds;
  /** Work that goes on behind answers. */
  readonly workUnderWay: () => number;
  /** Puts a sentence into the conversation of an activity. */
  readonly say: (activity: Activity, text: string) => Promise<void>;
  readonly defaultLocale: string;
  readonly onLimited: (by: LimitedBy) => void;
  /** Milliseconds of a clock that nobody sets. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly logger: Logger;
}

/** Stands before each turn. */
export interface InboundLimits {
  /**
   * The turn's answer; or, where a bound is met, one in its place that costs next to nothing. What a person asks at once
   * begins a little apart.
   */
  answer(activity: Activity, turn: () => Promise<ActivityAnswer>): Promise<ActivityAnswer>;
}

const EVERYBODY = 'everybody';
/** One sentence and one log line for a person. */
const ONCE_A_MINUTE: BucketSize = { atOnce: 1, perSecond: 1 / 60 };
/** Every client of a person answers each sign-in card by itself, and unasked. */
const SIGN_INS_FOR_A_PRESS = 4;
/** Whoever comes back after the wait that they were told can do this much before they have to wait again. */
const WORTH_COMING_BACK = 5;
/**
 * What a person's clients do together when a chat is opened begins at once. Then so many turns a second that a fifth of
 * what a process can do is one person's at the most, and the last of thirty begins within 0.7 s.
 */
const PERSONS_PACE: BucketSize = { atOnce: 4, perSecond: 40 };

/**
 * Keeps a flood of one person from everybody else: asked before anything is read or called. What is refused a person does
 * not count for the tenant, so nobody uses up what is there for all.
 */
export function createInboundLimits(options: InboundLimitsOptions): InboundLimits {
  const { bounds, now, logger } = options;
  const { person, tenant } = bounds;
  const people = new TokenBuckets(person, now);
  const signIns = new TokenBuckets(times(person, SIGN_INS_FOR_A_PRESS), now);
  const all = new TokenBuckets(tenant, now);
  const pace = new TurnPace({ ...options, pace: atLeast(PERSONS_PACE, person.perSecond) });
  const [told, logged] = [new TokenBuckets(ONCE_A_MINUTE, now), new TokenBuckets(ONCE_A_MINUTE, now)];
  let turns = 0;

  const met = (activity: Activity, key: string): LimitedBy | undefined => {
    if (isSignIn(activity)) return signIns.take(key) ? undefined : 'person';
    if (!people.take(key)) return 'person';
    // An installation is heard of once: dropped, the person could not be reached.
    if (activity.type !== 'message' && activity.type !== 'invoke') return undefined;
    if (!all.take(EVERYBODY)) return 'tenant';
    return turns + options.workUnderWay() >= bounds.underWay ? 'busy' : undefined;
  };
  const sentence = (activity: Activity, by: LimitedBy, key: string): string => {
    const { replies } = wordsFor(asSent(activity).locale ?? options.defaultLocale);
    const seconds = by === 'person' ? people.secondsUntil(key, WORTH_COMING_BACK) : undefined;
    return seconds === undefined ? replies.busy : replies.tooFast(Math.max(1, seconds));
  };
  const refuse = async (activity: Activity, by: LimitedBy, key: string): Promise<ActivityAnswer> => {
    options.onLimited(by);
    const { type } = activity;
    if (logged.take(key))
      logger.warn({ event: 'inbound.limited', by, activityType: type }, 'Dropped what came too fast');
    if (isSignIn(activity)) return { status: 429 };
    if (activity.type === 'invoke') return { status: 200, body: messageBody(sentence(activity, by, key)) };
    if (activity.type === 'message' && told.take(key)) {
      await options.say(activity, sentence(activity, by, key)).catch((error: unknown) => {
        logger.warn({ event: 'inbound.untold', err: error }, 'Who sends too fast could not be told so');
      });
    }
    return { status: 200 };
  };

  return {
    async answer(activity, turn) {
      const key = asSent(activity).from?.aadObjectId ?? activity.from.id;
      const by = met(activity, key);
      if (by !== undefined) return refuse(activity, by, key);
      turns += 1;
      try {
        await pace.next(key);
        return await turn();
      } finally {
        turns -= 1;
      }
    },
  };
}

const isSignIn = ({ type, name }: Activity): boolean =>
  type === 'invoke' && name?.startsWith('signin/') === true;

const times = ({ atOnce, perSecond }: BucketSize, factor: number): BucketSize => ({
  atOnce: atOnce * factor,
  perSecond: perSecond * factor,
});

/** Whoever may send faster for ever is not held to less. */
const atLeast = ({ atOnce, perSecond }: BucketSize, most: number): BucketSize => ({
  atOnce,
  perSecond: Math.max(perSecond, most),
});

/** What Teams shows below a card that was pressed; the card stays as it is. */
const messageBody = (value: string): object => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value,
});
