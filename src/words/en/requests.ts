import { type RequestWords } from '../requestWords.ts';
import { counted, named } from './people.ts';

/** Why Teams did not take a message, by its code. */
const refusals: ReadonlyMap<string, string> = new Map([
  ['NotInstalled', 'does not have Latchkey in Teams'],
  ['ConversationBlockedByUser', 'has blocked Latchkey in Teams'],
  ['ForbiddenOperationException', 'does not have Latchkey in Teams any more'],
  ['BotNotInConversationRoster', 'does not have Latchkey in Teams any more'],
  ['ConversationNotFound', 'does not have Latchkey in Teams any more'],
  ['BotDisabledByAdmin', 'is not allowed to use Latchkey in Teams'],
  ['UserNotFound', 'is not found in Teams'],
  ['Unclear', 'may or may not have the card: Teams did not say'],
]);

/** What a token calls a way of signing in (Entra: `amr`); others are told by the token's own word. */
const methodNames: ReadonlyMap<string, string> = new Map([
  ['pwd', 'password'],
  ['mfa', 'multifactor authentication'],
  ['fido', 'passkey'],
  ['otp', 'one-time code'],
  ['wia', 'Windows'],
]);

/** The requestor's request, in English. */
export const requests: RequestWords = {
  kind: 'Your activation request',
  rows: { duration: 'For', start: 'Start', scope: 'Scope', ticket: 'Ticket', proof: 'Signed in with' },
  proof: ({ methods, contexts }) =>
    [
      ...methods.map((method) =>
        methodNames.has(method) ? `${methodNames.get(method) ?? ''} (${method})` : method,
      ),
      ...contexts.map((context) => `authentication context ${context}`),
    ].join(', '),
  why: 'Your justification',
  checking: 'Checking',
  checkingNext: 'Entra is being asked. The role is not active yet.',
  needsSignIn: 'Sign in to go on',
  needsSignInNext:
    'Entra wants to see that it is you. Your request is kept and goes on as soon as you have signed in.',
  unclear: 'No answer yet',
  unclearNext:
    'Entra did not answer; I keep looking and will tell you here. The request may have arrived, so do not send it again.',
  waiting: 'Waiting for approval',
  waitingFor: (names, others) => `Waiting for ${named(names, others, 'or')}.`,
  waitingForUnknown: 'Waiting for an approver.',
  departed: 'somebody no longer in the directory',
  departedFirst: 'Somebody no longer in the directory',
  unnamed: 'somebody whose name is not known',
  unnamedFirst: 'Somebody whose name is not known',
  asking: 'They are being asked now.',
  reached: (reached, asked) =>
    reached === asked
      ? `${asked === 1 ? 'The approver has' : `All ${String(asked)} have`} the request in Teams.`
      : `${String(reached)} of ${String(asked)} have the request in Teams.`,
  reachedNobody: 'I could not reach any of them in Teams. Ask them yourself, so that they look in Entra.',
  mailed: 'PIM also mails approvers.',
  unreachable: (name, refusal) =>
    `${name} ${refusals.get(refusal ?? '') ?? 'could not be reached in Teams'}.`,
  unreachableOthers: (count) => `${counted(count, 'other', 'others')} could not be reached either.`,
  lapses: (at) => `The request lapses ${at}. I will tell you here.`,
  waitingForAdministrator: 'Waiting for an administrator',
  waitingForAdministratorNext:
    'A Privileged Role Administrator decides this one in the Entra admin center. I will tell you here.',
  provisioning: 'Being activated',
  provisioningNext: (approvedBy) =>
    `${approvedBy === undefined ? 'PIM has accepted the request' : `${approvedBy} approved it`}. Entra sets the role up now; that takes up to a minute.`,
  scheduled: (at) => `The role becomes active ${at}. I will tell you here.`,
  scheduledHeading: 'Scheduled',
  approvedBy: (name) => `${name} approved it.`,
  activeUntil: (at) => `Active until ${at}`,
  active: 'Active',
  activeNext: 'If a page does not let you in yet, sign out there and in again.',
  denied: 'Denied',
  deniedBy: (name, at) => `${name ?? 'An approver'} denied it${at === undefined ? '' : `, ${at}`}`,
  deniedNothing: 'No comment was given.',
  deniedAgain: (at) => `You can ask for it here again from ${at} on.`,
  lapsed: 'Lapsed',
  lapsedNext: 'Nobody decided within 24 hours, so PIM let the request lapse. Nothing was activated.',
  canceled: 'Canceled',
  canceledNext: 'The request was taken back. Nothing was activated.',
  failed: 'Not activated',
  failedNext: (status) =>
    `PIM gave the request up (${status}). Look in the Entra admin center, or ask for it again.`,
  refused: 'Not activated',
  ended: 'Ended',
  endedAt: (at) =>
    at === undefined ? 'The role is not active any more.' : `The role was active until ${at}.`,
  typed: 'Type: pending or my roles.',
  summary: (state, role) => `${state}: ${role}`,
};
