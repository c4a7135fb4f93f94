import { type ApprovalStage, type ApproverSource, type OpenHours } from '../../pim/houseRules/houseRule.ts';
import { type Unread } from '../../pim/houseRules/membership.ts';
import { type AskedLine, type EmergencyRefusal, type TicketProblem } from '../../pim/houseRules/ruling.ts';
import { type HouseRuleTold, type HouseRuleWords } from '../houseRuleWords.ts';
import { counted, dative, named } from './people.ts';

/** What the rules of the house ask, in German. */
export const houseRules: HouseRuleWords = {
  nothingAsked: (role) => `Keine Hausregel betrifft ${role}.`,
  verdict: (verdict, person, role) => {
    switch (verdict) {
      case 'free':
        return `Die Hausregeln haben nichts dagegen, dass ${person} ${role} aktiviert.`;
      case 'waits':
        return `${person} müsste warten, um ${role} zu aktivieren.`;
      case 'refused':
        return `${person} bekäme ${role} nicht.`;
      case 'emergency':
        return `${person} könnte ${role} als Notfall aktivieren, und die Verantwortlichen erführen davon.`;
    }
  },
  isMet: (isMet) => (isMet === undefined ? 'offen' : isMet ? 'erfüllt' : 'nicht erfüllt'),
  passedOver: 'übergangen',
  asked: (line, told) => `${line.rule}: ${askedBy(line, told)}`,
  approvers: (names, others) =>
    names.length === 0
      ? 'Jetzt könnte niemand genehmigen.'
      : `Jetzt könnten genehmigen: ${named(names, others, 'oder')}.`,
  earliest: (at) => `Zeiten und Pausen erlauben es ab ${at}.`,
  neverOpen: 'Die Zeiten dieser Regeln passen nie zusammen.',
  version: (version) => `Regeln ${version.slice(0, 12)}.`,
  notEnforced: 'Die Hausregeln gelten in Teams; das Portal bleibt offen.',
  onCards: {
    row: 'Hausregel',
    asks: 'Hausregeln verlangen:',
    kept: ({ asked, isWaived }, told) =>
      `${asked.rule}: ${asked.thing === 'approvals' ? counted(asked.count, 'Genehmigung', 'Genehmigungen') : askedBy(asked, told)}${isWaived ? ' – übergangen' : asked.isMet === true ? ' – erfüllt' : ''}`,
    others: (count) => `und ${counted(count, 'weitere', 'weitere')}`,
    unnamed: 'eine Gruppe, deren Name sich nicht lesen lässt',
  },
  check: {
    good: (rules, version) =>
      `${counted(rules, 'Hausregel', 'Hausregeln')}, Version ${version.slice(0, 12)}. Daran ist nichts falsch.`,
    unknownRole: (rule, role) => `${rule}: Entra kennt keine Rolle "${role}".`,
    unknownPerson: (rule, id) => `${rule}: Entra kennt keine Person ${id}.`,
    unknownGroup: (rule, id) => `${rule}: Entra kennt keine Gruppe ${id}. Die Regel verweigert ihre Rollen.`,
    unknownTicketSystem: (rule, system) =>
      `${rule}: Kein System unter ticketSystems heißt "${system}". Für seine Tickets kann niemand einstehen.`,
    notLookedUp: 'Es ist kein Mandant eingestellt; die Namen wurden nicht nachgeschlagen.',
  },
  whatIf: {
    sum: ({ all, waits, refused, days }) =>
      `Von ${counted(all, 'Aktivierung', 'Aktivierungen')} in ${counted(days, 'Tag', 'Tagen')} hätten ${String(waits)} gewartet, und ${String(refused)} wären verweigert worden.`,
    activation: ({ at, requestor, unmet, asks }, { at: time, name }, role) => {
      const shown = asks.slice(0, NAMED).map(name);
      const who = asks.length === 0 ? 'niemanden' : named(shown, asks.length - shown.length, 'oder');
      const why =
        unmet.length > 0
          ? `verweigert: ${unmet.map((thing) => unmetBy[thing]).join(', ')}`
          : `wartet auf ${who}`;
      return `${time(at)}, ${name(requestor)}, ${role}: ${why}`;
    },
    asked: (name, times) => `${name}: ${String(times)}-mal gefragt`,
    tickets: ({ ticketsAsked }) =>
      `Von ${String(ticketsAsked)} wäre ein Ticket verlangt worden; wer eines hatte, steht nicht im Überwachungsprotokoll.`,
    nobody: (count) => `Für ${String(count)} davon hätte es niemanden zum Warten gegeben.`,
    groupsOfNow: 'Gruppen sind die von jetzt, und jede Aktivierung zählt als eine der ganzen Organisation.',
    noLog: 'Das Überwachungsprotokoll war nicht zu lesen; über Aktivierungen lässt sich nichts sagen.',
  },
};

