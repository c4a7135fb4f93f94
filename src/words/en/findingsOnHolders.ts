import { type FindingRuleId } from '../../pim/findings/finding.ts';
import { type FindingRuleWords } from '../findingWords.ts';
import {
  accounts,
  dayOf,
  figure,
  firstOf,
  is,
  listed,
  people,
  roleOf,
  sentences,
  word,
} from './findingFacts.ts';
import { counted } from './people.ts';

type RulesOnHolders = Extract<
  FindingRuleId,
  | 'permanent-assignment'
  | 'assigned-outside-pim'
  | 'eligibility-without-end'
  | 'stale-eligibility'
  | 'unused-role'
  | 'unused-active-assignment'
  | 'stale-sign-in'
  | 'service-account'
  | 'service-principal'
  | 'guest'
  | 'disabled-or-deleted-account'
  | 'group-not-protected'
  | 'over-privileged-account'
>;

/** What is said of who holds what, in English. */
export const findingsOnHolders: Readonly<Record<RulesOnHolders, FindingRuleWords>> = {
  'permanent-assignment': {
    title: 'Privileged role held all the time',
    what: 'A privileged role stands without an end with people who could activate it when they need it. Emergency accounts, apps, service accounts, disabled and deleted accounts, and groups that PIM for Groups governs are left out; so is the one Global Administrator who has to stay permanent where no emergency account is.',
    evidence: (facts, names) =>
      sentences(
        `${accounts(figure(facts, 'count'))} ${figure(facts, 'count') === 1 ? 'has' : 'have'} ${roleOf(names)} permanently${listed(names, figure(facts, 'count'))}.`,
        figure(facts, 'throughGroups') > 0
          ? `Through groups: ${String(figure(facts, 'throughGroups'))}.`
          : undefined,
        figure(facts, 'alreadyEligible') > 0
          ? `Eligible for it already: ${String(figure(facts, 'alreadyEligible'))}.`
          : undefined,
      ),
    why: 'Whoever takes over such an account has the role at once, at any hour, without approval and without a trace of an activation.',
    mend: 'Make them eligible in PIM, try one activation, and then remove the permanent assignment. What comes through a group is changed at the group.',
  },
  'assigned-outside-pim': {
    title: 'Role given outside PIM',
    what: 'A role was assigned directly in the directory, past PIM. Emergency accounts are left out.',
    evidence: (facts, names) =>
      `${roleOf(names)} was given outside PIM to ${counted(figure(facts, 'count'), 'account or group', 'accounts or groups')}${listed(names, figure(facts, 'count'))}.`,
    why: 'PIM did not check or record such an assignment, and it has no end. Somebody who should not be able to give roles may have found a way to.',
    mend: 'Find out who gave it and why. Remove it, and give it again in PIM if it is needed, as an eligibility.',
  },
  'eligibility-without-end': {
    title: 'Eligible without an end',
    what: 'Somebody is eligible for a role for good, and the baseline wants eligibilities of that role to end.',
    evidence: (facts, names) =>
      `${counted(figure(facts, 'count'), 'eligibility', 'eligibilities')} for ${roleOf(names)} without an end${listed(names, figure(facts, 'count'))}. The baseline wants an end within ${counted(figure(facts, 'days'), 'day', 'days')}.`,
    why: 'People change their work and keep what they were once made eligible for. An end makes somebody ask whether it is still right.',
    mend: 'Give these eligibilities an end in PIM, or review them at fixed times with an access review.',
  },
  'stale-eligibility': {
    title: 'Eligible and not using it',
    what: 'Somebody may activate a role and has not for longer than the threshold. Where the audit log does not reach back so far and no earlier activation is known, it is for information, and only says that they were not seen. Younger eligibilities are not judged.',
    evidence: (facts, names) => {
      const count = figure(facts, 'count');
      const who = `${people(count)} may activate ${roleOf(names)} and`;
      if (word(facts, 'kind') === 'notSeen') {
        return `${who} ${count === 1 ? 'was' : 'were'} not seen doing so since ${dayOf(facts, 'auditedSince') ?? 'the audit log begins'}${listed(names, count)}. The audit log reaches back no further.`;
      }
      const longestAgo = dayOf(facts, 'longestAgo');
      return sentences(
        `${who} ${count === 1 ? 'has' : 'have'} not done so for more than ${counted(figure(facts, 'days'), 'day', 'days')}${listed(names, count)}.`,
        longestAgo === undefined ? undefined : `The longest ago was ${longestAgo}.`,
      );
    },
    why: 'A role that nobody misses is of use only to somebody who takes over the account.',
    mend: 'Ask whether they still need it. Remove the eligibility if not; it is quickly given again.',
  },
  'unused-role': {
    title: 'Role that nobody activates',
    what: 'People may activate a role, and no activation of it is known at all. It is for information where the audit log does not reach back as far as the threshold.',
    evidence: (facts, names) =>
      `${people(figure(facts, 'count'))} may activate ${roleOf(names)}, and nobody is known to have done so${dayOf(facts, 'auditedSince') === undefined ? '' : ` since ${dayOf(facts, 'auditedSince') ?? ''}`}.`,
    why: 'Either nobody needs the role, or its work is done with a stronger one.',
    mend: 'Ask those who are eligible what they use instead. Take the role away, or the stronger one.',
  },
  'unused-active-assignment': {
    title: 'Role held all the time and not used',
    what: 'A role stands with a person whom PIM’s alert about unused roles names for it, or who has never signed in although the assignment is older than the threshold.',
    evidence: (facts, names) =>
      sentences(
        `${people(figure(facts, 'count'))} ${figure(facts, 'count') === 1 ? 'holds' : 'hold'} ${roleOf(names)} all the time and ${figure(facts, 'count') === 1 ? 'does' : 'do'} not seem to use it${listed(names, figure(facts, 'count'))}.`,
        figure(facts, 'byAlert') > 0
          ? `PIM’s own alert names ${String(figure(facts, 'byAlert'))} of them.`
          : undefined,
        figure(facts, 'neverSignedIn') > 0
          ? `Never signed in: ${String(figure(facts, 'neverSignedIn'))}.`
          : undefined,
      ),
    why: 'It is access without a purpose, and nobody would notice its misuse.',
    mend: 'Remove the assignment, or make the person eligible instead.',
  },
  'stale-sign-in': {
    title: 'Administrators who do not sign in',
    what: 'People who hold a role or may activate one have not signed in for longer than the threshold, or PIM’s own alert says so. Emergency and disabled accounts are left out.',
    evidence: (facts, names) => {
      const count = figure(facts, 'count');
      const longestAgo = dayOf(facts, 'longestAgo');
      return sentences(
        `${people(count)} with a role ${count === 1 ? 'has' : 'have'} not signed in for more than ${counted(figure(facts, 'days'), 'day', 'days')}${listed(names, count)}.`,
        longestAgo === undefined ? undefined : `The last sign-in of the longest absent was on ${longestAgo}.`,
        is(facts, 'isAnyWithoutSignIn') ? 'PIM knows of no sign-in of at least one of them.' : undefined,
      );
    },
    why: 'Nobody looks after such an account, and its owner does not notice when somebody else uses it.',
    mend: 'Find out whether the person still works for you. Disable the account, or remove its roles.',
  },
  'service-account': {
    title: 'Service account with a role',
    what: 'A user account that is named like a service account holds a role or may activate one.',
    evidence: (facts, names) =>
      `${accounts(figure(facts, 'count'))} named like a service account ${figure(facts, 'count') === 1 ? 'has' : 'have'} ${roleOf(names)} or may activate it${listed(names, figure(facts, 'count'))}.`,
    why: 'Software cannot answer a second factor, so such accounts are often excepted from it, and their passwords are known to many and seldom changed.',
    mend: 'Replace the account with a managed identity or an app that has only the permissions it needs. If a person uses it, give that person an account of their own.',
  },
  'service-principal': {
    title: 'App with a privileged role',
    what: 'An app holds a privileged role all the time.',
    evidence: (facts, names) =>
      `${counted(figure(facts, 'count'), 'app holds', 'apps hold')} ${roleOf(names)}${listed(names, figure(facts, 'count'))}.`,
    why: 'Whoever can add a secret or a certificate to the app has its role, with no second factor and no activation.',
    mend: 'Give the app the Graph permissions that it needs in place of the role. Look at who owns it and who may change its credentials.',
  },
  guest: {
    title: 'Guest with a privileged role',
    what: 'A guest holds a privileged role or may activate one; worse where it stands.',
    evidence: (facts, names) =>
      sentences(
        `${counted(figure(facts, 'count'), 'guest has', 'guests have')} ${roleOf(names)} or may activate it${listed(names, figure(facts, 'count'))}.`,
        figure(facts, 'standing') > 0 ? `All the time: ${String(figure(facts, 'standing'))}.` : undefined,
      ),
    why: 'Another organization decides how a guest’s account is protected, and when it is closed.',
    mend: 'Give people from outside who administer your tenant accounts of your own, and end those with their contract.',
  },
  'disabled-or-deleted-account': {
    title: 'Role of a disabled or deleted account',
    what: 'An account that is disabled, or no longer in the directory, holds a role or may activate one.',
    evidence: (facts, names) =>
      sentences(
        `${accounts(figure(facts, 'count'))} with ${roleOf(names)} ${figure(facts, 'count') === 1 ? 'is' : 'are'} disabled or deleted${listed(names, figure(facts, 'count'))}.`,
        figure(facts, 'deleted') > 0
          ? `No longer in the directory: ${String(figure(facts, 'deleted'))}.`
          : undefined,
      ),
    why: 'Whoever enables or restores the account gives it the role too, perhaps without knowing.',
    mend: 'Remove the assignment or the eligibility.',
  },
  'group-not-protected': {
    title: 'Group with roles and without protection',
    what: 'A group that holds a role or may activate one is not role-assignable; or one that holds a role all the time is not governed by PIM for Groups. What is not known of a group is not judged.',
    evidence: (facts, names) =>
      sentences(
        `${firstOf(names)} has ${counted(figure(facts, 'roles'), 'role', 'roles')}: ${word(facts, 'roleNames')}.`,
        is(facts, 'isAssignableMissing') ? 'The group is not role-assignable.' : undefined,
        is(facts, 'isPimMissing')
          ? 'Nobody is eligible for membership, so its members have the roles all the time.'
          : undefined,
      ),
    why: 'Whoever may change the members of a group hands out its roles. Only of a role-assignable group may few do that.',
    mend: 'Use a role-assignable group, bring it into PIM for Groups, and make its members eligible for membership.',
  },
  'over-privileged-account': {
    title: 'Account that holds too much',
    what: 'An account holds as many privileged roles all the time as the threshold says, or Global Administrator and another one, or one for which it is eligible as well. Emergency accounts are left out; guests, apps and disabled accounts have rules of their own.',
    evidence: (facts, names) =>
      sentences(
        `${firstOf(names)} holds ${counted(figure(facts, 'roles'), 'privileged role', 'privileged roles')} all the time: ${word(facts, 'roleNames')}.`,
        is(facts, 'isGlobalAdministratorAndMore')
          ? 'Global Administrator includes what the others allow.'
          : undefined,
        is(facts, 'isStandingAndEligible') ? 'It is eligible for one of them as well.' : undefined,
      ),
    why: 'One account that is taken over opens everything at once.',
    mend: 'Leave the account the one role that its daily work needs, and make it eligible for the others.',
  },
};
