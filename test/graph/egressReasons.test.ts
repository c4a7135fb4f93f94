import assert from 'node:assert/strict';
import { allowedCall, type EgressAccount, type GraphCall, graphCalls } from '../../src/graph/egress.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';

const graphUrl = 'http://127.0.0.1:4000/graph';
const me = principalId('11111111-1111-4111-8111-111111111111');
const other = '22222222-2222-4222-8222-222222222222';
const person: EgressAccount = { graphUrl, groups: ['read', 'self', 'approve'], owner: me };
const app: EgressAccount = { graphUrl, groups: ['read', 'approve'], owner: undefined };

const requests = `${graphUrl}/v1.0/roleManagement/directory/roleAssignmentScheduleRequests`;
const roles = `${graphUrl}/v1.0/roleManagement/directory/roleDefinitions`;
const steps = `/roleManagement/directory/roleAssignmentApprovals/${other}/steps`;
const activation = {
  action: 'selfActivate',
  principalId: me,
  roleDefinitionId: other,
  directoryScopeId: '/',
  justification: 'because',
  scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
};

interface Case {
  readonly method?: string;
  readonly url: string;
  readonly body?: unknown;
  readonly account?: EgressAccount;
}

const send = ({ method = 'GET', url, body, account = app }: Case): GraphCall =>
  allowedCall(
    { method, url, body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body) },
    account,
  );
const batchOf = (...urls: readonly string[]): Pick<Case, 'method' | 'body'> => ({
  method: 'POST',
  body: { requests: urls.map((url, index) => ({ id: String(index), method: 'GET', url })) },
});

/** Why, as it stands in the log; the person reads another sentence. */
const refusals: Readonly<Record<string, readonly [reason: string, ...cases: readonly Case[]]>> = {
  'another host': [
    'not a Graph address',
    { url: 'http://127.0.0.1:4001/graph/v1.0/users' },
    { url: roles.replace('//', '//who@') },
    { url: roles.replace('//', '//:secret@') },
  ],
  'what the table lacks': [
    'not in the table',
    { url: `${graphUrl}/v1.0/me` },
    { method: 'DELETE', url: `${requests}/${other}` },
  ],
  'another group': [
    'not one of read, approve',
    { method: 'POST', url: requests, body: activation, account: app },
  ],
  'a call that is not the app’s': [
    'not for the app itself',
    { method: 'POST', url: requests, body: activation, account: { ...app, groups: ['self'] } },
    {
      method: 'PATCH',
      url: `${graphUrl}/beta${steps}/${other}`,
      body: { reviewResult: 'Approve', justification: 'x' },
    },
  ],
  'a call that is not a person’s': [
    'not with a person’s token',
    { url: `${graphUrl}/v1.0/users/${other}`, account: person },
  ],
  'an odd query option': ['a query option', { url: `${roles}?$apply=x` }, { url: `${roles}?=x` }],
  'a batch of something else': [
    'a batch of something else',
    { method: 'POST', url: `${graphUrl}/v1.0/$batch` },
    { method: 'POST', url: `${graphUrl}/v1.0/$batch`, body: '{' },
    { url: `${graphUrl}/v1.0/$batch`, ...batchOf('roleManagement') },
    { url: `${graphUrl}/v1.0/$batch?$top=1`, ...batchOf('/users') },
  ],
  'a part that a server could read another way': [
    'a part whose address is not written plainly',
    { url: `${graphUrl}/v1.0/$batch`, ...batchOf('/users/../users') },
    { url: `${graphUrl}/v1.0/$batch`, ...batchOf('/users#x') },
  ],
  'a batch whose part is another batch of another version': [
    'not in the table',
    { url: `${graphUrl}/v1.0/$batch`, ...batchOf(steps) },
  ],
  'a body where there is none': ['a body where there is none', { url: roles, body: '{}' }],
  'a change without a body': [
    'a change without its owner or body',
    { method: 'POST', url: requests, account: person },
  ],
  'another body': [
    'the body',
    { method: 'POST', url: requests, body: { ...activation, principalId: other }, account: person },
  ],
};

describe('what the log says of a refused call', () => {
  for (const [title, [reason, ...cases]] of Object.entries(refusals)) {
    it(`names ${title}`, () => {
      for (const one of cases) {
        assert.throws(
          () => send(one),
          (error: unknown) =>
            isPimError(error, 'egress_refused') && error.message === `Refused before it was sent: ${reason}`,
          JSON.stringify(one),
        );
      }
    });
  }
});

describe('what a read may ask for', () => {
  for (const option of [
    '$filter',
    '$select',
    '$expand',
    '$top',
    '$count',
    '$orderby',
    '$skiptoken',
    '$skip',
  ]) {
    it(`is ${option}`, () => {
      assert.equal(send({ url: `${roles}?${option}=x` }), graphCalls.roleDefinitions);
    });
  }

  it('comes with an empty body or none', () => {
    assert.equal(send({ url: roles, body: '' }), graphCalls.roleDefinitions);
    assert.equal(send({ url: roles }), graphCalls.roleDefinitions);
  });
});

describe('the shape of an activation', () => {
  const activate = (changes: object): GraphCall =>
    send({ method: 'POST', url: requests, body: { ...activation, ...changes }, account: person });
  const lasting = (duration: string): GraphCall =>
    activate({ scheduleInfo: { expiration: { type: 'AfterDuration', duration } } });

  for (const duration of ['PT30M', 'PT1H', 'PT10H30M', 'P1D', 'P10DT12H', 'PT120M']) {
    it(`takes ${duration}`, () => {
      assert.equal(lasting(duration), graphCalls.selfAction);
    });
  }

  for (const duration of ['1H', 'xPT1H', 'PT1Hx', 'PTxH', 'P1Y', 'PT1S', 'PxD', 'PTxM', 'pt1h', '']) {
    it(`takes no ${duration === '' ? 'empty duration' : duration}`, () => {
      assert.throws(() => lasting(duration));
    });
  }

  const scope = `/administrativeUnits/${other}`;
  for (const directoryScopeId of ['/', scope, `/${other}`]) {
    it(`takes the scope ${directoryScopeId}`, () => {
      assert.equal(activate({ directoryScopeId }), graphCalls.selfAction);
    });
  }

  for (const directoryScopeId of [
    `x${scope}`,
    `${scope}x`,
    `${scope}/x`,
    other,
    '/administrativeUnits/x',
    '//',
  ]) {
    it(`takes no scope ${directoryScopeId}`, () => {
      assert.throws(() => activate({ directoryScopeId }));
    });
  }
});
