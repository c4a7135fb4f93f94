import { type CellWords, type ColumnWords } from '../reportWords.ts';
import { houseBypasses } from './houseBypasses.ts';
import { laterBreaches } from './laterBreaches.ts';
import { counted } from './people.ts';

/** Heads of the report's columns, in English. */
export const columns: ColumnWords = {
  severity: 'Severity',
  finding: 'Finding',
  evidence: 'What was found',
  role: 'Role',
  concerns: 'Concerns',
  mend: 'What to do',
  holder: 'Holder',
  through: 'How',
  scope: 'Where',
  since: 'Since',
  until: 'Until',
  lastUse: 'Last activated',
  remarks: 'Remarks',
  reasons: 'Why it is too much',
  roles: 'Privileged roles held all the time',
  advice: 'Advice',
  tier: 'Tier',
  verdict: 'As it should be',
  unmet: 'What differs',
  requested: 'Asked',
  active: 'Active',
  justification: 'Reason given',
  outcome: 'Outcome',
  decidedBy: 'Decided by',
  permanent: 'Permanent',
  timeBound: 'With an end',
  eligible: 'Eligible',
  activeNow: 'Active now',
  activations: 'Activations',
  count: 'Count',
  rule: 'Rule',
  value: 'Value',
};

const told = (value: number | boolean | null): string => {
  if (value === null) return 'without end';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
};

/** What stands in the report's cells, in English. */
export const cells: CellWords = {
  wholeTenant: 'whole tenant',
  directly: 'directly',
  noEnd: 'without end',
  unknown: 'not known',
  never: 'no activation known',
  privileged: 'privileged',
  lastUse: (time, source) =>
    ({ audit: time, pimAlert: `${time}, by PIM’s alert`, latchkey: `${time}, by Latchkey` })[source],
  mark: (mark) =>
    ({
      app: 'app',
      group: 'group',
      missing: 'no longer in the directory',
      guest: 'guest',
      disabled: 'disabled',
      breakGlass: 'emergency account',
      outsidePim: 'assigned outside PIM',
    })[mark],
  reason: {
    manyPrivilegedRoles: 'many privileged roles at once',
    globalAdministratorAndMore: 'Global Administrator and more',
    standingAndEligible: 'holds a role and is eligible for it',
    guest: 'a guest',
    disabled: 'disabled',
    app: 'an app',
  },
  advice: {
    makeEligible: 'make eligible',
    alreadyEligible: 'already eligible: remove the permanent one',
    byHand: 'decide by hand',
    keep: 'keep',
  },
  conversionReason: {
    breakGlass: 'emergency account',
    app: 'apps cannot activate roles',
    throughGroup: 'held through a group',
    guest: 'a guest',
    disabledOrMissing: 'disabled or gone',
    lastGlobalAdministrator: 'the last Global Administrator',
    scoped: 'not for the whole tenant',
    serviceAccount: 'service account: its programs cannot activate roles',
  },
  adviceOf: (advice, reason) => (reason === undefined ? advice : `${advice} (${reason})`),
  compliant: 'Yes',
  notCompliant: 'No',
  check: {
    activationHours: 'Longest activation in hours',
    strongAuthentication: 'Strong authentication',
    authenticationContext: 'Authentication context',
    justification: 'Reason asked for',
    ticket: 'Ticket asked for',
    approval: 'Approval',
    eligibilityDays: 'Longest eligibility in days',
    assignmentDays: 'Longest assignment in days',
    notifications: 'Mails to administrators',
  },
  unmet: (check, expected, found) => `${check}: ${told(found)}, should be ${told(expected)}`,
  minutes: (minutes) => `${String(minutes)} min`,
  bypass: houseBypasses.unmet,
  laterBreach: laterBreaches.unmet,
  notJudged: 'could not be judged',
  outcome: {
    waiting: 'waiting',
    activated: 'activated',
    denied: 'denied',
    canceled: 'canceled',
    lapsed: 'lapsed',
  },
  yardstick: {
    globalAdministrators: 'Global Administrators',
    between: (fewest, most) => `${String(fewest)} to ${String(most)}`,
    globalAdministratorsShare: 'Their share of all who hold privileged roles, at most',
    percent: (value) => `${String(value)} %`,
    breakGlassPermanent: 'Emergency accounts that may be permanent',
    breakGlass: 'Emergency accounts',
    privilegedRolesPerPerson: 'Privileged roles that are too many for one account',
    approvers: 'Approvers of a role who can be reached, at least',
    staleEligibilityDays: 'Days without activation until an eligibility is stale',
    staleSignInDays: 'Days without sign-in until an account is stale',
    serviceAccountPrefixes: 'Names of service accounts begin with',
    tier: (name) => `Baseline: ${name}`,
    tierAsks: (roles, { hours, checks, eligibilityDays, assignmentDays }) =>
      [
        `for ${roles}`,
        `at most ${counted(hours, 'hour', 'hours')} active`,
        ...checks.map((check) => check.toLowerCase()),
        ...(eligibilityDays > 0 ? [`eligible for at most ${counted(eligibilityDays, 'day', 'days')}`] : []),
        ...(assignmentDays > 0 ? [`assigned for at most ${counted(assignmentDays, 'day', 'days')}`] : []),
      ].join('; '),
  },
};
