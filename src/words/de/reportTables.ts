import { type CellWords, type ColumnWords } from '../reportWords.ts';
import { houseBypasses } from './houseBypasses.ts';
import { laterBreaches } from './laterBreaches.ts';
import { counted } from './people.ts';

/** Heads of the report's columns, in German. */
export const columns: ColumnWords = {
  severity: 'Schwere',
  finding: 'Befund',
  evidence: 'Was gefunden wurde',
  role: 'Rolle',
  concerns: 'Betrifft',
  mend: 'Was zu tun ist',
  holder: 'Wer',
  through: 'Wie',
  scope: 'Bereich',
  since: 'Seit',
  until: 'Bis',
  lastUse: 'Zuletzt aktiviert',
  remarks: 'Bemerkungen',
  reasons: 'Warum es zu viel ist',
  roles: 'Ständige privilegierte Rollen',
  advice: 'Rat',
  tier: 'Stufe',
  verdict: 'Wie es sein soll',
  unmet: 'Was abweicht',
  requested: 'Angefordert',
  active: 'Aktiv',
  justification: 'Begründung',
  outcome: 'Ergebnis',
  decidedBy: 'Entschieden von',
  permanent: 'Dauerhaft',
  timeBound: 'Mit Ende',
  eligible: 'Berechtigt',
  activeNow: 'Jetzt aktiv',
  activations: 'Aktivierungen',
  count: 'Anzahl',
  rule: 'Regel',
  value: 'Wert',
};

const told = (value: number | boolean | null): string => {
  if (value === null) return 'ohne Ende';
  return typeof value === 'boolean' ? (value ? 'ja' : 'nein') : String(value);
};

/** What stands in the report's cells, in German. */
export const cells: CellWords = {
  wholeTenant: 'ganzer Mandant',
  directly: 'direkt',
  noEnd: 'ohne Ende',
  unknown: 'nicht bekannt',
  never: 'keine Aktivierung bekannt',
  privileged: 'privilegiert',
  lastUse: (time, source) =>
    ({ audit: time, pimAlert: `${time}, laut Warnung von PIM`, latchkey: `${time}, laut Latchkey` })[source],
  mark: (mark) =>
    ({
      app: 'App',
      group: 'Gruppe',
      missing: 'nicht mehr im Verzeichnis',
      guest: 'Gast',
      disabled: 'deaktiviert',
      breakGlass: 'Notfallkonto',
      outsidePim: 'außerhalb von PIM zugewiesen',
    })[mark],
  reason: {
    manyPrivilegedRoles: 'viele privilegierte Rollen zugleich',
    globalAdministratorAndMore: 'Global Administrator und mehr',
    standingAndEligible: 'hat eine Rolle und ist dafür berechtigt',
    guest: 'ein Gast',
    disabled: 'deaktiviert',
    app: 'eine App',
  },
  advice: {
    makeEligible: 'berechtigt machen',
    alreadyEligible: 'bereits berechtigt: die dauerhafte entfernen',
    byHand: 'von Hand entscheiden',
    keep: 'behalten',
  },
  conversionReason: {
    breakGlass: 'Notfallkonto',
    app: 'Apps können keine Rollen aktivieren',
    throughGroup: 'kommt aus einer Gruppe',
    guest: 'ein Gast',
    disabledOrMissing: 'deaktiviert oder weg',
    lastGlobalAdministrator: 'der letzte Global Administrator',
    scoped: 'nicht für den ganzen Mandanten',
    serviceAccount: 'Dienstkonto: seine Programme können keine Rollen aktivieren',
  },
  adviceOf: (advice, reason) => (reason === undefined ? advice : `${advice} (${reason})`),
  compliant: 'Ja',
  notCompliant: 'Nein',
  check: {
    activationHours: 'Längste Aktivierung in Stunden',
    strongAuthentication: 'Starke Authentifizierung',
    authenticationContext: 'Authentifizierungskontext',
    justification: 'Begründung verlangt',
    ticket: 'Ticket verlangt',
    approval: 'Genehmigung',
    eligibilityDays: 'Längste Berechtigung in Tagen',
    assignmentDays: 'Längste Zuweisung in Tagen',
    notifications: 'E-Mails an Administratoren',
  },
  unmet: (check, expected, found) => `${check}: ${told(found)}, soll ${told(expected)}`,
  minutes: (minutes) => `${String(minutes)} min`,
  bypass: houseBypasses.unmet,
  laterBreach: laterBreaches.unmet,
  notJudged: 'nicht zu beurteilen',
  outcome: {
    waiting: 'wartet',
    activated: 'aktiviert',
    denied: 'abgelehnt',
    canceled: 'abgebrochen',
    lapsed: 'verfallen',
  },
  yardstick: {
    globalAdministrators: 'Global Administrators',
    between: (fewest, most) => `${String(fewest)} bis ${String(most)}`,
    globalAdministratorsShare: 'Ihr Anteil an allen mit privilegierten Rollen, höchstens',
    percent: (value) => `${String(value)} %`,
    breakGlassPermanent: 'Notfallkonten, die dauerhaft sein dürfen',
    breakGlass: 'Notfallkonten',
    privilegedRolesPerPerson: 'Privilegierte Rollen, die für ein Konto zu viele sind',
    approvers: 'Erreichbare Genehmigende einer Rolle, mindestens',
    staleEligibilityDays: 'Tage ohne Aktivierung, bis eine Berechtigung als ungenutzt gilt',
    staleSignInDays: 'Tage ohne Anmeldung, bis ein Konto als ungenutzt gilt',
    serviceAccountPrefixes: 'Namen von Dienstkonten beginnen mit',
    tier: (name) => `Vorgabe: ${name}`,
    tierAsks: (roles, { hours, checks, eligibilityDays, assignmentDays }) =>
      [
        `für ${roles}`,
        `höchstens ${counted(hours, 'Stunde', 'Stunden')} aktiv`,
        ...checks,
        ...(eligibilityDays > 0 ? [`höchstens ${counted(eligibilityDays, 'Tag', 'Tage')} berechtigt`] : []),
        ...(assignmentDays > 0 ? [`höchstens ${counted(assignmentDays, 'Tag', 'Tage')} zugewiesen`] : []),
      ].join('; '),
  },
};
