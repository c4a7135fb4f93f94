import { type BypassLine } from '../../pim/houseRules/bypass.ts';
import { type HouseBypassWords } from '../houseBypassWords.ts';
import { counted } from './people.ts';

/** Of activations that went round the rules of the house, in German. */
export const houseBypasses: HouseBypassWords = {
  kind: 'Hausregeln',
  heading: (verdict) =>
    verdict === 'bypassed'
      ? 'Eine Rolle wurde an Ihren Regeln vorbei aktiviert'
      : 'Eine Aktivierung ließ sich nicht beurteilen',
  sentence: (person, role, at) => `${person} hat ${role} aktiviert: ${at}.`,
  notJudged: 'Ich kann nicht sagen, ob Ihre Regeln eingehalten wurden. Bitte sehen Sie nach.',
  labels: { scope: 'Wo', duration: 'Wie lange', way: 'Auf welchem Weg', approvedBy: 'In PIM genehmigt von' },
  durationUnknown: 'nicht bekannt',
  way: (way) =>
    way === 'elsewhere'
      ? 'Im Portal oder mit einem anderen Werkzeug; die Regeln von PIM selbst galten'
      : 'Hier angefordert, im Portal genehmigt, bevor alle Stimmen da waren',
  unmetHeading: 'Was Ihre Regeln verlangen',
  line: (line, duration) => `${line.rule}: ${lineText(line, duration)}`,
  moreLines: (count) => `Und ${String(count)} weitere dieser Art.`,
  version: (version, isOfThen) =>
    isOfThen
      ? `Beurteilt nach den Regeln ${version.slice(0, 12)}, die damals galten.`
      : `Beurteilt nach den heutigen Regeln ${version.slice(0, 12)}: welche damals galten, ist nicht bekannt.`,
  whatToDo:
    'Fragen Sie die Person, ob sie es war und warum. Muss die Rolle sofort weg, nimmt sie ein Administrator in Entra.',
  practice:
    'Hausregeln sind ein Brauch, keine Sperre. Was gegen jeden halten muss, gehört in die Einstellungen der Rolle in PIM.',
  showSettings: 'Rolleneinstellungen',
  showHolders: 'Wer sie hat',
  summary: (person, role) => `${person} hat ${role} an Ihren Regeln vorbei aktiviert`,
  discreet: 'Eine Rolle wurde an Ihren Regeln vorbei aktiviert',
  typed: 'Tippen Sie: wer kann werden, oder Einstellungen, und die Rolle.',
  list: {
    heading: (count) => `${counted(count, 'Aktivierung', 'Aktivierungen')} an Ihren Regeln vorbei`,
    row: (at, verdict, unmet) =>
      `${at} · ${verdict === 'bypassed' ? unmet : `nicht zu beurteilen: ${unmet}`}`,
    summary: (count) => `Hausregeln: ${counted(count, 'Aktivierung', 'Aktivierungen')} daran vorbei`,
    more: (count) => `Und ${String(count)} weitere.`,
  },
  unmet: (things) => things.map((thing) => inShort[thing]).join(', '),
  digest: {
    title: (count) => `An den Hausregeln vorbei: ${counted(count, 'Aktivierung', 'Aktivierungen')}`,
    row: (person, role, unmet) => `${person}, ${role}: ${unmet}`,
  },
};

const inShort: Readonly<Record<BypassLine['thing'], string>> = {
  approvals: 'Genehmigungen fehlen',
  approver: 'nicht bekannt, wer genehmigt hat',
  hours: 'außerhalb der Zeiten',
  maximum: 'zu lang',
  length: 'Dauer nicht bekannt',
  coolDown: 'zu bald nach dem letzten Mal',
  ticket: 'kein gültiges Ticket',
  ticketNotKnown: 'Ticket nicht bekannt',
  scope: 'Bereich nicht bekannt',
  unread: 'eine Gruppe ließ sich nicht lesen',
  broken: 'eine Regel ließ sich nicht verstehen',
};

function lineText(line: BypassLine, duration: (minutes: number) => string): string {
  switch (line.thing) {
    case 'approvals':
      return `verlangt ${counted(line.asked, 'Genehmigung', 'Genehmigungen')}; ${approvalsThere(line.given)}`;
    case 'approver':
      return 'verlangt eine Genehmigung; PIM bekam eine, und ich sehe nicht, von wem';
    case 'hours':
      return `Beginn von ${line.hours.from} bis ${line.hours.to} (${line.hours.zone}); sie begann zu einer anderen Zeit`;
    case 'maximum':
      return `höchstens ${duration(line.minutes)}; sie dauert länger`;
    case 'length':
      return `höchstens ${duration(line.minutes)}; ich sehe nicht, wie lange sie dauert`;
    case 'coolDown':
      return `erst ${duration(line.minutes)} nach dem letzten Mal; es war früher`;
    case 'ticket':
      return 'verlangt ein Ticket; sie hat keines oder nicht ein solches';
    case 'ticketNotKnown':
      return 'verlangt ein Ticket; das Protokoll von PIM sagt nicht, welches sie hatte';
    case 'scope':
      return 'gilt für einige Bereiche; das Protokoll von PIM sagt nicht, wo die Rolle aktiviert wurde';
    case 'unread':
      return 'nennt eine Gruppe, die ich nicht lesen konnte';
    case 'broken':
      return 'ließ sich nicht verstehen';
  }
}

function approvalsThere(given: number): string {
  if (given === 0) return 'ich weiß von keiner';
  return given === 1 ? 'eine wurde gegeben, und das genügt nicht' : `${String(given)} wurden gegeben`;
}
