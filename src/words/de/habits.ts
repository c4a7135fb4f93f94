import { type HabitWords } from '../habitWords.ts';
import { counted } from './people.ts';

/** Several roles at once, presets and proposals, in German. */
export const habits: HabitWords = {
  many: {
    heading: 'Mehrere Rollen aktivieren',
    preset: 'Vorlage',
    duration: (number, maximum) => `Rolle ${String(number)}: für wie lange (höchstens ${maximum})`,
    leaveOut: 'Weglassen',
    activateAll: 'Aktivieren',
    leftOut: 'Weggelassen',
    unknownRole: 'Eine Rolle, die Entra nicht mehr kennt',
    notEligible: 'Sie sind dafür nicht mehr berechtigt',
    alreadyActive: 'bereits aktiv',
    nothingLeft: 'Es gibt nichts mehr zu aktivieren.',
    needsApproval: 'braucht Genehmigung',
    needsSignIn: 'braucht eine neue Anmeldung',
    submit: (count) =>
      `Jede der ${String(count)} Rollen ist eine eigene Anforderung. Eine Begründung geht an alle.`,
    sending: 'Wird geprüft',
    outcome: (active, all) => `${String(active)} von ${String(all)} aktiv`,
    ownCards: 'Jede Anforderung hat eine eigene Karte, die zeigt, wie es weitergeht.',
    lookAgain: 'Neu ansehen',
    dismissed: 'Nicht aktiviert',
    dismissedNext: 'Sie haben das Formular abgebrochen. Nichts wurde an Entra gesendet.',
    nothingChosen:
      'Alle Rollen sind weggelassen; es gibt nichts zu aktivieren. Nichts wurde an Entra gesendet.',
    unclear:
      'Bei einer dieser Rollen bin ich nicht sicher. Schreiben Sie die vollen Namen mit „und“ dazwischen, oder aktivieren Sie sie einzeln.',
    tooMany: (most) => `Ich kann ${String(most)} Rollen auf einmal aktivieren. Nennen Sie weniger.`,
    typed: 'Schreiben Sie: aktiviere, die Namen der Rollen mit „und“ dazwischen, 2h weil und Ihren Grund.',
    summary: (count) => `${counted(count, 'Rolle', 'Rollen')} aktivieren: was sie verlangen`,
  },
  presets: {
    heading: 'Meine Vorlagen',
    none: 'Sie haben noch keine Vorlagen.',
    noneNext:
      'Schreiben Sie nach einer Aktivierung speichern als und einen Namen, z. B. speichern als Rufdienst. Danach genügt der Name.',
    activate: 'Aktivieren',
    forget: 'Vergessen',
    saved: 'Als Vorlage gespeichert',
    savedNext:
      'Schreiben Sie ihren Namen, und das Formular für alle ihre Rollen erscheint. Nichts wird gesendet, bevor Sie es gesehen haben.',
    withReason: 'Ihre Begründung ist mit gespeichert:',
    withoutReason: 'Ohne Begründung gespeichert.',
    forgotten: 'Die Vorlage ist vergessen. Ihre Rollen sind, wie sie waren.',
    gone: 'Diese Vorlage von Ihnen habe ich nicht mehr. Schreiben Sie Vorlagen, um zu sehen, welche es gibt.',
    badName:
      'Ein Name hat 1 bis 30 Buchstaben, Ziffern, Leerzeichen oder Bindestriche und mindestens einen Buchstaben. Schreiben Sie z. B. speichern als Rufdienst.',
    takenName:
      'Dieser Name beginnt wie ein Befehl oder ist eine Ihrer Rollen. Wählen Sie einen anderen, z. B. speichern als Rufdienst.',
    full: (most) =>
      `Sie haben ${String(most)} Vorlagen, mehr behalte ich nicht. Schreiben Sie Vorlagen, und vergessen Sie zuerst eine.`,
    nothingDone:
      'Ich kenne keine Aktivierung von Ihnen, die sich speichern ließe. Nennen Sie die Rollen, z. B. speichere exchange admin und user admin als Rufdienst.',
    howToSave:
      'Schreiben Sie speichern als und einen Namen, z. B. speichere exchange admin und user admin als Rufdienst.',
    typed: 'Schreiben Sie: Vorlagen, oder den Namen einer Vorlage.',
    summary: 'Ihre Vorlagen',
  },
  defaults: {
    heading: 'Was ich vorschlage',
    lead: 'Die Dauer und das Ticketsystem, die Sie für eine Rolle zuletzt genutzt haben. Begründungen werden daraus nie vorgeschlagen.',
    none: 'Ich habe nichts vorzuschlagen: Sie haben seitdem keine Rolle aktiviert.',
    duration: (duration) => `für ${duration}`,
    ticketSystem: 'Ticketsystem',
    forget: 'Alle vergessen',
    forgotten: 'Vergessen. Ab jetzt schlage ich nur vor, was Sie von nun an nutzen.',
    typed: 'Schreiben Sie: Vorschläge.',
  },
};
