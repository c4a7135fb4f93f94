import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyDraft, inputOfDraft, mergeDraft, proposedMinutes } from '../../src/pim/activationDraft.ts';
import { type Approval, decisionOf, stepForMe } from '../../src/pim/approvals.ts';
import { InvalidInputError, isPimError, PimError } from '../../src/pim/errors.ts';
import { isGuid, personKey, principalId, requestId, roleDefinitionId, tenantId } from '../../src/pim/ids.ts';
import { type RoleSettings, unmetRules } from '../../src/pim/policy.ts';
import {
  hasLapsed,
  isOpen,
  isWaitingForApproval,
  lapsesAt,
  operationOf,
  phaseOf,
  tagged,
  withoutTag,
} from '../../src/pim/requests.ts';
import { isSameRole, scopeOfId } from '../../src/pim/roles.ts';
import { aFollowedRequest, aPerson } from '../support/storeWorld.ts';

const operationId = '01JZZZZZZZZZZZZZZZZZZZZZZZ';

describe('phaseOf', () => {
  const phases: Readonly<Record<string, string>> = {
    PendingApproval: 'waitingForApproval',
    PendingApprovalProvisioning: 'waitingForApproval',
    PendingAdminDecision: 'waitingForAdministrator',
    PendingProvisioning: 'provisioning',
    PendingScheduleCreation: 'provisioning',
    ScheduleCreated: 'provisioning',
    Provisioned: 'active',
    Granted: 'scheduled',
    Denied: 'denied',
    AdminDenied: 'denied',
    Canceled: 'canceled',
    Failed: 'failed',
    FailedAsResourceIsLocked: 'failed',
    Invalid: 'failed',
    TimedOut: 'ended',
    Revoked: 'ended',
    PendingSomethingNew: 'provisioning',
    SomethingNew: 'failed',
    '': 'failed',
  };
  for (const [status, phase] of Object.entries(phases)) {
    it(`is ${phase} of ${JSON.stringify(status)}, however it is written`, () => {
      for (const written of [status, status.toUpperCase(), status.toLowerCase()])
        assert.equal(phaseOf(written), phase, written);
    });
  }

  it('knows nothing by the names of an object’s own members', () => {
    for (const status of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      assert.equal(phaseOf(status), 'failed', status);
  });

  it('has every status that begins with Pending open', () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        assert.ok(isOpen({ status: `Pending${rest}` }));
      }),
    );
    assert.ok(isWaitingForApproval({ status: 'pendingapproval' }));
    assert.ok(!isWaitingForApproval({ status: 'PendingProvisioning' }));
  });
});

describe('lapsesAt', () => {
  it('is 24 hours later', () => {
    assert.deepEqual(lapsesAt(new Date('2026-03-28T12:00:00Z')), new Date('2026-03-29T12:00:00Z'));
  });
});

describe('hasLapsed', () => {
  const createdAt = new Date('2026-03-28T12:00:00Z');
  const atItsEnd = new Date('2026-03-29T12:00:00Z');
  const waiting = {
    status: 'PendingApproval',
    approvalId: 'a-1',
    decision: undefined,
    createdAt,
    readAt: atItsEnd,
  };

  it('is so for what was asked of approvers, 24 hours on, in any of the ways that PIM says it', () => {
    for (const status of ['PendingApproval', 'Failed', 'TimedOut', 'Revoked'])
      assert.equal(hasLapsed({ ...waiting, status }), true, status);
  });

  it('is not so a moment earlier, once decided, or where nobody was asked', () => {
    assert.equal(hasLapsed({ ...waiting, readAt: new Date(atItsEnd.getTime() - 1) }), false);
    assert.equal(hasLapsed({ ...waiting, decision: 'Deny' }), false);
    assert.equal(hasLapsed({ ...waiting, approvalId: undefined }), false);
    for (const status of ['Denied', 'Canceled', 'Provisioned', 'Granted', 'PendingAdminDecision'])
      assert.equal(hasLapsed({ ...waiting, status }), false, status);
  });
});

