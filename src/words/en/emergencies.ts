import { type EmergencyWords } from '../emergencyWords.ts';
import { named } from './people.ts';

/** Emergencies, in English. */
export const emergencies: EmergencyWords = {
  ask: 'Emergency…',
  activate: 'Activate as an emergency',
  kind: 'Emergency',
  form: {
    passes: 'It goes past these house rules:',
    nothingToPass: 'No house rule stands in the way now, so this will be an ordinary activation.',
    told: (names, others) => `Told at once, and again tomorrow: ${named(names, others, 'and')}.`,
    nobodyTold:
      'The owners of the rules cannot be looked up now; your administrators are told in their place.',
    stays:
      'The settings of the role in PIM stay as they are, its approvers there included, and so does the longest time.',
  },
  told: {
    heading: 'Emergency activation',
    dayAfterHeading: 'Yesterday’s emergency activation',
    activated: ' activates, as an emergency:',
    passed: 'Went past these house rules:',
    waiting: 'PIM still waits for an approval.',
    notActive: 'It did not become active.',
    active: (until) => (until === undefined ? 'It is active.' : `It is active until ${until}.`),
    ranOut: (at) => `It ran out at ${at}.`,
    givenBack: (at) => `They gave it back at ${at}.`,
    takenAway: (at) => `It was ended before its time, seen at ${at}; not through Latchkey.`,
    question: 'If this is a surprise, ask the person, and have an administrator take the role away in Entra.',
    summary: (name, role) => `${name} activates ${role} as an emergency`,
    typed: 'Open it to see who, why and for how long.',
  },
};
