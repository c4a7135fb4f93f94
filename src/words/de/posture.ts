import { type PostureWords } from '../postureWords.ts';
import { counted, ended, named } from './people.ts';
import { settings } from './settings.ts';

/** What entitled people are told of the whole organization, in German. */
export const posture: PostureWords = {
  reading:
    'Ich lese die Organisation. Bei einem langen Überwachungsprotokoll dauert das ein bis zwei Minuten.',
  notEntitled:
    'Das ist für Personen, die ohnehin alle Rollen lesen dürfen: Global Reader, Security Reader, Security Operator, Security Administrator, Privileged Role Administrator, Global Administrator, oder Mitglied der Administratorengruppe von Latchkey. Aktivieren Sie zuerst eine solche Rolle, und fragen Sie noch einmal.',
  asOf: (time) => ended(`Stand von Entra: ${time}`),
  notRead: (parts) => `Nicht gelesen und deshalb nicht beurteilt: ${named(parts, 0, 'und')}.`,
  parts: {
    roles: 'Rollen',
    privilegedRoles: 'welche Rollen privilegiert sind',
    assignments: 'Zuweisungen',
    eligibilities: 'Berechtigungen',
    settings: 'Rolleneinstellungen',
    principals: 'Namen',
    groupMembers: 'Mitglieder einiger Gruppen',
    groupEligibilities: 'PIM für Gruppen',
    signIns: 'letzte Anmeldungen',
    audits: 'das Überwachungsprotokoll',
    alerts: 'die Warnungen von PIM selbst',
  },
  page: (page, pages) => `Seite ${String(page)} von ${String(pages)}`,
  next: 'Nächste Seite',
  audit: {
    heading: 'Wer hat was',
    headline: (permanent, eligible) => `${String(permanent)} dauerhaft, ${String(eligible)} berechtigt`,
    privileged: (heads) =>
      heads === 0
        ? 'Niemand hat ständig eine privilegierte Rolle.'
        : `${counted(heads, 'Konto hat', 'Konten haben')} ständig eine privilegierte Rolle.`,
    globalAdministrators: (count, breakGlass) =>
      `${counted(count, 'dauerhafter Global Administrator', 'dauerhafte Global Administrators')}${
        breakGlass === 0 ? '' : `, dazu ${counted(breakGlass, 'Notfallkonto', 'Notfallkonten')}`
      }.`,
    chart: 'Dauerhaft und berechtigt, nach Rolle',
    permanent: 'Dauerhaft',
    timeBound: 'Mit Ende',
    eligible: 'Berechtigt',
    activeNow: 'Jetzt aktiv',
    figures: (permanent, eligible, activeNow) =>
      [
        `${String(permanent)} dauerhaft`,
        `${String(eligible)} berechtigt`,
        ...(activeNow > 0 ? [`${String(activeNow)} jetzt aktiv`] : []),
      ].join(', '),
    findings: (high, medium, others) =>
      high + medium + others === 0
        ? 'Keine Befunde.'
        : `Befunde: ${String(high)} hoch, ${String(medium)} mittel, ${counted(others, 'weiterer', 'weitere')}.`,
    top: 'Sehen Sie sich das zuerst an',
    severity: (severity) =>
      ({ high: 'Hoch', medium: 'Mittel', low: 'Niedrig', information: 'Information' })[severity],
    moreInReport: (count) =>
      `${counted(count, 'weitere Art von Befunden', 'weitere Arten von Befunden')} im Bericht`,
    othersLikeIt: (count) => `Und ${counted(count, 'weiterer dieser Art', 'weitere dieser Art')}.`,
    compliance: (met, all) =>
      `Die Einstellungen von ${String(met)} von ${counted(all, 'Rolle', 'Rollen')} sind nach der Vorgabe.`,
    getFile: 'Bericht holen',
    stats: 'Aktivierungen',
    counts: (findings) =>
      findings === 0 ? 'Audit: keine Befunde' : `Audit: ${counted(findings, 'Befund', 'Befunde')}`,
    typed: 'Schreiben Sie: wer hat, und eine Rolle; oder Statistik.',
  },
  holders: {
    headingHas: 'Wer sie hat',
    headingCanBecome: 'Wer sie aktivieren kann',
    has: (role) => `Wer ${role} hat`,
    canBecome: (role) => `Wer ${role} werden kann`,
    hasCount: (standing, activated) =>
      `${String(standing)} ständig, ${String(activated)} auf Zeit aktiviert.`,
    canBecomeCount: (count) => `${counted(count, 'Konto kann', 'Konten können')} die Rolle aktivieren.`,
    nobodyHas: 'Jetzt hat sie niemand.',
    nobodyCan: 'Niemand kann sie aktivieren.',
    having: (having, until) => {
      switch (having) {
        case 'permanent':
          return 'dauerhaft';
        case 'timeBound':
          return until === undefined ? 'zugewiesen' : `zugewiesen bis ${until}`;
        case 'activated':
          return until === undefined ? 'aktiviert' : `aktiviert bis ${until}`;
        case 'eligible':
          return until === undefined ? 'berechtigt ohne Ende' : `berechtigt bis ${until}`;
      }
    },
    through: (groups) => `über ${groups.join(' in ')}`,
    marks: (mark) =>
      ({
        app: 'App',
        guest: 'Gast',
        disabled: 'deaktiviert',
        missing: 'nicht mehr im Verzeichnis',
        breakGlass: 'Notfallkonto',
        group: 'Gruppe ohne Mitglieder, die ich sehen kann',
      })[mark],
    showCandidates: 'Wer kann es werden',
    showHolders: 'Wer hat sie jetzt',
    showHistory: 'Verlauf',
    typed: 'Schreiben Sie: wer hat, und eine Rolle.',
  },
  history: {
    heading: 'Aktivierungen',
    ofRole: (role) => `Aktivierungen von ${role}`,
    ofPerson: (name) => `Aktivierungen durch ${name}`,
    own: 'Ihre Aktivierungen',
    since: (day) => ended(`Seit ${day}`),
    onlySince: (day) => ended(`Das Überwachungsprotokoll reicht nur zurück bis ${day}`),
    nothing: 'In dieser Zeit gab es keine Aktivierung.',
    outcome: (outcome) =>
      ({
        waiting: 'wartet',
        activated: 'aktiviert',
        denied: 'abgelehnt',
        canceled: 'abgebrochen',
        lapsed: 'verfallen',
      })[outcome],
    decidedBy: (name, isDenied) => `${isDenied ? 'abgelehnt' : 'genehmigt'} von ${name}`,
    count: (count) => counted(count, 'Anforderung', 'Anforderungen'),
    typed: 'Schreiben Sie: Verlauf, und eine Rolle oder eine Person.',
  },
  stats: {
    heading: (day) => `Aktivierungen seit ${day}`,
    headline: (activated, requests) =>
      `${counted(activated, 'Aktivierung', 'Aktivierungen')} aus ${counted(requests, 'Anforderung', 'Anforderungen')}`,
    counts: (activated, requests) =>
      `Aktivierungen: ${String(activated)} aus ${counted(requests, 'Anforderung', 'Anforderungen')}`,
    outcomes: (denied, lapsedOrCanceled, waiting) =>
      `${String(denied)} abgelehnt, ${String(lapsedOrCanceled)} verfallen oder abgebrochen, ${String(waiting)} wartend.`,
    median: (duration) => `Die Hälfte dauerte ${duration} oder weniger.`,
    byDay: 'Nach Tag',
    byRole: 'Nach Rolle',
    byPerson: 'Nach Person',
    byDecider: 'Entschieden von',
    nothing: 'In dieser Zeit wurde nichts aktiviert.',
    typed: 'Schreiben Sie: Statistik, oder Verlauf und eine Rolle.',
  },
  settings,
  whichOne: (typed) => `Mit „${typed}“ kann mehr als eines gemeint sein:`,
  noSuchRole: (typed) => `Es gibt keine Rolle wie „${typed}“.`,
  noSuchRoleOrPerson: (typed) =>
    `Es gibt keine Rolle wie „${typed}“, und niemand dieses Namens hat eine, hat eine aktiviert oder darf es.`,
  file: {
    description: 'Auditbericht, eine Seite zum Lesen im Browser',
    declined: 'Der Bericht wurde nicht gespeichert. „Audit“ bietet ihn wieder an.',
    notTaken: 'Ihr Speicher hat die Datei nicht angenommen. Fragen Sie mit „Audit“ noch einmal danach.',
    askAgain: 'Ihre Anmeldung liegt nicht mehr vor. Fragen Sie mit „Audit“ noch einmal nach dem Bericht.',
  },
};
