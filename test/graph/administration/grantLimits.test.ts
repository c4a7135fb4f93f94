import assert from 'node:assert/strict';
import { readGrantLimits } from '../../../src/graph/administration/grantLimits.ts';
import { isPimError, type PimErrorCode } from '../../../src/pim/errors.ts';
import { roleDefinitionId } from '../../../src/pim/ids.ts';

const role = roleDefinitionId('33333333-3333-4333-8333-333333333333');

const rulesWith = (changes: Readonly<Record<string, object>> = {}): readonly object[] =>
  Object.entries({
    Expiration_Admin_Eligibility: { isExpirationRequired: false, maximumDuration: 'P365D' },
    Enablement_Admin_Eligibility: { enabledRules: [] },
    Expiration_Admin_Assignment: { isExpirationRequired: true, maximumDuration: 'P15DT12H' },
    Enablement_Admin_Assignment: { enabledRules: [] },
    Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration: 'PT8H' },
    Enablement_EndUser_Assignment: { enabledRules: ['Justification'] },
    ...changes,
  }).map(([id, fields]) => ({ id, ...fields }));

const read = (rules: readonly object[], of: string = role) =>
  readGrantLimits([{ roleDefinitionId: of, policy: { rules } }], role);

const refusedWith = (code: PimErrorCode) => (error: unknown) => isPimError(error, code);

describe('readGrantLimits', () => {
  it('reads the rules for administrators, and not those for activations', () => {
    assert.deepEqual(read(rulesWith()), {
      eligibility: { mayBePermanent: true, maximumDays: 365 },
      assignment: { mayBePermanent: false, maximumDays: 15 },
      isJustificationRequired: false,
    });
  });

  it('asks for a reason where either kind does', () => {
    for (const id of ['Enablement_Admin_Eligibility', 'Enablement_Admin_Assignment']) {
      const limits = read(rulesWith({ [id]: { enabledRules: ['Ticketing', 'justification'] } }));
      assert.equal(limits.isJustificationRequired, true, id);
    }
  });

  it('takes ids in any casing', () => {
    const rules = rulesWith().map((rule) => ({ ...rule, id: (rule as { id: string }).id.toUpperCase() }));
    assert.equal(read(rules, role.toUpperCase()).assignment.maximumDays, 15);
  });

  it('does without a limit where nothing has to end', () => {
    const rules = rulesWith({ Expiration_Admin_Eligibility: { isExpirationRequired: false } });
    assert.deepEqual(read(rules).eligibility, { mayBePermanent: true, maximumDays: 365 });
  });

  const unclear: Readonly<Record<string, object>> = {
    'no limit': { isExpirationRequired: true },
    'a limit that is none': { isExpirationRequired: true, maximumDuration: 'P1Y' },
    'neither permission nor limit': {},
  };
  for (const [title, rule] of Object.entries(unclear)) {
    it(`does not guess where there is ${title}`, () => {
      const rules = rulesWith({ Expiration_Admin_Assignment: rule });
      assert.throws(() => read(rules), refusedWith('unexpected_answer'));
    });
  }

  it('wants the settings of this very role', () => {
    assert.throws(() => readGrantLimits([], role), refusedWith('role_not_found'));
    const other = '44444444-4444-4444-8444-444444444444';
    assert.throws(() => read(rulesWith(), other), refusedWith('unexpected_answer'));
  });
});
