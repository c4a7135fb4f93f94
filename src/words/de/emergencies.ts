import { type EmergencyWords } from '../emergencyWords.ts';
import { named } from './people.ts';

/** Emergencies, in German. */
export const emergencies: EmergencyWords = {
  ask: 'Notfall…',
  activate: 'Als Notfall aktivieren',
  kind: 'Notfall',
  form: {
    passes: 'Das geht an diesen Hausregeln vorbei:',
    nothingToPass: 'Jetzt steht keine Hausregel im Weg; es wird also eine gewöhnliche Aktivierung.',
    told: (names, others) => `Erfahren es sofort, und morgen noch einmal: ${named(names, others, 'und')}.`,
    nobodyTold:
      'Wem die Regeln gehören, lässt sich gerade nicht nachsehen; an ihrer Stelle erfahren es Ihre Administratoren.',
    stays:
      'Die Einstellungen der Rolle in PIM gelten weiter, auch die Genehmigenden dort, und ebenso die längste Dauer.',
  },
  told: {
    heading: 'Aktivierung im Notfall',
    dayAfterHeading: 'Die Aktivierung im Notfall von gestern',
    activated: ' aktiviert im Notfall:',
    passed: 'Ging an diesen Hausregeln vorbei:',
    waiting: 'PIM wartet noch auf eine Genehmigung.',
    notActive: 'Sie wurde nicht wirksam.',
    active: (until) => (until === undefined ? 'Sie ist aktiv.' : `Sie ist aktiv; Ende: ${until}.`),
    ranOut: (at) => `Sie ist abgelaufen: ${at}.`,
    givenBack: (at) => `Sie wurde zurückgegeben: ${at}.`,
    takenAway: (at) => `Sie wurde vor ihrer Zeit beendet, gesehen: ${at}; nicht über Latchkey.`,
    question:
      'Überrascht Sie das, fragen Sie die Person, und lassen Sie ihr die Rolle in Entra von Administratoren nehmen.',
    summary: (name, role) => `${name} aktiviert ${role} im Notfall`,
    typed: 'Öffnen Sie es, um zu sehen, wer, warum und wie lange.',
  },
};
