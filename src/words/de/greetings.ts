import { type HelpWords } from '../helpWords.ts';
import { type GreetingWords, type NoticeWords, type SignInWords } from '../words.ts';
import { dative, ended, named, when } from './people.ts';

/** Greetings, in German. */
export const greetings: GreetingWords = {
  heading: 'Latchkey',
  whatIDo:
    'Ich aktiviere Ihre Entra-Rollen, wenn Sie sie brauchen, und bringe Ihnen die Anforderungen, die auf Ihre Entscheidung warten.',
  whyIWrite:
    'Ich schreibe, wenn jemand Ihre Genehmigung braucht, wenn über Ihre Anforderung entschieden ist, und auf Wunsch einmal am Tag.',
  whatICannot:
    'Jede Änderung geschieht mit Ihrer eigenen Anmeldung und nach den Regeln von Privileged Identity Management. Ich selbst kann nichts gewähren.',
  tryThis: 'Beginnen Sie mit einem Blick auf das, was Sie aktivieren können.',
  tryRole: 'Beginnen Sie mit einer Rolle, die Sie aktivieren können:',
  typed: 'Schreiben Sie: meine Rollen.',
  summary: 'Latchkey ist da: Schreiben Sie meine Rollen, um zu beginnen',
  group:
    'Ich bin Latchkey, zum Aktivieren von Entra-Rollen. Rollen gehen sonst niemanden etwas an; schreiben Sie mir deshalb in einem eigenen Chat: meine Rollen, aktivieren, offen.',
};

/** Help, in German. */
export const help: HelpWords = {
  heading: 'Was Sie sagen können',
  examples: {
    activate: {
      command: 'aktiviere exchange 2h weil Postfach-Umzug',
      does: 'Aktiviert eine Rolle. Was fehlt, frage ich nach.',
    },
    activateShort: {
      command: 'aktiviere',
      does: 'Aktiviert diese Rolle. Was sie braucht, frage ich nach.',
    },
    again: { command: 'erneut aktivieren', does: 'Dasselbe wie beim letzten Mal.' },
    myRoles: { command: 'meine Rollen', does: 'Was aktiv ist und was Sie aktivieren können.' },
    deactivate: { command: 'deaktiviere', does: 'Gibt eine Rolle vor Ablauf ihrer Zeit zurück.' },
    pending: {
      command: 'offen',
      does: 'Was auf Ihre Entscheidung wartet, und was für Sie noch entschieden wird.',
    },
    decide: {
      command: 'genehmige 3 weil mit Betrieb abgestimmt',
      does: 'Entscheidet über Anforderung 3. Ablehnen geht ebenso.',
    },
    digest: {
      command: 'mein Tag um 08:30',
      does: 'Einmal am Tag das Wichtige. Endet mit: mein Tag aus.',
    },
  },
  more: 'Außerdem: Vorlagen, speichern als, Vorschläge, abbrechen, verlängern, abmelden.',
  typed: 'Schreiben Sie: meine Rollen, aktivieren, offen, deaktivieren, mein Tag.',
  summary: 'Was Sie zu Latchkey sagen können',
};

