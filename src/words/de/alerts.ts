import { type AlertEventKind, type AlertSource } from '../../pim/alerts/alert.ts';
import { type AlertWords } from '../alertWords.ts';
import { dismissal } from './dismissal.ts';
import { counted, ended, named, when } from './people.ts';
import { pimAlerts } from './pimAlerts.ts';

const sources: Readonly<Record<AlertSource, string>> = { latchkey: 'Latchkey', pim: 'Entra PIM' };

const severities = {
  high: 'Hoch',
  medium: 'Mittel',
  low: 'Niedrig',
  information: 'Zur Information',
} as const;

const happened: Readonly<Record<AlertEventKind, string>> = {
  raised: 'Gefunden',
  again: 'Wieder gefunden',
  grew: 'Mehr davon gefunden',
  resolved: 'Nicht mehr da',
  snoozeEnded: 'Zurückstellung beendet',
  acknowledged: 'Bestätigt',
  snoozed: 'Zurückgestellt',
  dismissed: 'In Entra PIM verworfen',
};

/** What stands wrong in the organization, in German. */
export const alerts: AlertWords = {
  heading: 'Warnungen',
  headline: (high, medium, others) =>
    `${String(high)} hoch, ${String(medium)} mittel, ${counted(others, 'weitere', 'weitere')}`,
  nothing: 'Es ist nichts offen.',
  neverLooked: 'Ich habe noch nicht nachgesehen. Das geschieht einige Minuten nach dem Start zum ersten Mal.',
  notJudged: (rules) =>
    `${counted(rules, 'Regel konnte', 'Regeln konnten')} zuletzt nicht beurteilt werden, weil etwas nicht zu lesen war. Was sie früher gefunden haben, gilt weiter.`,
  raised: (count) => counted(count, 'neue hohe Warnung', 'neue hohe Warnungen'),
  raisedSummary: (count) => `Warnungen zu Rollen: ${String(count)} neu und hoch`,
  kind: (severity, source) => `${severities[severity]} · ${sources[source]}`,
  sourceLabel: 'Gefunden von',
  source: (source) => sources[source],
  stateLabel: 'Zustand',
  state: (state, until) => {
    switch (state) {
      case 'open':
        return 'Offen';
      case 'acknowledged':
        return 'Bestätigt';
      case 'snoozed':
        return until === undefined ? 'Zurückgestellt' : `Zurückgestellt bis ${until}`;
      case 'resolved':
        return 'Behoben';
    }
  },
  sinceLabel: 'Seit',
  since: (time) => `seit ${time}`,
  againSince: (time) => ended(`Die Warnung war eine Zeit lang weg und ist wieder da seit ${time}`),
  notJudgedSince: (time) => `Nicht beurteilt seit ${time}: Die Grundlage war nicht zu lesen.`,
  resolved: (time) => ended(`Nicht mehr da, als ich nachgesehen habe: ${time}`),
  dismissed: (name, time) =>
    `${name} hat die Warnung ${when(time)} in Entra PIM verworfen. An der Sache selbst wurde nichts geändert.`,
  comparedLabel: 'Im Vergleich',
  compared: (source, { other, notNamed }) => {
    const them = source === 'pim' ? 'Latchkey' : 'Entra PIM';
    if (other === 'unknown') return `Was ${them} dazu sagt, war nicht zu lesen.`;
    if (other === 'doesNot') return `${them} sagt das nicht; dort gelten eigene Schwellen.`;
    return notNamed === undefined || notNamed === 0
      ? `${them} sagt das auch.`
      : `${them} sagt das auch, nennt aber ${String(notNamed)} davon nicht.`;
  },
  newIn: (names, others) => `Neu dabei: ${named(names, others, 'und')}.`,
  why: 'Warum das zählt',
  mend: 'Was zu tun ist',
  history: (kind, time, name) => `${happened[kind]}${name === undefined ? '' : ` von ${name}`}, ${time}`,
  pim: pimAlerts,
  otherPim: {
    title: 'Eine Warnung von Entra PIM',
    evidence: (count) => `Entra PIM zählt ${counted(count, 'Vorfall', 'Vorfälle')}.`,
    why: 'Diese Warnung kenne ich noch nicht.',
    mend: 'Das Entra Admin Center sagt, worum es geht.',
  },
  acknowledge: 'Bestätigen',
  snooze: 'Zurückstellen',
  snoozeOffer: 'Zurückstellen …',
  snoozeFor: 'Zurückstellen für',
  days: (days) => counted(days, 'Tag', 'Tage'),
  reason: 'Grund',
  reasonHint: 'Für das Zurückstellen nötig. Andere Administratoren lesen ihn.',
  show: 'Anzeigen',
  showAll: 'Alle Warnungen',
  summary: (title, role) => (role === undefined ? title : `${title}: ${role}`),
  discreet: 'Eine Warnung zu Rollen',
  typed: 'Schreiben Sie: Warnungen.',
  digest: ({ high, medium, low, information }, raised) =>
    `${String(high)} hoch, ${String(medium)} mittel, ${counted(low + information, 'weitere', 'weitere')} offen; seitdem ${raised === 0 ? 'keine' : String(raised)} neu.`,
  digestTitle: 'Warnungen',
  replies: {
    reasonNeeded:
      'Zum Zurückstellen gehört ein Grund, für die anderen, die sich darum kümmern. Schreiben Sie ihn auf die Karte und drücken Sie noch einmal.',
    daysNeeded: 'Wählen Sie auf der Karte, für wie lange, und drücken Sie noch einmal.',
    notThere: 'Diese Warnung gibt es nicht mehr. Schreiben Sie: Warnungen.',
    alreadyAcknowledged: 'Jemand war schneller: Die Warnung ist bereits bestätigt.',
    alreadyResolved: 'Die Warnung ist bereits behoben: Es ist nichts mehr zu tun.',
  },
  dismissal,
};
