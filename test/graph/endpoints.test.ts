import assert from 'node:assert/strict';
import { isBelow, microsoftEndpoints, sandboxEndpoints } from '../../src/graph/endpoints.ts';

describe('isBelow', () => {
  const base = 'http://127.0.0.1:4000/graph';

  it('takes what lies below', () => {
    assert.ok(isBelow(base, `${base}/v1.0/users?$top=1`));
    assert.ok(isBelow('https://graph.microsoft.com', 'https://graph.microsoft.com/v1.0'));
  });

  for (const url of [
    'http://127.0.0.1:4000/graphite/v1.0',
    'http://127.0.0.1:4000/graph/../login',
    'http://127.0.0.1:4000/graph/%2e%2e/login',
    'http://127.0.0.1:4001/graph/v1.0',
    'https://127.0.0.1:4000/graph/v1.0',
    'http://127.0.0.1:4000@example.com/graph/v1.0',
    'http://user:word@127.0.0.1:4000/graph/v1.0',
    'http://user@127.0.0.1:4000/graph/v1.0',
    '/graph/v1.0',
    '',
  ]) {
    it(`does not take ${url}`, () => {
      assert.ok(!isBelow(base, url));
    });
  }
});

describe('sandboxEndpoints', () => {
  it('replaces the hosts and nothing else', () => {
    const made = sandboxEndpoints('http://127.0.0.1:4000/');
    assert.deepEqual(made, {
      ...microsoftEndpoints.public,
      loginUrl: 'http://127.0.0.1:4000/login',
      graphUrl: 'http://127.0.0.1:4000/graph',
    });
  });
});

describe('microsoftEndpoints', () => {
  it('names https hosts without a slash at the end', () => {
    for (const { loginUrl, graphUrl, graphScopeBase, authorityHost } of Object.values(microsoftEndpoints)) {
      assert.equal(loginUrl, `https://${authorityHost}`);
      assert.equal(graphUrl, graphScopeBase);
      assert.ok(graphUrl.startsWith('https://') && !graphUrl.endsWith('/'));
    }
  });
});
