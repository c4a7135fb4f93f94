import { type ComplianceCheck } from '../../pim/posture/judgements.ts';
import { type SettingName } from '../../pim/posture/settingFacts.ts';
import { type WhatIf, type WhatIfAsk } from '../../pim/posture/whatIf.ts';
import { type SettingWords } from '../settingWords.ts';
import { counted, named } from './people.ts';

/** A list names so many; the rest is counted. */
const NAMED = 5;

const labels: Readonly<Record<Exclude<SettingName, `notification${string}`>, string>> = {
  activationMinutes: 'longest activation',
  activationMultifactor: 'multifactor authentication',
  authenticationContext: 'authentication context',
  activationJustification: 'justification',
  activationTicket: 'ticket number',
  approval: 'approval',
  approvers: 'list of approvers',
  approverJustification: 'justification of approvers',
  eligibilityMustEnd: 'an end of eligible assignments',
  eligibilityMinutes: 'longest eligible assignment',
  eligibilityMultifactor: 'multifactor authentication for eligible assignments',
  eligibilityJustification: 'justification for eligible assignments',
  assignmentMustEnd: 'an end of active assignments',
  assignmentMinutes: 'longest active assignment',
  assignmentMultifactor: 'multifactor authentication for active assignments',
  assignmentJustification: 'justification for active assignments',
};

const readers: Readonly<Record<string, string>> = {
  admin: 'administrators',
  requestor: 'whom it is about',
  approver: 'approvers',
};
const occasions: Readonly<Record<string, string>> = {
  admin_eligibility: 'when somebody is made eligible',
  admin_assignment: 'when somebody is assigned',
  enduser_assignment: 'when somebody activates',
};

function mailTo(ruleId: string): string {
  const [, reader = '', occasion = ''] = /^notification_([a-z]+)_(\w+)$/iu.exec(ruleId) ?? [];
  const [whom, when] = [readers[reader.toLowerCase()], occasions[occasion.toLowerCase()]];
  return whom === undefined || when === undefined ? `mail by rule ${ruleId}` : `mail to ${whom} ${when}`;
}

const levels: Readonly<Record<string, string>> = { all: 'all', critical: 'critical only', none: 'none' };
const levelOf = (level: string): string => levels[level.toLowerCase()] ?? level;

const list = (names: readonly string[]): string =>
  names.length === 0 ? 'nobody' : named(names.slice(0, NAMED), Math.max(0, names.length - NAMED), 'and');

const REQUESTOR_MANAGER = 'the requestor’s manager';

const isMinutes = (setting: SettingName): boolean => setting.endsWith('Minutes');

const expectations: Readonly<
  Record<Exclude<ComplianceCheck, 'activationHours' | 'eligibilityDays' | 'assignmentDays'>, string>
> = {
  strongAuthentication: 'multifactor authentication or an authentication context',
  authenticationContext: 'an authentication context',
  justification: 'on',
  ticket: 'on',
  approval: 'on',
  notifications: 'administrators are told of every activation',
};

function expectationOf(
  check: ComplianceCheck,
  amount: number,
  duration: (minutes: number) => string,
): string {
  switch (check) {
    case 'activationHours':
      return duration(amount * 60);
    case 'eligibilityDays':
    case 'assignmentDays':
      return `an end within ${duration(amount * 1_440)}`;
    default:
      return expectations[check];
  }
}

function asked(ask: WhatIfAsk, duration: (minutes: number) => string): string {
  const parts = [
    ...(ask.maximumMinutes === undefined ? [] : [duration(ask.maximumMinutes)]),
    ...(ask.approval === true ? ['approval'] : []),
    ...(ask.ticket === true ? ['a ticket number'] : []),
    ...(ask.strongAuthentication === true ? ['strong authentication'] : []),
  ];
  return parts.length === 0 ? 'With nothing changed' : `With ${named(parts, 0, 'and')}`;
}

const period = (days: number): string =>
  days >= 30 ? 'last month’s' : `the last ${counted(days, 'day’s', 'days’')}`;

