import { type IncomingMessage } from 'node:http';

/** What a browser brought to one of our pages. */
export interface PageRequest {
  readonly query: Readonly<Record<string, string>>;
  /** A cookie that came twice is left out: which of the two is ours cannot be told. */
  readonly cookies: Readonly<Record<string, string>>;
  /** BCP 47 of the language that the browser asks for first, where it names one. */
  readonly language?: string;
}

/** What a page answers. */
export interface PageAnswer {
  readonly status: number;
  readonly html?: string;
  /** Where to send the browser, with a status of 302. */
  readonly location?: string;
  /** Whole values of `Set-Cookie`. */
  readonly setCookies?: readonly string[];
  /** Directives of the content security policy beside the strictest ones, e.g. `script-src 'sha256-…'`. */
  readonly policy?: readonly string[];
}

/** The browser's part of signing in. */
export interface SignInPages {
  start(request: PageRequest): Promise<PageAnswer>;
  end(request: PageRequest): Promise<PageAnswer>;
}

const strictestPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Query and cookies of a request; `undefined` when a parameter was given twice, for then nobody knows which counts. */
export function pageRequest({ url = '', headers }: IncomingMessage): PageRequest | undefined {
  const parameters = [...new URLSearchParams(url.split('?')[1] ?? '')];
  if (new Set(parameters.map(([name]) => name)).size < parameters.length) return undefined;
  const language = /^\s*([a-z]{2,3}(?:-[a-z0-9]{1,8})*)(?=\s*(?:[,;]|$))/iu.exec(
    headers['accept-language'] ?? '',
  )?.[1];
  return {
    query: Object.fromEntries(parameters),
    cookies: cookiesOf(headers.cookie ?? ''),
    ...(language === undefined ? {} : { language }),
  };
}

function cookiesOf(header: string): Readonly<Record<string, string>> {
  const pairs = header
    .split(';')
    .map((pair) => /^([^=\s]+)=(.*)$/.exec(pair.trim()))
    .map((match) => [match?.[1] ?? '', match?.[2] ?? ''] as const)
    .filter(([name]) => name !== '');
  const isAlone = (name: string): boolean => pairs.filter(([other]) => other === name).length === 1;
  return Object.fromEntries(pairs.filter(([name]) => isAlone(name)));
}

/**
 * Headers of every page: nothing is loaded, framed, sniffed, cached or told to others. No opener policy: the window
 * that Teams opens has to reach its opener.
 */
export function pageHeaders(answer: PageAnswer): Readonly<Record<string, string | string[]>> {
  const { policy = [], setCookies = [], location } = answer;
  const nameOf = (directive: string): string => directive.split(' ')[0] ?? '';
  const replaced = new Set(policy.map(nameOf));
  const directives = [...strictestPolicy.filter((directive) => !replaced.has(nameOf(directive))), ...policy];
  return {
    'content-security-policy': directives.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(answer.html === undefined ? {} : { 'content-type': 'text/html; charset=utf-8' }),
    ...(location === undefined ? {} : { location }),
    ...(setCookies.length === 0 ? {} : { 'set-cookie': [...setCookies] }),
  };
}
