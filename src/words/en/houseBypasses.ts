import { type BypassLine } from '../../pim/houseRules/bypass.ts';
import { type HouseBypassWords } from '../houseBypassWords.ts';
import { counted } from './people.ts';

/** Of activations that went round the rules of the house, in English. */
export const houseBypasses: HouseBypassWords = {
  kind: 'House rules',
  heading: (verdict) =>
    verdict === 'bypassed' ? 'A role was activated past your rules' : 'Could not be judged',
  sentence: (person, role, at) => `${person} activated ${role}: ${at}.`,
  notJudged: 'I cannot say whether it kept to your rules. Please have a look.',
  labels: { scope: 'Where', duration: 'How long', way: 'By which way', approvedBy: 'Approved in PIM by' },
  durationUnknown: 'not known',
  way: (way) =>
    way === 'elsewhere'
      ? 'In the portal or by another tool; PIM’s own rules held'
      : 'Asked for here, approved in the portal before the votes were complete',
  unmetHeading: 'What your rules ask',
  line: (line, duration) => `${line.rule}: ${lineText(line, duration)}`,
  moreLines: (count) => `And ${counted(count, 'more', 'more')} of this kind.`,
  version: (version, isOfThen) =>
    isOfThen
      ? `Judged by rules ${version.slice(0, 12)}, which counted at that time.`
      : `Judged by rules ${version.slice(0, 12)} of now: which ones counted at that time is not known.`,
  whatToDo:
    'Ask them whether it was them, and why. If the role has to go at once, an administrator takes it away in Entra.',
  practice:
    'House rules are a practice. What has to hold against everybody belongs into the role’s settings in PIM.',
  showSettings: 'How the role is set',
  showHolders: 'Who has it',
  summary: (person, role) => `${person} activated ${role} past your rules`,
  discreet: 'A role was activated past your rules',
  typed: 'Type: who can become, or policy, and the role.',
  list: {
    heading: (count) => `${counted(count, 'activation', 'activations')} past your rules`,
    row: (at, verdict, unmet) =>
      `${at} · ${verdict === 'bypassed' ? unmet : `could not be judged: ${unmet}`}`,
    summary: (count) => `House rules: ${counted(count, 'activation', 'activations')} past them`,
    more: (count) => `And ${String(count)} more.`,
  },
  unmet: (things) => things.map((thing) => inShort[thing]).join(', '),
  digest: {
    title: (count) => `Past the house rules: ${counted(count, 'activation', 'activations')}`,
    row: (person, role, unmet) => `${person}, ${role}: ${unmet}`,
  },
};

const inShort: Readonly<Record<BypassLine['thing'], string>> = {
  approvals: 'approvals missing',
  approver: 'approver not known',
  hours: 'outside the hours',
  maximum: 'too long',
  length: 'length not known',
  coolDown: 'too soon after the last one',
  ticket: 'no valid ticket',
  ticketNotKnown: 'ticket not known',
  scope: 'scope not known',
  unread: 'a group could not be read',
  broken: 'a rule could not be understood',
};

function lineText(line: BypassLine, duration: (minutes: number) => string): string {
  switch (line.thing) {
    case 'approvals':
      return `asks for ${counted(line.asked, 'approval', 'approvals')}; ${approvalsThere(line.given)}`;
    case 'approver':
      return 'asks for an approval; PIM was given one, and I cannot see by whom';
    case 'hours':
      return `begins from ${line.hours.from} to ${line.hours.to} (${line.hours.zone}); it began at another time`;
    case 'maximum':
      return `takes ${duration(line.minutes)} at the most; it is longer`;
    case 'length':
      return `takes ${duration(line.minutes)} at the most; I cannot see how long it is`;
    case 'coolDown':
      return `${duration(line.minutes)} after the last time; it was sooner`;
    case 'ticket':
      return 'asks for a ticket; it has none, or not such a one';
    case 'ticketNotKnown':
      return 'asks for a ticket; PIM’s log does not say which one it had';
    case 'scope':
      return 'is about some scopes; PIM’s log does not say where the role was activated';
    case 'unread':
      return 'names a group that I could not read';
    case 'broken':
      return 'could not be understood';
  }
}

const approvalsThere = (given: number): string =>
  given === 0
    ? 'I know of none'
    : given === 1
      ? 'one was given, and that is not enough'
      : `${String(given)} were given`;
