import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { ServedChannel } from './servedChannel.ts';

describe('createHttpListener', () => {
  let there: ServedChannel;

  beforeEach(async () => {
    there = await ServedChannel.start();
  });

  afterEach(async () => there.stop());

  describe('bodies', () => {
    it('of 50 MB are refused before they are read', async () => {
      await there.serve();
      const request = httpRequest(`${there.origin}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 50_000_000 },
      });
      request.flushHeaders();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      assert.equal(response.statusCode, 413);
      assert.equal(await text(response), '');
      request.destroy();
    });

    it('of unknown length are read to the limit and no further', async () => {
      await there.serve();
      const request = httpRequest(`${there.origin}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      request.on('error', () => undefined);
      const answered = once(request, 'response') as Promise<[IncomingMessage]>;
      request.write(Buffer.alloc(300_000, 0x20));
      const [response] = await answered;
      assert.equal(response.statusCode, 413);
      await once(response.resume(), 'close');
      assert.deepEqual(there.logger.of('inbound.refused'), [
        { event: 'inbound.refused', reason: 'body.tooLarge' },
      ]);
    });

    it('that come too slowly are cut', async () => {
      await there.serve({ limits: { bodyMilliseconds: 100 } });
      const request = httpRequest(`${there.origin}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 1_000 },
      });
      request.on('error', () => undefined);
      const drip = setInterval(() => request.write(' '), 10);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      assert.equal(response.statusCode, 408);
      await once(response.resume(), 'close');
      clearInterval(drip);
      request.destroy();
      assert.deepEqual(there.turns, []);
    });

    it('that are cut reach nobody', async () => {
      await there.serve();
      const request = httpRequest(`${there.origin}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 1_000 },
      });
      request.on('error', () => undefined);
      request.write('{');
      setImmediate(() => request.destroy());
      while (there.logger.of('inbound.refused').length === 0) await pause(5);
      assert.deepEqual(there.logger.of('inbound.refused'), [
        { event: 'inbound.refused', reason: 'body.cut' },
      ]);
    });
  });

  describe('headers', () => {
    it('of more than 8 kB are refused by the parser', async () => {
      await there.serve();
      const answer = await there.raw(`GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(8_200)}\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 431 .*\r\n\r\n$/s);
    });

    it('that never end are cut', async () => {
      await there.serve({ limits: { headersMilliseconds: 200 } });
      assert.match(await there.raw('GET /healthz HTTP/1.1\r\nHost: x\r\n'), /^HTTP\/1\.1 408 .*\r\n\r\n$/s);
    });
  });

  describe('everything else', () => {
    const others: readonly (readonly [string, string])[] = [
      ['GET', '/'],
      ['GET', '/api/messages'],
      ['PUT', '/api/messages'],
      ['OPTIONS', '/api/messages'],
      ['POST', '/auth/end'],
      ['GET', '/auth'],
      ['GET', '/auth/end/'],
      ['GET', '/%zz'],
      ['GET', '/<script>alert(1)</script>'],
      ['GET', '/auth/..%2f..%2fetc/passwd'],
      ['DELETE', '/healthz'],
    ];
    for (const [method, path] of others) {
      it(`is not found: ${method} ${path}`, async () => {
        await there.serve();
        const request = httpRequest({ port: new URL(there.origin).port, host: '127.0.0.1', method, path });
        request.end();
        const [response] = (await once(request, 'response')) as [IncomingMessage];
        assert.equal(await text(response), '');
        assert.equal(response.statusCode, 404);
        assert.ok(!('allow' in response.headers) && !('server' in response.headers));
      });
    }
  });

  it('hands no connection over to another protocol', async () => {
    await there.serve();
    const answer = await there.raw(
      'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    assert.match(answer, /^HTTP\/1\.1 404 .*\r\n\r\n$/s);
  });
});
