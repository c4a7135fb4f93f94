import { type LaterBreachLine } from '../../pim/houseRules/plannedStarts/laterBreach.ts';
import { type LaterBreachWords } from '../laterBreachWords.ts';
import { counted } from './people.ts';

/** Of planned activations that the rules of the house do not allow any more as they begin, in English. */
export const laterBreaches: LaterBreachWords = {
  kind: 'House rules',
  heading: (verdict) =>
    verdict === 'notMet'
      ? 'A planned activation no longer keeps to the house rules'
      : 'A planned activation could not be judged',
  sentence: {
    own: (role, at) => `${role}, which you planned for ${at}.`,
    ofOther: (person, role, at) => `${person} planned ${role} for ${at}.`,
  },
  notJudged: 'I cannot say whether it still keeps to the house rules. Please have a look.',
  labels: { scope: 'Where', duration: 'How long', judged: 'Judged' },
  durationUnknown: 'not known',
  unmetHeading: (isOwn) => (isOwn ? 'What the rules ask by now' : 'What your rules ask by now'),
  line: (line, duration) => `${line.rule}: ${lineText(line, duration)}`,
  moreLines: (count) => `And ${counted(count, 'more', 'more')} of this kind.`,
  version: (version) =>
    `Judged by rules ${version.slice(0, 12)}. When it was planned, everything that was asked then was met.`,
  whatToDo: {
    own: 'PIM has your plan and keeps to it; only you can take it back. If you need the role all the same, talk to whoever keeps the rule.',
    ofOther:
      'PIM has the plan and keeps to it; I cannot stop it, and the person who made it can take it back. They were told, too. If the role has to go at once, an administrator takes it away in Entra.',
  },
  isOver: 'It is over, or was taken back.',
  takeBack: 'Take it back',
  giveBack: 'Give it back now',
  summary: {
    own: (role) => `${role}: your plan no longer keeps to the house rules`,
    ofOther: (person, role) => `${person}, ${role}: a plan no longer keeps to your rules`,
  },
  discreet: 'A planned activation no longer keeps to the house rules',
  typed: 'Type: pending, or deactivate and the role.',
  nothingToTakeBack: 'There is nothing to take back: it is over, or was taken back before.',
  unmet: (things) => things.map((thing) => inShort[thing]).join(', '),
  digest: {
    title: (count) =>
      `Planned, and not by the house rules any more: ${counted(count, 'activation', 'activations')}`,
    row: (person, role, unmet) => `${person}, ${role}: ${unmet}`,
  },
};

const inShort: Readonly<Record<LaterBreachLine['thing'], string>> = {
  approvals: 'approvals missing',
  approver: 'approver not known',
  hours: 'outside the hours',
  maximum: 'too long',
  coolDown: 'too soon after the last one',
  ticket: 'no valid ticket',
  ticketNotKnown: 'ticket not known',
  unread: 'a group could not be read',
  broken: 'a rule could not be understood',
};

function lineText(line: LaterBreachLine, duration: (minutes: number) => string): string {
  switch (line.thing) {
    case 'approvals':
      return `asks for ${counted(line.asked, 'approval', 'approvals')}; ${approvalsThere(line.given)}`;
    case 'approver':
      return 'asks for an approval; PIM was given one, and I cannot see by whom';
    case 'hours':
      return `begins from ${line.hours.from} to ${line.hours.to} (${line.hours.zone}); it is planned for another time`;
    case 'maximum':
      return `takes ${duration(line.minutes)} at the most; it is longer`;
    case 'coolDown':
      return `${duration(line.minutes)} after the last time; it is sooner`;
    case 'ticket':
      return 'asks for a ticket; it has none, or one that does not count any more';
    case 'ticketNotKnown':
      return 'asks for a ticket; its system did not say whether it counts';
    case 'unread':
      return 'names somebody whom I could not look up';
    case 'broken':
      return 'could not be understood';
  }
}

const approvalsThere = (given: number): string =>
  given === 0
    ? 'none counts'
    : given === 1
      ? 'one counts, and that is not enough'
      : `${String(given)} count, and that is not enough`;
