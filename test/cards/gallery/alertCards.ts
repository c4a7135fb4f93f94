import { alertCard } from '../../../src/cards/alertCard.ts';
import { alertsCard } from '../../../src/cards/alertsCard.ts';
import { dismissAlertCard } from '../../../src/cards/dismissAlertCard.ts';
import { type Alert, type AlertEvent } from '../../../src/pim/alerts/alert.ts';
import { type AlertNames } from '../../../src/pim/alerts/namesOfAlerts.ts';
import { pimAlertNames } from '../../../src/pim/alerts/pimAlerts.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { principalId } from '../../../src/pim/ids.ts';
import { roles } from '../../support/calmTenant.ts';
import { draftId } from '../samples.ts';
import { type ForeignWords, type NamedCards } from './foreignWords.ts';

const hour = (count: number): Date => new Date(Date.parse('2026-03-10T08:00:00Z') + count * 3_600_000);
const [one, two] = ['1', '2'].map((digit) => principalId(`${digit.repeat(8)}-0000-4000-8000-000000000000`));
const people = [one ?? principalId(''), two ?? principalId('')];

const ours: Alert = {
  id: draftId,
  source: 'latchkey',
  rule: 'assigned-outside-pim',
  roleDefinitionId: roles.exchange,
  severity: 'high',
  parts: [{ severity: 'high', principals: people, facts: { count: 2 } }],
  subjects: people.map((id, index) => ({
    principalId: id,
    roleDefinitionId: roles.exchange,
    since: hour(index).toISOString(),
  })),
  handling: 'open',
  snoozedUntil: undefined,
  since: hour(0),
  againSince: undefined,
  seenAt: hour(1),
  notJudgedSince: undefined,
  resolvedAt: undefined,
  raise: 1,
  raisedAt: hour(0),
  telling: 'card',
};

const pims = (rule: string): Alert => ({
  ...ours,
  source: 'pim',
  rule,
  roleDefinitionId: undefined,
  severity: 'low',
  parts: [{ severity: 'low', principals: people, facts: { count: 7 } }],
});

/** Alerts in every state, alone and in the list, and the dismissal of one. */
export function alertCards(words: ForeignWords): NamedCards {
  const names: AlertNames = { role: () => words.role, principal: () => words.person };
  const event = (kind: AlertEvent['kind'], reason = '', by: AlertEvent['by'] = one): AlertEvent => ({
    kind,
    at: hour(1),
    by,
    reason,
  });
  const around = {
    names,
    comparison: undefined,
    history: [event('raised', '', undefined)],
    mayDismiss: true,
  };
  const counts = { high: 1, medium: 2, low: 3, information: 4 };
  const rows = [ours, { ...ours, handling: 'acknowledged' as const }, ...pimAlertNames.slice(0, 4).map(pims)];
  const list = {
    page: { rows, number: 1, count: 3 },
    counts,
    names,
    look: { at: hour(1), notJudged: ['guest', 'pim'] },
    mayDismiss: true,
  };
  const dismissal = { alertId: draftId, alertName: 'StaleSignInAlert' };
  const operationId = draftId;
  return [
    ['alert-open', (context) => alertCard(context, { ...around, alert: ours })],
    [
      'alert-acknowledged',
      (context) =>
        alertCard(context, {
          ...around,
          alert: { ...ours, handling: 'acknowledged' },
          history: [event('acknowledged', words.text), event('raised', '', undefined)],
          comparison: { other: 'saysSo', notNamed: 1 },
        }),
    ],
    [
      'alert-snoozed',
      (context) =>
        alertCard(context, {
          ...around,
          alert: { ...ours, handling: 'snoozed', snoozedUntil: hour(168), notJudgedSince: hour(2) },
          history: [event('snoozed', words.text), event('grew', '', undefined)],
          comparison: { other: 'unknown', notNamed: undefined },
        }),
    ],
    [
      'alert-again',
      (context) =>
        alertCard(context, {
          ...around,
          alert: { ...ours, againSince: hour(1) },
          comparison: { other: 'doesNot', notNamed: undefined },
        }),
    ],
    [
      'alert-resolved',
      (context) => alertCard(context, { ...around, alert: { ...ours, resolvedAt: hour(2) } }),
    ],
    [
      'alert-dismissed',
      (context) =>
        alertCard(context, {
          ...around,
          alert: { ...pims('StaleSignInAlert'), resolvedAt: hour(2) },
          history: [event('dismissed')],
        }),
    ],
    ...pimAlertNames.map(
      (name) =>
        [
          `alert-pim-${name}`,
          (context) => alertCard(context, { ...around, alert: pims(name) }),
        ] as NamedCards[number],
    ),
    ['alert-pim-unknown', (context) => alertCard(context, { ...around, alert: pims(words.role) })],
    ['alerts', (context) => alertsCard(context, list)],
    ['alerts-raised', (context) => alertsCard(context, { ...list, raised: 5 })],
    [
      'alerts-none',
      (context) =>
        alertsCard(context, { ...list, page: { rows: [], number: 1, count: 1 }, mayDismiss: false }),
    ],
    [
      'alerts-never-looked',
      (context) => alertsCard(context, { ...list, page: { rows: [], number: 1, count: 1 }, look: undefined }),
    ],
    ['alert-dismiss', (context) => dismissAlertCard(context, { ...dismissal, state: 'confirm', draftId })],
    ['alert-dismiss-left', (context) => dismissAlertCard(context, { ...dismissal, state: 'left' })],
    ...(['working', 'needsSignIn', 'unclear', 'done'] as const).map(
      (state) =>
        [
          `alert-dismiss-${state}`,
          (context) => dismissAlertCard(context, { ...dismissal, state, operationId }),
        ] as NamedCards[number],
    ),
    [
      'alert-dismiss-refused',
      (context) =>
        dismissAlertCard(context, {
          ...dismissal,
          state: 'refused',
          operationId,
          error: new PimError('forbidden', 'no'),
        }),
    ],
  ];
}
