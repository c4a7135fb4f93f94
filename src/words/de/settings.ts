import { type ComplianceCheck } from '../../pim/posture/judgements.ts';
import { type SettingName } from '../../pim/posture/settingFacts.ts';
import { type WhatIf, type WhatIfAsk } from '../../pim/posture/whatIf.ts';
import { type SettingWords } from '../settingWords.ts';
import { counted, dative, named } from './people.ts';

/** A list names so many; the rest is counted. */
const NAMED = 5;

const labels: Readonly<Record<Exclude<SettingName, `notification${string}`>, string>> = {
  activationMinutes: 'längste Aktivierung',
  activationMultifactor: 'Multi-Faktor-Authentifizierung',
  authenticationContext: 'Authentifizierungskontext',
  activationJustification: 'Begründung',
  activationTicket: 'Ticketnummer',
  approval: 'Genehmigung',
  approvers: 'Liste der Genehmigenden',
  approverJustification: 'Begründung der Genehmigenden',
  eligibilityMustEnd: 'Ende berechtigter Zuweisungen',
  eligibilityMinutes: 'längste berechtigte Zuweisung',
  eligibilityMultifactor: 'Multi-Faktor-Authentifizierung für berechtigte Zuweisungen',
  eligibilityJustification: 'Begründung für berechtigte Zuweisungen',
  assignmentMustEnd: 'Ende aktiver Zuweisungen',
  assignmentMinutes: 'längste aktive Zuweisung',
  assignmentMultifactor: 'Multi-Faktor-Authentifizierung für aktive Zuweisungen',
  assignmentJustification: 'Begründung für aktive Zuweisungen',
};

const readers: Readonly<Record<string, string>> = {
  admin: 'Administratoren',
  requestor: 'die betroffene Person',
  approver: 'Genehmigende',
};
const occasions: Readonly<Record<string, string>> = {
  admin_eligibility: 'bei neuer Berechtigung',
  admin_assignment: 'bei neuer Zuweisung',
  enduser_assignment: 'bei Aktivierung',
};

function mailTo(ruleId: string): string {
  const [, reader = '', occasion = ''] = /^notification_([a-z]+)_(\w+)$/iu.exec(ruleId) ?? [];
  const [whom, when] = [readers[reader.toLowerCase()], occasions[occasion.toLowerCase()]];
  return whom === undefined || when === undefined
    ? `E-Mail nach Regel ${ruleId}`
    : `E-Mail an ${whom} ${when}`;
}

const levels: Readonly<Record<string, string>> = { all: 'alle', critical: 'nur kritische', none: 'keine' };
const levelOf = (level: string): string => levels[level.toLowerCase()] ?? level;

const list = (names: readonly string[]): string =>
  names.length === 0 ? 'niemand' : named(names.slice(0, NAMED), Math.max(0, names.length - NAMED), 'und');

const REQUESTOR_MANAGER = 'die vorgesetzte Person';

const isMinutes = (setting: SettingName): boolean => setting.endsWith('Minutes');

const expectations: Readonly<
  Record<Exclude<ComplianceCheck, 'activationHours' | 'eligibilityDays' | 'assignmentDays'>, string>
> = {
  strongAuthentication: 'Multi-Faktor-Authentifizierung oder ein Authentifizierungskontext',
  authenticationContext: 'ein Authentifizierungskontext',
  justification: 'an',
  ticket: 'an',
  approval: 'an',
  notifications: 'Administratoren erfahren von jeder Aktivierung',
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
      return `ein Ende binnen ${dative(duration(amount * 1_440))}`;
    default:
      return expectations[check];
  }
}

function asked(ask: WhatIfAsk, duration: (minutes: number) => string): string {
  const parts = [
    ...(ask.maximumMinutes === undefined ? [] : [`höchstens ${dative(duration(ask.maximumMinutes))}`]),
    ...(ask.approval === true ? ['Genehmigung'] : []),
    ...(ask.ticket === true ? ['einer Ticketnummer'] : []),
    ...(ask.strongAuthentication === true ? ['starker Authentifizierung'] : []),
  ];
  return parts.length === 0 ? 'Ohne eine Änderung' : `Mit ${named(parts, 0, 'und')}`;
}

const period = (days: number): string =>
  days >= 30 ? 'im letzten Monat' : `in den letzten ${counted(days, 'Tag', 'Tagen')}`;

const notKnown = (names: WhatIf['notKnown']): string =>
  names.length === 0
    ? ''
    : ` Wer ${named(
        names.map((name) => (name === 'ticket' ? 'eine Ticketnummer' : 'starke Authentifizierung')),
        0,
        'oder',
      )} hatte, steht nicht im Überwachungsprotokoll.`;

