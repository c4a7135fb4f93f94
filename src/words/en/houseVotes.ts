import { type HouseVoteWords, type VotesOver } from '../houseVoteWords.ts';
import { named } from './people.ts';

const over: Readonly<Record<VotesOver, string>> = {
  denied: 'Denied under the house rules',
  timedOut: 'Lapsed under the house rules',
  unused: 'Approval not used in time',
  limit: 'Lapsed',
  restored: 'Not carried on after a restore',
};

/** Approvals by house rules, in English. */
export const houseVotes: HouseVoteWords = {
  stage: (rule, counted, needed, place) =>
    `“${rule}”: ${String(counted)} of ${String(needed)} ${needed === 1 ? 'approval' : 'approvals'}${place === undefined ? '' : `, ${place}`}.`,
  stagePlace: (stage, stages) => `step ${String(stage)} of ${String(stages)}`,
  waitingFor: (names, others) =>
    names.length === 0 ? 'There is nobody who may approve.' : `Waiting for ${named(names, others, 'or')}.`,
  anyoneOf: (group) => `anyone of ${group}`,
  unnamedGroup: 'a group whose name is not known',
  unnamedPerson: 'somebody whose name is not known',
  manager: 'the requestor’s manager',
  until: (at) => `Until ${at}.`,
  escalates: (at) => `From ${at} on others are asked as well.`,
  isEscalated: 'Others are asked as well by now.',
  unread: 'Somebody whom this rule names cannot be looked up just now, and does not count until they can.',
  heldUp: 'The house rules cannot be judged just now. Nothing goes on until they can.',
  vote: (name, isApproval, at) => `${name} ${isApproval ? 'approved' : 'denied'} (${at})`,
  doesNotCount: 'does not count (any more)',
  inPlaceOf: (name) => `in place of ${name}`,
  moreVotes: (count) => `and ${String(count)} more`,
  practice: 'This is a practice of the house, not a control: PIM itself asks nobody about this role.',
  complete: 'All votes are there. One of PIM’s approvers must now approve.',
  yoursGivesIt: 'All votes are there. Your approval gives the role.',
  onlyDeny: 'The house rules wait for others first. You can deny now, and approve once they have approved.',
  voted: (isApproval) => (isApproval ? 'You approved' : 'You denied'),
  votedNext: 'Your vote is recorded and stays as it is.',
  others: 'Nothing to do for you now',
  othersNext: 'The house rules do not ask you about this request at the moment.',
  ready: 'Approved: activate now',
  readyNext: (until) => `The votes are there. You can activate the role until ${until}.`,
  activateNow: 'Activate now',
  over: (why) => over[why],
  overWhy: (why, { name, rule }) => {
    switch (why) {
      case 'denied':
        return `${name} denied it.`;
      case 'timedOut':
        return `Not enough people answered in time for “${rule}”.`;
      case 'unused':
        return 'It was approved, and not carried out while that counted.';
      case 'limit':
        return 'PIM let the request lapse before the votes were there.';
      case 'restored':
        return 'The database was restored from a backup, so nobody knows what was said since. Ask again.';
    }
  },
  waitsInPim:
    'Nobody can approve it here any more. The request still waits in PIM: one of PIM’s approvers should deny it there, or its requestor cancel it.',
  denyInPim: 'Please deny it in PIM; nobody can approve it here any more.',
  outside: 'Decided outside the house rules',
  outsideNext: 'PIM has an answer that the votes did not give: it was decided in the Entra admin center.',
  passed: (name) => `${name} went past these votes in an emergency`,
  passedWhy: (name) => `${name} gave this reason for the emergency`,
  passedNext: {
    inPim:
      'No vote is needed any more. PIM still waits for one of its own approvers: no emergency goes past these. The owners of the rules are told.',
    here: 'No vote is needed any more: this request was taken back, and the role is activated as an emergency. The owners of the rules are told.',
  },
  nothingToGoPast: 'There are no votes to go past: this request does not wait for any now.',
  notices: {
    readyForRequestor: (role) => `${role} is approved under the house rules. Activate it now, on its card.`,
    yourTurn: (name, role) => `It is your turn to decide on ${role} for ${name}.`,
    overForRequestor: (role) => `Your request for ${role} ended under the house rules. Its card says why.`,
    denyInPim: (name, role) => `${role} for ${name} was denied under the house rules. Please deny it in PIM.`,
  },
};
