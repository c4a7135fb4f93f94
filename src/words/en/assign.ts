import { type AssignWords } from '../assignWords.ts';

const EXAMPLE = 'assign exchange admin to ana ruiz';

/** An administrator gives somebody a role that they do not have, in English. */
export const assign: AssignWords = {
  howTo: `Which role, and to whom? Write for instance: ${EXAMPLE}`,
  begin: 'Assign to somebody',
  heading: 'Assign a role',
  who: 'To whom',
  whoHint: 'Name or sign-in name, or how it begins',
  whoMissing: 'Write a name or a sign-in name.',
  find: 'Go on',
  choose: 'Choose',
  nobody: (typed) =>
    `Nobody in the directory is called “${typed}”, and no name and no sign-in name begins so.`,
  whichPerson: (typed) => `More than one person could be meant by “${typed}”:`,
  andMore: 'There are more. Write more of the name, or the whole sign-in name.',
  peopleOnly: 'People only; groups and apps are assigned in the Entra admin center.',
  insteadActive: 'Active instead',
  insteadEligible: 'Eligible instead',
  typed: `Type: ${EXAMPLE}.`,
  summary: 'Assign a role',
};
