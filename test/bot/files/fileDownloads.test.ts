import assert from 'node:assert/strict';
import { createFileDownloads, type FileDownloadOptions } from '../../../src/bot/files/fileDownloads.ts';
import { type TeamsCloud } from '../../../src/bot/serviceUrls.ts';
import { HeardLogger } from '../heardLogger.ts';

const host = 'https://contoso-my.sharepoint.com';
const address = `${host}/personal/eli/_layouts/15/download.aspx?UniqueId=1&tempauth=secret`;

describe('createFileDownloads', () => {
  let logger: HeardLogger;
  let asked: { readonly url: string; readonly init: RequestInit | undefined }[];

  beforeEach(() => {
    logger = new HeardLogger();
    asked = [];
  });

  const downloads = (answer: () => Response | Promise<Response>, more: Partial<FileDownloadOptions> = {}) =>
    createFileDownloads({
      cloud: 'public',
      sandboxUrl: undefined,
      fetch: (url, init) => {
        asked.push({ url: url instanceof Request ? url.url : url.toString(), init });
        return Promise.resolve(answer());
      },
      logger,
      deadlineMilliseconds: 2_000,
      maximumBytes: 1_000,
      ...more,
    });
  const text = (body: string | Uint8Array<ArrayBuffer>, type = 'application/octet-stream'): Response =>
    new Response(body, { headers: { 'content-type': type } });

  it('gives the text of a file, and sends no token along', async () => {
    for (const type of ['application/json; charset=utf-8', 'text/plain', 'application/octet-stream']) {
      const fetched = await downloads(() => text('{"zoë":1}', type)).text(address);
      assert.deepEqual(fetched, { kind: 'text', text: '{"zoë":1}' });
    }
    const { init } = asked[0] ?? {};
    assert.equal(asked[0]?.url, address);
    assert.deepEqual([init?.redirect, new Headers(init?.headers).has('authorization')], ['manual', false]);
  });

  it('reads no more than was bargained for', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(new Uint8Array(400).fill(32));
      },
    });
    assert.deepEqual(await downloads(() => new Response(endless)).text(address), { kind: 'tooLarge' });
    assert.ok(sent < 10, 'the rest of it was asked for');
    assert.deepEqual(await downloads(() => text(' '.repeat(1_000))).text(address), {
      kind: 'text',
      text: ' '.repeat(1_000),
    });
    assert.deepEqual(await downloads(() => text(' '.repeat(1_001))).text(address), { kind: 'tooLarge' });
  });

  for (const [what, answer, kind] of [
    ['says that it is a page', () => text('<html>', 'text/html'), 'notText'],
    ['says that it is a picture', () => text('{}', 'image/png'), 'notText'],
    ['is no UTF-8', () => text(new Uint8Array([0x7b, 0xff, 0x7d])), 'notText'],
    ['is not there', () => new Response('', { status: 404 }), 'failed'],
    ['is only a part', () => new Response('{}', { status: 206 }), 'failed'],
    [
      'lies elsewhere',
      () => new Response('', { status: 302, headers: { location: 'https://evil.example/' } }),
      'failed',
    ],
    ['loses its connection', () => Promise.reject(new TypeError('cut')), 'failed'],
  ] as const) {
    it(`takes nothing from storage that ${what}`, async () => {
      assert.deepEqual(await downloads(answer).text(address), { kind });
      assert.equal(asked.length, 1);
      assert.equal(logger.of('file.unread').length, kind === 'failed' ? 1 : 0);
      assert.doesNotMatch(logger.text, /secret|sharepoint/);
    });
  }

  const foreign: readonly (readonly [cloud: TeamsCloud, url: string])[] = [
    ['public', 'https://contoso.sharepoint.com.example.org/file'],
    ['public', 'https://a.b.sharepoint.com/file'],
    ['public', 'http://contoso-my.sharepoint.com/file'],
    ['public', 'https://contoso-my.sharepoint.com:8443/file'],
    ['public', 'https://user@contoso-my.sharepoint.com/file'],
    ['public', 'https://169.254.169.254/metadata'],
    ['public', 'https://graph.microsoft.com/v1.0/me'],
    ['public', 'file:///etc/passwd'],
    ['public', 'data:application/json,{}'],
    ['public', 'https://contoso-my.sharepoint.com\\@example.org/file'],
    ['gcc-high', address],
    ['dod', 'https://contoso-my.sharepoint.us/file'],
    ['china', address],
    ['sandbox', 'http://127.0.0.1:9/control/reset'],
    ['sandbox', 'http://127.0.0.1:9/teams/files/../../control/reset'],
    ['sandbox', 'http://127.0.0.1:8/teams/x/files/y'],
  ];
  for (const [cloud, url] of foreign) {
    it(`goes nowhere near ${url} (${cloud})`, async () => {
      const sandboxUrl = cloud === 'sandbox' ? 'http://127.0.0.1:9' : undefined;
      const fetched = await downloads(() => text('{}'), { cloud, sandboxUrl }).text(url);
      assert.deepEqual([fetched, asked], [{ kind: 'refused' }, []]);
      assert.equal(logger.of('file.refused').length, 1);
    });
  }
});
