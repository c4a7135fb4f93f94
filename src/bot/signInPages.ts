import { createHash, timingSafeEqual } from 'node:crypto';
import { type DirectoryPerson } from '../pim/people.ts';
import { isPimError } from '../pim/errors.ts';
import { type Logger } from '../pim/logger.ts';
import { type Clock, type InteractiveSignIn, type Random, type SignOn } from '../pim/ports.ts';
import { type AuditTrail, type SignIn, type SignIns } from '../pim/records.ts';
import { type PrincipalId } from '../pim/ids.ts';
import { signInPageTexts, type SignInPageText } from '../words/pageWords.ts';
import { type PageAnswer, type PageRequest, type SignInPages } from './server.ts';
import { codeHashOf } from './signIn.ts';

/** What the sign-in pages need. */
export interface SignInPagesDeps {
  readonly signIns: SignIns;
  readonly interactive: InteractiveSignIn;
  readonly person: (id: PrincipalId) => Promise<DirectoryPerson | undefined>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly publicUrl: string;
  /** Asked for where the sign-in itself names none. */
  readonly defaultScopes: readonly string[];
}

type Interactive = NonNullable<SignIn['interactive']>;

const COOKIE = 'latchkey_sign_in';
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Tells the window that opened this one. Teams' own library listens for it in the sandbox and in the web client. */
const TELL_OPENER = `(function(){var code=document.getElementById('code').textContent;if(window.opener){window.opener.postMessage({latchkeySignIn:code},'*');}})();`;
const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}code{font-size:1.6rem;letter-spacing:.1em}';

