import { type Conversion } from '../../pim/posture/judgements.ts';
import { type ChangeKind, type ChangeWords } from '../changeWords.ts';
import { assign } from './assign.ts';
import { counted } from './people.ts';
import { settingsChange } from './settingsChange.ts';

const reasons: Readonly<Record<NonNullable<Conversion['reason']>, string>> = {
  breakGlass: 'an emergency account keeps its role',
  app: 'an app cannot activate a role',
  throughGroup: 'comes through a group: change the group, or its members',
  guest: 'a guest: ask first whether the role is needed',
  disabledOrMissing: 'disabled, or no longer in the directory: remove it in Entra',
  serviceAccount: 'a service account: nobody is there to activate it',
  lastGlobalAdministrator: 'the last permanent Global Administrator',
  scoped: 'for a part of the organization',
};

const headings: Readonly<Record<ChangeKind, string>> = {
  makeEligible: 'Make eligible',
  assignEligible: 'Assign as eligible',
  assignActive: 'Assign as active',
  extendEligible: 'Move the end of an eligibility',
  extendActive: 'Move the end of an assignment',
  updateEligible: 'Change the end of an eligibility',
  updateActive: 'Change the end of an assignment',
  removeEligible: 'Remove an eligibility',
  removeActive: 'Remove an assignment',
};

const until = (end: string | undefined): string => (end === undefined ? 'without end' : `until ${end}`);

const steps: Readonly<Record<ChangeKind, (end: string | undefined) => readonly string[]>> = {
  makeEligible: (end) => [
    `First the eligibility is made, ${until(end)}, and looked for.`,
    'Only when it is there, the permanent assignment is removed.',
    'From then on the role has to be activated.',
  ],
  assignEligible: (end) => [`They may activate the role ${until(end)}.`],
  assignActive: (end) => [`They have the role ${until(end)}, without activating it.`],
  extendEligible: (end) => [`They may activate the role ${until(end)}.`],
  extendActive: (end) => [`They have the role ${until(end)}.`],
  updateEligible: (end) => [
    `They may activate the role ${until(end)}, and not until the end that it has now.`,
  ],
  updateActive: (end) => [`They have the role ${until(end)}, and not until the end that it has now.`],
  removeEligible: () => ['They cannot activate the role any more. What is active now goes on until its end.'],
  removeActive: () => ['They lose the role at once.'],
};

const done: Readonly<Record<ChangeKind, string>> = {
  makeEligible: 'Eligible now',
  assignEligible: 'Eligible now',
  assignActive: 'Assigned',
  extendEligible: 'The end is moved',
  extendActive: 'The end is moved',
  updateEligible: 'The end is changed',
  updateActive: 'The end is changed',
  removeEligible: 'Eligibility removed',
  removeActive: 'Assignment removed',
};

const doneNext: Readonly<Record<ChangeKind, string>> = {
  makeEligible: 'The eligibility is there, and the permanent assignment is gone. Both were read again.',
  assignEligible: 'The eligibility is there; it was read again.',
  assignActive: 'The assignment is there; it was read again.',
  extendEligible: 'The eligibility has its new end; it was read again.',
  extendActive: 'The assignment has its new end; it was read again.',
  updateEligible: 'The eligibility has its new end; it was read again.',
  updateActive: 'The assignment has its new end; it was read again.',
  removeEligible: 'The eligibility is gone; that was read again.',
  removeActive: 'The assignment is gone; that was read again.',
};

/** PIM has a dry run of what is given, and of nothing else. */
const dryRuns: ReadonlySet<ChangeKind> = new Set(['makeEligible', 'assignEligible', 'assignActive']);

/** An administrator changes what somebody else holds, in English. */
export const changes: ChangeWords = {
  conversions: {
    heading: 'From permanent to eligible',
    headline: (count) =>
      count === 1
        ? '1 permanent assignment could be an eligibility.'
        : `${String(count)} permanent assignments could be eligibilities.`,
    nothing: 'No permanent assignment has to become an eligibility.',
    ready: 'Ready to change',
    byHand: 'By hand, in Entra',
    kept: 'Stay as they are',
    advice: ({ advice, reason }) => {
      if (reason !== undefined) return reasons[reason];
      return advice === 'alreadyEligible'
        ? 'eligible already: only the permanent assignment has to go'
        : 'permanent';
    },
    makeEligible: 'Make eligible',
    remove: 'Remove',
    counts: (count) => `From permanent to eligible: ${counted(count, 'assignment', 'assignments')}`,
    typed: 'Type: make eligible.',
  },
  settings: settingsChange,
  assign,
  heading: (what) => headings[what],
  steps: (what, end) => steps[what](end),
  now: (kind, end) =>
    kind === 'eligibility'
      ? `Now: eligible ${until(end)}.`
      : end === undefined
        ? 'Now: permanent.'
        : `Now: active until ${end}.`,
  nothingNow: 'Now: nothing of their own.',
  limit: (days) =>
    days === undefined
      ? 'The settings of the role allow it without end.'
      : `The settings of the role allow ${counted(days, 'day', 'days')} at most.`,
  lastUsed: (day) => `Last activated ${day}.`,
  neverUsed: 'No activation is known.',
  remarksHeading: 'This is in the way',
  days: 'For how long',
  forDays: (days) => counted(days, 'day', 'days'),
  withoutEnd: 'Without end',
  daysMissing: 'Choose for how long.',
  justification: 'Justification',
  justificationHint: 'Why this is right, for whoever reads the log',
  justificationMissing: 'Write a justification.',
  check: 'Check',
  confirmHeading: 'Make this change?',
  checked: (what) =>
    dryRuns.has(what)
      ? 'PIM was asked and has nothing against it. Nothing is changed yet.'
      : 'Nothing of what can be known beforehand is in the way. Nothing is changed yet.',
  confirm: 'Make the change',
  leave: 'Leave it',
  moveEnd: 'Move the end',
  states: {
    dismissed: { heading: 'Nothing changed', next: 'It was left as it is.' },
    working: { heading: 'Under way', next: 'Entra is being asked. Nothing is said before it is read again.' },
    needsSignIn: {
      heading: 'Sign in to go on',
      next: 'A change of somebody else’s role takes your own sign-in, for this change. It goes on by itself.',
    },
    unclear: {
      heading: 'No answer yet',
      next: 'Entra did not answer; I keep looking and will tell you here. Do not make the change again.',
    },
    refused: { heading: 'Not changed', next: '' },
    half: { heading: 'Half done', next: '' },
    undone: { heading: 'Look at this now', next: '' },
  },
  done: (what) => ({ heading: done[what], next: doneNext[what] }),
  typed: (what) =>
    what === 'assignEligible' || what === 'assignActive' ? assign.typed : 'Type: make eligible.',
  summary: (heading, role) => `${heading}: ${role}`,
  notOffered:
    'Changes of other people’s roles are not switched on here. The settings file does it: administration, changes.',
};
