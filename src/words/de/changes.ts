import { type Conversion } from '../../pim/posture/judgements.ts';
import { type ChangeKind, type ChangeWords } from '../changeWords.ts';
import { assign } from './assign.ts';
import { counted, ended, onDay } from './people.ts';
import { settingsChange } from './settingsChange.ts';

const reasons: Readonly<Record<NonNullable<Conversion['reason']>, string>> = {
  breakGlass: 'ein Notfallkonto behält seine Rolle',
  app: 'eine App kann keine Rolle aktivieren',
  throughGroup: 'kommt aus einer Gruppe: die Gruppe oder ihre Mitglieder ändern',
  guest: 'ein Gast: erst fragen, ob die Rolle nötig ist',
  disabledOrMissing: 'deaktiviert oder nicht mehr im Verzeichnis: in Entra entfernen',
  serviceAccount: 'ein Dienstkonto: niemand ist da, der sie aktiviert',
  lastGlobalAdministrator: 'der letzte dauerhafte Global Administrator',
  scoped: 'für einen Teil der Organisation',
};

const headings: Readonly<Record<ChangeKind, string>> = {
  makeEligible: 'Berechtigt machen',
  assignEligible: 'Als berechtigt zuweisen',
  assignActive: 'Als aktiv zuweisen',
  extendEligible: 'Ende einer Berechtigung verschieben',
  extendActive: 'Ende einer Zuweisung verschieben',
  updateEligible: 'Ende einer Berechtigung ändern',
  updateActive: 'Ende einer Zuweisung ändern',
  removeEligible: 'Berechtigung entfernen',
  removeActive: 'Zuweisung entfernen',
};

const until = (end: string | undefined): string => (end === undefined ? 'ohne Ende' : `bis ${end}`);

const steps: Readonly<Record<ChangeKind, (end: string | undefined) => readonly string[]>> = {
  makeEligible: (end) => [
    `Zuerst wird die Berechtigung angelegt, ${until(end)}, und danach nachgesehen.`,
    'Erst wenn sie da ist, wird die dauerhafte Zuweisung entfernt.',
    'Von da an muss die Rolle aktiviert werden.',
  ],
  assignEligible: (end) => [ended(`Die Rolle darf aktiviert werden, ${until(end)}`)],
  assignActive: (end) => [ended(`Die Rolle gilt ohne Aktivierung, ${until(end)}`)],
  extendEligible: (end) => [ended(`Die Rolle darf aktiviert werden, ${until(end)}`)],
  extendActive: (end) => [ended(`Die Rolle gilt ${until(end)}`)],
  updateEligible: (end) => [`Die Rolle darf aktiviert werden, ${until(end)}, nicht bis zum jetzigen Ende.`],
  updateActive: (end) => [`Die Rolle gilt ${until(end)}, nicht bis zum jetzigen Ende.`],
  removeEligible: () => [
    'Die Rolle kann nicht mehr aktiviert werden. Was jetzt aktiv ist, läuft bis zu seinem Ende weiter.',
  ],
  removeActive: () => ['Die Rolle ist sofort weg.'],
};

const done: Readonly<Record<ChangeKind, string>> = {
  makeEligible: 'Jetzt berechtigt',
  assignEligible: 'Jetzt berechtigt',
  assignActive: 'Zugewiesen',
  extendEligible: 'Ende verschoben',
  extendActive: 'Ende verschoben',
  updateEligible: 'Ende geändert',
  updateActive: 'Ende geändert',
  removeEligible: 'Berechtigung entfernt',
  removeActive: 'Zuweisung entfernt',
};

const doneNext: Readonly<Record<ChangeKind, string>> = {
  makeEligible:
    'Die Berechtigung ist da, und die dauerhafte Zuweisung ist weg. Beides habe ich noch einmal gelesen.',
  assignEligible: 'Die Berechtigung ist da; ich habe noch einmal nachgelesen.',
  assignActive: 'Die Zuweisung ist da; ich habe noch einmal nachgelesen.',
  extendEligible: 'Die Berechtigung hat ihr neues Ende; ich habe noch einmal nachgelesen.',
  extendActive: 'Die Zuweisung hat ihr neues Ende; ich habe noch einmal nachgelesen.',
  updateEligible: 'Die Berechtigung hat ihr neues Ende; ich habe noch einmal nachgelesen.',
  updateActive: 'Die Zuweisung hat ihr neues Ende; ich habe noch einmal nachgelesen.',
  removeEligible: 'Die Berechtigung ist weg; ich habe noch einmal nachgelesen.',
  removeActive: 'Die Zuweisung ist weg; ich habe noch einmal nachgelesen.',
};