const notKnown = (names: WhatIf['notKnown']): string =>
  names.length === 0
    ? ''
    : ` Who had ${named(
        names.map((name) => (name === 'ticket' ? 'a ticket number' : 'strong authentication')),
        0,
        'or',
      )} is not in the audit log.`;

/** What a role's settings in PIM ask for, in English. */
export const settings: SettingWords = {
  heading: 'Settings',
  show: 'Settings',
  of: (role) => `Settings of ${role}`,
  parts: {
    activation: 'To activate it',
    approvers: 'Who approves',
    eligibility: 'To make somebody eligible',
    assignment: 'To assign it to somebody',
    notifications: 'PIM’s own mail',
  },
  tier: (name, others) =>
    others === 0
      ? `As the baseline “${name}” asks.`
      : `The baseline “${name}” asks for something else in ${counted(others, 'place', 'places')}.`,
  noTier: 'The baseline asks nothing of this role.',
  notRead: (role) => `The settings of ${role} could not be read.`,
  label: (setting, ruleId) => {
    switch (setting) {
      case 'notificationLevel':
        return mailTo(ruleId);
      case 'notificationDefaultRecipients':
        return `list of usual recipients of ${mailTo(ruleId)}`;
      case 'notificationRecipients':
        return `list of further recipients of ${mailTo(ruleId)}`;
      default:
        return labels[setting];
    }
  },
  value: (setting, value, duration) => {
    if (typeof value === 'number') return isMinutes(setting) ? duration(value) : String(value);
    if (typeof value === 'boolean') return value ? 'on' : 'off';
    if (value === null) return 'none';
    if (typeof value === 'string') return setting === 'notificationLevel' ? levelOf(value) : value;
    return list(value.map((one) => (one === 'requestorManager' ? REQUESTOR_MANAGER : one)));
  },
  mail: (level, isUsual, others) => {
    const whom = [...(isUsual ? ['the usual recipients'] : []), ...(others.length > 0 ? [list(others)] : [])];
    return level.toLowerCase() === 'none'
      ? levelOf(level)
      : `${levelOf(level)}, to ${whom.length === 0 ? 'nobody' : named(whom, 0, 'and')}`;
  },
  mailTo,
  fact: (label, value) => `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${value}`,
  baseline: (check, expected, duration) => `baseline: ${expectationOf(check, Number(expected), duration)}`,
  group: 'group',
  requestorManager: 'The requestor’s manager',
  defaultApprovers: 'Nobody is named: PIM asks Privileged Role Administrators and Global Administrators.',
  changed: (label, before, after) => `${label} was ${before}, is ${after}`,
  wouldChange: (label, before, after) => `${label} is ${before}, would be ${after}`,
  ofRole: (role, changed) => `${role}: ${changed}`,
  traps: {
    multifactorAndContext:
      'Multifactor authentication and an authentication context exclude each other: PIM takes one of them.',
    approverRecipientsLock:
      'Addresses of your own on a rule about mail to approvers lock the role: Graph refuses every later change of its settings (ActivationCustomApproversNotEmpty).',
    lockedByApproverRecipients:
      'The role has addresses of its own on a rule about mail to approvers: Graph refuses every change (ActivationCustomApproversNotEmpty) until they are taken out in the portal.',
    defaultApprovers:
      'Approval without approvers: PIM asks Privileged Role Administrators and Global Administrators.',
    activationLength: 'PIM takes activations of half an hour to 24 hours, in half hours.',
  },
  whatIf: (what, duration) => {
    const { activations, changed, withoutApprover, ask, days } = what;
    const all = counted(activations, 'activation', 'activations');
    const without = ask.approval === true ? `; ${String(withoutApprover)} had no approver` : '';
    return `${asked(ask, duration)}, ${String(changed)} of ${period(days)} ${all} would have changed${without}.${notKnown(what.notKnown)}`;
  },
  noLog: 'The audit log could not be read, so nothing can be said of activations.',
  typed: 'Type: policy, and a role.',
};
