import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  readActiveRoles,
  readApproval,
  readEligibleRoles,
  readPeople,
  readRequest,
  readRequests,
  readRole,
  readSteps,
  scopeOf,
} from '../../src/graph/graphShapes.ts';
import { instantOf } from '../../src/graph/graphValues.ts';
import { isPimError } from '../../src/pim/errors.ts';

const a = 'AAAAAAAA-1111-4111-8111-111111111111';
const b = 'bbbbbbbb-2222-4222-8222-222222222222';

const request = {
  '@odata.context': 'x',
  id: a,
  status: 'PendingApproval',
  createdDateTime: '2026-02-03T04:05:06.1234567Z',
  completedDateTime: '2026-02-03T04:05:06Z',
  approvalId: a,
  customData: null,
  action: 'SelfActivate',
  principalId: b,
  roleDefinitionId: a,
  directoryScopeId: '/',
  appScopeId: null,
  isValidationOnly: false,
  targetScheduleId: a,
  justification: 'Because',
  createdBy: { application: null, device: null, user: { displayName: 'Somebody', id: b } },
  scheduleInfo: {
    startDateTime: null,
    recurrence: null,
    expiration: { type: 'AfterDuration', endDateTime: null, duration: 'PT1H45M' },
  },
  ticketInfo: { ticketNumber: 'T-1', ticketSystem: null },
  '@microsoft.graph.tips': 'Use $select',
};

const reversed = (value: object): object => Object.fromEntries(Object.entries(value).reverse());

const instance = {
  id: 'opaque-1',
  principalId: b,
  roleDefinitionId: a,
  directoryScopeId: '/administrativeUnits/x',
  appScopeId: null,
  startDateTime: '2026-02-03T04:05:06.1Z',
  endDateTime: null,
  memberType: 'group',
  roleDefinition: { id: a, displayName: 'Reader', description: null, isBuiltIn: true },
};

describe('readRequest', () => {
  const expected = {
    id: a.toLowerCase(),
    status: 'PendingApproval',
    action: 'selfActivate',
    principalId: b,
    roleDefinitionId: a.toLowerCase(),
    scopeId: '/',
    createdAt: new Date('2026-02-03T04:05:06.123Z'),
    approvalId: a,
    justification: 'Because',
    ticketNumber: 'T-1',
    ticketSystem: '',
    startAt: undefined,
    durationMinutes: 105,
    endAt: undefined,
    createdByName: 'Somebody',
  };

  it('reads a request, whatever the order of its keys', () => {
    assert.deepEqual(readRequest(request), expected);
    assert.deepEqual(readRequest(reversed(request)), expected);
  });

  it('reads null and absent alike', () => {
    const optional = [
      'approvalId',
      'justification',
      'createdBy',
      'scheduleInfo',
      'ticketInfo',
      'createdDateTime',
      'action',
      'status',
    ];
    const asNull = { ...request, ...Object.fromEntries(optional.map((key) => [key, null])) };
    const absent = Object.fromEntries(Object.entries(request).filter(([key]) => !optional.includes(key)));
    const read = readRequest(asNull);
    assert.deepEqual(readRequest(absent), read);
    assert.equal(read.approvalId, undefined);
    assert.equal(read.justification, '');
    assert.equal(read.durationMinutes, undefined);
  });

  it('computes the duration of a request that ends at a time', () => {
    const scheduleInfo = {
      startDateTime: '2026-02-03T04:00:00Z',
      expiration: { type: 'afterDateTime', endDateTime: '2026-02-03T05:30:00Z', duration: null },
    };
    const read = readRequest({ ...request, scheduleInfo });
    assert.equal(read.durationMinutes, 90);
    assert.equal(read.endAt?.toISOString(), '2026-02-03T05:30:00.000Z');
  });

  it('refuses what is no request', () => {
    for (const value of [
      undefined,
      null,
      {},
      [],
      'x',
      { ...request, id: 'x' },
      { ...request, principalId: null },
    ]) {
      assert.throws(
        () => readRequest(value),
        (error: unknown) => isPimError(error, 'unexpected_answer'),
      );
    }
  });

  it('survives any value of any key', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(request)), fc.jsonValue(), (key, value) => {
        readRequests([{ ...request, [key]: value }]);
        readEligibleRoles([{ ...instance, [key]: value }]);
        readActiveRoles([{ ...instance, [key]: value }]);
      }),
    );
  });

  it('leaves an odd row out and keeps the others', () => {
    assert.equal(readRequests([request, { id: 1 }, null, reversed(request)]).length, 2);
  });
});

describe('readEligibleRoles', () => {
  it('reads an eligibility with its role', () => {
    assert.deepEqual(readEligibleRoles([instance]), [
      {
        eligibilityId: 'opaque-1',
        principalId: b,
        roleDefinitionId: a.toLowerCase(),
        role: {
          id: a.toLowerCase(),
          displayName: 'Reader',
          description: '',
          isBuiltIn: true,
          isPrivileged: undefined,
        },
        scopeId: '/administrativeUnits/x',
        memberType: 'Group',
        startAt: new Date('2026-02-03T04:05:06.100Z'),
        endAt: undefined,
      },
    ]);
  });

  it('reads one whose role was not expanded', () => {
    for (const roleDefinition of [undefined, null, {}]) {
      assert.equal(readEligibleRoles([{ ...instance, roleDefinition }])[0]?.role, undefined);
    }
  });
});

