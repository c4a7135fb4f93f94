import { type OddLetter } from '../../pim/lookAlikes.ts';
import { type ChooseWords, type DeactivationWords, type FormWords, type RoleWords } from '../words.ts';
import { counted, named, when } from './people.ts';

const kinds: Readonly<Record<OddLetter['kind'], string>> = {
  Cyrillic: 'kyrillisch',
  Greek: 'griechisch',
  Armenian: 'armenisch',
  Cherokee: 'Cherokee',
  Lisu: 'Lisu',
  Coptic: 'koptisch',
  Latin: 'lateinisch',
  fullWidth: 'in voller Breite',
  mathematical: 'ein Formelzeichen',
};

/** So many letters are named; the others are counted. */
const MOST_LETTERS = 3;

const oddLettersTold = (odd: readonly OddLetter[]): string =>
  named(
    odd.slice(0, MOST_LETTERS).map(({ letter, kind }) => `${letter} ist ${kinds[kind]}`),
    odd.length - MOST_LETTERS,
    'und',
  );

/** Roles, in German. */
export const roles: RoleWords = {
  heading: 'Meine Rollen',
  privileged: 'privilegiert',
  custom: 'eigene Rolle',
  notTheBuiltIn: 'ist nicht die integrierte Rolle dieses Namens',
  unusualLetters: (odd) => `ungewöhnliche Buchstaben: ${oddLettersTold(odd)}`,
  looksLikeAnother: 'sieht aus wie ein anderer Name hier',
  wholeTenant: 'Ganzer Mandant',
  unnamedUnit: 'Eine Verwaltungseinheit',
  unnamedObject: 'Ein Objekt',
  unknownScope: 'Noch nicht bekannt: siehe Entra',
  via: (group) => `über ${group}`,
  viaGroup: 'über eine Gruppe',
  needs: ({ isApprovalRequired, isTicketRequired, isSignInRequired }) =>
    `braucht ${named(
      [
        ...(isApprovalRequired ? ['Genehmigung'] : []),
        ...(isTicketRequired ? ['ein Ticket'] : []),
        ...(isSignInRequired ? ['eine neue Anmeldung'] : []),
      ],
      0,
      'und',
    )}`,
  eligibleUntil: (at) => `berechtigt bis ${at}`,
  activeNow: 'Jetzt aktiv',
  scheduled: 'Geplant',
  waiting: 'Wartet auf Genehmigung',
  eligible: 'Das können Sie aktivieren',
  none: 'Sie haben keine Rolle und können keine aktivieren.',
  noneNext: 'Wer in Ihrer Organisation Rollen verwaltet, kann Sie berechtigen. Dann steht die Rolle hier.',
  timeLeft: (left, until) => `noch ${left}, bis ${until}`,
  activeWithoutEnd: 'immer aktiv, ohne Ende',
  assignedUntil: (at) => `zugewiesen bis ${at}`,
  startsAt: (at, duration) =>
    duration === undefined ? `beginnt ${when(at)}` : `beginnt ${when(at)}, für ${duration}`,
  lapses: (at) => `verfällt ${when(at)}`,
  more: (count) => `${counted(count, 'weiterer Eintrag ist', 'weitere Einträge sind')} hier nicht gezeigt.`,
  moreEligible: (count) =>
    `${counted(count, 'weitere Rolle ist', 'weitere Rollen sind')} nicht gezeigt. Schreiben Sie aktiviere und den Namen der Rolle.`,
  typed: 'Schreiben Sie: aktiviere und den Namen einer Rolle.',
  counts: (active, eligible) => `Meine Rollen: ${String(active)} aktiv, ${String(eligible)} zum Aktivieren`,
};

const unsure = (typed: string): string =>
  typed === '' ? '' : `„${typed}“ sagt nicht genau, welche Ihrer Rollen Sie meinen. `;

