import { type Alert, stateOf, subjectsNow } from '../pim/alerts/alert.ts';
import { type AlertNames, shownSubjects } from '../pim/alerts/namesOfAlerts.ts';
import { isPimAlertName } from '../pim/alerts/pimAlerts.ts';
import { type Severity } from '../pim/findings/finding.ts';
import { type ToldFinding } from '../words/findingWords.ts';
import { type Times } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { plainName } from './plainText.ts';
import { type Tone } from './sheet.ts';

/** An alert names the people of so many of its findings; the others stand in the report. */
const MOST_PARTS = 2;

/** What an alert says: its title in our own words, and everything else with names in it. */
export interface ToldAlert extends Omit<ToldFinding, 'evidence'> {
  readonly evidence: readonly string[];
  /** Of the role, or of the first whom it is about. */
  readonly about: string | undefined;
}

/** An alert in sentences. Names are in all but the title. */
export function toldAlert({ alerts, findings }: Words, alert: Alert, names: AlertNames): ToldAlert {
  const { roleDefinitionId, parts } = alert;
  const role = roleDefinitionId === undefined ? undefined : plainName(names.role(roleDefinitionId));
  const shown = shownSubjects(alert);
  const nameOf = (subject: (typeof shown)[number]): string => plainName(names.principal(subject));
  const [first] = shown;
  const about = role ?? (first === undefined ? undefined : nameOf(first));
  if (alert.source === 'pim') {
    const words = isPimAlertName(alert.rule) ? alerts.pim[alert.rule] : alerts.otherPim;
    const count = parts[0]?.facts['count'];
    const whom = shown.map(nameOf).filter((name) => name !== '');
    const rest = subjectsNow(alert).length - shown.length;
    const list = rest > 0 ? [...whom, '…'] : whom;
    const evidence = [
      words.evidence(typeof count === 'number' ? count : 0),
      ...(list.length === 0 ? [] : [`${list.join(', ')}.`]),
    ];
    return { ...words, evidence, about };
  }
  const { rule } = alert;
  const told = parts.slice(0, MOST_PARTS).map((part) =>
    findings.told(
      { ...part, rule, ...(roleDefinitionId === undefined ? {} : { roleDefinitionId }) },
      {
        role,
        principals: shown
          .filter(({ principalId }) => principalId !== null && part.principals.includes(principalId))
          .map(nameOf),
      },
    ),
  );
  const { title, why, mend } = told[0] ?? findings.rules[rule];
  return { title, evidence: told.map(({ evidence }) => evidence), why, mend, about };
}

/** How an alert stands, with the end of a snooze. */
export const stateText = ({ alerts }: Words, times: Times, alert: Alert): string =>
  alerts.state(stateOf(alert), alert.snoozedUntil === undefined ? undefined : times.at(alert.snoozedUntil));

const bySeverity: Readonly<Record<Severity, Tone>> = {
  high: 'attention',
  medium: 'warning',
  low: 'emphasis',
  information: 'emphasis',
};

/** The colour of its head; the words say the same. */
export function toneOf(alert: Alert): Tone {
  const state = stateOf(alert);
  if (state === 'resolved') return 'good';
  return state === 'open' ? bySeverity[alert.severity] : 'emphasis';
}
