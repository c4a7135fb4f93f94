import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { redirected, SANDBOX_VARIABLE } from '../../conformance/hosts/hosts.ts';
import { redirectedFetch } from '../../conformance/hosts/redirectedFetch.ts';
import { track } from '../support/hooks.ts';

const sandbox = 'http://127.0.0.1:4000';
const asked = (url: string): string | undefined => redirected(new URL(url), sandbox)?.href;

describe('where a client of Microsoft’s hosts is led', () => {
  it('finds Entra and Graph in the offline tenant, and leaves loopback as it is', () => {
    assert.deepEqual(
      [
        asked('https://login.microsoftonline.com/t/oauth2/v2.0/token?a=b'),
        asked('https://graph.microsoft.com/v1.0/me'),
        asked('http://localhost:5000/x'),
        asked('http://[::1]:5000/x'),
      ],
      [
        `${sandbox}/login/t/oauth2/v2.0/token?a=b`,
        `${sandbox}/graph/v1.0/me`,
        'http://localhost:5000/x',
        'http://[::1]:5000/x',
      ],
    );
  });

  it('lets nothing else leave the machine', () => {
    const others = [
      'https://management.azure.com/x',
      'http://graph.microsoft.com/v1.0/me',
      'https://graph.microsoft.com:8443/v1.0/me',
      'https://graph.microsoft.com.example/v1.0/me',
      'http://169.254.169.254/metadata',
    ];
    assert.deepEqual(
      others.map(asked),
      others.map(() => undefined),
    );
  });

  it('gives pages of Graph their own address back', async () => {
    const calls: string[] = [];
    const answer = { '@odata.nextLink': `${sandbox}/graph/v1.0/users?$skiptoken=1` };
    const client = redirectedFetch(sandbox, (input) => {
      calls.push(input instanceof Request ? input.url : input.toString());
      return Promise.resolve(Response.json(answer, { status: 207 }));
    });
    const seen = await client('https://graph.microsoft.com/v1.0/users');
    assert.deepEqual(
      [seen.status, await seen.json()],
      [207, { '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=1' }],
    );
    await assert.rejects(client('https://example.com/'), /not on this machine/u);
    assert.deepEqual(calls, [`${sandbox}/graph/v1.0/users`]);
  });

  it('changes a whole process, but nothing of its code', async () => {
    const paths: string[] = [];
    const server = createServer((request, response) => {
      paths.push(
        `${request.method ?? ''} ${request.url ?? ''} ${request.headers.host === undefined ? '' : 'host'}`,
      );
      response.end('here');
    }).listen(0, '127.0.0.1');
    const closed = track('stand-in for the tenant');
    await once(server, 'listening');
    const code = `const https = require('https'), http = require('http');
      https.get('https://graph.microsoft.com/v1.0/me', { headers: { Host: 'graph.microsoft.com' } }, (answer) =>
        answer.on('data', (text) => http.request({ host: '169.254.169.254', path: '/' })
          .on('error', (error) => console.log(String(text), error.code)).end()));`;
    const preload = new URL('../../conformance/hosts/hostPreload.ts', import.meta.url).href;
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--import', preload, '-e', code],
      {
        env: { [SANDBOX_VARIABLE]: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const said = { out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.error += text));
    await once(child, 'close');
    server.close();
    closed();
    assert.deepEqual(
      [said.out, said.error, paths],
      ['here ECONNREFUSED\n', '[kept in] http://169.254.169.254\n', ['GET /graph/v1.0/me host']],
    );
  });
});
