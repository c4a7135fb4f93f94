import assert from 'node:assert/strict';
import fc from 'fast-check';
import { postureOf } from '../../../src/pim/posture/posture.ts';
import { type Snapshot, type SnapshotActivation } from '../../../src/pim/posture/snapshot.ts';
import { type WhatIf, whatIf, type WhatIfAsk } from '../../../src/pim/posture/whatIf.ts';
import { timesFor } from '../../../src/words/times.ts';
import { wordsFor } from '../../../src/words/wordsFor.ts';
import {
  anActivation,
  calm,
  daysAgo,
  goodSettings,
  people,
  roles,
  yardstick,
} from '../../support/calmTenant.ts';
import { randomTenants } from '../../support/randomSnapshots.ts';

const HOUR = 1 / 24;
const lasting = (hours: number, more: Partial<SnapshotActivation> = {}): SnapshotActivation =>
  anActivation(people.ana, { activatedAt: daysAgo(10), endAt: daysAgo(10 - hours * HOUR), ...more });
const asked = (
  activations: readonly SnapshotActivation[],
  ask: WhatIfAsk,
  more: Partial<Snapshot> = {},
): WhatIf | undefined => whatIf(postureOf({ ...calm, activations, ...more }, yardstick), roles.exchange, ask);

const { duration } = timesFor({ now: new Date(0), timeZone: 'UTC', locale: 'en' });
const told = (what: WhatIf | undefined): string => {
  assert.ok(what);
  return wordsFor('en').posture.settings.whatIf(what, duration);
};

describe('whatIf', () => {
  it('counts what was longer than the new maximum, and what had no approver, each activation once', () => {
    const activations = [
      lasting(1),
      lasting(1, { decidedBy: people.ben }),
      lasting(2, { decidedBy: people.ben }),
      lasting(3, { decidedBy: people.ben }),
      lasting(4),
    ];
    const what = asked(activations, { maximumMinutes: 120, approval: true });
    assert.deepEqual(
      [what?.activations, what?.changed, what?.tooLong, what?.withoutApprover, what?.days],
      [5, 3, 2, 2, 30],
    );
    assert.equal(
      told(what),
      'With 2 hours and approval, 3 of last month’s 5 activations would have changed; 2 had no approver.',
    );
    assert.equal(
      told(asked(activations, { maximumMinutes: 210 })),
      'With 3 hours 30 minutes, 1 of last month’s 5 activations would have changed.',
    );
  });

  it('looks at activations of that role in the last thirty days, and at no mere requests', () => {
    const activations = [
      lasting(5, { activatedAt: daysAgo(31), endAt: daysAgo(30.5) }),
      lasting(5, { roleDefinitionId: roles.global }),
      lasting(5, { outcome: 'denied', activatedAt: null, endAt: null, decidedBy: people.ben }),
      lasting(5, { endAt: null }),
    ];
    const what = asked(activations, { maximumMinutes: 60 });
    assert.deepEqual([what?.activations, what?.changed], [1, 0]);
  });

  it('says how far the audit log reaches, and nothing where it was not read', () => {
    const what = asked([lasting(2)], { maximumMinutes: 60 }, { auditedSince: daysAgo(12) });
    assert.equal(told(what), 'With 1 hour, 1 of the last 12 days’ 1 activation would have changed.');
    assert.equal(asked([], { approval: true }, { auditedSince: null }), undefined);
  });

  it('says what the log does not tell, unless the role asks for it already', () => {
    const ask = { ticket: true, strongAuthentication: true };
    const lax = { ...calm, settings: [goodSettings(roles.exchange, { isMultifactorRequired: false })] };
    assert.deepEqual(asked([], ask, lax)?.notKnown, ['ticket', 'strongAuthentication']);
    const strict = { ...calm, settings: [goodSettings(roles.exchange, { isTicketRequired: true })] };
    assert.deepEqual(asked([], ask, strict)?.notKnown, []);
    assert.match(told(asked([], { ticket: true })), /Who had a ticket number is not in the audit log\.$/);
  });

  it('never counts more than there were, and nothing where nothing is asked', () => {
    fc.assert(
      fc.property(randomTenants, fc.boolean(), fc.nat(1_440), (tenant, approval, maximumMinutes) => {
        const posture = postureOf(tenant.snapshot, tenant.yardstick);
        const what = whatIf(posture, roles.exchange, { approval, maximumMinutes });
        assert.equal(what === undefined, tenant.snapshot.auditedSince === null);
        if (what === undefined) return;
        assert.ok(what.changed <= what.activations);
        assert.ok(what.changed >= Math.max(what.tooLong, what.withoutApprover));
        assert.ok(what.changed <= what.tooLong + what.withoutApprover);
        assert.equal(whatIf(posture, roles.exchange, {})?.changed, 0);
      }),
    );
  });
});
