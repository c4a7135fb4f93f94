import { type FindingRuleId } from '../../pim/findings/finding.ts';
import { type FindingRuleWords } from '../findingWords.ts';
import { figure, is, listed, people, roleOf, sentences, word } from './findingFacts.ts';
import { counted } from './people.ts';

type RulesOnSettings = Extract<
  FindingRuleId,
  | 'no-strong-authentication'
  | 'no-approval'
  | 'approval-by-house-rule'
  | 'activation-too-long'
  | 'no-justification'
  | 'no-ticket'
  | 'permanent-eligibility-allowed'
  | 'too-few-approvers'
  | 'sole-approver'
  | 'multifactor-and-context'
  | 'custom-approver-recipients'
  | 'notifications-off'
>;

const hours = (value: number): string => counted(value, 'hour', 'hours');

/** What is said of how roles are set, in English. */
export const findingsOnSettings: Readonly<Record<RulesOnSettings, FindingRuleWords>> = {
  'no-strong-authentication': {
    title: 'Activated with a password alone',
    what: 'The baseline asks for strong authentication or for an authentication context, and the role’s settings do not.',
    evidence: (facts, names) =>
      is(facts, 'isMultifactorRequired')
        ? `${roleOf(names)} asks for multifactor authentication; the tier ${word(facts, 'tier')} wants an authentication context.`
        : `${roleOf(names)} is activated without multifactor authentication and without an authentication context. The tier ${word(facts, 'tier')} wants ${is(facts, 'isContextMissing') ? 'an authentication context' : 'either'}.`,
    why: 'A stolen password or session is then enough to get the role.',
    mend: 'In the role’s settings in PIM, ask for multifactor authentication on activation, or better for an authentication context with a Conditional Access policy behind it.',
  },
  'no-approval': {
    title: 'Activated without approval',
    what: 'The baseline asks for approval, and the role’s settings do not.',
    evidence: (facts, names) =>
      `${roleOf(names)} is activated without approval. The tier ${word(facts, 'tier')} wants it approved.`,
    why: 'With such a role somebody can change who has every other one. A second person who looks at each activation stops most misuse.',
    mend: 'Ask for approval in the role’s settings in PIM, and name at least two approvers.',
  },
  'approval-by-house-rule': {
    title: 'Approval by a house rule alone',
    what: 'Rules of the house ask approvals for a role, and its settings in PIM ask none.',
    evidence: (facts, names) =>
      `${roleOf(names)} needs an approval by ${counted(figure(facts, 'count'), 'house rule', 'house rules')} (${word(facts, 'rules')}), and none by PIM.`,
    why: 'House rules are a practice and no control: whoever activates the role in the portal is asked for no approval.',
    mend: 'Where the approval has to hold against everybody, ask for one in the role’s settings in PIM as well.',
  },
  'activation-too-long': {
    title: 'Activation may last too long',
    what: 'An activation of the role may last longer than the baseline allows.',
    evidence: (facts, names) =>
      `${roleOf(names)} may be active for ${hours(figure(facts, 'hours'))} at a time. The tier ${word(facts, 'tier')} allows ${hours(figure(facts, 'mostHours'))}.`,
    why: 'What is active longer than the work takes is there for others too, for instance in a session that was left open.',
    mend: 'Shorten the longest activation in the role’s settings in PIM.',
  },
  'no-justification': {
    title: 'Activated without a justification',
    what: 'The baseline asks for a justification, and the role’s settings do not.',
    evidence: (facts, names) =>
      `${roleOf(names)} is activated without a justification. The tier ${word(facts, 'tier')} wants one.`,
    why: 'Later nobody can tell why the role was active, and an odd activation looks like any other.',
    mend: 'Ask for a justification on activation in the role’s settings in PIM.',
  },
  'no-ticket': {
    title: 'Activated without a ticket',
    what: 'The baseline asks for ticket information, and the role’s settings do not.',
    evidence: (facts, names) =>
      `${roleOf(names)} is activated without a ticket. The tier ${word(facts, 'tier')} wants one.`,
    why: 'Without a ticket an activation cannot be laid beside the work it was for.',
    mend: 'Ask for ticket information on activation in the role’s settings in PIM.',
  },
  'permanent-eligibility-allowed': {
    title: 'Eligibility without an end is allowed',
    what: 'The baseline wants eligibilities to end, and the role’s settings allow some that do not.',
    evidence: (facts, names) =>
      `The settings of ${roleOf(names)} allow eligibility without an end. The tier ${word(facts, 'tier')} wants one within ${counted(figure(facts, 'days'), 'day', 'days')}.`,
    why: 'Whoever gives the role can then give it for good, and nobody is asked again.',
    mend: 'In the role’s settings in PIM, let eligible assignments expire.',
  },
  'too-few-approvers': {
    title: 'Too few approvers',
    what: 'A role asks for approval, and fewer people than the threshold could give it: enabled, and reached by Latchkey’s cards where that is known. Where nobody is named, those are counted who hold Global or Privileged Role Administrator all the time, emergency accounts left out. Not judged where the requestor’s manager is asked.',
    evidence: (facts, names) => {
      const reachable = figure(facts, 'reachable');
      return sentences(
        `${reachable === 0 ? 'Nobody' : people(reachable)} can approve ${roleOf(names)}; ${String(figure(facts, 'fewest'))} should.`,
        is(facts, 'isDefault')
          ? 'Its settings name no approver, so Global and Privileged Role Administrators decide.'
          : undefined,
        figure(facts, 'count') > 0
          ? `Approvers, reached or not${listed(names, figure(facts, 'count'))}.`
          : undefined,
        is(facts, 'isReachabilityKnown') ? undefined : 'Whether cards reach them is not known.',
      );
    },
    why: 'When they are away, requests lapse after a day, or people find other ways.',
    mend: 'Name more approvers in the role’s settings in PIM, best as a group, and install Latchkey for them.',
  },
  'sole-approver': {
    title: 'It hangs on one approver',
    what: 'A person is the only reachable approver of two or more roles; or the only one left to decide about a fellow approver who may activate the role; or the only approver of a role that they may activate themselves.',
    evidence: (facts, { principals: [first = 'An account'] }) =>
      sentences(
        figure(facts, 'roles') > 0
          ? `${first} is the only approver of ${counted(figure(facts, 'roles'), 'role', 'roles')}.`
          : undefined,
        figure(facts, 'people') > 0
          ? `${first} alone can decide about requests of ${counted(figure(facts, 'people'), 'fellow approver', 'fellow approvers')}.`
          : undefined,
        figure(facts, 'ownRoles') > 0
          ? `Nobody can decide about ${first}’s own requests for ${counted(figure(facts, 'ownRoles'), 'role', 'roles')}.`
          : undefined,
      ),
    why: 'Nobody decides about their own request. When this person is away, the others cannot work, and whoever has this account decides everything.',
    mend: 'Name another approver for these roles.',
  },
  'multifactor-and-context': {
    title: 'Two kinds of authentication at once',
    what: 'A role’s settings ask for multifactor authentication and for an authentication context. The portal lets one choose only either.',
    evidence: (facts, names) =>
      `${roleOf(names)} asks for multifactor authentication and for the authentication context ${word(facts, 'context')}.`,
    why: 'Such settings come from a script. Whoever saves them in the portal changes them unknowingly.',
    mend: 'Keep the authentication context, let its Conditional Access policy ask for multifactor authentication, and switch the other off.',
  },
  'custom-approver-recipients': {
    title: 'Settings that cannot be changed by Graph',
    what: 'PIM’s mail to the approvers of a role has recipients of its own.',
    evidence: (facts, names) =>
      `The mail to approvers of ${roleOf(names)} has ${counted(figure(facts, 'recipients'), 'recipient', 'recipients')} of its own.`,
    why: 'Graph then refuses every change of the role’s settings (ActivationCustomApproversNotEmpty), and a script that is to repair them fails.',
    mend: 'Remove these recipients in the portal. Approvers get their mail anyway; add others to the mail for administrators.',
  },
  'notifications-off': {
    title: 'Nobody is told of activations',
    what: 'The baseline wants PIM’s own mail to tell administrators of activations, and it is off, critical only, or has no recipient.',
    evidence: (facts, names) =>
      `PIM mails no administrator when ${roleOf(names)} is activated. The tier ${word(facts, 'tier')} wants that.`,
    why: 'A mail to people who did not ask for the role is often how a misuse is noticed.',
    mend: 'In the role’s settings in PIM, switch on the notification of administrators when the role is activated.',
  },
};
