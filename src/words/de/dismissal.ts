import { type DismissalWords } from '../alertWords.ts';

/** Dismissing one of PIM's own alerts, in German. */
export const dismissal: DismissalWords = {
  offer: 'In PIM verwerfen …',
  heading: 'Eine Warnung von Entra PIM',
  confirmHeading: 'Diese Warnung in Entra PIM verwerfen?',
  meaning:
    'Entra PIM zeigt sie dann für alle als inaktiv. Die Sache selbst bleibt, wie sie ist: Behoben ist damit nichts.',
  lasts: 'Sieht Entra PIM wieder nach und findet dasselbe, kann sie wiederkommen. Noch ist nichts geändert.',
  confirm: 'Verwerfen',
  leave: 'Nicht verwerfen',
  onlyPim:
    'Nur Warnungen von Entra PIM selbst lassen sich dort verwerfen. Bestätigen Sie diese, oder stellen Sie sie zurück.',
  states: {
    left: { heading: 'Nicht verworfen', next: 'Die Warnung blieb, wie sie ist.' },
    working: {
      heading: 'In Arbeit',
      next: 'Entra wird gefragt. Ich sage nichts, bevor ich noch einmal nachgelesen habe.',
    },
    needsSignIn: {
      heading: 'Zum Weitermachen anmelden',
      next: 'Eine Warnung zu verwerfen braucht Ihre eigene Anmeldung, für diese Warnung. Danach geht es von selbst weiter.',
    },
    unclear: {
      heading: 'Noch keine Antwort',
      next: 'Entra hat nicht geantwortet; ich sehe weiter nach und melde mich hier. Verwerfen Sie sie nicht noch einmal.',
    },
    done: {
      heading: 'Verworfen',
      next: 'Ich habe Entra PIM noch einmal gefragt: Die Warnung gilt als inaktiv.',
    },
    refused: { heading: 'Nicht verworfen', next: '' },
  },
  typed: 'Schreiben Sie: Warnungen.',
};
