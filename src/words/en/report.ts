import { type ReportWords } from '../reportWords.ts';
import { counted, named } from './people.ts';
import { posture } from './posture.ts';
import { cells, columns } from './reportTables.ts';

const severity = { high: 'High', medium: 'Medium', low: 'Low', information: 'Information' };

/** The audit report, in English. */
export const report: ReportWords = {
  region: 'en-GB',
  title: 'Who has what in Entra',
  product: 'Latchkey audit report',
  tenant: (id) => `Tenant ${id}`,
  taken: (time) => `As Entra had it on ${time}`,
  generated: (time) => `Report made on ${time}`,
  skip: 'Skip to the report',
  contents: 'Contents',
  headings: {
    summary: 'Summary',
    charts: 'In pictures',
    top: 'Look at these first',
    tables: 'Everything',
    incomplete: 'How far this report sees',
  },
  verdict: ({ high, medium, low, information }) => {
    const parts = [
      ...(high > 0 ? [`${String(high)} high`] : []),
      ...(medium > 0 ? [`${String(medium)} medium`] : []),
      ...(low > 0 ? [`${String(low)} low`] : []),
      ...(information > 0 ? [`${String(information)} for information`] : []),
    ];
    const all = high + medium + low + information;
    return all === 0
      ? 'No rule found anything.'
      : `${counted(all, 'finding', 'findings')}: ${named(parts, 0, 'and')}.`;
  },
  figures: {
    permanent: 'Permanent',
    timeBound: 'Standing with an end',
    eligible: 'Eligible',
    activeNow: 'Active now',
    standingPrivileged: 'Accounts with a privileged role all the time',
    globalAdministrators: 'Permanent Global Administrators',
    emergencyBeside: (count) =>
      count === 0
        ? 'no emergency account beside'
        : `${counted(count, 'emergency account', 'emergency accounts')} beside`,
    compliant: 'Roles set as the baseline asks',
    compliantOf: (met, all) => `${String(met)} of ${String(all)}`,
    activations: (days) => `Activations in ${counted(days, 'day', 'days')}`,
    heads: 'A person or app counts once for each role, however many ways lead there.',
  },
  charts: {
    byRole: 'Permanent and eligible, by role',
    byRoleMore: (count) => `${counted(count, 'more role is', 'more roles are')} in the table.`,
    bySeverity: 'Findings by severity',
    perDay: 'Activations day by day (UTC)',
    asTable: 'The same as a table',
    permanent: (count) => `${String(count)} permanent`,
    eligible: (count) => `${String(count)} eligible`,
    day: 'Day',
    most: (count) => `At most ${String(count)} a day`,
    nobody: 'Nobody holds or may activate a role.',
    noLog: 'The audit log could not be read.',
  },
  severity,
  why: 'Why it matters',
  mend: 'What to do',
  guides: 'Read more',
  moreOfTheKind: (count) => `${counted(count, 'more finding', 'more findings')} of this kind below.`,
  moreKinds: (count) => `${counted(count, 'more kind', 'more kinds')} of findings below.`,
  noFindings: 'Nothing was found that a rule minds.',
  tables: {
    findings: { caption: 'Findings', explained: 'The worst first.' },
    permanent: {
      caption: 'Permanent assignments',
      explained: 'Roles that are held all the time and without an end, each holder and way to the role.',
    },
    timeBound: {
      caption: 'Standing assignments with an end',
      explained: 'Held all the time too, but not for good.',
    },
    active: {
      caption: 'Activated now',
      explained: 'Just in time, for hours: this is how it should be, and no standing access.',
    },
    eligible: {
      caption: 'Eligible assignments',
      explained: 'Roles that can be activated when they are needed.',
    },
    overPrivileged: {
      caption: 'Accounts that hold too much',
      explained: 'Accounts whose privileged roles are too many, or are with the wrong kind of account.',
    },
    conversionsByRole: {
      caption: 'From permanent to eligible, by role',
      explained: 'How many permanent assignments of each role could be eligible instead.',
    },
    conversions: {
      caption: 'From permanent to eligible, one by one',
      explained: 'What should become of each permanent assignment.',
    },
    compliance: {
      caption: 'Role settings and the baseline',
      explained: 'Every role’s settings in PIM, beside what the baseline asks for.',
    },
    activations: {
      caption: 'Recent activations',
      explained: 'Requests to activate a role, the latest first, with the reason that was given.',
    },
    houseRuleBypasses: {
      caption: 'Past the house rules',
      explained:
        'Activations of roles that house rules are about, which did not keep to them; as Latchkey found them.',
    },
    laterBreaches: {
      caption: 'Planned, and not by the house rules any more',
      explained:
        'Activations that were planned through Latchkey when the house rules allowed them, and that these did not allow as they began.',
    },
    yardstick: {
      caption: 'What was judged by',
      explained: 'The thresholds and the baseline of this report. They stand in the settings file.',
    },
  },
  columns,
  counted: (caption, count) => `${caption} (${String(count)})`,
  none: 'None.',
  moreRows: (count) =>
    `${counted(count, 'more row is', 'more rows are')} in the JSON and CSV forms of this report.`,
  notRead: (part, code) => `Not read: ${posture.parts[part] ?? part} (${code}).`,
  notJudged: (rules) => `Rules that could not be applied: ${rules.join(', ')}.`,
  auditedSince: (since) =>
    since === undefined
      ? 'The audit log could not be read, so nothing is said of activations.'
      : `The audit log was read back to ${since}.`,
  cells,
  footer:
    'Made by Latchkey from read-only calls. Names and reasons in it are personal data: share it with those who need it. Times are in UTC.',
};