/** A list names so many; the rest is counted. */
const NAMED = 5;

const unmetBy: Readonly<Record<AskedLine['thing'], string>> = {
  hours: 'außerhalb der Zeiten',
  maximum: 'zu lang',
  coolDown: 'zu früh nach der letzten',
  ticket: 'Ticket',
  approvals: 'Genehmigung',
  unread: 'jemand lässt sich nicht nachschlagen',
  broken: 'eine Regel ist nicht zu verstehen',
  emergency: 'kein Notfall',
};

function askedBy(line: AskedLine, told: HouseRuleTold): string {
  switch (line.thing) {
    case 'hours':
      return `beginnt ${hoursIn(line.hours)}`;
    case 'maximum':
      return `dauert höchstens ${told.duration(line.minutes)}`;
    case 'coolDown':
      return `${told.duration(line.minutes)} nach dem letzten Mal${line.until === undefined ? '' : `, vorbei: ${told.at(line.until)}`}`;
    case 'ticket':
      return `${ticketIn(line.ticket)}${line.problem === undefined ? '' : `; ${ticketProblems[line.problem]}`}`;
    case 'approvals':
      return line.chain.stages.map((stage) => stageIn(stage, told)).join(', dann ');
    case 'unread':
      return `verweigert, weil sich nicht nachschlagen lässt: ${line.unread.map((one) => unreadIn(one, told)).join(', ')}`;
    case 'broken':
      return `verweigert, weil sie nicht zu verstehen ist (${line.reasons.join('; ')})`;
    case 'emergency':
      return emergencyRefusals[line.why];
  }
}

const dayNames: Readonly<Record<OpenHours['days'][number], string>> = {
  monday: 'Mo',
  tuesday: 'Di',
  wednesday: 'Mi',
  thursday: 'Do',
  friday: 'Fr',
  saturday: 'Sa',
  sunday: 'So',
};

/** When activations may begin. */
export const hoursIn = ({ days, from, to, zone }: OpenHours): string =>
  `von ${from} bis ${to} (${zone}), ${days.length === 7 ? 'jeden Tag' : days.map((day) => dayNames[day]).join(', ')}`;

function ticketIn({ required, pattern, check }: Extract<AskedLine, { thing: 'ticket' }>['ticket']): string {
  const has = required ? 'hat eine Ticketnummer' : 'eine Ticketnummer, wo es eine gibt,';
  const shaped = pattern === undefined ? has : `${has} der Form ${pattern}`;
  return check === undefined ? shaped : `${shaped.replace(/,$/u, '')}, die ${check} kennt`;
}

/** What is wrong with a ticket number. */
export const ticketProblems: Readonly<Record<TicketProblem, string>> = {
  missing: 'es gibt keine',
  otherPattern: 'diese hat eine andere Form',
  notFound: 'diese ist dort nicht bekannt',
  notOpen: 'dieses Ticket ist nicht offen',
  notRequestors: 'dieses Ticket gehört jemand anderem',
  outsideWindow: 'dieses Ticket ist für eine andere Zeit geplant',
  notChecked: 'das System antwortet nicht',
};

const emergencyRefusals: Readonly<Record<EmergencyRefusal, string>> = {
  noEmergency: 'kennt keinen Weg für Notfälle',
  notNamed: 'nennt diese Person nicht für Notfälle',
  usedUp: 'hat für diese Person heute keinen Notfall mehr',
};

function stageIn(
  { count, from, notOwnGroup, timeOutMinutes, escalateTo }: ApprovalStage,
  told: HouseRuleTold,
): string {
  const own = notOwnGroup ? ', niemand aus der eigenen Gruppe' : '';
  const time = dative(told.duration(timeOutMinutes));
  const after =
    escalateTo === undefined ? `, binnen ${time}` : `, nach ${time} auch von ${sourceIn(escalateTo, told)}`;
  return `${counted(count, 'Genehmigung', 'Genehmigungen')} von ${sourceIn(from, told)}${own}${after}`;
}

function sourceIn({ people, groups, manager }: ApproverSource, { name }: HouseRuleTold): string {
  const all = [...(manager ? ['der vorgesetzten Person'] : []), ...people.map(name), ...groups.map(name)];
  return named(all.slice(0, NAMED), Math.max(0, all.length - NAMED), 'oder');
}

const unreadIn = (one: Unread, { name }: HouseRuleTold): string =>
  one.kind === 'manager' ? 'die vorgesetzte Person' : `wer in der Gruppe ${name(one.id)} ist`;
