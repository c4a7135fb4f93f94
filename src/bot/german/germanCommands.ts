import { type CommandName } from '../commandList.ts';

/** A command as people type it in German, and as the manifest lists it for them. */
export interface GermanCommand {
  /** What the client puts into the compose box; at most 128 characters. */
  readonly title: string;
  readonly description: string;
  /** Words that begin it, in lower case. */
  readonly beginnings: readonly string[];
  /** Nothing may stand behind it: such words also begin sentences that ask for nothing. */
  readonly isWhole: boolean;
}

/** Every command in German; a new command does not compile until it is here. They are understood beside the English ones. */
export const germanCommands: Readonly<Record<CommandName, GermanCommand>> = {
  activate: {
    title: 'aktivieren',
    description:
      'Aktiviert eine Rolle, für die Sie berechtigt sind, z. B. aktiviere exchange admin 2h weil Postfach klemmt',
    beginnings: ['aktiviere', 'aktivieren', 'ich brauche', 'brauche', 'ich benötige', 'benötige', 'gib mir'],
    isWhole: false,
  },
  activateAgain: {
    title: 'erneut aktivieren',
    description: 'Aktiviert die zuletzt genutzte Rolle mit derselben Begründung',
    beginnings: ['erneut aktivieren', 'erneut', 'nochmal', 'noch einmal', 'noch mal', 'wie zuletzt'],
    isWhole: true,
  },
  emergency: {
    title: 'notfall',
    description:
      'Aktiviert eine Rolle an den Hausregeln vorbei, wo sie Sie dafür nennen, z. B. notfall exchange admin weil Ausfall',
    beginnings: ['notfall'],
    isWhole: false,
  },
  myRoles: {
    title: 'meine Rollen',
    description: 'Was aktiv ist, was wartet und was Sie aktivieren können',
    beginnings: [
      'meine rollen',
      'rollen',
      'zeige meine rollen',
      'zeig meine rollen',
      'zeige rollen',
      'welche rollen habe ich',
      'was kann ich aktivieren',
    ],
    isWhole: true,
  },
  deactivate: {
    title: 'deaktivieren',
    description: 'Gibt eine aktive Rolle vor ihrem Ende zurück',
    beginnings: ['deaktiviere', 'deaktivieren', 'beende', 'beenden'],
    isWhole: false,
  },
  extend: {
    title: 'verlängern',
    description: 'Wie Sie eine Rolle länger behalten, als sie aktiviert wurde',
    beginnings: ['verlängere', 'verlängern', 'verlaengere', 'verlaengern'],
    isWhole: false,
  },
  cancel: {
    title: 'abbrechen',
    description: 'Nimmt zurück, was Sie gerade anfordern',
    beginnings: ['abbrechen', 'brich ab', 'abbruch', 'vergiss es', 'stopp', 'stoppe', 'doch nicht'],
    isWhole: false,
  },
  pending: {
    title: 'offen',
    description: 'Anforderungen, die auf Sie warten, und Ihre eigenen, die auf andere warten',
    beginnings: [
      'offen',
      'was ist offen',
      'was wartet',
      'offene anforderungen',
      'offene anfragen',
      'anforderungen',
      'anfragen',
      'meine anforderungen',
      'genehmigungen',
    ],
    isWhole: true,
  },
  approve: {
    title: 'genehmigen',
    description: 'Genehmigt eine Anforderung nach ihrer Nummer, z. B. genehmigen 3 weil geplant',
    beginnings: ['genehmigen', 'genehmige'],
    isWhole: false,
  },
  deny: {
    title: 'ablehnen',
    description: 'Lehnt eine Anforderung nach ihrer Nummer ab, z. B. ablehnen 3 weil ohne Ticket',
    beginnings: ['ablehnen', 'lehne'],
    isWhole: false,
  },
  digest: {
    title: 'mein Tag',
    description: 'Ihre Übersicht: mein Tag, mein Tag um 08:30, mein Tag Wochenende an, mein Tag aus',
    beginnings: [
      'mein tag',
      'tagesübersicht',
      'tagesuebersicht',
      'übersicht',
      'uebersicht',
      'zusammenfassung',
    ],
    isWhole: false,
  },
  help: {
    title: 'Hilfe',
    description: 'Was Latchkey für Sie tun kann',
    beginnings: [
      'hilfe',
      'hallo',
      'guten tag',
      'guten morgen',
      'guten abend',
      'moin',
      'servus',
      'grüezi',
      'befehle',
      'was kannst du',
      'was können sie',
    ],
    isWhole: true,
  },
  signOut: {
    title: 'abmelden',
    description: 'Lässt Latchkey Ihre Anmeldung vergessen',
    beginnings: ['abmelden', 'melde mich ab', 'ausloggen'],
    isWhole: true,
  },
  presets: {
    title: 'Vorlagen',
    description: 'Rollen, die Sie zum gemeinsamen Aktivieren gespeichert haben; der Name genügt',
    beginnings: ['vorlagen', 'meine vorlagen', 'zeige vorlagen', 'zeige meine vorlagen'],
    isWhole: true,
  },
  save: {
    title: 'speichern',
    description:
      'Behält Rollen unter einem Namen, z. B. speichere exchange admin und user admin als Rufdienst',
    beginnings: ['speichere', 'speichern'],
    isWhole: false,
  },
  defaults: {
    title: 'Vorschläge',
    description: 'Was aus dem zuletzt Genutzten vorgeschlagen wird, und wie es vergessen wird',
    beginnings: ['vorschläge', 'vorschlaege', 'meine vorschläge', 'meine vorschlaege'],
    isWhole: true,
  },
  audit: {
    title: 'Auditbericht',
    description: 'Wer was dauerhaft hat, was nicht genügt, und der Bericht; für Administratoren',
    beginnings: ['auditbericht', 'bericht', 'prüfbericht', 'pruefbericht'],
    isWhole: true,
  },
  alerts: {
    title: 'Warnungen',
    description:
      'Was in der Organisation nicht stimmt, nach Regeln von Latchkey und von Entra PIM; für Administratoren',
    beginnings: ['warnungen', 'zeige warnungen', 'offene warnungen', 'was stimmt nicht'],
    isWhole: true,
  },
  reviews: {
    title: 'Überprüfungen',
    description: 'Zugriffsüberprüfungen von Rollen: was läuft, wie weit es ist, neue; für Administratoren',
    beginnings: [
      'überprüfungen',
      'ueberpruefungen',
      'zugriffsüberprüfungen',
      'zugriffsueberpruefungen',
      'zeige überprüfungen',
    ],
    isWhole: true,
  },
  myReviews: {
    title: 'meine Überprüfungen',
    description: 'Zugriffsüberprüfungen, die auf Ihre Entscheidung warten',
    beginnings: [
      'meine überprüfungen',
      'meine ueberpruefungen',
      'meine zugriffsüberprüfungen',
      'meine zugriffsueberpruefungen',
    ],
    isWhole: true,
  },
  makeEligible: {
    title: 'berechtigt machen',
    description: 'Dauerhafte Zuweisungen, die Berechtigungen werden können, einzeln; für Administratoren',
    beginnings: ['berechtigt machen', 'dauerhaft zu berechtigt', 'von dauerhaft zu berechtigt'],
    isWhole: true,
  },
  assign: {
    title: 'zuweisen',
    description: 'Gibt jemandem eine Rolle, z. B. zuweisen exchange admin an ana ruiz; für Administratoren',
    beginnings: ['zuweisen', 'weise'],
    isWhole: false,
  },
  whoHas: {
    title: 'wer hat',
    description: 'Wer eine Rolle jetzt hat, z. B. wer hat exchange admin; für Administratoren',
    beginnings: ['wer hat', 'wer ist', 'wer sind', 'wer besitzt'],
    isWhole: false,
  },
  whoCanBecome: {
    title: 'wer kann',
    description: 'Wer eine Rolle aktivieren darf, z. B. wer kann global admin werden; für Administratoren',
    beginnings: ['wer kann', 'wer darf', 'wer könnte', 'wer ist berechtigt für'],
    isWhole: false,
  },
  history: {
    title: 'Verlauf',
    description:
      'Ihre eigenen Aktivierungen; für Administratoren die einer Rolle oder Person, z. B. Verlauf exchange admin letzte 7 Tage',
    beginnings: ['verlauf', 'mein verlauf', 'aktivierungen von'],
    isWhole: false,
  },
  stats: {
    title: 'Statistik',
    description: 'Aktivierungen in Zahlen; für Administratoren',
    beginnings: ['statistik', 'statistiken'],
    isWhole: false,
  },
  policy: {
    title: 'Einstellungen',
    description: 'Wie eine Rolle eingestellt ist, z. B. Einstellungen exchange admin; für Administratoren',
    beginnings: ['einstellungen', 'zeige einstellungen', 'rolleneinstellungen'],
    isWhole: false,
  },
  applyPolicy: {
    title: 'Einstellungen anwenden',
    description:
      'Wendet eine Datei mit Rolleneinstellungen an, Rolle für Rolle; anhängen oder einfügen; für Administratoren',
    beginnings: ['einstellungen anwenden', 'richtlinie anwenden'],
    isWhole: true,
  },
};