/** Sign-in, in German. */
export const signIn: SignInWords = {
  signIn: 'Anmelden',
  signInWhy: 'Ich handle in Entra nur in Ihrem Namen; dafür brauche ich Ihre Anmeldung.',
  consent: 'Zustimmung nötig',
  consentWhy: 'Latchkey darf in Entra noch nicht für Sie handeln. Lesen Sie auf der Seite, worum es bittet.',
  consentScopes: 'Latchkey bittet um',
  stepUp: 'Noch einmal anmelden',
  stepUpWhy: 'Die Rolle verlangt eine stärkere Prüfung, wer Sie sind, als dieser Chat.',
  goesOn: 'Ihr Wunsch bleibt erhalten und geht von selbst weiter.',
  code: 'Zeigt Ihnen die Seite einen Code, senden Sie ihn mir hier.',
  lapses: (at) => ended(`Die Schaltfläche gilt bis ${at}`),
  problems: {
    otherPerson:
      'Die Anmeldung geschah mit einem anderen Konto und zählt deshalb nicht. Nehmen Sie Ihr eigenes.',
    otherBrowser:
      'Der Link wurde in zwei Browsern geöffnet und gilt deshalb nicht mehr. Dieser hier ist neu.',
    notFinished: 'Die Anmeldung wurde abgebrochen oder verweigert. Nichts wurde geändert.',
    consentMissing: 'Die Zustimmung wurde nicht erteilt. Nichts wurde geändert.',
    failed: 'Entra hat die Anmeldung nicht abgeschlossen. Nichts wurde geändert.',
    foreignCallback:
      'Die Anmeldung endete in einem anderen Browser, als sie begann, und zählt deshalb nicht. Dieser Link ist neu.',
    windowClosed: 'Das Fenster wurde vor dem Ende geschlossen. Die Schaltfläche gilt noch.',
  },
  enough: 'Nicht angemeldet',
  enoughNext: 'Ich habe die Anmeldung oft genug angeboten. Schreiben Sie noch einmal, was Sie wollten.',
  lapsed: 'Nicht angemeldet',
  lapsedNext:
    'Die Anmeldung wurde nicht rechtzeitig fertig; nichts wurde geändert. Schreiben Sie noch einmal, was Sie wollten.',
  interrupted: 'Unterbrochen',
  interruptedNext:
    'Sie hatten sich angemeldet, und ich wurde unterbrochen. Schreiben Sie noch einmal, was Sie wollten.',
  signedOut:
    'Sie sind bei Latchkey abgemeldet: Ich habe alle Ihre Anmeldungen gelöscht. Wenn Sie wieder etwas wünschen, melden Sie sich neu an.',
  typed: 'Öffnen Sie die neueste Version von Teams, um sich anzumelden.',
  askAgain: 'Schreiben Sie noch einmal, was Sie wollten.',
};

/** Notices, in German. */
export const notices: NoticeWords = {
  approved: (role, by) => `${by ?? 'Jemand'} hat Ihre Anforderung für ${role} genehmigt.`,
  denied: (role, by) => `${by ?? 'Jemand'} hat Ihre Anforderung für ${role} abgelehnt.`,
  active: (role, until) => ended(`${role} ist aktiv${until === undefined ? '' : ` bis ${until}`}`),
  ended: (role) => `${role} ist nicht mehr aktiv.`,
  endingSoon: (role, left, at) => ended(`${role} endet in ${dative(left)}, ${when(at)}`),
  endingSoonNext:
    'Die Rolle endet von selbst. PIM kann sie nicht verlängern: Brauchen Sie sie länger, aktivieren Sie sie nach dem Ende erneut.',
  unreachable: (role, reached, asked) =>
    reached === 0
      ? `Ich konnte in Teams niemanden erreichen, der ${role} genehmigen darf.`
      : `Von ${String(asked)} Genehmigenden für ${role} habe ich in Teams ${String(reached)} erreicht.`,
  unreachableNext: (names, others) =>
    `Bitten Sie ${named(names, others, 'oder')} selbst, in Entra nachzusehen.`,
  reminder: (name, role, lapses) =>
    `${name} wartet noch auf Ihre Entscheidung über ${role}. Die Anforderung verfällt ${when(lapses)}.`,
  seeCard: 'Alles Weitere steht auf der Karte der Anforderung.',
  typedDecision: (number) =>
    `Drücken Sie Anzeigen für die ganze Anforderung, oder schreiben Sie: genehmigen ${String(number)} weil …`,
  discreet: 'Latchkey hat Neues zu einer Anforderung',
  headings: {
    approved: 'Genehmigt',
    denied: 'Abgelehnt',
    active: 'Aktiv',
    ended: 'Beendet',
    endingSoon: 'Endet bald',
    unreachable: 'Nicht alle konnten gefragt werden',
    reminder: 'Wartet noch auf Sie',
  },
};
