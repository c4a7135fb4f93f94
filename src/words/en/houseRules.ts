import { type ApprovalStage, type ApproverSource, type OpenHours } from '../../pim/houseRules/houseRule.ts';
import { type Unread } from '../../pim/houseRules/membership.ts';
import { type AskedLine, type EmergencyRefusal, type TicketProblem } from '../../pim/houseRules/ruling.ts';
import { type HouseRuleTold, type HouseRuleWords } from '../houseRuleWords.ts';
import { counted, named } from './people.ts';

/** What the rules of the house ask, in English. */
export const houseRules: HouseRuleWords = {
  nothingAsked: (role) => `No house rule is about ${role}.`,
  verdict: (verdict, person, role) => {
    switch (verdict) {
      case 'free':
        return `The house rules have nothing against ${person} activating ${role}.`;
      case 'waits':
        return `${person} would wait before activating ${role}.`;
      case 'refused':
        return `${person} would be refused ${role}.`;
      case 'emergency':
        return `${person} could activate ${role} as an emergency, and the owners would be told.`;
    }
  },
  isMet: (isMet) => (isMet === undefined ? 'open' : isMet ? 'met' : 'not met'),
  passedOver: 'passed',
  asked: (line, told) => `${line.rule}: ${askedBy(line, told)}`,
  approvers: (names, others) =>
    names.length === 0
      ? 'Nobody could approve it now.'
      : `Could approve it now: ${named(names, others, 'or')}.`,
  earliest: (at) => `Hours and pauses allow it from ${at} on.`,
  neverOpen: 'The hours of these rules never fit together.',
  version: (version) => `Rules ${version.slice(0, 12)}.`,
  notEnforced: 'The house rules hold in Teams; the portal stays open.',
  onCards: {
    row: 'House rule',
    asks: 'House rules ask:',
    kept: ({ asked, isWaived }, told) =>
      `${asked.rule}: ${asked.thing === 'approvals' ? counted(asked.count, 'approval', 'approvals') : askedBy(asked, told)}${isWaived ? ' – passed over' : asked.isMet === true ? ' – met' : ''}`,
    others: (count) => `and ${counted(count, 'more', 'more')}`,
    unnamed: 'a group whose name cannot be read',
  },
  check: {
    good: (rules, version) =>
      `${counted(rules, 'house rule', 'house rules')}, version ${version.slice(0, 12)}. Nothing is wrong with them.`,
    unknownRole: (rule, role) => `${rule}: Entra knows no role "${role}".`,
    unknownPerson: (rule, id) => `${rule}: Entra knows no person ${id}.`,
    unknownGroup: (rule, id) => `${rule}: Entra knows no group ${id}. The rule refuses its roles.`,
    unknownTicketSystem: (rule, system) =>
      `${rule}: no system of ticketSystems is called "${system}". Nothing can answer for its tickets.`,
    notLookedUp: 'No tenant is configured, so names were not looked up.',
  },
  whatIf: {
    sum: ({ all, waits, refused, days }) =>
      `Of ${counted(all, 'activation', 'activations')} in the last ${counted(days, 'day', 'days')}, ${String(waits)} would have waited and ${String(refused)} would have been refused.`,
    activation: ({ at, requestor, unmet, asks }, { at: time, name }, role) => {
      const shown = asks.slice(0, NAMED).map(name);
      const who = asks.length === 0 ? 'nobody' : named(shown, asks.length - shown.length, 'or');
      const why =
        unmet.length > 0 ? `refused: ${unmet.map((thing) => unmetBy[thing]).join(', ')}` : `waits for ${who}`;
      return `${time(at)}, ${name(requestor)}, ${role}: ${why}`;
    },
    asked: (name, times) => `${name}: asked ${counted(times, 'time', 'times')}`,
    tickets: ({ ticketsAsked }) =>
      `A ticket would have been asked of ${String(ticketsAsked)}; who had one is not in the audit log.`,
    nobody: (count) => `${String(count)} of them would have had nobody to wait for.`,
    groupsOfNow: 'Groups are those of now, and each activation counts as one of the whole organization.',
    noLog: 'The audit log could not be read, so nothing can be said of activations.',
  },
};

