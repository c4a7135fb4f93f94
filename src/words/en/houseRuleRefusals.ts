import { type UnmetLine } from '../../pim/houseRules/unmetLine.ts';
import { type PimErrorDetails } from '../../pim/errors.ts';
import { type ErrorText, type SayDuration, type SayTime } from '../errors.ts';
import { hoursIn, ticketProblems } from './houseRules.ts';

/** That rules of the house stand against it, and from when on they allow it, as far as time goes. */
export const refusedByRules = (ruling: PimErrorDetails['ruling'], at: SayTime): ErrorText => ({
  what: 'PIM has nothing against it, but a rule of your organization has.',
  next: waitIn(ruling, at),
});

function waitIn(ruling: PimErrorDetails['ruling'], at: SayTime): string {
  if (ruling === undefined) return 'Send it again to hear which one.';
  const { earliestAt, at: judgedAt } = ruling;
  if (earliestAt === undefined)
    return 'The hours of these rules never fit together. Tell your administrator.';
  return earliestAt > judgedAt
    ? `Nothing was changed. The rules allow it from ${at(earliestAt)} on.`
    : 'Nothing was changed. Change or add that, and send it again.';
}

/** What a person can do about a line of a house rule that is not met. */
export function refusedByHouse(line: UnmetLine, duration: SayDuration, at: SayTime): string {
  return `House rule “${line.rule}”: ${whyNot(line, duration, at)}`;
}

function whyNot(line: UnmetLine, duration: SayDuration, at: SayTime): string {
  switch (line.thing) {
    case 'hours':
      return `activations begin ${hoursIn(line.hours)}. Plan one, e.g. tomorrow at 09:00.`;
    case 'maximum':
      return `at most ${duration(line.minutes)}. Choose a shorter duration.`;
    case 'coolDown':
      return line.until === undefined
        ? `a pause of ${duration(line.minutes)} after the last time.`
        : `a pause of ${duration(line.minutes)} after the last time, which is over ${at(line.until)}.`;
    case 'ticket':
      return ticketIn(line);
    case 'approvals':
      return 'it asks for approvals.';
    case 'unread':
      return 'it cannot be looked up now who belongs to the groups that it names, so it refuses. Send it again in a minute; if it stays so, tell your administrator.';
    case 'broken':
      return 'it cannot be understood, so it refuses. Tell your administrator.';
    case 'emergency':
      return emergencies[line.why];
  }
}

function ticketIn({ problem, ticket: { pattern, check } }: Extract<UnmetLine, { thing: 'ticket' }>): string {
  if (problem === undefined || problem === 'missing') return 'asks for a ticket number.';
  if (problem === 'otherPattern')
    return `the ticket number has another form than ${pattern ?? 'it asks for'}.`;
  return `asked in ${check ?? 'the ticket system'}, about the ticket: ${ticketProblems[problem]}.`;
}

const emergencies: Readonly<Record<Extract<UnmetLine, { thing: 'emergency' }>['why'], string>> = {
  noEmergency: 'it has no way for emergencies.',
  notNamed: 'it does not name you for emergencies.',
  usedUp: 'you have used up your emergencies of the last 24 hours.',
};
