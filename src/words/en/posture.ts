import { type PostureWords } from '../postureWords.ts';
import { counted, named } from './people.ts';
import { settings } from './settings.ts';

/** What entitled people are told of the whole organization, in English. */
export const posture: PostureWords = {
  reading: 'Reading the organization. With a long audit log this takes a minute or two.',
  notEntitled:
    'This is for people who may read all roles anyway: Global Reader, Security Reader, Security Operator, Security Administrator, Privileged Role Administrator, Global Administrator, or a member of Latchkey’s administrators’ group. Activate such a role first, and ask again.',
  asOf: (time) => `As Entra had it ${time}.`,
  notRead: (parts) => `Not read, and so not judged: ${named(parts, 0, 'and')}.`,
  parts: {
    roles: 'roles',
    privilegedRoles: 'which roles are privileged',
    assignments: 'assignments',
    eligibilities: 'eligibilities',
    settings: 'role settings',
    principals: 'names',
    groupMembers: 'members of some groups',
    groupEligibilities: 'PIM for Groups',
    signIns: 'last sign-ins',
    audits: 'the audit log',
    alerts: 'PIM’s own alerts',
  },
  page: (page, pages) => `Page ${String(page)} of ${String(pages)}`,
  next: 'Next page',
  audit: {
    heading: 'Who has what',
    headline: (permanent, eligible) => `${String(permanent)} held permanently, ${String(eligible)} eligible`,
    privileged: (heads) =>
      heads === 0
        ? 'Nobody holds a privileged role all the time.'
        : `${counted(heads, 'account holds', 'accounts hold')} a privileged role all the time.`,
    globalAdministrators: (count, breakGlass) =>
      `${counted(count, 'permanent Global Administrator', 'permanent Global Administrators')}${
        breakGlass === 0
          ? ''
          : `, and ${counted(breakGlass, 'emergency account', 'emergency accounts')} beside`
      }.`,
    chart: 'Permanent and eligible, by role',
    permanent: 'Permanent',
    timeBound: 'With an end',
    eligible: 'Eligible',
    activeNow: 'Active now',
    figures: (permanent, eligible, activeNow) =>
      [
        `${String(permanent)} permanent`,
        `${String(eligible)} eligible`,
        ...(activeNow > 0 ? [`${String(activeNow)} active now`] : []),
      ].join(', '),
    findings: (high, medium, others) =>
      high + medium + others === 0
        ? 'No findings.'
        : `Findings: ${String(high)} high, ${String(medium)} medium, ${counted(others, 'other', 'others')}.`,
    top: 'Look at these first',
    severity: (severity) =>
      ({ high: 'High', medium: 'Medium', low: 'Low', information: 'Information' })[severity],
    moreInReport: (count) =>
      `${counted(count, 'more kind of finding', 'more kinds of findings')} in the report`,
    othersLikeIt: (count) => `And ${counted(count, 'other', 'others')} like it.`,
    compliance: (met, all) => `Settings of ${String(met)} of ${String(all)} roles are as the baseline asks.`,
    getFile: 'Get the report',
    stats: 'Activations',
    counts: (findings) =>
      findings === 0 ? 'Audit: no findings' : `Audit: ${counted(findings, 'finding', 'findings')}`,
    typed: 'Type: who has, and a role; or stats.',
  },
  holders: {
    headingHas: 'Who has it',
    headingCanBecome: 'Who can become it',
    has: (role) => `Who has ${role}`,
    canBecome: (role) => `Who can become ${role}`,
    hasCount: (standing, activated) =>
      `${String(standing)} standing, ${String(activated)} activated for a time.`,
    canBecomeCount: (count) => `${counted(count, 'account', 'accounts')} can activate it.`,
    nobodyHas: 'Nobody has it now.',
    nobodyCan: 'Nobody can activate it.',
    having: (having, until) => {
      switch (having) {
        case 'permanent':
          return 'permanent';
        case 'timeBound':
          return until === undefined ? 'assigned' : `assigned until ${until}`;
        case 'activated':
          return until === undefined ? 'activated' : `activated until ${until}`;
        case 'eligible':
          return until === undefined ? 'eligible without end' : `eligible until ${until}`;
      }
    },
    through: (groups) => `through ${groups.join(' in ')}`,
    marks: (mark) =>
      ({
        app: 'app',
        guest: 'guest',
        disabled: 'disabled',
        missing: 'no longer in the directory',
        breakGlass: 'emergency account',
        group: 'group without members I can see',
      })[mark],
    showCandidates: 'Who can become it',
    showHolders: 'Who has it now',
    showHistory: 'History',
    typed: 'Type: who has, and a role.',
  },
  history: {
    heading: 'Activations',
    ofRole: (role) => `Activations of ${role}`,
    ofPerson: (name) => `Activations by ${name}`,
    own: 'Your activations',
    since: (day) => `Since ${day}.`,
    onlySince: (day) => `The audit log reaches back to ${day} only.`,
    nothing: 'There was no activation in that time.',
    outcome: (outcome) =>
      ({
        waiting: 'waiting',
        activated: 'activated',
        denied: 'denied',
        canceled: 'canceled',
        lapsed: 'lapsed',
      })[outcome],
    decidedBy: (name, isDenied) => `${isDenied ? 'denied' : 'approved'} by ${name}`,
    count: (count) => counted(count, 'request', 'requests'),
    typed: 'Type: history, and a role or a person.',
  },
  stats: {
    heading: (day) => `Activations since ${day}`,
    headline: (activated, requests) =>
      `${counted(activated, 'activation', 'activations')} of ${counted(requests, 'request', 'requests')}`,
    counts: (activated, requests) =>
      `Activations: ${String(activated)} of ${counted(requests, 'request', 'requests')}`,
    outcomes: (denied, lapsedOrCanceled, waiting) =>
      `${String(denied)} denied, ${String(lapsedOrCanceled)} lapsed or canceled, ${String(waiting)} waiting.`,
    median: (duration) => `Half of them lasted ${duration} or less.`,
    byDay: 'By day',
    byRole: 'By role',
    byPerson: 'By person',
    byDecider: 'Decided by',
    nothing: 'Nothing was activated in that time.',
    typed: 'Type: stats, or history and a role.',
  },
  settings,
  whichOne: (typed) => `More than one could be meant by “${typed}”:`,
  noSuchRole: (typed) => `There is no role like “${typed}”.`,
  noSuchRoleOrPerson: (typed) =>
    `There is no role like “${typed}”, and nobody of that name holds, activated or may activate one.`,
  file: {
    description: 'Audit report, one page to read in a browser',
    declined: 'The report was not stored. “audit” offers it again.',
    notTaken: 'Your storage did not take the file. Ask for it again with “audit”.',
    askAgain: 'Your sign-in is no longer at hand. Ask for the report again with “audit”.',
  },
};
