import assert from 'node:assert/strict';
import { allowedCall, type EgressAccount, type GraphCall, graphCalls } from '../../src/graph/egress.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';

const graphUrl = 'http://127.0.0.1:4000/graph';
const id = '22222222-2222-4222-8222-222222222222';
const url = `${graphUrl}/v1.0/directoryObjects/getByIds`;
const types = ['user', 'group', 'servicePrincipal'];
const wanted = { ids: [id], types };

const app: EgressAccount = { graphUrl, groups: ['read'], owner: undefined };
const person: EgressAccount = { graphUrl, groups: ['read', 'self', 'approve'], owner: principalId(id) };

const lookUp = (body: unknown, to = url, account = app): GraphCall =>
  allowedCall({ method: 'POST', url: to, body: JSON.stringify(body) }, account);
const refused = (error: unknown): boolean => isPimError(error, 'egress_refused');

describe('allowedCall of looking ids up', () => {
  it('lets the app ask what up to a thousand ids are', () => {
    assert.equal(lookUp(wanted), graphCalls.directoryObjects);
    assert.equal(lookUp(wanted, `${url}?$select=id`), graphCalls.directoryObjects);
    assert.equal(lookUp({ types, ids: Array.from({ length: 1000 }, () => id) }), graphCalls.directoryObjects);
  });

  const unfit: Readonly<Record<string, unknown>> = {
    'no id': { ids: [], types },
    'too many ids': { types, ids: Array.from({ length: 1001 }, () => id) },
    'what is no id': { ids: ['ana@example.com'], types },
    'no types': { ids: [id] },
    'fewer types': { ids: [id], types: ['user'] },
    'another type': { ids: [id], types: [...types, 'device'] },
    'a field more': { ...wanted, securityEnabledOnly: true },
    'an empty body': {},
    'no body': undefined,
  };
  for (const [title, body] of Object.entries(unfit)) {
    it(`is refused with ${title}`, () => {
      assert.throws(() => lookUp(body), refused);
    });
  }

  it('is refused to people, to other groups of calls, in batches and at other addresses', () => {
    assert.throws(() => lookUp(wanted, url, person), refused);
    assert.throws(() => lookUp(wanted, url, { ...app, groups: ['install', 'approve'] }), refused);
    assert.throws(() => lookUp(wanted, url.replace('/v1.0/', '/beta/')), refused);
    assert.throws(() => lookUp(wanted, `${url}/x`), refused);
    assert.throws(() => lookUp(wanted, `${url}?$apply=x`), refused);
    assert.throws(() => lookUp(wanted, url.replace('getByIds', 'validateProperties')), refused);
    const requests = [{ id: '0', method: 'POST', url: '/directoryObjects/getByIds', body: wanted }];
    assert.throws(() => lookUp({ requests }, `${graphUrl}/v1.0/$batch`), refused);
  });

  it('is the one read that is sent as a POST', () => {
    const reads = Object.entries<GraphCall>(graphCalls).filter(([, { isRead }]) => isRead === true);
    assert.deepEqual(
      reads.map(([, { method, version, path, group, leastDelegated }]) => [
        method,
        version,
        path,
        group,
        leastDelegated,
      ]),
      [['POST', 'v1.0', '/directoryObjects/getByIds', 'read', undefined]],
    );
  });
});
