import { type SettingsChangeWords } from '../settingsChangeWords.ts';
import { counted } from './people.ts';

/** An administrator changes how a role is set, in German. */
export const settingsChange: SettingsChangeWords = {
  offer: 'An Vorgabe angleichen',
  heading: 'Rolleneinstellungen',
  undoHeading: 'Eine Änderung der Rolleneinstellungen zurücknehmen',
  confirmHeading: (rules) =>
    rules === 1
      ? 'Diese Änderung vornehmen?'
      : `Diese Änderungen vornehmen, in ${counted(rules, 'Regel', 'Regeln')}?`,
  oneByOne:
    'Eine Regel wird nach der anderen geändert, und jede wird vor der nächsten noch einmal gelesen. Noch ist nichts geändert.',
  contextLeftOpen:
    'Die Vorgabe verlangt auch einen Authentifizierungskontext. Welchen, bestimmen Sie im Entra Admin Center.',
  confirm: 'Änderung vornehmen',
  leave: 'Nicht ändern',
  undo: 'Zurücknehmen',
  states: {
    dismissed: { heading: 'Nichts geändert', next: 'Die Einstellungen blieben, wie sie sind.' },
    working: {
      heading: 'In Arbeit',
      next: 'Entra wird gefragt. Ich sage nichts, bevor ich noch einmal nachgelesen habe.',
    },
    needsSignIn: {
      heading: 'Zum Weitermachen anmelden',
      next: 'Eine Änderung der Rolleneinstellungen braucht Ihre eigene Anmeldung, für diese Änderung. Danach geht es von selbst weiter.',
    },
    unclear: {
      heading: 'Noch keine Antwort',
      next: 'Entra hat nicht geantwortet; ich sehe weiter nach und melde mich hier. Nehmen Sie die Änderung nicht noch einmal vor.',
    },
    done: { heading: 'Einstellungen geändert', next: 'Jede Regel wurde noch einmal gelesen.' },
    refused: { heading: 'Nicht geändert', next: '' },
    half: { heading: 'Teilweise geändert', next: '' },
  },
  applied: (made, all) =>
    `Davor ${made === 1 ? 'wurde' : 'wurden'} ${String(made)} von ${counted(all, 'Regel', 'Regeln')} geändert.`,
  summary: (heading, role) => `${heading}: ${role}`,
  nothingToDo: (role) =>
    `An ${role} ist nichts zu ändern: Die Rolle ist nach der Vorgabe eingestellt, soweit ich sie einstellen kann.`,
  changedMeanwhile:
    'Die Einstellungen haben sich geändert, seit Sie sie sahen. Nichts ist geschehen; sehen Sie noch einmal hin.',
  notYours:
    'Diese Änderung lässt sich von hier nicht zurücknehmen. Sehen Sie sich die Einstellungen an, und ändern Sie sie im Entra Admin Center.',
};
