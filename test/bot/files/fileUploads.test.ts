import assert from 'node:assert/strict';
import { createFileUploads, type FileUploadOptions } from '../../../src/bot/files/fileUploads.ts';
import { type TeamsCloud } from '../../../src/bot/serviceUrls.ts';
import { FakeConnector } from '../fakeConnector.ts';
import { HeardLogger } from '../heardLogger.ts';

const bytes = new TextEncoder().encode('{"a":1}');

describe('createFileUploads', () => {
  let storage: FakeConnector;
  let logger: HeardLogger;

  beforeEach(async () => {
    storage = await FakeConnector.start();
    logger = new HeardLogger();
  });

  afterEach(() => storage.stop());

  /** In one place, as Teams says it. */
  const at = (uploadUrl: string) => ({ uploadUrl, contentUrl: new URL('/there.html', uploadUrl).href });
  const uploads = (more: Partial<FileUploadOptions> = {}) =>
    createFileUploads({
      cloud: 'sandbox',
      sandboxUrl: storage.origin,
      fetch,
      logger,
      deadlineMilliseconds: 2_000,
      ...more,
    });

  it('puts the whole file at once, and sends no token along', async () => {
    assert.ok(await uploads().put(at(`${storage.origin}/teams/files/secret?x=1`), bytes));
    const [request] = storage.requests;
    assert.deepEqual(
      [request?.method, request?.path, request?.authorization, request?.body],
      ['PUT', '/teams/files/secret?x=1', undefined, { a: 1 }],
    );
  });

  for (const [what, answer] of [
    ['is refused', { status: 416 }],
    ['is redirected', { status: 302, headers: { location: '/teams/elsewhere' } }],
    ['loses its connection', 'cut'],
  ] as const) {
    it(`says no where it ${what}, and why in the log`, async () => {
      storage.answers.push(answer);
      assert.equal(await uploads().put(at(`${storage.origin}/teams/files/secret`), bytes), false);
      assert.equal(logger.of('file.failed').length, 1);
      assert.equal(storage.requests.length, 1);
      assert.doesNotMatch(logger.text, /secret/);
    });
  }

  const foreign: readonly (readonly [cloud: TeamsCloud, url: string])[] = [
    ['public', 'https://contoso.sharepoint.com.example.org/upload'],
    ['public', 'https://sharepoint.com/upload'],
    ['public', 'https://a.b.sharepoint.com/upload'],
    ['public', 'http://contoso-my.sharepoint.com/upload'],
    ['public', 'https://contoso-my.sharepoint.com:8443/upload'],
    ['public', 'https://user@contoso-my.sharepoint.com/upload'],
    ['public', 'https://127.0.0.1/upload'],
    ['public', 'https://169.254.169.254/metadata'],
    ['public', 'https://contoso-my.sharepoint.us/upload'],
    ['gcc-high', 'https://contoso-my.sharepoint.com/upload'],
    ['dod', 'https://contoso-my.sharepoint.us/upload'],
    ['china', 'https://contoso-my.sharepoint.com/upload'],
    ['public', 'file:///etc/passwd'],
    ['public', 'https://contoso-my.sharepoint.com\\@example.org/upload'],
    ['public', 'https:// contoso-my.sharepoint.com/upload'],
  ];
  for (const [cloud, url] of foreign) {
    it(`goes nowhere near ${url} (${cloud})`, async () => {
      const asked: string[] = [];
      const files = uploads({
        cloud,
        sandboxUrl: undefined,
        fetch: (address) => {
          asked.push(address instanceof Request ? address.url : address.toString());
          return Promise.reject(new TypeError('not reached'));
        },
      });
      assert.equal(
        await files.put({ uploadUrl: url, contentUrl: 'https://contoso-my.sharepoint.com/a' }, bytes),
        false,
      );
      assert.deepEqual(asked, []);
      assert.equal(logger.of('file.refused').length, 1);
    });
  }

  it('does not upload what would be shown as lying elsewhere', async () => {
    const uploadUrl = `${storage.origin}/teams/files/secret`;
    for (const contentUrl of ['https://example.org/report.html', 'javascript:alert(1)', '', 'report.html']) {
      assert.equal(await uploads().put({ uploadUrl, contentUrl }, bytes), false);
    }
    assert.deepEqual(storage.requests, []);
    assert.equal(logger.of('file.refused').length, 4);
  });

  it('takes an address of the file in any letters', async () => {
    const files = uploads({
      cloud: 'public',
      sandboxUrl: undefined,
      fetch: () => Promise.resolve(new Response('{}', { status: 201 })),
    });
    const host = 'https://contoso-my.sharepoint.com';
    const contentUrl = `${host}/personal/zoë_contoso_com/Documents/Mes fichiers/audit.html`;
    assert.ok(await files.put({ uploadUrl: `${host}/upload?id=1`, contentUrl }, bytes));
  });

  it('puts nothing elsewhere in the sandbox, where everything has one origin', async () => {
    for (const path of ['/control/reset', '/teams/files/../../control/reset', '/graph/v1.0/users'])
      assert.equal(await uploads().put(at(`${storage.origin}${path}`), bytes), false);
    assert.deepEqual(storage.requests, []);
  });

  for (const [cloud, host] of [
    ['public', 'contoso-my.sharepoint.com'],
    ['gcc-high', 'contoso-my.sharepoint.us'],
    ['dod', 'contoso-my.sharepoint-mil.us'],
    ['china', 'contoso-my.sharepoint.cn'],
  ] as const) {
    it(`reaches people’s own storage in ${cloud}`, async () => {
      const answer = () => Promise.resolve(new Response('{}', { status: 201 }));
      const files = uploads({ cloud, sandboxUrl: undefined, fetch: answer });
      assert.ok(await files.put(at(`https://${host}/upload?id=1`), bytes));
    });
  }
});
