/**
 * Loaded before a client (`node --import`): what it asks of Microsoft goes to the offline tenant, and whatever else
 * would leave the machine fails and is told on standard error. Nothing of the client's own files is changed.
 */
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { redirected, SANDBOX_VARIABLE } from './hosts.ts';

const sandboxUrl = process.env[SANDBOX_VARIABLE] ?? '';
const plainRequest = http.request.bind(http);
type Listener = (response: IncomingMessage) => void;

function addressOf(options: RequestOptions, protocol: string): URL {
  const host = options.hostname ?? options.host ?? 'localhost';
  const port = options.port === undefined || options.port === null ? '' : `:${options.port}`;
  return new URL(`${options.protocol ?? protocol}//${host}${port}${options.path ?? '/'}`);
}

const asker =
  (protocol: string) =>
  (
    first: string | URL | RequestOptions,
    second?: RequestOptions | Listener,
    third?: Listener,
  ): ClientRequest => {
    const isAddress = typeof first === 'string' || first instanceof URL;
    const given = isAddress ? (typeof second === 'object' ? second : {}) : first;
    const listener = typeof second === 'function' ? second : third;
    const asked = isAddress ? new URL(first) : addressOf(first, protocol);
    const found = redirected(asked, sandboxUrl);
    if (found === undefined) process.stderr.write(`[kept in] ${asked.origin}\n`);
    // Nobody listens there, so the client meets what it would meet without a network.
    const target = found ?? new URL('http://127.0.0.1:1/');
    const { agent: _agent, host: _host, headers, ...kept } = given as RequestOptions & { headers?: object };
    const options = {
      ...kept,
      headers: Object.fromEntries(
        Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'host'),
      ) as RequestOptions['headers'] & object,
      protocol: 'http:',
      hostname: target.hostname,
      port: target.port,
      path: `${target.pathname}${target.search}`,
    };
    return plainRequest(options, listener);
  };

for (const [module, protocol] of [
  [http, 'http:'],
  [https, 'https:'],
] as const) {
  const ask = asker(protocol);
  const changed = module as unknown as Record<'request' | 'get', unknown>;
  changed.request = ask;
  changed.get = (...given: Parameters<typeof ask>): ClientRequest => {
    const request = ask(...given);
    request.end();
    return request;
  };
}
syncBuiltinESMExports();

globalThis.fetch = (input): Promise<Response> => {
  const url = new URL(input instanceof Request ? input.url : input);
  process.stderr.write(`[kept in] ${url.origin}\n`);
  return Promise.reject(new Error(`${url.origin} is not asked by this way`));
};
