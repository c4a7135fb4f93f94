import { type LaterBreachLine } from '../../pim/houseRules/plannedStarts/laterBreach.ts';
import { type LaterBreachWords } from '../laterBreachWords.ts';
import { counted } from './people.ts';

/** Of planned activations that the rules of the house do not allow any more as they begin, in German. */
export const laterBreaches: LaterBreachWords = {
  kind: 'Hausregeln',
  heading: (verdict) =>
    verdict === 'notMet'
      ? 'Eine geplante Aktivierung hält die Hausregeln nicht mehr ein'
      : 'Eine geplante Aktivierung ließ sich nicht beurteilen',
  sentence: {
    own: (role, at) => `${role}, von Ihnen geplant: ${at}.`,
    ofOther: (person, role, at) => `${person} hat ${role} geplant: ${at}.`,
  },
  notJudged: 'Ich kann nicht sagen, ob sie die Hausregeln noch einhält. Bitte sehen Sie nach.',
  labels: { scope: 'Wo', duration: 'Wie lange', judged: 'Beurteilt' },
  durationUnknown: 'nicht bekannt',
  unmetHeading: (isOwn) =>
    isOwn ? 'Was die Regeln inzwischen verlangen' : 'Was Ihre Regeln inzwischen verlangen',
  line: (line, duration) => `${line.rule}: ${lineText(line, duration)}`,
  moreLines: (count) => `Und ${String(count)} weitere dieser Art.`,
  version: (version) =>
    `Beurteilt nach den Regeln ${version.slice(0, 12)}. Bei der Planung war alles erfüllt, was damals verlangt wurde.`,
  whatToDo: {
    own: 'PIM hat Ihren Plan und hält sich daran; nur Sie können ihn zurücknehmen. Brauchen Sie die Rolle trotzdem, sprechen Sie mit denen, die für die Regel zuständig sind.',
    ofOther:
      'PIM hat den Plan und hält sich daran; ich kann ihn nicht aufhalten, zurücknehmen kann ihn, wer ihn gemacht hat. Die Person weiß es auch. Muss die Rolle sofort weg, nimmt sie ein Administrator in Entra.',
  },
  isOver: 'Sie ist vorbei oder wurde zurückgenommen.',
  takeBack: 'Zurücknehmen',
  giveBack: 'Jetzt zurückgeben',
  summary: {
    own: (role) => `${role}: Ihr Plan hält die Hausregeln nicht mehr ein`,
    ofOther: (person, role) => `${person}, ${role}: Ein Plan hält Ihre Regeln nicht mehr ein`,
  },
  discreet: 'Eine geplante Aktivierung hält die Hausregeln nicht mehr ein',
  typed: 'Tippen Sie: offen, oder deaktivieren und die Rolle.',
  nothingToTakeBack:
    'Es gibt nichts zurückzunehmen: Die Aktivierung ist vorbei oder wurde schon zurückgenommen.',
  unmet: (things) => things.map((thing) => inShort[thing]).join(', '),
  digest: {
    title: (count) =>
      `Geplant und nicht mehr nach den Hausregeln: ${counted(count, 'Aktivierung', 'Aktivierungen')}`,
    row: (person, role, unmet) => `${person}, ${role}: ${unmet}`,
  },
};

const inShort: Readonly<Record<LaterBreachLine['thing'], string>> = {
  approvals: 'Genehmigungen fehlen',
  approver: 'nicht bekannt, wer genehmigt hat',
  hours: 'außerhalb der Zeiten',
  maximum: 'zu lang',
  coolDown: 'zu bald nach dem letzten Mal',
  ticket: 'kein gültiges Ticket',
  ticketNotKnown: 'Ticket nicht bekannt',
  unread: 'eine Gruppe ließ sich nicht lesen',
  broken: 'eine Regel ließ sich nicht verstehen',
};

function lineText(line: LaterBreachLine, duration: (minutes: number) => string): string {
  switch (line.thing) {
    case 'approvals':
      return `verlangt ${counted(line.asked, 'Genehmigung', 'Genehmigungen')}; ${approvalsThere(line.given)}`;
    case 'approver':
      return 'verlangt eine Genehmigung; PIM bekam eine, und ich sehe nicht, von wem';
    case 'hours':
      return `Beginn von ${line.hours.from} bis ${line.hours.to} (${line.hours.zone}); sie ist für eine andere Zeit geplant`;
    case 'maximum':
      return `höchstens ${duration(line.minutes)}; sie dauert länger`;
    case 'coolDown':
      return `erst ${duration(line.minutes)} nach dem letzten Mal; es ist früher`;
    case 'ticket':
      return 'verlangt ein Ticket; sie hat keines oder eines, das nicht mehr gilt';
    case 'ticketNotKnown':
      return 'verlangt ein Ticket; sein System sagte nicht, ob es gilt';
    case 'unread':
      return 'nennt jemanden, den ich nicht nachschlagen konnte';
    case 'broken':
      return 'ließ sich nicht verstehen';
  }
}

function approvalsThere(given: number): string {
  if (given === 0) return 'keine zählt';
  return given === 1 ? 'eine zählt, und das genügt nicht' : `${String(given)} zählen, und das genügt nicht`;
}
