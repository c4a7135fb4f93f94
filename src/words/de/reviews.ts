import { type ReviewWords } from '../reviewWords.ts';
import { counted, ended, named, onDay, when } from './people.ts';

const assignments = {
  eligible: 'wer sie aktivieren darf',
  active: 'wer sie ohne Aktivierung hat',
  both: 'wer sie hat oder aktivieren darf',
} as const;

const verdicts = { Approve: 'Behalten', Deny: 'Entfernen', DontKnow: 'Weiß nicht' } as const;

/** Access reviews, in German. */
export const reviews: ReviewWords = {
  notOffered:
    'Zugriffsüberprüfungen sind hier nicht eingeschaltet. Einschalten lässt sich das in der Einstellungsdatei: reviews, enabled.',
  permissionMissing: (permission) =>
    `Latchkey darf Zugriffsüberprüfungen nicht lesen: Der App fehlt ${permission}. Ein Administrator muss in Entra zustimmen.`,
  title: (role, plan) => `Zugriffsüberprüfung: ${role}, ${assignments[plan.assignments]}`,
  inDigest: (decided, total, percent, daysLeft) =>
    `${String(decided)} von ${String(total)} entschieden, ${String(percent)} %; die erste endet in ${counted(daysLeft, 'Tag', 'Tagen')}`,
  digestHeading: (count) => counted(count, 'Zugriffsüberprüfung läuft', 'Zugriffsüberprüfungen laufen'),
  cadence: {
    once: 'Einmal',
    weekly: 'Jede Woche',
    monthly: 'Jeden Monat',
    quarterly: 'Alle drei Monate',
    halfYearly: 'Alle sechs Monate',
    yearly: 'Jedes Jahr',
  },
  assignments: {
    eligible: 'Wer sie aktivieren darf',
    active: 'Wer sie ohne Aktivierung hat',
    both: 'Beides',
  },
  verdict: verdicts,
  list: {
    heading: 'Zugriffsüberprüfungen',
    running: 'Laufend',
    endingSoon: 'Endet bald',
    toApply: 'Entschieden, nicht umgesetzt',
    planned: 'Geplant',
    nothing: 'Für keine Rolle ist eine Zugriffsüberprüfung eingerichtet.',
    newReview: 'Neue Überprüfung',
    progress: (decided, total, percent) =>
      `${String(decided)} von ${String(total)} entschieden, ${String(percent)} %`,
    ends: (at, daysLeft) => `endet ${when(at)}, noch ${counted(daysLeft, 'Tag', 'Tage')}`,
    ended: 'Die Runde ist vorbei.',
    show: 'Anzeigen',
    remind: 'Erinnern',
    stop: 'Beenden',
    apply: 'Umsetzen',
    outcome: 'Bisher',
    kept: (count) => `${counted(count, 'behält', 'behalten')} die Rolle`,
    removed: (count) => `${counted(count, 'verliert', 'verlieren')} die Rolle`,
    undecidable: (count) => `${String(count)} ohne Meinung`,
    open: (count) => `${String(count)} nicht entschieden`,
    reviewers: 'Prüfende',
    hasDecided: (count) => `${String(count)} entschieden`,
    hasDecidedNothing: 'noch nichts entschieden',
    noReviewers: 'Entra nennt noch keine Prüfenden.',
    wouldLose: (count) =>
      `Bei Umsetzung ${count === 1 ? 'verlöre 1 Person' : `verlören ${String(count)} Personen`} die Rolle:`,
    losesNothing: 'Bei Umsetzung verlöre niemand die Rolle.',
    isApplied: 'Was entschieden wurde, ist umgesetzt.',
    appliesItself: 'Entra setzt am Ende der Runde von selbst um, was entschieden ist.',
    counts: (running, toApply) =>
      `Zugriffsüberprüfungen: ${String(running)} laufend, ${String(toApply)} umzusetzen`,
    typed: 'Schreiben Sie: Überprüfungen.',
  },
  form: {
    heading: 'Neue Zugriffsüberprüfung',
    roles: 'Rollen',
    rolesMissing: 'Wählen Sie mindestens eine Rolle.',
    assignments: 'Was überprüft wird',
    cadence: 'Wie oft',
    days: 'Offen für so viele Tage',
    daysMissing: 'Schreiben Sie eine Zahl von Tagen.',
    by: 'Wer prüft',
    byManager: 'Jeweils die vorgesetzte Person',
    byNamed: 'Die Personen oder Gruppen unten',
    named: 'Personen oder Gruppen',
    namedHint: 'Namen oder Objekt-IDs, mit Kommas',
    fallback: 'Wo es keine vorgesetzte Person gibt',
    check: 'Prüfen',
    leave: 'Nicht anlegen',
    remarksHeading: 'Das steht im Weg',
    problems: {
      noRole: 'Wählen Sie mindestens eine Rolle.',
      tooManyRoles: (most) => `Wählen Sie höchstens ${String(most)} Rollen; die anderen können folgen.`,
      noDays: (most) =>
        `Wählen Sie 1 bis ${counted(most, 'Tag', 'Tage')}: Eine Runde muss enden, bevor die nächste beginnt.`,
      noReviewer: 'Nennen Sie jemanden, der prüft.',
      noFallback: 'Nennen Sie jemanden, der prüft, wo es keine vorgesetzte Person gibt.',
      tooManyReviewers: (most) =>
        `Nennen Sie höchstens ${String(most)} Prüfende; mehr gehören in eine Gruppe.`,
      unknownReviewer: (typed) => `Ich finde niemanden namens ${typed}. Die Objekt-ID aus Entra geht immer.`,
      severalReviewers: (typed) => `Mehrere heißen ${typed}. Geben Sie den Anmeldenamen an.`,
    },
    confirmHeading: (count) =>
      count === 1 ? 'Diese Überprüfung anlegen?' : `Diese ${String(count)} Überprüfungen anlegen?`,
    reviewedBy: 'Prüfende',
    fallbackBy: 'Ohne vorgesetzte Person',
    manager: 'jeweils die vorgesetzte Person',
    openFor: (days) => `offen für ${counted(days, 'Tag', 'Tage')}`,
    begins: (day) => ended(`Die erste Runde beginnt ${onDay(day)}`),
    existing: (role) => `${role} hat bereits eine Überprüfung. Diese käme daneben.`,
    notApplied:
      'Davon allein verliert niemand etwas: Was entschieden ist, wird umgesetzt, wenn Sie es sagen.',
    confirm: 'Anlegen',
    dismissed: { heading: 'Nichts angelegt', next: 'Alles blieb, wie es ist.' },
    summary: 'Neue Zugriffsüberprüfung',
    typed: 'Schreiben Sie: Überprüfungen.',
  },
  act: {
    ask: {
      remind: {
        heading: 'Die Prüfenden erinnern?',
        next: 'Entra schreibt allen, die noch nicht entschieden haben.',
        confirm: 'Erinnern',
      },
      stop: {
        heading: 'Diese Überprüfung beenden?',
        next: 'Die Runde endet sofort, und niemand kann mehr entscheiden. Was entschieden ist, bleibt.',
        confirm: 'Überprüfung beenden',
      },
      apply: {
        heading: 'Umsetzen, was entschieden ist?',
        next: 'Entra nimmt die Rolle allen, die hier stehen. Das macht sich nicht von selbst rückgängig.',
        confirm: 'Umsetzen',
      },
    },
    loses: (count) => `${counted(count, 'Person verliert', 'Personen verlieren')} die Rolle:`,
    andMore: (count) => `und ${counted(count, 'weitere', 'weitere')}`,
    onGroups: 'Was jemand über eine Gruppe hat, bleibt: Entra ändert die Gruppe nicht.',
    working: {
      heading: 'In Arbeit',
      next: 'Entra wird gefragt. Ich sage nichts, bevor ich noch einmal nachgelesen habe.',
    },
    needsSignIn: {
      heading: 'Zum Weitermachen anmelden',
      next: 'Das braucht Ihre eigene Anmeldung, für diesen Schritt. Danach geht es von selbst weiter.',
    },
    unclear: {
      heading: 'Noch keine Antwort',
      next: 'Entra hat nicht geantwortet; ich sehe weiter nach und melde mich hier. Tun Sie es nicht noch einmal.',
    },
    refused: 'Nicht erledigt',
    done: {
      create: { heading: 'Angelegt', next: 'Ich habe noch einmal nachgelesen.' },
      remind: { heading: 'Erinnert', next: 'Entra schreibt allen, die noch nicht entschieden haben.' },
      stop: { heading: 'Beendet', next: 'Die Runde ist zu Ende; ich habe noch einmal nachgelesen.' },
      apply: {
        heading: 'Umgesetzt',
        next: 'Wer die Rolle verlieren sollte, hat sie nicht mehr; ich habe noch einmal nachgelesen.',
      },
      decide: { heading: 'Entschieden', next: 'Ich habe noch einmal nachgelesen.' },
      keep: { heading: 'Behalten', next: 'Ich habe noch einmal nachgelesen.' },
    },
    states: {
      done: 'angelegt, und noch einmal gelesen',
      working: 'in Arbeit',
      needsSignIn: 'wartet auf Ihre Anmeldung',
      unclear: 'noch keine Antwort von Entra; ich sehe weiter nach',
      refused: 'nicht angelegt',
    },
    created: (done, of) => (done === of ? 'Angelegt' : `${String(done)} von ${String(of)} angelegt`),
    summary: (heading) => `Zugriffsüberprüfung: ${heading}`,
    typed: 'Schreiben Sie: Überprüfungen.',
  },
  mine: {
    heading: 'Brauchen noch alle diese Rolle?',
    lead: (role) => `Sie sollen ${role} überprüfen.`,
    until: (at, daysLeft) => `Bis ${at}, noch ${counted(daysLeft, 'Tag', 'Tage')}.`,
    left: (open, total) => `${String(open)} von ${String(total)} nicht entschieden.`,
    allDecided: 'Alle sind entschieden. Ihre eigenen Entscheidungen können Sie bis zum Ende ändern.',
    over: 'Diese Runde ist vorbei. Was entschieden wurde, steht in Entra.',
    notListed: 'Entra führt Sie für diese Runde nicht mehr unter den Prüfenden.',
    keep: 'Behalten',
    remove: 'Entfernen',
    unsure: 'Weiß nicht',
    direct: 'hat sie direkt',
    through: (groups) => `über ${named(groups, 0, 'und')}`,
    lastUsed: (day, uses) =>
      uses === 0
        ? `zuletzt ${onDay(day)} aktiviert`
        : `zuletzt ${onDay(day)} aktiviert, ${counted(uses, 'Aktivierung', 'Aktivierungen')} im Protokoll`,
    neverUsed: 'keine Aktivierung bekannt',
    recommends: {
      Approve: 'Entra empfiehlt: behalten',
      Deny: 'Entra empfiehlt: entfernen',
      none: 'Entra empfiehlt nichts',
    },
    decided: (verdict, by) =>
      by === undefined ? `Entschieden: ${verdicts[verdict]}` : `Entschieden von ${by}: ${verdicts[verdict]}`,
    justification: 'Begründung',
    justificationHint: 'Warum; gilt für die Schaltfläche, die Sie als Nächstes drücken',
    justificationMissing: 'Schreiben Sie zuerst eine Begründung: Diese Überprüfung verlangt eine.',
    keepUsed: (days) => `Aktive (${counted(days, 'Tag', 'Tage')}) behalten`,
    keepUsedHeading: (count) =>
      count === 1 ? 'Diese Person behalten?' : `Diese ${String(count)} Personen behalten?`,
    keepUsedNext: (days, role) =>
      `Sie haben ${role} in den letzten ${counted(days, 'Tag', 'Tagen')} aktiviert, und niemand hat über sie entschieden.`,
    keepNone: (days) =>
      `Von den übrigen hat niemand die Rolle in den letzten ${counted(days, 'Tag', 'Tagen')} aktiviert.`,
    keepConfirm: (count) => `${String(count)} behalten`,
    decidedAlready: 'Das haben Sie bereits gedrückt. Die Karte zeigt, was in Entra steht.',
    nothing: 'Auf Sie wartet keine Zugriffsüberprüfung.',
    changedMeanwhile:
      'Inzwischen hat jemand entschieden; es sind jetzt andere. Sehen Sie sich die Liste noch einmal an.',
    more: 'Nächste Seite',
    earlier: 'Vorige Seite',
    factsMissing: 'Wann die Rolle genutzt wurde, lässt sich gerade nicht lesen.',
    reminder: (role, at) =>
      `Die Überprüfung von ${role} endet ${when(at)}, und Sie haben noch nicht über alle entschieden.`,
    reminderHeading: 'Eine Überprüfung endet bald',
    summary: (role, open) => `Zugriffsüberprüfung von ${role}: ${String(open)} zu entscheiden`,
    typed: 'Schreiben Sie: meine Überprüfungen.',
  },
};