describe('tagged', () => {
  it('is undone by withoutTag, and names the operation', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (words) => {
        const sent = tagged(words, operationId);
        assert.equal(withoutTag(sent).trim(), words.trim());
        assert.equal(operationOf(sent), operationId);
      }),
    );
  });

  it('is the tag alone where there are no words', () => {
    assert.equal(tagged('  ', operationId), `[ref:${operationId}]`);
    assert.equal(withoutTag(tagged('', operationId)), '');
  });

  it('keeps the words as they are, without the blanks around them', () => {
    assert.equal(tagged('  mail box ', operationId), `mail box [ref:${operationId}]`);
  });

  it('is found with blanks behind it, which PIM may keep', () => {
    const sent = `${tagged('mailbox', operationId)} \n`;
    assert.equal(operationOf(sent), operationId);
    assert.equal(withoutTag(sent), 'mailbox');
  });

  it('counts at the end only', () => {
    const earlier = `[ref:${operationId}] was mine`;
    assert.equal(operationOf(earlier), undefined);
    assert.equal(withoutTag(earlier), earlier);
    const forged = tagged(`[ref:01AAAAAAAAAAAAAAAAAAAAAAAA]`, operationId);
    assert.equal(operationOf(forged), operationId, 'a tag that a person typed is not ours');
    assert.equal(operationOf('[ref:short]'), undefined);
  });
});

describe('approvals', () => {
  const approval = (...steps: Partial<Approval['steps'][number]>[]): Approval => ({
    id: 'approval-1',
    steps: steps.map((step, index) => ({
      id: `step-${index}`,
      isAssignedToMe: false,
      status: 'InProgress',
      reviewResult: 'NotReviewed',
      justification: '',
      reviewedAt: undefined,
      reviewedBy: undefined,
      ...step,
    })),
  });

  it('finds the decision, if there is one', () => {
    assert.equal(decisionOf(approval({}, {})), undefined);
    assert.equal(decisionOf(approval()), undefined);
    const decided = decisionOf(approval({}, { reviewResult: 'Deny', status: 'Completed' }));
    assert.equal(decided?.decision, 'Deny');
    assert.equal(decided.step.id, 'step-1');
  });

  it('finds the step that is mine and still runs', () => {
    assert.equal(stepForMe(approval({ isAssignedToMe: false })), undefined);
    assert.equal(stepForMe(approval({ isAssignedToMe: true, status: 'Completed' })), undefined);
    assert.equal(stepForMe(approval({ isAssignedToMe: true, status: 'Initializing' })), undefined);
    assert.equal(stepForMe(approval({}, { isAssignedToMe: true }))?.id, 'step-1');
  });
});

const settings: RoleSettings = {
  roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
  maximumDurationMinutes: 120,
  isJustificationRequired: true,
  isTicketRequired: true,
  isMultifactorRequired: true,
  authenticationContext: 'c1',
  approval: { isRequired: true, isApproverJustificationRequired: true, approvers: [] },
};

describe('unmetRules', () => {
  const now = new Date('2026-01-05T09:00:00Z');
  const rules = (changes: object, asked: Partial<RoleSettings> = {}): readonly string[] =>
    unmetRules(
      { ...settings, ...asked },
      {
        durationMinutes: 60,
        justification: 'Mailbox is stuck',
        ticketNumber: 'INC-1',
        ticketSystem: '',
        startAt: undefined,
        ...changes,
      },
      now,
    ).map(({ rule }) => rule);

  it('has nothing against a complete input', () => {
    assert.deepEqual(rules({}), []);
    assert.deepEqual(rules({ durationMinutes: 120 }), []);
    assert.deepEqual(rules({ durationMinutes: 5 }), []);
    assert.deepEqual(rules({ justification: 'x'.repeat(450) }), []);
    assert.deepEqual(rules({ startAt: now }), []);
    assert.deepEqual(rules({ startAt: new Date(now.getTime() - 60_000) }), []);
  });

  it('tells all of it at once', () => {
    const bad = { durationMinutes: 121, justification: ' ', ticketNumber: '\t', startAt: new Date(0) };
    assert.deepEqual(rules(bad), [
      'duration_too_long',
      'start_in_past',
      'justification_missing',
      'ticket_missing',
    ]);
    assert.deepEqual(rules({ durationMinutes: 4, justification: 'x'.repeat(451) }), [
      'duration_too_short',
      'justification_too_long',
    ]);
  });

  it('asks for nothing that the role does not want', () => {
    const asked = { isJustificationRequired: false, isTicketRequired: false };
    assert.deepEqual(rules({ justification: '', ticketNumber: '' }, asked), []);
  });

  it('takes no duration that is no number', () => {
    assert.ok(rules({ durationMinutes: Number.NaN }).length > 0);
    assert.ok(rules({ durationMinutes: Number.POSITIVE_INFINITY }).length > 0);
  });
});

