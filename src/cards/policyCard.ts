import { type BaselineTier } from '../pim/posture/baseline.ts';
import { type ComplianceCheck, type RoleCompliance } from '../pim/posture/judgements.ts';
import { type ApproverReference } from '../pim/policy.ts';
import {
  canonicalSettings,
  type SettingFact,
  settingFacts,
  type SettingName,
} from '../pim/posture/settingFacts.ts';
import {
  type SnapshotNotification,
  type SnapshotPrincipal,
  type SnapshotRole,
  type SnapshotSettings,
} from '../pim/posture/snapshot.ts';
import { type PostureWords } from '../words/postureWords.ts';
import { type SettingWords } from '../words/settingWords.ts';
import { timesFor, type Times } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList, type Section } from './list.ts';
import { pageOf } from './pages.ts';
import { plainName } from './plainText.ts';
import { line, run, subtle, type Line } from './runs.ts';
import { settingText } from './settingText.ts';
import { verbs } from './verbs.ts';

/** A role's settings, and what the baseline asks of them. */
export interface PolicyOnCard {
  readonly role: SnapshotRole;
  readonly settings: SnapshotSettings;
  /** `undefined`: the baseline asks nothing of the role. */
  readonly tier: Pick<BaselineTier, 'name'> | undefined;
  readonly checks: RoleCompliance['checks'];
  readonly principal: (id: SnapshotPrincipal['id']) => SnapshotPrincipal;
  readonly page: number;
  readonly asOf: Date;
  /** Whether role settings may be changed from here. */
  readonly mayChange: boolean;
}

const LINES_PER_PAGE = 40;

type Part = keyof SettingWords['parts'];

interface PartLine {
  readonly part: Part;
  readonly line: Line;
}

/** What it takes to activate and to grant a role, whom PIM writes to, and where the baseline asks for something else. */
export function policyCard(context: CardContext, policy: PolicyOnCard): Card {
  const { role, asOf } = policy;
  const { posture: words, changes } = wordsFor(context.locale);
  const times = timesFor(context);
  const name = plainName(role.displayName);
  const all = linesOf(words.settings, times, policy);
  const draw = (most: number): Card => {
    const page = pageOf(all, policy.page, most);
    const more = page.count > 1 ? [subtle(words.page(page.number, page.count))] : [];
    return drawList(context, {
      heading: words.settings.heading,
      lead: [[run(name, { size: 'Medium', weight: 'Bolder' })], line(tierLine(words, policy))],
      sections: sectionsOf(words.settings, page.rows),
      lines: [...more, subtle(words.asOf(times.at(asOf)))],
      actions: [
        ...(page.number < page.count
          ? [
              button(context, words.next, verbs.showPolicy, {
                roleDefinitionId: role.id,
                page: String(page.number + 1),
              }),
            ]
          : []),
        ...(isSettable(policy)
          ? [button(context, changes.settings.offer, verbs.changeSettings, { roleDefinitionId: role.id })]
          : []),
        button(context, words.holders.showHolders, verbs.showHolders, {
          roleDefinitionId: role.id,
          question: 'has',
        }),
      ],
      preview: {
        summary: words.settings.of(name),
        discreetSummary: words.settings.heading,
        typed: words.settings.typed,
      },
    });
  };
  return drawFitting(LINES_PER_PAGE, draw);
}

/** Whether anything can be set as the baseline asks; which authentication context it is to be, it does not say. */
const isSettable = ({ mayChange, checks }: PolicyOnCard): boolean =>
  mayChange && checks.some(({ isMet, check }) => !isMet && check !== 'authenticationContext');

function tierLine({ settings: words }: PostureWords, { tier, checks }: PolicyOnCard): string {
  if (tier === undefined) return words.noTier;
  return words.tier(plainName(tier.name), checks.filter(({ isMet }) => !isMet).length);
}

/** Neighbours of one part under one title. */
function sectionsOf(words: SettingWords, lines: readonly PartLine[]): readonly Section[] {
  const parts = [...new Set(lines.map(({ part }) => part))];
  return parts.map((part) => ({
    title: words.parts[part],
    rows: [{ lines: lines.filter((one) => one.part === part).map((one) => one.line) }],
  }));
}

