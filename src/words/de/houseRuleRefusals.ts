import { type UnmetLine } from '../../pim/houseRules/unmetLine.ts';
import { type SayDuration, type SayTime } from '../errors.ts';
import { hoursIn, ticketProblems } from './houseRules.ts';

/** What a person can do about a line of a house rule that is not met. */
export function refusedByHouse(line: UnmetLine, duration: SayDuration, at: SayTime): string {
  return `Hausregel „${line.rule}“: ${whyNot(line, duration, at)}`;
}

function whyNot(line: UnmetLine, duration: SayDuration, at: SayTime): string {
  switch (line.thing) {
    case 'hours':
      return `Aktivierungen beginnen ${hoursIn(line.hours)}. Planen Sie eine, z. B. morgen um 09:00.`;
    case 'maximum':
      return `höchstens ${duration(line.minutes)}. Wählen Sie eine kürzere Dauer.`;
    case 'coolDown':
      return line.until === undefined
        ? `eine Pause von ${duration(line.minutes)} nach dem letzten Mal.`
        : `eine Pause von ${duration(line.minutes)} nach dem letzten Mal; sie ist zu Ende: ${at(line.until)}.`;
    case 'ticket':
      return ticketIn(line);
    case 'approvals':
      return 'sie verlangt Genehmigungen.';
    case 'unread':
      return 'wer zu den Gruppen gehört, die sie nennt, lässt sich gerade nicht nachsehen; darum lehnt sie ab. Senden Sie es in einer Minute noch einmal; bleibt es so, sagen Sie es Ihren Administratoren.';
    case 'broken':
      return 'sie ist nicht zu verstehen; darum lehnt sie ab. Sagen Sie es Ihren Administratoren.';
    case 'emergency':
      return emergencies[line.why];
  }
}

function ticketIn({ problem, ticket: { pattern, check } }: Extract<UnmetLine, { thing: 'ticket' }>): string {
  if (problem === undefined || problem === 'missing') return 'verlangt eine Ticketnummer.';
  if (problem === 'otherPattern')
    return `die Ticketnummer hat eine andere Form als ${pattern ?? 'die verlangte'}.`;
  return `Antwort von ${check ?? 'dem Ticketsystem'} zum Ticket: ${ticketProblems[problem]}.`;
}

const emergencies: Readonly<Record<Extract<UnmetLine, { thing: 'emergency' }>['why'], string>> = {
  noEmergency: 'sie kennt keinen Weg für Notfälle.',
  notNamed: 'sie nennt Sie nicht für Notfälle.',
  usedUp: 'Ihre Notfälle der letzten 24 Stunden sind verbraucht.',
};
