import { createHash, timingSafeEqual } from 'node:crypto';
import { type SignInProblem } from '../../cards/signInCard.ts';
import { isPimError } from '../../pim/errors.ts';
import { isSamePerson, type Person, type PrincipalId } from '../../pim/ids.ts';
import { type Logger } from '../../pim/logger.ts';
import { type DirectoryPerson } from '../../pim/people.ts';
import { type Clock, type InteractiveSignIn, type Random, type SignOn } from '../../pim/ports.ts';
import { type AuditTrail, type SignIn, type SignIns } from '../../pim/records.ts';
import { type SignInPageEnd, type SignInPageText } from '../../words/pageWords.ts';
import { type Words } from '../../words/words.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type PageAnswer, type PageRequest, type SignInPages } from '../pages.ts';
import { codeHashOf, newCode } from './signInCode.ts';
import { codePage, type PageText, textPage } from './signInPage.ts';

/** What the sign-in pages need. */
export interface SignInPagesDeps {
  readonly signIns: SignIns;
  readonly interactive: InteractiveSignIn;
  readonly person: (id: PrincipalId) => Promise<DirectoryPerson | undefined>;
  /** BCP 47 of the language in which a person uses Teams; `undefined` where they never said. */
  readonly localeOf: (person: Person) => Promise<string | undefined>;
  readonly defaultLocale: string;
  /** Offers a fresh link in the person's chat for one that ended without a proof; false where there is none. */
  readonly renew: (ended: SignIn, problem: SignInProblem) => Promise<boolean>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly publicUrl: string;
  /** Origins of Teams clients beside those that Teams' own library knows. */
  readonly clientOrigins: readonly string[];
  /** Asked for where the sign-in itself names none. */
  readonly defaultScopes: readonly string[];
}

type Interactive = NonNullable<SignIn['interactive']>;

/** What can go wrong on a page. */
type PageProblem = SignInProblem & SignInPageEnd;

const COOKIE = 'latchkey_sign_in';

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

