import { type ReportWords } from '../reportWords.ts';
import { counted, named } from './people.ts';
import { posture } from './posture.ts';
import { cells, columns } from './reportTables.ts';

const severity = { high: 'Hoch', medium: 'Mittel', low: 'Niedrig', information: 'Information' };

/** The audit report, in German. */
export const report: ReportWords = {
  region: 'de-DE',
  title: 'Wer hat was in Entra',
  product: 'Auditbericht von Latchkey',
  tenant: (id) => `Mandant ${id}`,
  taken: (time) => `Stand von Entra: ${time}`,
  generated: (time) => `Bericht erstellt: ${time}`,
  skip: 'Zum Bericht springen',
  contents: 'Inhalt',
  headings: {
    summary: 'Zusammenfassung',
    charts: 'In Bildern',
    top: 'Sehen Sie sich das zuerst an',
    tables: 'Alles',
    incomplete: 'Wie weit dieser Bericht sieht',
  },
  verdict: ({ high, medium, low, information }) => {
    const parts = [
      ...(high > 0 ? [`${String(high)} hoch`] : []),
      ...(medium > 0 ? [`${String(medium)} mittel`] : []),
      ...(low > 0 ? [`${String(low)} niedrig`] : []),
      ...(information > 0 ? [`${String(information)} zur Information`] : []),
    ];
    const all = high + medium + low + information;
    return all === 0
      ? 'Keine Regel hat etwas gefunden.'
      : `${counted(all, 'Befund', 'Befunde')}: ${named(parts, 0, 'und')}.`;
  },
  figures: {
    permanent: 'Dauerhaft',
    timeBound: 'Ständig, mit Ende',
    eligible: 'Berechtigt',
    activeNow: 'Jetzt aktiv',
    standingPrivileged: 'Konten mit ständiger privilegierter Rolle',
    globalAdministrators: 'Dauerhafte Global Administrators',
    emergencyBeside: (count) =>
      count === 0 ? 'kein Notfallkonto dazu' : `dazu ${counted(count, 'Notfallkonto', 'Notfallkonten')}`,
    compliant: 'Rollen nach der Vorgabe eingestellt',
    compliantOf: (met, all) => `${String(met)} von ${String(all)}`,
    activations: (days) => `Aktivierungen in ${counted(days, 'Tag', 'Tagen')}`,
    heads: 'Eine Person oder App zählt je Rolle einmal, wie viele Wege auch dorthin führen.',
  },
  charts: {
    byRole: 'Dauerhaft und berechtigt, nach Rolle',
    byRoleMore: (count) =>
      `${counted(count, 'weitere Rolle steht', 'weitere Rollen stehen')} in der Tabelle.`,
    bySeverity: 'Befunde nach Schwere',
    perDay: 'Aktivierungen Tag für Tag (UTC)',
    asTable: 'Dasselbe als Tabelle',
    permanent: (count) => `${String(count)} dauerhaft`,
    eligible: (count) => `${String(count)} berechtigt`,
    day: 'Tag',
    most: (count) => `Höchstens ${String(count)} am Tag`,
    nobody: 'Niemand hat eine Rolle oder darf eine aktivieren.',
    noLog: 'Das Überwachungsprotokoll war nicht zu lesen.',
  },
  severity,
  why: 'Warum das zählt',
  mend: 'Was zu tun ist',
  guides: 'Mehr dazu',
  moreOfTheKind: (count) =>
    `${counted(count, 'weiterer Befund', 'weitere Befunde')} dieser Art weiter unten.`,
  moreKinds: (count) => `${counted(count, 'weitere Art', 'weitere Arten')} von Befunden weiter unten.`,
  noFindings: 'Es wurde nichts gefunden, woran sich eine Regel stört.',
  tables: {
    findings: { caption: 'Befunde', explained: 'Die schlimmsten zuerst.' },
    permanent: {
      caption: 'Dauerhafte Zuweisungen',
      explained: 'Rollen, die ständig und ohne Ende gelten, für jedes Konto und jeden Weg zur Rolle.',
    },
    timeBound: {
      caption: 'Ständige Zuweisungen mit Ende',
      explained: 'Auch sie gelten ständig, aber nicht unbefristet.',
    },
    active: {
      caption: 'Jetzt aktiviert',
      explained: 'Bei Bedarf, für Stunden: So soll es sein, das ist kein ständiger Zugriff.',
    },
    eligible: {
      caption: 'Berechtigte Zuweisungen',
      explained: 'Rollen, die bei Bedarf aktiviert werden können.',
    },
    overPrivileged: {
      caption: 'Konten mit zu vielen Rechten',
      explained:
        'Konten, deren privilegierte Rollen zu viele sind oder bei der falschen Art von Konto liegen.',
    },
    conversionsByRole: {
      caption: 'Von dauerhaft zu berechtigt, nach Rolle',
      explained: 'Wie viele dauerhafte Zuweisungen jeder Rolle stattdessen Berechtigungen sein könnten.',
    },
    conversions: {
      caption: 'Von dauerhaft zu berechtigt, einzeln',
      explained: 'Was aus jeder dauerhaften Zuweisung werden sollte.',
    },
    compliance: {
      caption: 'Rolleneinstellungen und die Vorgabe',
      explained: 'Die Einstellungen jeder Rolle in PIM neben dem, was die Vorgabe verlangt.',
    },
    activations: {
      caption: 'Letzte Aktivierungen',
      explained:
        'Anforderungen, eine Rolle zu aktivieren, die neuesten zuerst, mit der angegebenen Begründung.',
    },
    houseRuleBypasses: {
      caption: 'An den Hausregeln vorbei',
      explained:
        'Aktivierungen von Rollen mit Hausregeln, die sich nicht an diese hielten, so wie Latchkey sie fand.',
    },
    laterBreaches: {
      caption: 'Geplant und nicht mehr nach den Hausregeln',
      explained:
        'Aktivierungen, die über Latchkey geplant wurden, als die Hausregeln sie zuließen, und die diese zu Beginn nicht mehr zuließen.',
    },
    yardstick: {
      caption: 'Wonach geurteilt wurde',
      explained: 'Die Schwellen und die Vorgabe dieses Berichts. Sie stehen in der Einstellungsdatei.',
    },
  },
  columns,
  counted: (caption, count) => `${caption} (${String(count)})`,
  none: 'Keine.',
  moreRows: (count) =>
    `${counted(count, 'weitere Zeile steht', 'weitere Zeilen stehen')} in diesem Bericht als JSON und CSV.`,
  notRead: (part, code) => `Nicht gelesen: ${posture.parts[part] ?? part} (${code}).`,
  notJudged: (rules) => `Regeln, die sich nicht anwenden ließen: ${rules.join(', ')}.`,
  auditedSince: (since) =>
    since === undefined
      ? 'Das Überwachungsprotokoll war nicht zu lesen; über Aktivierungen wird nichts gesagt.'
      : `Das Überwachungsprotokoll wurde zurück bis ${since} gelesen.`,
  cells,
  footer:
    'Von Latchkey mit rein lesenden Aufrufen erstellt. Namen und Begründungen darin sind personenbezogene Daten: Geben Sie ihn nur an die weiter, die ihn brauchen. Zeiten in UTC.',
};