const sha256Source = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function page(status: number, { title, text }: SignInPageText, code?: string): PageAnswer {
  const shown =
    code === undefined ? '' : `<p><code id="code">${code}</code></p><script>${TELL_OPENER}</script>`;
  return {
    status,
    html: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style><h1>${title}</h1><p>${text}</p>${shown}</html>`,
    policy: [`style-src ${sha256Source(STYLE)}`, `script-src ${sha256Source(TELL_OPENER)}`],
  };
}

const isSameSecret = (a: string, b: string): boolean => {
  const [bytes, others] = [Buffer.from(a), Buffer.from(b)];
  return bytes.length === others.length && timingSafeEqual(bytes, others);
};

/** `/auth/start` and `/auth/end`: the interactive sign-in with PKCE, bound to one person, one browser, one use. */
export function createSignInPages(deps: SignInPagesDeps): SignInPages {
  return { start: (request) => start(deps, request), end: (request) => end(deps, request) };
}

const redirectUriOf = ({ publicUrl }: Pick<SignInPagesDeps, 'publicUrl'>): string => `${publicUrl}/auth/end`;

const isLive = (signIn: SignIn | undefined, now: Date): signIn is SignIn =>
  signIn !== undefined && signIn.expiresAt > now;

/** The browser that began may begin again, as long as nothing came of it: people close windows by mistake. */
const mayStart = ({ browserSecret, codeHash }: Interactive, cookie: string): boolean =>
  codeHash === undefined && (browserSecret === undefined || isSameSecret(browserSecret, cookie));

async function start(deps: SignInPagesDeps, { query, cookies }: PageRequest): Promise<PageAnswer> {
  const signIn = await deps.signIns.of(query['t'] ?? '');
  const interactive = signIn?.interactive;
  if (
    !isLive(signIn, deps.clock.now()) ||
    interactive === undefined ||
    !mayStart(interactive, cookies[COOKIE] ?? '')
  ) {
    return page(410, signInPageTexts.unknown);
  }
  const browserSecret = interactive.browserSecret ?? deps.random.secret();
  const scopes = interactive.scopes.length === 0 ? deps.defaultScopes : interactive.scopes;
  await deps.signIns.update({ ...signIn, interactive: { ...interactive, scopes, browserSecret } });
  const person = await deps.person(signIn.person.id).catch(() => undefined);
  const location = await deps.interactive.authorizeUrl({
    state: interactive.state,
    nonce: interactive.nonce,
    codeChallenge: createHash('sha256').update(interactive.codeVerifier).digest('base64url'),
    loginHint: person?.userPrincipalName,
    claims: interactive.claims,
    scopes,
    redirectUri: redirectUriOf(deps),
  });
  const isSecure = deps.publicUrl.startsWith('https:');
  return {
    status: 302,
    location,
    setCookies: [
      `${COOKIE}=${browserSecret}; HttpOnly; SameSite=Lax; Path=/auth; Max-Age=600${isSecure ? '; Secure' : ''}`,
    ],
  };
}

async function end(deps: SignInPagesDeps, { query, cookies }: PageRequest): Promise<PageAnswer> {
  const signIn = await deps.signIns.ofState(query['state'] ?? '');
  const interactive = signIn?.interactive;
  if (!isLive(signIn, deps.clock.now()) || interactive === undefined || interactive.codeHash !== undefined) {
    return page(410, signInPageTexts.unknown);
  }
  if (
    interactive.browserSecret === undefined ||
    !isSameSecret(interactive.browserSecret, cookies[COOKIE] ?? '')
  ) {
    return page(403, signInPageTexts.otherBrowser);
  }
  const code = query['code'];
  if (code === undefined) {
    const isConsent = /AADSTS(?:65001|90094|90095)|consent/i.test(
      `${query['error'] ?? ''} ${query['error_description'] ?? ''}`,
    );
    await leaveOpen(deps, signIn, interactive);
    return page(200, isConsent ? signInPageTexts.consentMissing : signInPageTexts.refused);
  }
  return redeem(deps, signIn, interactive, code);
}

async function redeem(
  deps: SignInPagesDeps,
  signIn: SignIn,
  interactive: Interactive,
  code: string,
): Promise<PageAnswer> {
  try {
    const { person, graphToken } = await deps.interactive.redeem({
      code,
      codeVerifier: interactive.codeVerifier,
      nonce: interactive.nonce,
      scopes: interactive.scopes,
      redirectUri: redirectUriOf(deps),
      claims: interactive.claims,
    });
    if (person.id !== signIn.person.id || person.tenantId !== signIn.person.tenantId) {
      await refuse(deps, signIn, 'another_person');
      return page(403, signInPageTexts.otherPerson);
    }
    const provisional: SignOn = {
      person,
      receivedAt: deps.clock.now(),
      expiresAt: graphToken.expiresAt,
      assertion: undefined,
      graphToken,
      signInId: signIn.id,
    };
    const typed = typedCode(deps.random);
    await deps.signIns.update({
      ...signIn,
      interactive: { ...interactive, codeHash: codeHashOf(typed), provisional },
    });
    return page(200, signInPageTexts.done, typed);
  } catch (error) {
    deps.logger.warn({ err: error, event: 'signIn.redeemFailed' }, 'The code could not be redeemed');
    await refuse(deps, signIn, isPimError(error) ? error.code : 'unexpected');
    return page(502, signInPageTexts.failed);
  }
}

/** Eight characters without the ones that are easily confused; single use, ten minutes, one person. */
function typedCode(random: Random): string {
  const bytes = createHash('sha256').update(random.secret()).digest().subarray(0, 8);
  const letters = [...bytes].map((byte) => ALPHABET[byte % 32] ?? '0').join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** Nothing came of it, and nothing was given away: the same browser may begin again, with everything else made new. */
async function leaveOpen(deps: SignInPagesDeps, signIn: SignIn, interactive: Interactive): Promise<void> {
  const { random } = deps;
  const anew = {
    state: random.secret(),
    nonce: random.secret(),
    codeVerifier: random.secret() + random.secret(),
  };
  await deps.signIns.update({ ...signIn, interactive: { ...interactive, ...anew } });
  await auditRefusal(deps, signIn, 'not_finished');
}

async function refuse(deps: SignInPagesDeps, signIn: SignIn, reason: string): Promise<void> {
  // The link is used up: whoever comes back starts anew from Teams.
  await deps.signIns.take(signIn.id);
  await auditRefusal(deps, signIn, reason);
}

async function auditRefusal(deps: SignInPagesDeps, signIn: SignIn, reason: string): Promise<void> {
  await deps.audit.append({
    event: 'signIn.refused',
    tenantId: signIn.person.tenantId,
    actor: signIn.person.id,
    operationId: signIn.operationId,
    facts: { reason },
  });
}
