/** On what the bot keeps what it remembers. */
export type EngineName = 'embedded' | 'postgres';

/** What the people of a cycle do. */
export type StoryName = 'approval' | 'activation' | 'cancellation' | 'deactivation';

/** Who decides, and how. Two of them decide in the same instant. */
export interface Decider {
  readonly name: 'Ben' | 'Chi';
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

/** One cycle: follows from engine, seed and number alone. */
export interface Plan {
  readonly engine: EngineName;
  readonly seed: number;
  readonly number: number;
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

/** The plan of a cycle. */
export function planOf(engine: EngineName, seed: number, number: number): Plan {
  const next = numbersFrom(Math.imul(seed, 2_654_435_761) ^ Math.imul(number + 1, 40_503));
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const oneOf = <T>(...choices: readonly [T, ...T[]]): T =>
    choices[whole(0, choices.length - 1)] ?? choices[0];
  const story = oneOf<StoryName>(
    'approval',
    'approval',
    'approval',
    'activation',
    'cancellation',
    'deactivation',
  );
  const first: Decider = { name: 'Ben', decision: oneOf('Approve', 'Approve', 'Deny') };
  const second: Decider = { name: 'Chi', decision: first.decision === 'Approve' ? 'Deny' : 'Approve' };
  const disorder: Disorder = {
    copies: oneOf(1, 1, 2, 3),
    isAgain: next() < 0.25,
    devices: next() < 0.25 ? 2 : 1,
  };
  return {
    engine,
    seed,
    number,
    story,
    deciders: story !== 'approval' ? [] : next() < 0.35 ? [first, second] : [first],
    disorder,
    half: story === 'activation' || next() < 0.35 ? 'asking' : 'acting',
    trouble: troubleOf(engine, next(), { whole, oneOf }),
  };
}

interface Draw {
  readonly whole: (least: number, most: number) => number;
  readonly oneOf: <T>(...choices: readonly [T, ...T[]]) => T;
}

/** Six of ten are kills; the rest is shared out among everything else. */
function troubleOf(engine: EngineName, lot: number, { whole, oneOf }: Draw): Trouble {
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
