import assert from 'node:assert/strict';
import { type Alert, type AlertRule, type AlertSubject } from '../../../src/pim/alerts/alert.ts';
import { compared, isCovered } from '../../../src/pim/alerts/compareSources.ts';
import { principalId, roleDefinitionId, type RoleDefinitionId } from '../../../src/pim/ids.ts';

const person = (letter: string): AlertSubject['principalId'] =>
  principalId(`${letter.repeat(8)}-0000-4000-8000-000000000001`);
const [ana, ben, chi] = [person('a'), person('b'), person('c')];
const exchange = roleDefinitionId('11111111-0000-4000-8000-000000000001');
const reader = roleDefinitionId('11111111-0000-4000-8000-000000000002');

const outside: AlertRule = { source: 'latchkey', rule: 'assigned-outside-pim' };
const pimOutside: AlertRule = { source: 'pim', rule: 'RolesAssignedOutsidePimAlert' };
const tooMany: AlertRule = { source: 'latchkey', rule: 'too-many-global-administrators' };
const pimTooMany: AlertRule = { source: 'pim', rule: 'TooManyGlobalAdminsAssignedToTenantAlert' };

const all = { notJudged: [] };
const at = new Date(0);

type Named = readonly [AlertSubject['principalId'], AlertSubject['roleDefinitionId']];

const anAlert = (
  rule: AlertRule,
  subjects: readonly Named[],
  roleId?: RoleDefinitionId,
  changes: Partial<Pick<Alert, 'resolvedAt' | 'subjects'>> = {},
): Alert => ({
  ...rule,
  id: `${rule.source}-${rule.rule}-${roleId ?? ''}`,
  roleDefinitionId: roleId,
  severity: 'high',
  parts: [],
  subjects: subjects.map(([id, role]) => ({
    principalId: id,
    roleDefinitionId: role,
    since: at.toISOString(),
  })),
  handling: 'open',
  snoozedUntil: undefined,
  since: at,
  againSince: undefined,
  seenAt: at,
  notJudgedSince: undefined,
  resolvedAt: undefined,
  raise: 1,
  raisedAt: at,
  telling: 'none',
  ...changes,
});

describe('compared', () => {
  it('is nothing where the other side looks for no such thing', () => {
    const renewals: AlertRule = { source: 'pim', rule: 'SequentialActivationRenewalsAlert' };
    assert.equal(compared(anAlert(renewals, [[ana, exchange]]), [], all), undefined);
    assert.equal(compared(anAlert({ source: 'pim', rule: 'NewAlert' }, []), [], all), undefined);
    const approval: AlertRule = { source: 'latchkey', rule: 'no-approval' };
    assert.equal(compared(anAlert(approval, [], exchange), [], all), undefined);
  });

  it('does not take the silence of what could not be read for a no', () => {
    const ours = anAlert(outside, [[ana, exchange]], exchange);
    const theirs = anAlert(pimOutside, [[ana, exchange]]);
    const unknown = { other: 'unknown', notNamed: undefined };
    assert.deepEqual(compared(ours, [ours], { notJudged: ['pim'] }), unknown);
    assert.deepEqual(compared(theirs, [theirs], { notJudged: ['assigned-outside-pim'] }), unknown);
    assert.deepEqual(compared(ours, [ours], { notJudged: ['assigned-outside-pim'] }), {
      other: 'doesNot',
      notNamed: undefined,
    });
  });

  it('finds PIM’s one alert beside ours of a role, only where it names the role', () => {
    const ours = anAlert(outside, [[ana, exchange]], exchange);
    const other = anAlert(outside, [[ben, reader]], reader);
    const theirs = anAlert(pimOutside, [[ana, exchange]]);
    const known = [ours, other, theirs];
    assert.deepEqual(compared(ours, known, all), { other: 'saysSo', notNamed: 0 });
    assert.deepEqual(compared(other, known, all), { other: 'doesNot', notNamed: undefined });
  });

  it('counts whom the other one does not name, from either side', () => {
    const ours = anAlert(
      outside,
      [
        [ana, exchange],
        [ben, exchange],
      ],
      exchange,
    );
    const theirs = anAlert(pimOutside, [
      [ana, exchange],
      [chi, reader],
    ]);
    assert.deepEqual(compared(ours, [ours, theirs], all), { other: 'saysSo', notNamed: 1 });
    assert.deepEqual(compared(theirs, [ours, theirs], all), { other: 'saysSo', notNamed: 1 });
  });

  it('lays people side by side where one of the two names no role', () => {
    const ours = anAlert(
      tooMany,
      [
        [ana, exchange],
        [ben, exchange],
      ],
      exchange,
    );
    const theirs = anAlert(pimTooMany, [[ana, null]]);
    assert.deepEqual(compared(ours, [ours, theirs], all), { other: 'saysSo', notNamed: 1 });
    assert.deepEqual(compared(theirs, [ours, theirs], all), { other: 'saysSo', notNamed: 0 });
  });

  it('counts nobody where one of the two names nobody', () => {
    const ours = anAlert(outside, [[ana, exchange]], exchange);
    const theirs = anAlert(pimOutside, [[null, exchange]]);
    assert.deepEqual(compared(ours, [ours, theirs], all), { other: 'saysSo', notNamed: undefined });
  });

  it('leaves out what is resolved, and who is gone', () => {
    const ours = anAlert(outside, [[ana, exchange]], exchange);
    const over = anAlert(pimOutside, [[ana, exchange]], undefined, { resolvedAt: at });
    assert.deepEqual(compared(ours, [ours, over], all), { other: 'doesNot', notNamed: undefined });
    const left = anAlert(pimOutside, [[ben, exchange]], undefined, {
      subjects: [
        { principalId: ana, roleDefinitionId: exchange, since: at.toISOString(), goneAt: at.toISOString() },
        { principalId: ben, roleDefinitionId: exchange, since: at.toISOString() },
      ],
    });
    assert.deepEqual(compared(ours, [ours, left], all), { other: 'saysSo', notNamed: 1 });
  });
});

describe('isCovered', () => {
  it('is PIM’s alert alone of which ours name everybody', () => {
    const ours = anAlert(outside, [[ana, exchange]], exchange);
    const same = anAlert(pimOutside, [[ana, exchange]]);
    const more = anAlert(pimOutside, [
      [ana, exchange],
      [ben, exchange],
    ]);
    assert.equal(isCovered(same, [ours, same], all), true);
    assert.equal(isCovered(ours, [ours, same], all), false);
    assert.equal(isCovered(more, [ours, more], all), false);
    assert.equal(isCovered(same, [same], all), false);
    assert.equal(isCovered(same, [ours, same], { notJudged: ['assigned-outside-pim'] }), false);
  });
});
