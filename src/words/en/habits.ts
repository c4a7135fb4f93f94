import { type HabitWords } from '../habitWords.ts';
import { counted } from './people.ts';

/** Several roles at once, presets and proposals, in English. */
export const habits: HabitWords = {
  many: {
    heading: 'Activate several roles',
    preset: 'Preset',
    duration: (number, maximum) => `Role ${String(number)}: for how long (${maximum} at most)`,
    leaveOut: 'Leave it out',
    activateAll: 'Activate',
    leftOut: 'Left out',
    unknownRole: 'A role that Entra does not know any more',
    notEligible: 'you are not eligible for it any more',
    alreadyActive: 'active already',
    nothingLeft: 'There is nothing left to activate.',
    needsApproval: 'needs approval',
    needsSignIn: 'needs a new sign-in',
    submit: (count) =>
      `Each of the ${String(count)} roles is a request of its own. One reason goes to all of them.`,
    sending: 'Checking',
    outcome: (active, all) => `${String(active)} of ${String(all)} active`,
    ownCards: 'Each request has a card of its own, which shows how it goes on.',
    lookAgain: 'Look again',
    dismissed: 'Not activated',
    dismissedNext: 'You canceled the form. Nothing was sent to Entra.',
    nothingChosen:
      'All of the roles are left out, so there is nothing to activate. Nothing was sent to Entra.',
    unclear:
      'I am not sure about one of these roles. Type their full names with “and” between them, or activate them one by one.',
    tooMany: (most) => `I can activate ${String(most)} roles at once. Type fewer of them.`,
    typed: 'Type: activate, the names of the roles with “and” between them, 2h because and your reason.',
    summary: (count) => `Activate ${counted(count, 'role', 'roles')}: what they ask for`,
  },
  presets: {
    heading: 'My presets',
    none: 'You have no presets yet.',
    noneNext:
      'After an activation type save as and a name, e.g. save as on-call. Then the name alone is enough.',
    activate: 'Activate',
    forget: 'Forget',
    saved: 'Saved as a preset',
    savedNext:
      'Type its name, and the form for all of its roles comes up. Nothing is sent before you have seen it.',
    withReason: 'Its reason is kept with it:',
    withoutReason: 'No reason is kept with it.',
    forgotten: 'The preset is forgotten. Your roles are as they were.',
    gone: 'I do not have this preset of yours any more. Type presets to see which there are.',
    badName:
      'A name has 1 to 30 letters, digits, spaces or hyphens, with at least one letter. Type e.g. save as on-call.',
    takenName: 'That name begins like a command or is a role of yours. Choose another, e.g. save as on-call.',
    full: (most) =>
      `You have ${String(most)} presets, and that is all I keep. Type presets and forget one first.`,
    nothingDone:
      'I know of no activation of yours to save. Name the roles, e.g. save exchange admin and user admin as on-call.',
    howToSave: 'Type save as and a name, e.g. save exchange admin and user admin as on-call.',
    typed: 'Type: presets, or the name of one.',
    summary: 'Your presets',
  },
  defaults: {
    heading: 'What I propose',
    lead: 'The duration and the ticket system you used last for a role. Reasons are never proposed from it.',
    none: 'I have nothing to propose from: you have not activated a role since.',
    duration: (duration) => `for ${duration}`,
    ticketSystem: 'ticket system',
    forget: 'Forget them',
    forgotten: 'Forgotten. From now on only what you use next is proposed.',
    typed: 'Type: defaults.',
  },
};
