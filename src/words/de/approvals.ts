import { type ApprovalWords } from '../requestWords.ts';
import { counted, named } from './people.ts';

/** The approver's request, in German. */
export const approvals: ApprovalWords = {
  heading: 'Ihre Entscheidung ist gefragt',
  asksFor: ' möchte aktivieren: ',
  askedFor: ' wollte aktivieren: ',
  guest: 'Gast',
  rows: {
    role: 'Rolle',
    allows: 'Erlaubt',
    scope: 'Bereich',
    duration: 'Dauer',
    ticket: 'Ticket',
    lapses: 'Verfällt',
    active: 'Jetzt aktiv',
    lastUsed: 'Zuletzt genutzt',
  },
  fromApproval: 'ab Genehmigung',
  durationUnknown: 'im Portal angefordert; dort steht die Dauer',
  startingAt: (at) => `ab ${at}`,
  activeNothing: 'keine andere Rolle',
  activeRoles: (names, others) => named(names, others, 'und'),
  neverUsed: 'bisher nicht gesehen',
  why: (name) => `${name} schreibt`,
  noWhy: 'Es wurde keine Begründung angegeben.',
  othersAsked: (count) =>
    count === 0
      ? 'Sonst wurde niemand gefragt.'
      : `${counted(count, 'weitere Person wurde', 'weitere Personen wurden')} gefragt; die erste Antwort zählt.`,
  inPlace: 'Diese Anforderung ersetzt eine frühere, die abgebrochen wurde. Lesen Sie sie neu.',
  comment: 'Ihr Kommentar (die Rolle verlangt einen)',
  commentOptional: 'Ihr Kommentar (wenn Sie möchten)',
  commentMissing: 'Die Rolle verlangt von Genehmigenden einen Kommentar.',
  typedDecision: (number) =>
    `Oder schreiben Sie: genehmigen ${String(number)} weil …, oder ablehnen ${String(number)} weil …`,
  working: 'Ihre Entscheidung wird eingetragen',
  workingNext: (isApproval) =>
    `Ihre ${isApproval ? 'Genehmigung' : 'Ablehnung'} ist unterwegs zu Entra. Die Karte ändert sich, sobald Entra sie bestätigt.`,
  needsSignIn: 'Zum Entscheiden anmelden',
  needsSignInNext:
    'Eine Entscheidung braucht eine eigene Anmeldung. Nichts ist entschieden, bevor Sie sich angemeldet haben.',
  unclear: 'Noch keine Antwort',
  unclearNext:
    'Entra hat Ihre Entscheidung nicht bestätigt; ich sehe weiter nach. Die Karte ändert sich, sobald ich es weiß.',
  approved: 'Genehmigt',
  denied: 'Abgelehnt',
  decidedByMe: (isApproval, at) =>
    `Sie haben die Anforderung ${isApproval ? 'genehmigt' : 'abgelehnt'}${at === undefined ? '' : ` (${at})`}.`,
  decidedBy: (isApproval, name, at) =>
    `${name ?? 'Jemand anders'} hat die Anforderung ${isApproval ? 'genehmigt' : 'abgelehnt'}${at === undefined ? '' : ` (${at})`}.`,
  decisionComment: 'Kommentar',
  lapsed: 'Verfallen',
  lapsedNext: 'Niemand hat innerhalb von 24 Stunden entschieden; PIM hat die Anforderung verfallen lassen.',
  canceled: 'Abgebrochen',
  canceledNext: 'Die Anforderung wurde zurückgenommen. Es gibt nichts mehr zu entscheiden.',
  notMine: 'Nicht mehr Ihre Entscheidung',
  notMineNext: 'PIM nennt Sie für diese Anforderung nicht mehr unter den Genehmigenden.',
  ended: 'Geschlossen',
  endedNext: 'Die Anforderung ist nicht mehr offen. Es gibt nichts mehr zu entscheiden.',
  typed: 'Schreiben Sie: offen.',
  summary: (name, role, duration) =>
    `${name} fordert an: ${role}${duration === undefined ? '' : `, ${duration}`}`,
  discreet: 'Eine Anforderung wartet auf Ihre Entscheidung',
  stateSummary: (state, name, role) => `${state}: ${role} für ${name}`,
};