describe('readActiveRoles', () => {
  it('reads casing of either generation', () => {
    const [standing, activated] = readActiveRoles([
      { ...instance, assignmentType: 'assigned', memberType: 'direct' },
      { ...instance, assignmentType: 'ACTIVATED', roleAssignmentScheduleId: 'schedule' },
    ]);
    assert.deepEqual(
      [standing?.assignmentType, standing?.memberType, standing?.scheduleId],
      ['Assigned', 'Direct', undefined],
    );
    assert.deepEqual([activated?.assignmentType, activated?.scheduleId], ['Activated', 'schedule']);
  });
});

describe('readApproval', () => {
  const step = {
    id: a,
    displayName: null,
    reviewedDateTime: '2026-02-03T04:05:06.123456Z',
    reviewResult: 'Approved',
    status: 'completed',
    assignedToMe: true,
    justification: null,
    reviewedBy: { id: b, displayName: 'Ann', userPrincipalName: 'ann@example.com', mail: null },
  };

  it('reads a decision in either spelling', () => {
    for (const [written, meant] of [
      ['Approve', 'Approve'],
      ['Approved', 'Approve'],
      ['deny', 'Deny'],
      ['Denied', 'Deny'],
      ['NotReviewed', 'NotReviewed'],
      [null, 'NotReviewed'],
    ] as const) {
      const { steps } = readApproval({ id: a, steps: [{ ...step, reviewResult: written }] });
      assert.equal(steps?.[0]?.reviewResult, meant);
    }
  });

  it('reads who decided and when', () => {
    const read = readApproval({ steps: [step], id: a }).steps?.[0];
    assert.deepEqual(read?.reviewedBy, { id: b, displayName: 'Ann' });
    assert.equal(read.reviewedAt?.toISOString(), '2026-02-03T04:05:06.123Z');
    assert.equal(read.status, 'Completed');
    assert.equal(read.justification, '');
  });

  it('does not take a GUID of zeros for a reviewer', () => {
    const reviewedBy = { id: '00000000-0000-0000-0000-000000000000', displayName: null };
    const steps = readSteps([{ ...step, reviewResult: 'NotReviewed', reviewedBy, status: 'InProgress' }]);
    assert.equal(steps[0]?.reviewedBy, undefined);
  });

  it('tells steps that are not there from steps that are none', () => {
    assert.equal(readApproval({ id: a }).steps, undefined);
    assert.deepEqual(readApproval({ id: a, steps: [] }).steps, []);
  });
});

describe('readRole', () => {
  it('knows what beta adds', () => {
    assert.equal(readRole({ id: a, displayName: 'x', isPrivileged: true }).isPrivileged, true);
    assert.equal(readRole({ id: a, displayName: 'x', isPrivileged: null }).isPrivileged, undefined);
  });
});

describe('readPeople', () => {
  it('reads guests and disabled accounts', () => {
    const people = readPeople([
      {
        id: b,
        displayName: 'Ann',
        userPrincipalName: 'ann@example.com',
        userType: 'guest',
        accountEnabled: false,
      },
      { id: b, displayName: null },
    ]);
    assert.deepEqual(
      people.map(({ displayName, isGuest, isEnabled }) => [displayName, isGuest, isEnabled]),
      [
        ['Ann', true, false],
        ['', false, true],
      ],
    );
  });
});

describe('scopeOf', () => {
  it('tells tenant, administrative unit and object apart', () => {
    assert.deepEqual(
      ['/', `/administrativeUnits/${b}`, `/ADMINISTRATIVEUNITS/${b}`, `/${b}`].map((id) => scopeOf(id).kind),
      ['tenant', 'administrativeUnit', 'administrativeUnit', 'object'],
    );
  });
});

describe('instantOf', () => {
  it('reads none to seven fraction digits, with and without offset', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), fc.constantFrom('Z', '+00:00', ''), (digits, offset) => {
        const fraction = digits === 0 ? '' : `.${'1234567'.slice(0, digits)}`;
        const read = instantOf(`2026-02-03T04:05:06${fraction}${offset}`);
        const expected = Math.floor(Date.UTC(2026, 1, 3, 4, 5, 6) + Number(`0${fraction}`) * 1000);
        return read !== undefined && Math.abs(read.getTime() - expected) <= 1;
      }),
    );
  });

  it('knows no instant in the year 1, and none in nonsense', () => {
    for (const odd of ['0001-01-01T00:00:00Z', '0001-01-01T08:00:00Z', 'soon', '', null, undefined]) {
      assert.equal(instantOf(odd), undefined);
    }
  });
});