/** PIM has a dry run of what is given, and of nothing else. */
const dryRuns: ReadonlySet<ChangeKind> = new Set(['makeEligible', 'assignEligible', 'assignActive']);

/** An administrator changes what somebody else holds, in German. */
export const changes: ChangeWords = {
  conversions: {
    heading: 'Von dauerhaft zu berechtigt',
    headline: (count) =>
      count === 1
        ? '1 dauerhafte Zuweisung könnte eine Berechtigung sein.'
        : `${String(count)} dauerhafte Zuweisungen könnten Berechtigungen sein.`,
    nothing: 'Keine dauerhafte Zuweisung muss zur Berechtigung werden.',
    ready: 'Kann geändert werden',
    byHand: 'Von Hand, in Entra',
    kept: 'Bleiben, wie sie sind',
    advice: ({ advice, reason }) => {
      if (reason !== undefined) return reasons[reason];
      return advice === 'alreadyEligible'
        ? 'bereits berechtigt: nur die dauerhafte Zuweisung muss weg'
        : 'dauerhaft';
    },
    makeEligible: 'Berechtigt machen',
    remove: 'Entfernen',
    counts: (count) => `Von dauerhaft zu berechtigt: ${counted(count, 'Zuweisung', 'Zuweisungen')}`,
    typed: 'Schreiben Sie: berechtigt machen.',
  },
  settings: settingsChange,
  assign,
  heading: (what) => headings[what],
  steps: (what, end) => steps[what](end),
  now: (kind, end) =>
    ended(
      kind === 'eligibility'
        ? `Jetzt: berechtigt ${until(end)}`
        : end === undefined
          ? 'Jetzt: dauerhaft'
          : `Jetzt: aktiv bis ${end}`,
    ),
  nothingNow: 'Jetzt: nichts Eigenes.',
  limit: (days) =>
    days === undefined
      ? 'Die Einstellungen der Rolle erlauben es ohne Ende.'
      : `Die Einstellungen der Rolle erlauben höchstens ${counted(days, 'Tag', 'Tage')}.`,
  lastUsed: (day) => ended(`Zuletzt ${onDay(day)} aktiviert`),
  neverUsed: 'Keine Aktivierung bekannt.',
  remarksHeading: 'Das steht im Weg',
  days: 'Für wie lange',
  forDays: (days) => counted(days, 'Tag', 'Tage'),
  withoutEnd: 'Ohne Ende',
  daysMissing: 'Wählen Sie, für wie lange.',
  justification: 'Begründung',
  justificationHint: 'Warum das richtig ist, für alle, die das Protokoll lesen',
  justificationMissing: 'Schreiben Sie eine Begründung.',
  check: 'Prüfen',
  confirmHeading: 'Diese Änderung vornehmen?',
  checked: (what) =>
    dryRuns.has(what)
      ? 'PIM wurde gefragt und hat nichts dagegen. Noch ist nichts geändert.'
      : 'Nichts von dem, was sich vorher wissen lässt, steht im Weg. Noch ist nichts geändert.',
  confirm: 'Änderung vornehmen',
  leave: 'Nicht ändern',
  moveEnd: 'Ende verschieben',
  states: {
    dismissed: { heading: 'Nichts geändert', next: 'Alles blieb, wie es ist.' },
    working: {
      heading: 'In Arbeit',
      next: 'Entra wird gefragt. Ich sage nichts, bevor ich noch einmal nachgelesen habe.',
    },
    needsSignIn: {
      heading: 'Zum Weitermachen anmelden',
      next: 'Die Änderung der Rolle von jemand anderem braucht Ihre eigene Anmeldung, für diese Änderung. Danach geht es von selbst weiter.',
    },
    unclear: {
      heading: 'Noch keine Antwort',
      next: 'Entra hat nicht geantwortet; ich sehe weiter nach und melde mich hier. Nehmen Sie die Änderung nicht noch einmal vor.',
    },
    refused: { heading: 'Nicht geändert', next: '' },
    half: { heading: 'Halb erledigt', next: '' },
    undone: { heading: 'Sehen Sie jetzt danach', next: '' },
  },
  done: (what) => ({ heading: done[what], next: doneNext[what] }),
  typed: (what) =>
    what === 'assignEligible' || what === 'assignActive' ? assign.typed : 'Schreiben Sie: berechtigt machen.',
  summary: (heading, role) => `${heading}: ${role}`,
  notOffered:
    'Änderungen an den Rollen anderer sind hier nicht eingeschaltet. Einschalten lässt sich das in der Einstellungsdatei: administration, changes.',
};
