import { type SettingsChangeWords } from '../settingsChangeWords.ts';
import { counted } from './people.ts';

/** An administrator changes how a role is set, in English. */
export const settingsChange: SettingsChangeWords = {
  offer: 'Bring to the baseline',
  heading: 'Role settings',
  undoHeading: 'Undo a change of role settings',
  confirmHeading: (rules) =>
    rules === 1 ? 'Make this change?' : `Make these changes, in ${counted(rules, 'rule', 'rules')}?`,
  oneByOne:
    'One rule is changed after the other, and each is read again before the next. Nothing is changed yet.',
  contextLeftOpen:
    'The baseline also asks for an authentication context. Which one is yours to choose, in the Entra admin center.',
  confirm: 'Make the change',
  leave: 'Leave it',
  undo: 'Undo',
  states: {
    dismissed: { heading: 'Nothing changed', next: 'The settings were left as they are.' },
    working: { heading: 'Under way', next: 'Entra is being asked. Nothing is said before it is read again.' },
    needsSignIn: {
      heading: 'Sign in to go on',
      next: 'A change of role settings takes your own sign-in, for this change. It goes on by itself.',
    },
    unclear: {
      heading: 'No answer yet',
      next: 'Entra did not answer; I keep looking and will tell you here. Do not make the change again.',
    },
    done: { heading: 'Settings changed', next: 'Every rule was read again.' },
    refused: { heading: 'Not changed', next: '' },
    half: { heading: 'Changed in part', next: '' },
  },
  applied: (made, all) =>
    `${String(made)} of ${counted(all, 'rule', 'rules')} ${made === 1 ? 'was' : 'were'} changed before that.`,
  summary: (heading, role) => `${heading}: ${role}`,
  nothingToDo: (role) =>
    `There is nothing to change about ${role}: it is set as the baseline asks, as far as I can set it.`,
  changedMeanwhile:
    'The settings have changed since you were shown them. Nothing was done; look at them again.',
  notYours:
    'This change cannot be taken back from here. Look at the settings, and change them in the Entra admin center.',
};
