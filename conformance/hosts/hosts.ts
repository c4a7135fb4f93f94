/** Name of the variable that tells a client's process where the offline tenant is. */
export const SANDBOX_VARIABLE = 'LATCHKEY_CONFORMANCE_SANDBOX';

/** Which part of the offline tenant stands in for which host of Microsoft's. */
const standIns: Readonly<Record<string, string>> = {
  'login.microsoftonline.com': '/login',
  'graph.microsoft.com': '/graph',
};

/**
 * Where a request goes instead: the offline tenant's address of what was asked of Microsoft, or the address itself
 * where it is the tenant's or another on loopback already. Undefined: nowhere, because it would leave the machine.
 */
export function redirected(url: URL, sandboxUrl: string): URL | undefined {
  if (['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return url;
  const prefix = Object.hasOwn(standIns, url.hostname) ? standIns[url.hostname] : undefined;
  if (prefix === undefined || url.protocol !== 'https:' || url.port !== '') return undefined;
  return new URL(`${sandboxUrl}${prefix}${url.pathname}${url.search}`);
}