/** A list names so many; the rest is counted. */
const NAMED = 5;

const unmetBy: Readonly<Record<AskedLine['thing'], string>> = {
  hours: 'outside the hours',
  maximum: 'too long',
  coolDown: 'too soon after the last one',
  ticket: 'ticket',
  approvals: 'approval',
  unread: 'somebody cannot be looked up',
  broken: 'a rule cannot be understood',
  emergency: 'no emergency',
};

function askedBy(line: AskedLine, told: HouseRuleTold): string {
  switch (line.thing) {
    case 'hours':
      return `begins ${hoursIn(line.hours)}`;
    case 'maximum':
      return `takes ${told.duration(line.minutes)} at the most`;
    case 'coolDown':
      return `${told.duration(line.minutes)} after the last time${line.until === undefined ? '' : `, which is over ${told.at(line.until)}`}`;
    case 'ticket':
      return `${ticketIn(line.ticket)}${line.problem === undefined ? '' : `; ${ticketProblems[line.problem]}`}`;
    case 'approvals':
      return line.chain.stages.map((stage) => stageIn(stage, told)).join(', then ');
    case 'unread':
      return `refuses, since it cannot be looked up who is in ${line.unread.map((one) => unreadIn(one, told)).join(', ')}`;
    case 'broken':
      return `refuses, since it cannot be understood (${line.reasons.join('; ')})`;
    case 'emergency':
      return emergencyRefusals[line.why];
  }
}

/** When activations may begin. */
export const hoursIn = ({ days, from, to, zone }: OpenHours): string =>
  `from ${from} to ${to} (${zone}), ${days.length === 7 ? 'every day' : days.map((day) => `${day[0]?.toUpperCase() ?? ''}${day.slice(1, 3)}`).join(', ')}`;

function ticketIn({ required, pattern, check }: Extract<AskedLine, { thing: 'ticket' }>['ticket']): string {
  const has = required ? 'has a ticket number' : 'a ticket number, where there is one,';
  return [
    has,
    ...(pattern === undefined ? [] : [`of the form ${pattern}`]),
    ...(check === undefined ? [] : [`that ${check} knows`]),
  ].join(' ');
}

/** What is wrong with a ticket number. */
export const ticketProblems: Readonly<Record<TicketProblem, string>> = {
  missing: 'there is none',
  otherPattern: 'this one is of another form',
  notFound: 'this one is not known there',
  notOpen: 'this one is not open',
  notRequestors: 'this one is somebody else’s',
  outsideWindow: 'this one is planned for another time',
  notChecked: 'the system does not answer',
};

const emergencyRefusals: Readonly<Record<EmergencyRefusal, string>> = {
  noEmergency: 'has no way for emergencies',
  notNamed: 'does not name this person for emergencies',
  usedUp: 'has no more emergency for this person today',
};

function stageIn(
  { count, from, notOwnGroup, timeOutMinutes, escalateTo }: ApprovalStage,
  told: HouseRuleTold,
): string {
  const own = notOwnGroup ? ', nobody of the requestor’s own group' : '';
  const after =
    escalateTo === undefined
      ? `, within ${told.duration(timeOutMinutes)}`
      : `, after ${told.duration(timeOutMinutes)} also of ${sourceIn(escalateTo, told)}`;
  return `${counted(count, 'approval', 'approvals')} of ${sourceIn(from, told)}${own}${after}`;
}

function sourceIn({ people, groups, manager }: ApproverSource, { name }: HouseRuleTold): string {
  const all = [...(manager ? ['the requestor’s manager'] : []), ...people.map(name), ...groups.map(name)];
  return named(all.slice(0, NAMED), Math.max(0, all.length - NAMED), 'or');
}

const unreadIn = (one: Unread, { name }: HouseRuleTold): string =>
  one.kind === 'manager' ? 'the place of the requestor’s manager' : `the group ${name(one.id)}`;
