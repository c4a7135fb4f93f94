import { type PolicyFileWords } from '../policyFileWords.ts';
import { counted, named } from './people.ts';

const rulesNamed = (ruleIds: readonly string[]): string =>
  named(ruleIds.slice(0, 3), Math.max(0, ruleIds.length - 3), 'and');

/** An administrator applies a file of role settings, in English. */
export const policyFiles: PolicyFileWords = {
  heading: 'Policy file',
  how: 'Send me the file that “npm run cli -- policy export” wrote: attach it to a message that says policy apply, or paste its text behind these words. I show first what it would change, role by role, and change nothing by myself. If you have just sent it, send it again: I did not know yet who you are.',
  oneAtATime: 'That is more than one file. Send one at a time; nothing was done.',
  notAnExport:
    'I take only the file that “npm run cli -- policy export” writes, and its name ends in .json. Nothing was done.',
  tooLarge: (kilobytes) =>
    `That is more than ${String(kilobytes)} KB, and I did not read it. Leave out the roles that are to stay as they are, and send it again.`,
  notFetched: {
    refused:
      'The file does not lie in your own storage, where Teams puts what you attach, so I did not fetch it. Attach it again from your computer, or paste its text.',
    notText: 'The file is no text in UTF-8. Attach the file as “policy export” wrote it.',
    failed: 'Your storage did not give me the file. Attach it again in a minute, or paste its text.',
  },
  problems: {
    heading: 'This file cannot be applied',
    one: (kind, place) => {
      switch (kind) {
        case 'notJson':
          return 'It is not valid JSON. If you pasted it, it may be cut: attach the file instead.';
        case 'otherFormat':
          return 'It is no file of role settings. Make one with “npm run cli -- policy export”.';
        case 'otherVersion':
          return 'It was written by another version. Export it again, and make your changes in the new file.';
        case 'namedTwice':
          return `${place}: a role is named more than once. Keep it once.`;
        case 'shape':
          return `${place}: this is not as an export writes it. Compare it with a fresh export.`;
      }
    },
    more: (count) => `And ${String(count)} more.`,
    tooManyRoles: (most) =>
      `More than ${String(most)} roles would change. Split the file, and send one part after the other.`,
    next: 'Nothing was kept or changed. Mend it and send it again.',
  },
  everythingSame: (roles) =>
    roles === 1
      ? 'The one role of the file is set as it says. There is nothing to do.'
      : `All ${String(roles)} roles of the file are set as it says. There is nothing to do.`,
  headline: (toDo, blocked) =>
    [
      toDo === 0 ? 'Nothing is left to apply' : `${counted(toDo, 'role', 'roles')} to go`,
      ...(blocked === 0 ? [] : [`${String(blocked)} cannot be applied`]),
    ].join(' · '),
  foreign:
    'The file is of another tenant: ids of approvers and of custom roles differ by nature. Look twice at each role.',
  oneByOne:
    'Each role is shown whole and confirmed by itself. Roles that the file does not name stay as they are.',
  sameRoles: (count) =>
    `${counted(count, 'role was', 'roles were')} set as the file says when it came, and ${count === 1 ? 'is' : 'are'} not listed.`,
  parts: { toDo: 'To apply', blocked: 'Cannot be applied', done: 'Done' },
  state: (state, rules) => {
    const would = `${counted(rules, 'rule', 'rules')} would change`;
    switch (state) {
      case 'open':
        return would;
      case 'half':
        return `Changed in part, then it stopped; ${would}`;
      case 'stopped':
        return `Tried, and nothing changed; ${would}`;
      case 'takenBack':
        return `Applied and taken back; ${would}`;
      case 'underWay':
        return 'Under way';
      case 'unclear':
        return 'Entra has not answered yet; do not make the change again';
      case 'blocked':
        return 'Left out';
      case 'applied':
        return 'Applied, and read again';
      case 'same':
        return 'Set as the file says';
    }
  },
  otherApprovers: 'the list of approvers would be another',
  moreChanges: (count) => `and ${String(count)} more`,
  unsettable: {
    noSuchRole: () =>
      'There is no such role in this tenant. Take it out of the file, or make the custom role first.',
    notRead: () => 'The settings of this role could not be read. Try again in a minute.',
    unknownRules: (ruleIds) =>
      `The role has no rule ${rulesNamed(ruleIds)}. Take it out of the file, or export again.`,
    badValues: (ruleIds) =>
      `${rulesNamed(ruleIds)} has a value that no rule takes. Correct it in the file and send it again.`,
  },
  strangers: (count) =>
    `${counted(count, 'approver is', 'approvers are')} not in this tenant’s directory, so nothing can be applied. Correct the file and send it again.`,
  look: 'Look and apply',
  back: 'Back to the file',
  progress: (applied, left) =>
    left === 0
      ? 'Every role of the file that differed is applied.'
      : `${counted(applied, 'role', 'roles')} of the file applied, ${String(left)} left.`,
  sameNow: (role) => `${role} is set as the file says. There is nothing to do.`,
  gone: 'I do not have that file any more: it is older than a day, or you have sent another. Send it again.',
  summary: (headline) => `Policy file: ${headline}`,
  typed: 'Type: policy apply.',
};
