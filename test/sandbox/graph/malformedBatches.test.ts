import assert from 'node:assert/strict';
import { assertRefused, GraphSandbox, type Json, people } from './graphSandbox.ts';

const { ana } = people;
const requests = '/roleManagement/directory/roleAssignmentScheduleRequests';
const json = { 'Content-Type': 'application/json' };
const get = (id: string, url: string, more: Json = {}): Json => ({ id, method: 'GET', url, ...more });

describe('a batch is refused as a whole', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  beforeEach(() => graph.reset());

  const many = (count: number): Json[] =>
    Array.from({ length: count }, (_, index) => get(String(index), '/me'));
  const write = { id: '1', method: 'POST', url: requests };
  const malformed: Readonly<Record<string, readonly [requests: unknown, message?: string]>> = {
    'no list': [undefined, 'Invalid batch payload format.'],
    'an empty list': [[], 'Invalid batch payload format.'],
    'more than twenty': [many(21)],
    'an item that is no object': [['GET /me'], 'Invalid batch payload format.'],
    'an item without an id': [[{ method: 'GET', url: '/me' }], 'Invalid batch payload format.'],
    'an id that is a number': [[get(1 as unknown as string, '/me')], 'Invalid batch payload format.'],
    'an item without a url': [[{ id: '1', method: 'GET' }], 'Invalid batch payload format.'],
    'an unknown method': [[{ id: '1', method: 'READ', url: '/me' }], 'Invalid batch payload format.'],
    'headers that are no texts': [[get('1', '/me', { headers: { a: 1 } })], 'Invalid batch payload format.'],
    'an id given twice': [[get('a', '/me'), get('A', '/me')], 'Request Id A has to be unique in a batch.'],
    'a dependency on nothing': [[get('1', '/me', { dependsOn: ['2'] })]],
    'a dependency on itself': [[get('1', '/me', { dependsOn: ['1'] })]],
    'a dependency on a later one': [[get('1', '/me', { dependsOn: ['2'] }), get('2', '/me')]],
    'a body without content type': [
      [{ ...write, body: {} }],
      'Write request id : 1 does not contain Content-Type header or body.',
    ],
    'a write without a body': [
      [{ ...write, headers: json }],
      'Write request id : 1 does not contain Content-Type header or body.',
    ],
    'a batch in a batch': [
      [get('1', '/me'), { id: '2', method: 'POST', url: '/%24batch', headers: json, body: {} }],
    ],
  };
  for (const [title, [items, message]] of Object.entries(malformed)) {
    it(`for ${title}`, async () => {
      const refused = await graph.post(ana, '/v1.0/$batch', { requests: items });
      assertRefused(refused, 400, 'BadRequest', message);
      const called = await graph.control.calls(/^\/graph\//);
      assert.deepEqual(
        called.map(({ path }) => path),
        ['/graph/v1.0/$batch'],
        'nothing of it is done',
      );
    });
  }

  it('for a missing token, another method and a body that is no JSON', async () => {
    assertRefused(
      await graph.call('POST', '/v1.0/$batch', undefined, { requests: many(1) }),
      401,
      'InvalidAuthenticationToken',
    );
    assertRefused(await graph.get(ana, '/v1.0/$batch'), 405, 'Request_BadRequest');
    assertRefused(await graph.post(ana, '/v1.0/$batch', '{"requests":'), 400, 'BadRequest');
  });
});
