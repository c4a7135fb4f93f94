/** Longer texts are no ticket numbers. */
const LONGEST_NUMBER = 100;

/** What every number is made of, whatever a pattern says: nothing that means something in an address or a query. */
const NUMBER = /^(?=[^A-Za-z0-9]*[A-Za-z0-9])[A-Za-z0-9._#-]+$/;

const LONGEST_PATTERN = 200;
/** Each way in which a text may be parted costs time; these many cost milliseconds at the most. */
const MOST_VARIABLE = 3;
const MOST_GROUPS = 2;
const MOST_ALTERNATIVES = 10;

/** An escaped class or sign, a class in brackets, or a sign that stands for itself. */
const ATOM = /^(?:\\[dw]|\\[-.#/_()[\]{}|+*?^$]|\[\^?(?:\\[dw]|\\[-\]^]|[\w.#/ -])+\]|[\w#/ .-])/;
const QUANTIFIER = /^(?:[+*?]|\{\d{1,3}(?:,\d{0,3})?\})/;
const GROUP = /^\((?:\?:)?/;

/** What of a pattern has to be counted. */
interface Counted {
  variable: number;
  groups: number;
  alternatives: number;
}

/**
 * Whether a pattern can be tried on a number without running away: signs, classes, repeated signs, and groups that are
 * not repeated; nothing that looks around or back, and few ways to part a text.
 */
export function isSafePattern(pattern: string): boolean {
  if (pattern === '' || pattern.length > LONGEST_PATTERN || expressionOf(pattern) === undefined) return false;
  const counted: Counted = { variable: 0, groups: 0, alternatives: 0 };
  let rest = bare(pattern);
  while (rest !== '') {
    const taken = takePart(rest, counted);
    if (taken === 0) return false;
    rest = rest.slice(taken);
  }
  const { variable, groups, alternatives } = counted;
  return variable <= MOST_VARIABLE && groups <= MOST_GROUPS && alternatives <= MOST_ALTERNATIVES;
}

/** How many characters of a pattern the next part takes; 0 where it is none that is allowed. */
function takePart(rest: string, counted: Counted): number {
  const group = GROUP.exec(rest)?.[0];
  if (group !== undefined) {
    counted.groups += 1;
    return group.length;
  }
  if (rest.startsWith('|')) {
    counted.alternatives += 1;
    return 1;
  }
  // A group that is repeated is where patterns run away.
  if (rest.startsWith(')')) return QUANTIFIER.test(rest.slice(1)) ? 0 : 1;
  const atom = ATOM.exec(rest)?.[0];
  if (atom === undefined) return 0;
  const quantifier = QUANTIFIER.exec(rest.slice(atom.length))?.[0] ?? '';
  if (quantifier !== '' && !/^\{\d+\}$/.test(quantifier)) counted.variable += 1;
  return atom.length + quantifier.length;
}

/** The ends are always tied: whoever writes them means the same. */
const bare = (pattern: string): string => pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');

function expressionOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${bare(pattern)})$`, 'u');
  } catch {
    return undefined;
  }
}

/** The number as it is asked for, where it can be one at all and fits the pattern; `undefined` otherwise. */
export function numberFitting(pattern: string, text: string): string | undefined {
  const number = ticketNumberIn(text);
  return number !== undefined && expressionOf(pattern)?.test(number) === true ? number : undefined;
}

/** The number in what somebody typed; `undefined` where it is none that could be asked for. */
export function ticketNumberIn(text: string): string | undefined {
  if (text.length > LONGEST_NUMBER) return undefined;
  const number = text.trim();
  return NUMBER.test(number) ? number : undefined;
}
