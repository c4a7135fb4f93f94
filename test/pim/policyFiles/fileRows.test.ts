import assert from 'node:assert/strict';
import { type RoleDefinitionId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { fileRows, type FileRow } from '../../../src/pim/policyFiles/fileRows.ts';
import { canonicalSettings, type ComparableSettings } from '../../../src/pim/posture/settingFacts.ts';
import { type SettingsChange } from '../../../src/pim/posture/settingsSteps.ts';
import { type Operation } from '../../../src/pim/records.ts';
import { goodSettings, roles } from '../../support/calmTenant.ts';

const at = new Date('2026-03-02T10:00:00Z');
const present = canonicalSettings(goodSettings(roles.exchange));
const stranger = roleDefinitionId('00000000-0000-4000-8000-000000000777');
const activating = (more: Partial<ComparableSettings['activation']>): ComparableSettings => ({
  ...present,
  activation: { ...present.activation, ...more },
});
const wished = activating({ maximumMinutes: 90, isTicketRequired: !present.activation.isTicketRequired });

const anOperation = (
  state: Operation['state'],
  { createdAt = at, ...more }: Partial<Operation> = {},
  change: SettingsChange = { before: present, after: wished },
): Operation => ({
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  person: { tenantId: stranger as never, id: stranger as never },
  intent: { kind: 'changeSettings', change },
  state,
  fence: 1,
  cardActivityId: undefined,
  outcome: {},
  createdAt,
  ...more,
});

function row(
  settings: ComparableSettings,
  now: ComparableSettings = present,
  operation?: Operation,
): FileRow {
  const { roleDefinitionId: id } = settings;
  const [only] = fileRows(
    { roles: [{ name: 'A role', settings }] },
    {
      at,
      isThere: (one) => one !== stranger,
      settingsOf: (one) => (one === now.roleDefinitionId ? now : undefined),
    },
    new Map<RoleDefinitionId, Operation>(operation === undefined ? [] : [[id, operation]]),
  );
  assert.ok(only);
  return only;
}

describe('fileRows', () => {
  it('says what would change, in how many rules', () => {
    const { state, rules, changes } = row(wished);
    assert.deepEqual([state, rules], ['open', 2]);
    assert.deepEqual(
      changes.map(({ setting }) => setting),
      ['activationMinutes', 'activationTicket'],
    );
    assert.equal(row(present).state, 'same');
  });

  it('says why a role is left out', () => {
    const [mail] = present.notifications;
    assert.ok(mail);
    const mailed = (more: object): ComparableSettings => ({
      ...wished,
      notifications: [...present.notifications.slice(1), { ...mail, ...more }],
    });
    for (const [settings, expected] of [
      [{ ...wished, roleDefinitionId: stranger }, { why: 'noSuchRole' }],
      [{ ...wished, roleDefinitionId: roles.security }, { why: 'notRead' }],
      [mailed({ ruleId: 'notification_nobody' }), { why: 'unknownRules', ruleIds: ['notification_nobody'] }],
      [mailed({ level: 'loud' }), { why: 'badValues', ruleIds: [mail.ruleId] }],
      [activating({ maximumMinutes: 0.5 }), { why: 'badValues', ruleIds: ['Expiration_EndUser_Assignment'] }],
      [activating({ maximumMinutes: -60 }), { why: 'badValues', ruleIds: ['Expiration_EndUser_Assignment'] }],
      [
        { ...wished, eligibility: { ...wished.eligibility, maximumMinutes: 1e300 } },
        { why: 'badValues', ruleIds: ['Expiration_Admin_Eligibility'] },
      ],
      [
        activating({ isMultifactorRequired: true, authenticationContext: 'c1' }),
        { why: 'guard', guard: 'multifactorAndContext' },
      ],
    ] as const) {
      const { state, unsettable } = row(settings);
      assert.deepEqual([state, unsettable], ['blocked', expected]);
    }
  });

  it('tells what came of a role', () => {
    const undone = { before: wished, after: present, undoes: '01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    const longAgo = { createdAt: new Date(at.getTime() - 3_600_000) };
    const half = { outcome: { appliedRules: ['Expiration_EndUser_Assignment'] } };
    for (const [operation, now, expected] of [
      [anOperation('NEEDS_USER'), present, 'underWay'],
      [anOperation('RUNNING'), present, 'underWay'],
      [anOperation('UNKNOWN'), present, 'unclear'],
      [anOperation('DONE'), wished, 'applied'],
      [anOperation('DONE'), present, 'applied'],
      [anOperation('DONE', longAgo), present, 'open'],
      [anOperation('DONE', longAgo), wished, 'applied'],
      [anOperation('DONE', {}, undone), present, 'takenBack'],
      [anOperation('REFUSED'), present, 'stopped'],
      [anOperation('REFUSED', half), present, 'half'],
    ] as const)
      assert.equal(row(wished, now, operation).state, expected, `${operation.state} ${expected}`);
  });

  it('puts first what can still be done', () => {
    const other = { ...wished, roleDefinitionId: stranger };
    const rows = fileRows(
      {
        roles: [
          { name: 'same', settings: present },
          { name: 'stranger', settings: other },
          { name: 'open', settings: wished },
        ],
      },
      { at, isThere: () => false, settingsOf: (one) => (one === stranger ? undefined : present) },
      new Map(),
    );
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['open', 'blocked', 'same'],
    );
  });
});
