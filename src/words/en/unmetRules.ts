import { type ErrorWords } from '../errors.ts';
import { refusedByHouse } from './houseRuleRefusals.ts';
import { refusedTicket } from './tickets.ts';

/** What is not met yet, a sentence for each rule. */
export const unmetRules: ErrorWords['rules'] = {
  duration_too_long: ({ maximumMinutes }, duration) =>
    maximumMinutes === undefined
      ? 'PIM says this role allows less time. Choose a shorter duration.'
      : `This role allows at most ${duration(maximumMinutes)}.`,
  duration_too_short: ({ minimumMinutes }, duration) =>
    `The shortest activation is ${duration(minimumMinutes)}.`,
  justification_missing: () => 'The role asks for a justification.',
  justification_too_long: ({ maximumCharacters }) =>
    `The justification can have ${String(maximumCharacters)} characters at most.`,
  ticket_missing: () => 'The role asks for a ticket number.',
  ticket_refused: refusedTicket,
  house_rule: ({ line }, duration, at) => refusedByHouse(line, duration, at),
  multifactor_missing: () => 'The role asks for multifactor authentication.',
  eligibility_missing: () => 'PIM finds no eligible assignment of yours for this role.',
  permanent_not_allowed: () => 'The settings of the role do not allow it without an end.',
  start_in_past: () => 'The start lies in the past. Type another one, e.g. tomorrow at 09:00.',
  start_after_eligibility: () =>
    'Your eligibility for the role is over by then. Type an earlier start, e.g. tomorrow at 09:00.',
  end_before_start: () =>
    'The end lies before the start. Choose how long; over midnight, say the start and the length, e.g. at 22:00 for 8h.',
  end_contradicts_duration: () => 'The end and the length do not fit together. Choose how long.',
  hour_skipped: () =>
    'The clocks go forward over that hour, so it does not exist on that day. The time here is the one they show then.',
  other: ({ name }) => `PIM says that a rule is not met: ${name}.`,
};