function linesOf(words: SettingWords, times: Times, policy: PolicyOnCard): readonly PartLine[] {
  const settings = canonicalSettings(policy.settings);
  const { activation, eligibility, assignment } = settings;
  const marks = marksOf(words, times, policy);
  const told = (part: Part, of: (name: SettingName) => boolean): readonly PartLine[] =>
    settingFacts(settings)
      .filter(({ setting }) => of(setting))
      .map((fact) => ({ part, line: factLine(words, times, fact, marks.get(fact.setting)) }));
  const grants = (part: 'eligibility' | 'assignment', isEnding: boolean): readonly PartLine[] =>
    // How long at the most says nothing where there need not be an end.
    told(part, (name) => name.startsWith(part) && (isEnding || !name.endsWith('Minutes')));
  const approvers = activation.approvers.map((one) => approverLine(words, one, policy));
  return [
    ...told('activation', (name) => ofActivation.has(name)),
    ...told('activation', (name) => name === 'approverJustification' && activation.isApprovalRequired),
    ...(!activation.isApprovalRequired
      ? []
      : approvers.length === 0
        ? [{ part: 'approvers' as const, line: line(words.defaultApprovers) }]
        : approvers.map((approver) => ({ part: 'approvers' as const, line: approver }))),
    ...grants('eligibility', eligibility.isExpirationRequired),
    ...grants('assignment', assignment.isExpirationRequired),
    ...settings.notifications.map((one) => ({
      part: 'notifications' as const,
      line: mailLine(words, one, marks.get('notificationLevel')),
    })),
  ];
}

const ofActivation: ReadonlySet<SettingName> = new Set<SettingName>([
  'activationMinutes',
  'activationMultifactor',
  'authenticationContext',
  'activationJustification',
  'activationTicket',
  'approval',
]);

const marked = (told: string, mark: string | undefined): Line => [
  run(told),
  ...(mark === undefined ? [] : [run(`  ${mark}`, { color: 'Warning', size: 'Small' })]),
];

const factLine = (
  words: SettingWords,
  times: Times,
  { setting, ruleId, value }: SettingFact,
  mark: string | undefined,
): Line => marked(words.fact(words.label(setting, ruleId), settingText(words, times, setting, value)), mark);

/** The baseline asks for mail about activations alone. */
const CHECKED_RULE = 'Notification_Admin_EndUser_Assignment';

const mailLine = (
  words: SettingWords,
  { ruleId, level, isDefaultRecipientsEnabled, recipients }: SnapshotNotification,
  mark: string | undefined,
): Line =>
  marked(
    words.fact(
      plainName(words.mailTo(ruleId)),
      words.mail(plainName(level), isDefaultRecipientsEnabled, recipients.map(plainName)),
    ),
    ruleId === CHECKED_RULE ? mark : undefined,
  );

function approverLine(words: SettingWords, one: ApproverReference, { principal }: PolicyOnCard): Line {
  if (one.kind === 'requestorManager') return line(words.requestorManager);
  const { displayName, userPrincipalName } = principal(one.id);
  const more = one.kind === 'group' ? words.group : (userPrincipalName ?? '');
  return [
    run(plainName(displayName)),
    ...(more === '' ? [] : [run(`  ${plainName(more)}`, { isSubtle: true, size: 'Small' })]),
  ];
}

/** What the baseline asks for instead, beside the setting that it is about. */
function marksOf(
  words: SettingWords,
  { duration }: Times,
  { checks, settings }: PolicyOnCard,
): ReadonlyMap<SettingName, string> {
  return new Map(
    checks
      .filter(({ isMet }) => !isMet)
      .map(({ check, expected }) => [settingOf(check, settings), words.baseline(check, expected, duration)]),
  );
}

function settingOf(check: ComplianceCheck, { eligibility, assignment }: SnapshotSettings): SettingName {
  switch (check) {
    case 'activationHours':
      return 'activationMinutes';
    case 'strongAuthentication':
      return 'activationMultifactor';
    case 'authenticationContext':
      return 'authenticationContext';
    case 'justification':
      return 'activationJustification';
    case 'ticket':
      return 'activationTicket';
    case 'approval':
      return 'approval';
    case 'eligibilityDays':
      return eligibility.isExpirationRequired ? 'eligibilityMinutes' : 'eligibilityMustEnd';
    case 'assignmentDays':
      return assignment.isExpirationRequired ? 'assignmentMinutes' : 'assignmentMustEnd';
    case 'notifications':
      return 'notificationLevel';
  }
}
