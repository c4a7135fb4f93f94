/** On what the bot keeps what it remembers. */
export type EngineName = 'embedded' | 'postgres';

/** What the people of a cycle do. */
export type StoryName = 'approval' | 'activation' | 'cancellation' | 'deactivation' | VotedStory;

/** Stories in which the house asks for two votes: above PIM's approval, or about a role of which PIM asks nobody. */
export type VotedStory = 'votes' | 'heldVotes';

/** Who may approve what is asked for. */
export const approvers = ['Ben', 'Chi', 'Dara'] as const;

/** Who decides, and how. Those of a cycle decide in the same instant. */
export interface Decider {
  readonly name: (typeof approvers)[number];
  readonly decision: 'Approve' | 'Deny';
}

/** How Teams delivers what somebody does: more than once, again with a new id, from two devices. */
export interface Disorder {
  readonly copies: 1 | 2 | 3;
  readonly isAgain: boolean;
  readonly devices: 1 | 2;
}

/** What a broken call is answered with. */
export type Breakage =
  | 'throttled'
  | 'throttledForSeconds'
  | 'serverError'
  | 'unavailable'
  | 'cutBefore'
  | 'cutAfter'
  | 'tooSlow'
  | 'nonsense';

/** The one thing that goes wrong in a cycle. `nth` counts from 1, from the moment at which the people begin. */
export type Trouble =
  | { readonly kind: 'killedAtCall'; readonly nth: number; readonly effect: 'before' | 'after' }
  | { readonly kind: 'killedAtCommit'; readonly nth: number; readonly effect: 'before' | 'after' }
  | { readonly kind: 'killedAfter'; readonly milliseconds: number }
  | {
      readonly kind: 'brokenCall';
      readonly at: 'graph' | 'connector';
      readonly nth: number;
      readonly how: Breakage;
    }
  | { readonly kind: 'databaseGone'; readonly milliseconds: number }
  | { readonly kind: 'clockJumps'; readonly minutes: number }
  | { readonly kind: 'botClockIsOff'; readonly seconds: number };

/** When it is in a cycle: in the hours in which digests go out, or when none is due to anybody. */
export type TimeOfDay = 'morning' | 'evening';

/** One cycle: follows from engine, seed and number alone. */
export interface Plan {
  readonly engine: EngineName;
  readonly seed: number;
  readonly number: number;
  /** The stories of which its own was drawn, where not of all. */
  readonly stories: readonly StoryName[] | undefined;
  readonly timeOfDay: TimeOfDay;
  readonly story: StoryName;
  readonly deciders: readonly Decider[];
  readonly disorder: Disorder;
  /** In which half of the story it goes wrong: while the role is asked for, or while something is done about it. */
  readonly half: 'asking' | 'acting';
  readonly trouble: Trouble;
}

/** Repeatable numbers from 0 up to 1 (mulberry32): the same on every machine. */
function numbersFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const MORNINGS = 1 / 3;
/** The time of day is drawn apart from everything else. */
const TIME_OF_DAY = 0x5bd1e995;

/** The plan of a cycle. */
export function planOf(
  engine: EngineName,
  seed: number,
  number: number,
  stories?: readonly StoryName[],
): Plan {
  const start = Math.imul(seed, 2_654_435_761) ^ Math.imul(number + 1, 40_503);
  const next = numbersFrom(start);
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const oneOf = <T>(...choices: readonly [T, ...T[]]): T =>
    choices[whole(0, choices.length - 1)] ?? choices[0];
  const choice = stories ?? everyStory;
  const story = choice[whole(0, choice.length - 1)] ?? 'approval';
  const disorder: Disorder = {
    copies: oneOf(1, 1, 2, 3),
    isAgain: next() < 0.25,
    devices: next() < 0.25 ? 2 : 1,
  };
  return {
    engine,
    seed,
    number,
    stories,
    timeOfDay: numbersFrom(start ^ TIME_OF_DAY)() < MORNINGS ? 'morning' : 'evening',
    story,
    deciders: decidersOf(story, { next, whole, oneOf }),
    disorder,
    half: story === 'activation' || next() < 0.35 ? 'asking' : 'acting',
    trouble: troubleOf(engine, next(), { whole, oneOf }),
  };
}

/** Half of them are about decisions. */
export const everyStory: readonly StoryName[] = [
  'approval',
  'approval',
  'approval',
  'votes',
  'votes',
  'heldVotes',
  'activation',
  'cancellation',
  'deactivation',
];

/** Whether the house asks for votes on the role of a story. */
export const isVoted = (story: StoryName): story is VotedStory => story === 'votes' || story === 'heldVotes';

/** Of two votes that are needed there are two, at times with a third against them, at times one against the other. */
function decidersOf(story: StoryName, { next, whole, oneOf }: Draw): readonly Decider[] {
  const lot = next();
  if (isVoted(story)) {
    const first = whole(0, approvers.length - 1);
    const decider = (nth: number, decision: Decider['decision']): Decider => ({
      name: approvers[(first + nth) % approvers.length] ?? 'Ben',
      decision,
    });
    const two = [decider(0, 'Approve'), decider(1, 'Approve')];
    if (lot < 0.6) return two;
    return lot < 0.8 ? [...two, decider(2, 'Deny')] : [decider(0, 'Approve'), decider(1, 'Deny')];
  }
  if (story !== 'approval') return [];
  const decision = oneOf<Decider['decision']>('Approve', 'Approve', 'Deny');
  const first: Decider = { name: 'Ben', decision };
  const second: Decider = { name: 'Chi', decision: decision === 'Approve' ? 'Deny' : 'Approve' };
  return lot < 0.35 ? [first, second] : [first];
}

interface Draw {
  readonly next: () => number;
  readonly whole: (least: number, most: number) => number;
  readonly oneOf: <T>(...choices: readonly [T, ...T[]]) => T;
}

/** Six of ten are kills; the rest is shared out among everything else. */
function troubleOf(
  engine: EngineName,
  lot: number,
  { whole, oneOf }: Pick<Draw, 'whole' | 'oneOf'>,
): Trouble {
  const effect = oneOf<'before' | 'after'>('before', 'after');
  if (lot < 0.35) return { kind: 'killedAtCall', nth: whole(1, 9), effect };
  if (lot < 0.6)
    return engine === 'postgres'
      ? { kind: 'killedAtCommit', nth: whole(1, 16), effect }
      : { kind: 'killedAfter', milliseconds: whole(0, 600) };
  if (lot < 0.86)
    return {
      kind: 'brokenCall',
      at: oneOf('graph', 'graph', 'connector'),
      nth: whole(1, 6),
      how: breakageOf(whole(1, 15)),
    };
  if (lot < 0.91 && engine === 'postgres') return { kind: 'databaseGone', milliseconds: whole(500, 4_000) };
  if (lot < 0.96) return { kind: 'clockJumps', minutes: whole(1, 20) };
  return { kind: 'botClockIsOff', seconds: oneOf(-120, -45, 45, 120) };
}

/** A call that takes longer than the bot waits costs the cycle as long, so it is the rarest. */
function breakageOf(lot: number): Breakage {
  const evenly = [
    'throttled',
    'throttledForSeconds',
    'serverError',
    'unavailable',
    'cutBefore',
    'cutAfter',
    'nonsense',
  ] as const;
  return evenly[Math.floor((lot - 1) / 2)] ?? 'tooSlow';
}
