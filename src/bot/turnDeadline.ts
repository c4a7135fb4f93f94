import { type Activity } from 'botbuilder';
import { type Logger } from '../pim/logger.ts';
import { errorFacts } from './errorFacts.ts';
import { logLevelOf, SendError } from './sendError.ts';

/** What the Bot Service is told about an activity it has posted. */
export interface ActivityAnswer {
  readonly status: number;
  /** Sent as JSON; left out where there is none. */
  readonly body?: unknown;
}

/** Answers in time, whatever the turn does. */
export interface TurnDeadline {
  /** The turn's answer, or the answer of a turn that goes on; 500 where it failed in time. Never rejects. */
  answer(activity: Activity, turn: () => Promise<ActivityAnswer>): Promise<ActivityAnswer>;
  /** Resolves when no turn runs any more. */
  settled(): Promise<void>;
}

/** How long a turn may take until it is answered without its outcome. */
export interface TurnDeadlineOptions {
  /** For whatever is no invoke: the Bot Service posts it again after some 15 s. */
  readonly messageMilliseconds: number;
  /** For invokes: Teams gives up after some 10 s. */
  readonly invokeMilliseconds: number;
  /** Answers an `adaptiveCard/action` whose outcome comes later. */
  readonly lateInvokeBody: unknown;
  readonly logger: Logger;
}

/** Races every turn with its deadline; a late one goes on and is waited for when the server closes. */
export function createTurnDeadline(options: TurnDeadlineOptions): TurnDeadline {
  const { logger } = options;
  const running = new Set<Promise<unknown>>();

  const lateAnswer = ({ type, name }: Activity): ActivityAnswer => {
    const isCardAction = type === 'invoke' && name === 'adaptiveCard/action';
    return isCardAction ? { status: 200, body: options.lateInvokeBody } : { status: 200 };
  };
  const guarded = async (
    activity: Activity,
    turn: () => Promise<ActivityAnswer>,
  ): Promise<ActivityAnswer> => {
    try {
      return await turn();
    } catch (error) {
      logger[logLevelOf(error)](
        { event: 'turn.failed', activityType: activity.type, ...errorFacts(error) },
        'A turn failed',
      );
      // Teams would deliver it again, and what could not be answered would be done no better by that.
      return { status: error instanceof SendError ? 200 : 500 };
    }
  };

  return {
    async answer(activity, turn) {
      const outcome = guarded(activity, turn);
      running.add(outcome);
      void outcome.finally(() => running.delete(outcome));
      const isInvoke = activity.type === 'invoke';
      const late = Promise.withResolvers<ActivityAnswer>();
      const timer = setTimeout(
        () => {
          logger.info(
            { event: 'turn.late', activityType: activity.type },
            'Answered before the turn was over',
          );
          late.resolve(lateAnswer(activity));
        },
        isInvoke ? options.invokeMilliseconds : options.messageMilliseconds,
      );
      try {
        return await Promise.race([outcome, late.promise]);
      } finally {
        clearTimeout(timer);
      }
    },
    async settled() {
      await Promise.all(running);
    },
  };
}