/** What a role's settings in PIM ask for, in German. */
export const settings: SettingWords = {
  heading: 'Einstellungen',
  show: 'Einstellungen',
  of: (role) => `Einstellungen von ${role}`,
  parts: {
    activation: 'Zum Aktivieren',
    approvers: 'Wer genehmigt',
    eligibility: 'Um jemanden zu berechtigen',
    assignment: 'Um die Rolle zuzuweisen',
    notifications: 'E-Mails von PIM selbst',
  },
  tier: (name, others) =>
    others === 0
      ? `Wie es die Vorgabe „${name}“ verlangt.`
      : `Die Vorgabe „${name}“ verlangt an ${counted(others, 'Stelle', 'Stellen')} etwas anderes.`,
  noTier: 'Die Vorgabe verlangt von dieser Rolle nichts.',
  notRead: (role) => `Die Einstellungen von ${role} waren nicht zu lesen.`,
  label: (setting, ruleId) => {
    switch (setting) {
      case 'notificationLevel':
        return mailTo(ruleId);
      case 'notificationDefaultRecipients':
        return `Liste der üblichen Empfänger: ${mailTo(ruleId)}`;
      case 'notificationRecipients':
        return `Liste weiterer Empfänger: ${mailTo(ruleId)}`;
      default:
        return labels[setting];
    }
  },
  value: (setting, value, duration) => {
    if (typeof value === 'number') return isMinutes(setting) ? duration(value) : String(value);
    if (typeof value === 'boolean') return value ? 'an' : 'aus';
    if (value === null) return 'nicht gesetzt';
    if (typeof value === 'string') return setting === 'notificationLevel' ? levelOf(value) : value;
    return list(value.map((one) => (one === 'requestorManager' ? REQUESTOR_MANAGER : one)));
  },
  mail: (level, isUsual, others) => {
    const whom = [
      ...(isUsual ? ['die üblichen Empfänger'] : []),
      ...(others.length > 0 ? [list(others)] : []),
    ];
    return level.toLowerCase() === 'none'
      ? levelOf(level)
      : `${levelOf(level)}, an ${whom.length === 0 ? 'niemanden' : named(whom, 0, 'und')}`;
  },
  mailTo,
  fact: (label, value) => `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${value}`,
  baseline: (check, expected, duration) => `Vorgabe: ${expectationOf(check, Number(expected), duration)}`,
  group: 'Gruppe',
  requestorManager: 'Die vorgesetzte Person',
  defaultApprovers:
    'Niemand ist benannt: PIM fragt Privileged Role Administrators und Global Administrators.',
  changed: (label, before, after) => `${label}: vorher ${before}, jetzt ${after}`,
  wouldChange: (label, before, after) => `${label}: jetzt ${before}, dann ${after}`,
  ofRole: (role, changed) => `${role}: ${changed}`,
  traps: {
    multifactorAndContext:
      'Multi-Faktor-Authentifizierung und ein Authentifizierungskontext schließen sich aus: PIM nimmt eines davon.',
    approverRecipientsLock:
      'Eigene Adressen in einer Regel über E-Mails an Genehmigende sperren die Rolle: Graph weist jede spätere Änderung ihrer Einstellungen zurück (ActivationCustomApproversNotEmpty).',
    lockedByApproverRecipients:
      'Die Rolle hat eigene Adressen in einer Regel über E-Mails an Genehmigende: Graph weist jede Änderung zurück (ActivationCustomApproversNotEmpty), bis sie im Portal herausgenommen sind.',
    defaultApprovers:
      'Genehmigung ohne Genehmigende: PIM fragt Privileged Role Administrators und Global Administrators.',
    activationLength: 'PIM nimmt Aktivierungen von einer halben Stunde bis 24 Stunden an, in halben Stunden.',
  },
  whatIf: (what, duration) => {
    const { activations, changed, withoutApprover, ask, days } = what;
    const all = counted(activations, 'Aktivierung', 'Aktivierungen');
    const without =
      ask.approval === true ? `; für ${String(withoutApprover)} gab es niemanden zum Genehmigen` : '';
    return `${asked(ask, duration)} wären von ${all} ${period(days)} ${String(changed)} anders gewesen${without}.${notKnown(what.notKnown)}`;
  },
  noLog: 'Das Überwachungsprotokoll war nicht zu lesen; über Aktivierungen lässt sich nichts sagen.',
  typed: 'Schreiben Sie: Einstellungen, und eine Rolle.',
};