/** "Did you mean", in German. */
export const choose: ChooseWords = {
  heading: 'Meinten Sie',
  headingUntyped: 'Welche Rolle',
  activate: (typed) => `${unsure(typed)}Welche möchten Sie aktivieren?`,
  deactivate: (typed) => `${unsure(typed)}Welche möchten Sie deaktivieren?`,
  extend: (typed) => `${unsure(typed)}Welche möchten Sie verlängern?`,
  typedName: {
    activate: 'Oder schreiben Sie aktivieren und den vollen Namen der Rolle.',
    deactivate: 'Oder schreiben Sie deaktivieren und den vollen Namen der Rolle.',
    extend: 'Oder schreiben Sie verlängern und den vollen Namen der Rolle.',
  },
  typed: (count) =>
    count === 1 ? 'Oder schreiben Sie: 1' : `Oder schreiben Sie eine Zahl von 1 bis ${String(count)}.`,
};

/** The activation form, in German. */
export const form: FormWords = {
  heading: 'Eine Rolle aktivieren',
  duration: (maximum) => `Für wie lange (höchstens ${maximum})`,
  durationMissing: 'Wählen Sie, wie lange.',
  justification: 'Begründung',
  justificationOptional: 'Begründung (wenn Sie möchten)',
  justificationHint: 'Wofür Sie die Rolle brauchen',
  justificationMissing: 'Die Rolle verlangt eine Begründung.',
  ticketNumber: 'Ticketnummer',
  ticketNumberOptional: 'Ticketnummer (wenn es eine gibt)',
  ticketMissing: 'Die Rolle verlangt eine Ticketnummer.',
  ticketSystem: 'Ticketsystem (wenn es mehrere gibt)',
  startsAt: (at) => `Beginn: ${at}`,
  approvers: (names, others) => `Um Genehmigung gebeten: ${named(names, others, 'oder')}.`,
  defaultApprovers: (names, others) =>
    names.length === 0 && others === 0
      ? 'Die Rolle benennt niemanden: Es entscheiden Global Administrators und Privileged Role Administrators.'
      : `Die Rolle benennt niemanden: Es entscheiden Global Administrators und Privileged Role Administrators. Zurzeit: ${named(names, others, 'und')}.`,
  nobodyApproves:
    'Zurzeit kann niemand diese Rolle genehmigen; die Anforderung würde nach 24 Stunden verfallen.',
  noApproval: 'Keine Genehmigung nötig: Die Rolle ist aktiv, sobald Entra sie eingerichtet hat.',
  signInCheck: 'Sie werden gebeten, sich noch einmal anzumelden.',
  remarksHeading: 'Vor der Aktivierung nötig',
  submitted: 'Gesendet',
  submittedNext: 'Die Karte darunter zeigt, wie es weitergeht.',
  dismissed: 'Nicht aktiviert',
  dismissedNext: 'Sie haben das Formular abgebrochen. Nichts wurde an Entra gesendet.',
  typed: 'Schreiben Sie: aktiviere, den Namen der Rolle, für 2h weil und Ihre Begründung.',
  summary: (role) => `${role} aktivieren: was die Rolle verlangt`,
};

/** Deactivating, in German. */
export const deactivation: DeactivationWords = {
  working: 'Wird deaktiviert',
  workingNext: 'Entra wird unterrichtet. Die Karte ändert sich, wenn die Rolle weg ist.',
  done: 'Deaktiviert',
  doneNext: 'Sie haben die Rolle nicht mehr.',
  unclear: 'Noch keine Antwort',
  unclearNext: 'Entra hat nicht geantwortet; ich sehe weiter nach und melde mich hier.',
  needsSignIn: 'Zum Weitermachen anmelden',
  needsSignInNext: 'Die Rolle ist noch aktiv. Sie wird deaktiviert, sobald Sie sich angemeldet haben.',
  refused: 'Noch aktiv',
  typed: 'Schreiben Sie: meine Rollen.',
};
