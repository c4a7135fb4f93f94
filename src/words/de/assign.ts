import { type AssignWords } from '../assignWords.ts';

const EXAMPLE = 'zuweisen exchange admin an ana ruiz';

/** An administrator gives somebody a role that they do not have, in German. */
export const assign: AssignWords = {
  howTo: `Welche Rolle, und wem? Schreiben Sie zum Beispiel: ${EXAMPLE}`,
  begin: 'Jemandem zuweisen',
  heading: 'Eine Rolle zuweisen',
  who: 'Wem',
  whoHint: 'Name oder Anmeldename, oder sein Anfang',
  whoMissing: 'Schreiben Sie einen Namen oder einen Anmeldenamen.',
  find: 'Weiter',
  choose: 'Wählen',
  nobody: (typed) =>
    `Im Verzeichnis heißt niemand „${typed}“, und kein Name und kein Anmeldename beginnt so.`,
  whichPerson: (typed) => `Mit „${typed}“ kann mehr als eine Person gemeint sein:`,
  andMore: 'Es gibt weitere. Schreiben Sie mehr vom Namen oder den ganzen Anmeldenamen.',
  peopleOnly: 'Nur Personen; Gruppen und Apps werden im Entra Admin Center zugewiesen.',
  insteadActive: 'Lieber aktiv',
  insteadEligible: 'Lieber berechtigt',
  typed: `Schreiben Sie: ${EXAMPLE}.`,
  summary: 'Eine Rolle zuweisen',
};
