import assert from 'node:assert/strict';
import { approvalStateOf, requestStateOf } from '../../src/cards/requestState.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import { aFollowedRequest, anId, minutesLater, now } from './samples.ts';

const stateOf = (changes: Partial<FollowedRequest>) => requestStateOf(aFollowedRequest(changes), now);
const seenByBen = (changes: Partial<FollowedRequest>) =>
  approvalStateOf(aFollowedRequest(changes), anId(2), now);
const dayOld = { createdAt: minutesLater(-24 * 60) };

describe('requestStateOf', () => {
  it('waits until a day after it was made', () => {
    for (const status of ['PendingApproval', 'PendingApprovalProvisioning']) {
      assert.deepEqual(stateOf({ status }), { kind: 'waiting', lapsesAt: minutesLater(24 * 60 - 20) });
      assert.deepEqual(stateOf({ status, ...dayOld }), { kind: 'lapsed' });
    }
  });

  it('tells a lapsed request from an activation that ended', () => {
    assert.deepEqual(stateOf({ status: 'TimedOut', ...dayOld }), { kind: 'lapsed' });
    assert.deepEqual(stateOf({ status: 'Revoked', endAt: now }), { kind: 'ended', endAt: now });
  });

  it('is active from when the role was seen until its end has come', () => {
    assert.equal(stateOf({ status: 'Provisioned', endAt: minutesLater(1) }).kind, 'active');
    assert.equal(stateOf({ status: 'Provisioned', endAt: now }).kind, 'ended');
    assert.equal(stateOf({ status: 'Provisioned' }).kind, 'provisioning');
  });

  const kinds: Readonly<Record<string, string>> = {
    PendingAdminDecision: 'waitingForAdministrator',
    PendingProvisioning: 'provisioning',
    PendingEvaluation: 'provisioning',
    Granted: 'scheduled',
    Denied: 'denied',
    Canceled: 'canceled',
    Failed: 'failed',
    FailedAsResourceIsLocked: 'failed',
    SomethingNew: 'failed',
  };
  for (const [status, kind] of Object.entries(kinds)) {
    it(`takes ${status} for ${kind}`, () => {
      assert.equal(stateOf({ status }).kind, kind);
    });
  }

  it('knows who approved and who denied', () => {
    const decided = { decidedByName: 'Ben Okafor', decidedAt: now, decisionComment: 'agreed' };
    assert.deepEqual(stateOf({ status: 'PendingProvisioning', decision: 'Approve', ...decided }), {
      kind: 'provisioning',
      approvedBy: 'Ben Okafor',
    });
    assert.deepEqual(stateOf({ status: 'Denied', decision: 'Deny', ...decided }), {
      kind: 'denied',
      by: 'Ben Okafor',
      at: now,
      comment: 'agreed',
    });
  });
});

describe('approvalStateOf', () => {
  it('shows whose decision it was', () => {
    const decided = { decision: 'Approve', decidedByName: 'Ben Okafor', decidedAt: now } as const;
    assert.deepEqual(seenByBen({ ...decided, decidedBy: anId(2) }), {
      kind: 'decided',
      decision: 'Approve',
      byName: 'Ben Okafor',
      isMine: true,
      at: now,
      comment: '',
    });
    const other = seenByBen({ ...decided, decidedBy: anId(3) });
    assert.ok(other.kind === 'decided' && !other.isMine);
  });

  const kinds: Readonly<Record<string, string>> = {
    PendingApproval: 'waiting',
    Canceled: 'canceled',
    Failed: 'ended',
    Revoked: 'ended',
    PendingAdminDecision: 'ended',
  };
  for (const [status, kind] of Object.entries(kinds)) {
    it(`takes ${status} for ${kind}`, () => {
      assert.equal(seenByBen({ status }).kind, kind);
    });
  }

  it('takes an outcome whose decision was not read for a decision', () => {
    for (const [status, decision] of [
      ['Denied', 'Deny'],
      ['Provisioned', 'Approve'],
      ['Granted', 'Approve'],
    ] as const) {
      const state = seenByBen({ status });
      assert.ok(state.kind === 'decided' && state.decision === decision && !state.isMine, status);
    }
  });

  it('lapses after a day', () => {
    assert.equal(seenByBen(dayOld).kind, 'lapsed');
  });
});