describe('activation drafts', () => {
  const last = aFollowedRequest(aPerson(tenantId('000000f0-0000-4000-8000-000000000001')), new Date(0), {
    durationMinutes: 90,
  });

  it('keep what was not said again', () => {
    const first = mergeDraft(emptyDraft, { durationMinutes: 60, justification: 'Mailbox' });
    const second = mergeDraft(first, { ticketNumber: 'INC-1', justification: undefined });
    assert.deepEqual(second, {
      ...emptyDraft,
      durationMinutes: 60,
      justification: 'Mailbox',
      ticketNumber: 'INC-1',
    });
    assert.deepEqual(inputOfDraft({ ...second, startAt: '2026-01-05T10:00:00Z' }, 30), {
      durationMinutes: 30,
      justification: 'Mailbox',
      ticketNumber: 'INC-1',
      ticketSystem: '',
      startAt: new Date('2026-01-05T10:00:00Z'),
    });
  });

  it('propose the duration of the last time, within the maximum, else an hour', () => {
    const role = { roleDefinitionId: last.roleDefinitionId, scopeId: '/' };
    assert.equal(proposedMinutes(settings, role, [last]), 90);
    assert.equal(proposedMinutes({ ...settings, maximumDurationMinutes: 30 }, role, [last]), 30);
    assert.equal(proposedMinutes(settings, role, []), 60);
    assert.equal(proposedMinutes(settings, { ...role, scopeId: '/other' }, [last]), 60);
  });
});

describe('ids', () => {
  const upper = '29232CDF-9323-42FD-ADE2-1D097AF3E4DE';

  it('are lower case, whatever they came as', () => {
    for (const make of [principalId, tenantId, roleDefinitionId, requestId])
      assert.equal(make(upper), upper.toLowerCase());
    assert.equal(
      personKey({ tenantId: tenantId(upper), id: principalId(upper) }),
      `${upper}/${upper}`.toLowerCase(),
    );
  });

  it('are refused when they are none, without being repeated', () => {
    for (const bad of ['', 'x', `${upper} `, `${upper}\n`, upper.slice(1), "' or 1=1"]) {
      assert.equal(isGuid(bad), false);
      assert.throws(
        () => requestId(bad),
        (error: unknown) => {
          assert.ok(error instanceof InvalidInputError);
          assert.equal(error.message, 'Not a request id');
          return isPimError(error, 'invalid_input');
        },
      );
    }
  });

  it('tell scopes apart', () => {
    assert.equal(scopeOfId('/').kind, 'tenant');
    assert.equal(scopeOfId('/AdministrativeUnits/1').kind, 'administrativeUnit');
    assert.equal(scopeOfId('/1').kind, 'object');
    const role = { roleDefinitionId: settings.roleDefinitionId, scopeId: '/administrativeUnits/A' };
    assert.ok(isSameRole(role, { ...role, scopeId: '/administrativeunits/a' }));
    assert.ok(!isSameRole(role, { ...role, scopeId: '/' }));
  });
});

describe('isPimError', () => {
  it('knows its own, of one of the codes where some are given', () => {
    const error = new PimError('throttled', 'Slow down');
    assert.ok(isPimError(error));
    assert.ok(isPimError(error, 'forbidden', 'throttled'));
    assert.ok(!isPimError(error, 'forbidden'));
    assert.ok(!isPimError(new Error('x')));
    assert.ok(!isPimError({ code: 'throttled' }));
  });
});
