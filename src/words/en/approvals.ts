import { type ApprovalWords } from '../requestWords.ts';
import { counted, named } from './people.ts';

/** The approver's request, in English. */
export const approvals: ApprovalWords = {
  heading: 'Your decision is asked for',
  asksFor: ' asks to activate ',
  askedFor: ' asked to activate ',
  guest: 'guest',
  rows: {
    role: 'Role',
    allows: 'Allows',
    scope: 'Scope',
    duration: 'For',
    ticket: 'Ticket',
    lapses: 'Lapses',
    active: 'Active now',
    lastUsed: 'Last used',
  },
  fromApproval: 'from approval',
  durationUnknown: 'asked for in the portal; the duration is shown there',
  startingAt: (at) => `starting ${at}`,
  activeNothing: 'no other role',
  activeRoles: (names, others) => named(names, others, 'and'),
  neverUsed: 'not seen before',
  why: (name) => `${name} wrote`,
  noWhy: 'No justification was given.',
  othersAsked: (count) =>
    count === 0
      ? 'Nobody else was asked.'
      : `${counted(count, 'other was', 'others were')} asked; the first answer counts.`,
  inPlace: 'This took the place of an earlier request, which was canceled. Read it anew.',
  comment: 'Your comment (the role asks for one)',
  commentOptional: 'Your comment (if you like)',
  commentMissing: 'The role asks approvers for a comment.',
  typedDecision: (number) =>
    `Or type: approve ${String(number)} because …, or deny ${String(number)} because …`,
  working: 'Recording your decision',
  workingNext: (isApproval) =>
    `Your ${isApproval ? 'approval' : 'denial'} is on its way to Entra. The card changes when Entra confirms it.`,
  needsSignIn: 'Sign in to decide',
  needsSignInNext: 'A decision takes a sign-in of its own. Nothing is decided until you have signed in.',
  unclear: 'No answer yet',
  unclearNext: 'Entra did not confirm your decision; I keep looking. The card changes when I know.',
  approved: 'Approved',
  denied: 'Denied',
  decidedByMe: (isApproval, at) =>
    `You ${isApproval ? 'approved' : 'denied'} it${at === undefined ? '' : ` (${at})`}.`,
  decidedBy: (isApproval, name, at) =>
    `${name ?? 'Another approver'} ${isApproval ? 'approved' : 'denied'} it${at === undefined ? '' : ` (${at})`}.`,
  decisionComment: 'Comment',
  lapsed: 'Lapsed',
  lapsedNext: 'Nobody decided within 24 hours, so PIM let the request lapse.',
  canceled: 'Canceled',
  canceledNext: 'The request was taken back. There is nothing left to decide.',
  notMine: 'Not yours to decide any more',
  notMineNext: 'PIM does not name you as an approver of this request any more.',
  ended: 'Closed',
  endedNext: 'The request is not open any more. There is nothing left to decide.',
  typed: 'Type: pending.',
  summary: (name, role, duration) =>
    `${name} asks for ${role}${duration === undefined ? '' : `, ${duration}`}`,
  discreet: 'A request waits for your decision',
  stateSummary: (state, name, role) => `${state}: ${role} for ${name}`,
};
