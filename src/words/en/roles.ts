import { type OddLetter } from '../../pim/lookAlikes.ts';
import { type ChooseWords, type DeactivationWords, type FormWords, type RoleWords } from '../words.ts';
import { counted, named } from './people.ts';

const kinds: Readonly<Record<OddLetter['kind'], string>> = {
  Cyrillic: 'Cyrillic',
  Greek: 'Greek',
  Armenian: 'Armenian',
  Cherokee: 'Cherokee',
  Lisu: 'Lisu',
  Coptic: 'Coptic',
  Latin: 'Latin',
  fullWidth: 'full-width',
  mathematical: 'a sign from formulas',
};

/** So many letters are named; the others are counted. */
const MOST_LETTERS = 3;

const oddLettersTold = (odd: readonly OddLetter[]): string =>
  named(
    odd.slice(0, MOST_LETTERS).map(({ letter, kind }) => `${letter} is ${kinds[kind]}`),
    odd.length - MOST_LETTERS,
    'and',
  );

/** Roles, in English. */
export const roles: RoleWords = {
  heading: 'My roles',
  privileged: 'privileged',
  custom: 'custom role',
  notTheBuiltIn: 'is not the built-in role of that name',
  unusualLetters: (odd) => `unusual letters: ${oddLettersTold(odd)}`,
  looksLikeAnother: 'looks like another name here',
  wholeTenant: 'Whole tenant',
  unnamedUnit: 'One administrative unit',
  unnamedObject: 'One object',
  unknownScope: 'Not known yet: see Entra',
  via: (group) => `via ${group}`,
  viaGroup: 'via a group',
  needs: ({ isApprovalRequired, isTicketRequired, isSignInRequired }) =>
    `needs ${named(
      [
        ...(isApprovalRequired ? ['approval'] : []),
        ...(isTicketRequired ? ['a ticket'] : []),
        ...(isSignInRequired ? ['a new sign-in'] : []),
      ],
      0,
      'and',
    )}`,
  eligibleUntil: (at) => `eligible until ${at}`,
  activeNow: 'Active now',
  scheduled: 'Scheduled',
  waiting: 'Waiting for approval',
  eligible: 'You can activate',
  none: 'You hold no role and can activate none.',
  noneNext: 'Whoever manages roles in your organization can make you eligible. Then you find the role here.',
  timeLeft: (left, until) => `${left} left, until ${until}`,
  activeWithoutEnd: 'always active, no end',
  assignedUntil: (at) => `assigned until ${at}`,
  startsAt: (at, duration) => (duration === undefined ? `starts ${at}` : `starts ${at}, for ${duration}`),
  lapses: (at) => `lapses ${at}`,
  more: (count) => `${counted(count, 'more is', 'more are')} not shown here.`,
  moreEligible: (count) =>
    `${counted(count, 'more role is', 'more roles are')} not shown. Type activate and the name of the role.`,
  typed: 'Type: activate and the name of a role.',
  counts: (active, eligible) => `My roles: ${String(active)} active, ${String(eligible)} to activate`,
};

const unsure = (typed: string): string =>
  typed === '' ? '' : `“${typed}” does not say exactly which of your roles you mean. `;

/** "Did you mean", in English. */
export const choose: ChooseWords = {
  heading: 'Did you mean',
  headingUntyped: 'Which role',
  activate: (typed) => `${unsure(typed)}Which one do you want to activate?`,
  deactivate: (typed) => `${unsure(typed)}Which one do you want to deactivate?`,
  extend: (typed) => `${unsure(typed)}Which one do you want to extend?`,
  typedName: {
    activate: 'Or type activate and the full name of the role.',
    deactivate: 'Or type deactivate and the full name of the role.',
    extend: 'Or type extend and the full name of the role.',
  },
  typed: (count) => (count === 1 ? 'Or type: 1' : `Or type a number, 1 to ${String(count)}.`),
};

/** The activation form, in English. */
export const form: FormWords = {
  heading: 'Activate a role',
  duration: (maximum) => `For how long (${maximum} at most)`,
  durationMissing: 'Choose how long.',
  justification: 'Justification',
  justificationOptional: 'Justification (if you like)',
  justificationHint: 'What you need the role for',
  justificationMissing: 'The role asks for a justification.',
  ticketNumber: 'Ticket number',
  ticketNumberOptional: 'Ticket number (if there is one)',
  ticketMissing: 'The role asks for a ticket number.',
  ticketSystem: 'Ticket system (if there is more than one)',
  startsAt: (at) => `It will start ${at}.`,
  approvers: (names, others) => `${named(names, others, 'or')} will be asked to approve it.`,
  defaultApprovers: (names, others) =>
    names.length === 0 && others === 0
      ? 'The role names no approver: Global Administrators and Privileged Role Administrators decide.'
      : `The role names no approver: Global Administrators and Privileged Role Administrators decide. At the moment: ${named(names, others, 'and')}.`,
  nobodyApproves: 'Nobody can approve this role at the moment, so the request would lapse after 24 hours.',
  noApproval: 'No approval needed: the role is active as soon as Entra has set it up.',
  signInCheck: 'You will be asked to sign in again.',
  remarksHeading: 'Before it can be activated',
  submitted: 'Sent',
  submittedNext: 'The card below shows how it goes on.',
  dismissed: 'Not activated',
  dismissedNext: 'You canceled the form. Nothing was sent to Entra.',
  typed: 'Type: activate, the name of the role, for 2h because and your justification.',
  summary: (role) => `Activate ${role}: what the role asks for`,
};

/** Deactivating, in English. */
export const deactivation: DeactivationWords = {
  working: 'Deactivating',
  workingNext: 'Entra is being told. The card changes when the role is gone.',
  done: 'Deactivated',
  doneNext: 'You do not hold the role any more.',
  unclear: 'No answer yet',
  unclearNext: 'Entra did not answer; I keep looking and will tell you here.',
  needsSignIn: 'Sign in to go on',
  needsSignInNext: 'The role is still active. It is deactivated as soon as you have signed in.',
  refused: 'Still active',
  typed: 'Type: my roles.',
};
