import { type AlertEventKind, type AlertSource } from '../../pim/alerts/alert.ts';
import { type AlertWords } from '../alertWords.ts';
import { dismissal } from './dismissal.ts';
import { counted, named } from './people.ts';
import { pimAlerts } from './pimAlerts.ts';

const sources: Readonly<Record<AlertSource, string>> = { latchkey: 'Latchkey', pim: 'Entra PIM' };

const severities = { high: 'High', medium: 'Medium', low: 'Low', information: 'For information' } as const;

const happened: Readonly<Record<AlertEventKind, string>> = {
  raised: 'Found',
  again: 'Found again',
  grew: 'Found more of it',
  resolved: 'Gone',
  snoozeEnded: 'Snooze ended',
  acknowledged: 'Acknowledged',
  snoozed: 'Snoozed',
  dismissed: 'Dismissed in Entra PIM',
};

/** What stands wrong in the organization, in English. */
export const alerts: AlertWords = {
  heading: 'Alerts',
  headline: (high, medium, others) =>
    `${String(high)} high, ${String(medium)} medium, ${counted(others, 'other', 'others')}`,
  nothing: 'Nothing stands open.',
  neverLooked: 'I have not looked yet. The first look comes a few minutes after the start.',
  notJudged: (rules) =>
    `${counted(rules, 'rule', 'rules')} could not be judged at the last look, because something could not be read. What they found before stands as it was.`,
  raised: (count) => `${String(count)} new high alerts`,
  raisedSummary: (count) => `Alerts about roles: ${String(count)} new and high`,
  kind: (severity, source) => `${severities[severity]} · ${sources[source]}`,
  sourceLabel: 'Found by',
  source: (source) => sources[source],
  stateLabel: 'State',
  state: (state, until) => {
    switch (state) {
      case 'open':
        return 'Open';
      case 'acknowledged':
        return 'Acknowledged';
      case 'snoozed':
        return until === undefined ? 'Snoozed' : `Snoozed until ${until}`;
      case 'resolved':
        return 'Resolved';
    }
  },
  sinceLabel: 'Since',
  since: (time) => `since ${time}`,
  againSince: (time) => `It was gone for a while, and is there again since ${time}.`,
  notJudgedSince: (time) => `Not judged since ${time}: what it rests on could not be read.`,
  resolved: (time) => `Gone when I looked ${time}.`,
  dismissed: (name, time) => `${name} dismissed it in Entra PIM ${time}. What it is about was not changed.`,
  comparedLabel: 'Beside it',
  compared: (source, { other, notNamed }) => {
    const them = source === 'pim' ? 'Latchkey' : 'Entra PIM';
    if (other === 'unknown') return `What ${them} says of it could not be read.`;
    if (other === 'doesNot') return `${them} does not say so; its thresholds are its own.`;
    return notNamed === undefined || notNamed === 0
      ? `${them} says so too.`
      : `${them} says so too, and does not name ${String(notNamed)} of them.`;
  },
  newIn: (names, others) => `New in it: ${named(names, others, 'and')}.`,
  why: 'Why it matters',
  mend: 'What to do',
  history: (kind, time, name) => `${happened[kind]}${name === undefined ? '' : ` by ${name}`}, ${time}`,
  pim: pimAlerts,
  otherPim: {
    title: 'An alert of Entra PIM’s',
    evidence: (count) => `Entra PIM counts ${counted(count, 'incident', 'incidents')}.`,
    why: 'I do not know this alert yet.',
    mend: 'The Entra admin center says what it is about.',
  },
  acknowledge: 'Acknowledge',
  snooze: 'Snooze',
  snoozeOffer: 'Snooze …',
  snoozeFor: 'Snooze for',
  days: (days) => counted(days, 'day', 'days'),
  reason: 'Reason',
  reasonHint: 'A snooze needs one. Other administrators read it.',
  show: 'Show',
  showAll: 'All alerts',
  summary: (title, role) => (role === undefined ? title : `${title}: ${role}`),
  discreet: 'An alert about roles',
  typed: 'Type: alerts.',
  digest: ({ high, medium, low, information }, raised) =>
    `${String(high)} high, ${String(medium)} medium, ${counted(low + information, 'other', 'others')} open; ${raised === 0 ? 'none' : String(raised)} new since then.`,
  digestTitle: 'Alerts',
  replies: {
    reasonNeeded:
      'A snooze needs a reason, for the others who look after this. Write one on the card, and press again.',
    daysNeeded: 'Choose for how long on the card, and press again.',
    notThere: 'That alert is not there any more. Type: alerts.',
    alreadyAcknowledged: 'Somebody was faster: it is acknowledged already.',
    alreadyResolved: 'It is resolved already: there is nothing left to do about it.',
  },
  dismissal,
};
