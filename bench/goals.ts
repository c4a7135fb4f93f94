import { type AcknowledgementFigures } from './acknowledgements.ts';
import { type BotFigures } from './helpTurns.ts';
import { stories, type StoryFigures } from './stories.ts';

/** A goal and what this run says about it. */
export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const MOST_CPU_RATIO = 1.5;
const MOST_IN_SEQUENCE = 3;
const ACKNOWLEDGED_WITHIN_MS = 300;

/** Holds the figures of one run against the goals. */
export function goalsOf(
  bots: readonly BotFigures[],
  told: readonly StoryFigures[],
  acknowledgements: AcknowledgementFigures,
): readonly Goal[] {
  const submitted: readonly string[] = [stories.submitted, stories.decided];
  const { all, graphTakesMs } = acknowledgements;
  return [
    ...bots.slice(1).map(({ bot, cpuRatio }) => ({
      goal: `A turn without Graph costs at most ${MOST_CPU_RATIO} times the echo bot's processor time (${bot})`,
      measured: `${cpuRatio.toFixed(2)} times`,
      isMet: cpuRatio <= MOST_CPU_RATIO,
    })),
    ...told
      .filter(({ story }) => submitted.includes(story))
      .map(({ story, graphInSequence }) => ({
        goal: `After submitting, at most ${MOST_IN_SEQUENCE} Graph round trips in sequence until the answer (${story})`,
        measured: `${graphInSequence.median}, at most ${graphInSequence.most}`,
        isMet: graphInSequence.median <= MOST_IN_SEQUENCE,
      })),
    {
      goal: `An invoke is acknowledged in under ${ACKNOWLEDGED_WITHIN_MS} ms (p99) while Graph takes ${graphTakesMs / 1_000} s`,
      measured: `${all.p99.toFixed(0)} ms`,
      isMet: all.p99 < ACKNOWLEDGED_WITHIN_MS,
    },
  ];
}