async function start(deps: SignInPagesDeps, { query, cookies, language }: PageRequest): Promise<PageAnswer> {
  const signIn = await deps.signIns.of(query['t'] ?? '');
  const interactive = signIn?.interactive;
  if (!isLive(signIn, deps.clock.now()) || interactive === undefined) return unknown(deps, 'start', language);
  const { browserSecret = deps.random.secret() } = interactive;
  if (interactive.browserSecret !== undefined && !isSameSecret(browserSecret, cookies[COOKIE] ?? '')) {
    // Whose browser is the right one cannot be told: neither goes on, and the chat has a link for its owner.
    return burn(deps, signIn, { status: 410, problem: 'otherBrowser', reason: 'another_browser' });
  }
  const scopes = interactive.scopes.length === 0 ? deps.defaultScopes : interactive.scopes;
  const begun = { ...atTheBeginning(deps, interactive), scopes, browserSecret };
  await deps.signIns.update({ ...signIn, interactive: begun });
  const person = await deps.person(signIn.person.id).catch(() => undefined);
  const location = await deps.interactive.authorizeUrl({
    state: begun.state,
    nonce: begun.nonce,
    codeChallenge: createHash('sha256').update(begun.codeVerifier).digest('base64url'),
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

/**
 * The browser that began may begin again: people close windows by mistake, also the one with the code. A proof that
 * waits for its code is dropped then, and everything is made new.
 */
function atTheBeginning({ random }: SignInPagesDeps, interactive: Interactive): Interactive {
  if (interactive.codeHash === undefined) return interactive;
  return {
    ...interactive,
    state: random.secret(),
    nonce: random.secret(),
    codeVerifier: random.secret() + random.secret(),
    codeHash: undefined,
    provisional: undefined,
  };
}

async function end(deps: SignInPagesDeps, { query, cookies, language }: PageRequest): Promise<PageAnswer> {
  const signIn = await deps.signIns.ofState(query['state'] ?? '');
  const interactive = signIn?.interactive;
  if (!isLive(signIn, deps.clock.now()) || interactive === undefined || interactive.codeHash !== undefined) {
    return unknown(deps, 'end', language);
  }
  const isOurs =
    interactive.browserSecret !== undefined && isSameSecret(interactive.browserSecret, cookies[COOKIE] ?? '');
  if (!isOurs) {
    // Whoever brings the state has seen what only one browser was told: the answer is nobody's any more.
    return burn(deps, signIn, { status: 403, problem: 'foreignCallback', reason: 'foreign_callback' });
  }
  const code = query['code'];
  return code === undefined
    ? burn(deps, signIn, { status: 200, problem: problemOf(query), reason: 'not_finished' })
    : redeem(deps, signIn, interactive, code);
}

/** A link or an answer of nobody's: never made, used up, too old, or taken already. Nothing changes by it. */
function unknown(
  { logger, defaultLocale }: SignInPagesDeps,
  page: 'start' | 'end',
  language = defaultLocale,
): PageAnswer {
  logger.warn(
    { event: 'signIn.unknownLink', page },
    'A sign-in page was opened with a link that is not good',
  );
  const words = wordsFor(language);
  return textPage(410, inLanguage(words, words.signInPages.ends.unknown));
}

const inLanguage = ({ language }: Words, text: SignInPageText): PageText => ({ ...text, language });

/** In the language of the person's Teams; whose words cannot be found is no reason to leave the page empty. */
async function wordsOf(
  { localeOf, defaultLocale, logger }: SignInPagesDeps,
  { person }: SignIn,
): Promise<Words> {
  try {
    return wordsFor((await localeOf(person)) ?? defaultLocale);
  } catch (error) {
    logger.warn({ err: error, event: 'signIn.localeUnknown' }, 'The language of a person could not be read');
    return wordsFor(defaultLocale);
  }
}

/** Entra's own refusals by what the person can do about them (Entra: "AADSTS error codes"). */
function problemOf(query: PageRequest['query']): PageProblem {
  const error = query['error'] ?? '';
  const said = `${error} ${query['error_description'] ?? ''}`;
  if (said.includes('AADSTS65004')) return 'notFinished';
  if (/AADSTS(?:65001|90094|90095)|consent/i.test(said)) return 'consentMissing';
  return error === 'access_denied' || error === '' ? 'notFinished' : 'failed';
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
    if (!isSamePerson(person, signIn.person)) {
      const reason = person.tenantId === signIn.person.tenantId ? 'another_person' : 'another_organization';
      return await burn(deps, signIn, { status: 403, problem: 'otherPerson', reason });
    }
    const provisional: SignOn = {
      person,
      receivedAt: deps.clock.now(),
      expiresAt: graphToken.expiresAt,
      assertion: undefined,
      graphToken,
      signInId: signIn.id,
    };
    const shown = newCode(deps.random);
    await deps.signIns.update({
      ...signIn,
      interactive: { ...interactive, codeHash: codeHashOf(shown), provisional },
    });
    const words = await wordsOf(deps, signIn);
    return codePage(deps, inLanguage(words, words.signInPages.ends.done), shown);
  } catch (error) {
    deps.logger.warn({ err: error, event: 'signIn.redeemFailed' }, 'The code could not be redeemed');
    const reason = isPimError(error) ? error.code : 'unexpected';
    return burn(deps, signIn, { status: 502, problem: 'failed', reason });
  }
}

/** Ends a sign-in without a proof: the link is used up, and the person's chat has a fresh one. */
async function burn(
  deps: SignInPagesDeps,
  signIn: SignIn,
  { status, problem, reason }: { readonly status: number; readonly problem: PageProblem; reason: string },
): Promise<PageAnswer> {
  const taken = await deps.signIns.take(signIn.id);
  deps.logger.warn({ event: 'signIn.refused', reason }, 'A sign-in was refused');
  await deps.audit.append({
    event: 'signIn.refused',
    tenantId: signIn.person.tenantId,
    actor: signIn.person.id,
    operationId: signIn.operationId,
    facts: { reason },
  });
  // Whoever took it has offered the next one, or goes on with its proof.
  const isRenewed = taken !== undefined && (await renewed(deps, taken, problem));
  const words = await wordsOf(deps, signIn);
  const { title, text } = words.signInPages.ends[problem];
  return textPage(status, inLanguage(words, { title, text: `${text} ${words.signInPages.next(isRenewed)}` }));
}

async function renewed(deps: SignInPagesDeps, ended: SignIn, problem: SignInProblem): Promise<boolean> {
  try {
    const isRenewed = await deps.renew(ended, problem);
    await deps.signIns.finish(ended.id);
    return isRenewed;
  } catch (error) {
    deps.logger.warn({ err: error, event: 'signIn.notRenewed' }, 'A fresh sign-in link could not be offered');
    return false;
  }
}
