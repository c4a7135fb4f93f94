import { createHash } from 'node:crypto';
import { z } from 'zod';
import { signInCard } from '../cards/signInCard.ts';
import { isPimError, type PimErrorDetails } from '../pim/errors.ts';
import { type Person } from '../pim/ids.ts';
import { type Logger } from '../pim/logger.ts';
import { type Clock, type Random, type SignOn, type SignOnVerifier, type TokenVault } from '../pim/ports.ts';
import { type AuditTrail, type SignIn, type SignIns } from '../pim/records.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Chat } from './chat.ts';
import { type Continuation, parseContinuation } from './continuations.ts';
import { type Session } from './sessions.ts';

/** For one's own roles a proof received so long ago will do. Decisions take one that was asked for. */
const FRESH_MINUTES = 15;
/** How long a sign-in that was asked for can be answered. */
const SIGN_IN_MINUTES = 10;
/** Names our exchange towards Teams; receivers may ignore a sign-in without a name. */
const CONNECTION_NAME = 'latchkey';

const tokenExchange = z.object({
  id: z.string().max(200),
  connectionName: z.string().max(200).optional(),
  token: z.string().min(1).max(16_384),
});

/** What the sign-in needs from its surroundings. */
export interface SignInDeps {
  readonly signIns: SignIns;
  readonly tokens: TokenVault;
  readonly verifier: SignOnVerifier;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly chatOf: (session: Session) => Chat;
  readonly appId: string;
  readonly publicUrl: string;
}

/** What the person has to do interactively, and why. */
export interface InteractiveAsk {
  readonly reason: 'consent' | 'stepUp';
  readonly details: PimErrorDetails;
  readonly scopes: readonly string[];
}

/** A finished sign-in: the proof, and what goes on with it. */
export interface FinishedSignIn {
  /** All that the person has proved lately: enough for their own roles. */
  readonly signOn: SignOn;
  /** What this very sign-in proved, and for which operation: what a decision takes. */
  readonly proved: SignOn;
  readonly continuation: Continuation;
  readonly cardActivityId: string | undefined;
}

/** What an exchange came to. `wait`: nothing goes on, another copy of it was faster. */
export type ExchangeResult =
  | { readonly kind: 'finished'; readonly finished: FinishedSignIn }
  | { readonly kind: 'wait' }
  | { readonly kind: 'refused'; readonly id: string; readonly failureDetail: string };

/** SHA-256 of a typed code, as stored. */
export const codeHashOf = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest('hex');

/** Asks people to prove who they are, and takes the proof. Teams' single sign-on first; our own page where that is not enough. */
export class SignInDesk {
  readonly #deps: SignInDeps;
  constructor(deps: SignInDeps) {
    this.#deps = deps;
  }

  /** The person's proof, if it is fresh enough for their own roles. */
  async current(person: Person): Promise<SignOn | undefined> {
    const signOn = await this.#deps.tokens.of(person);
    if (signOn === undefined) return undefined;
    const now = this.#deps.clock.now().getTime();
    const isFresh = now - signOn.receivedAt.getTime() <= FRESH_MINUTES * 60_000;
    return isFresh && signOn.expiresAt.getTime() > now ? signOn : undefined;
  }

  /** Sends the sign-in card that Teams answers by itself, without the person noticing. */
  async ask(session: Session, continuation: Continuation, operationId?: string): Promise<void> {
    const signIn = await this.#open(session.person, continuation, operationId, undefined);
    const link = this.linkTo(signIn);
    const words = wordsFor(session.card.locale);
    const cardActivityId = await this.#deps.chatOf(session).sendAttachment({
      contentType: 'application/vnd.microsoft.card.oauth',
      content: {
        text: words.replies.signInInTeams,
        connectionName: CONNECTION_NAME,
        buttons: [{ type: 'signin', title: words.buttons.signIn, value: link }],
        tokenExchangeResource: {
          id: signIn.id,
          uri: `api://botid-${this.#deps.appId}`,
          providerId: CONNECTION_NAME,
        },
      },
    });
    // The silent exchange may have been answered already: then there is nothing left to update.
    const stored = await this.#deps.signIns.of(signIn.id);
    if (stored === undefined) await this.#removeCard(session, cardActivityId);
    else await this.#deps.signIns.update({ ...stored, cardActivityId });
  }

  /** Sends a card with a link to our own page, for consent or for the check that a role demands; answers with the link. */
  async askInteractively(
    session: Session,
    ask: InteractiveAsk,
    continuation: Continuation,
    operationId?: string,
  ): Promise<string> {
    const signIn = await this.#open(session.person, continuation, operationId, {
      claims: ask.details.claims,
      scopes: ask.scopes,
    });
    const url = this.linkTo(signIn);
    const cardActivityId = await this.#deps.chatOf(session).sendCard(
      signInCard(session.card, {
        kind: ask.reason,
        url,
        lapsesAt: signIn.expiresAt,
        scopes: ask.reason === 'consent' ? (ask.details.scopes ?? ask.scopes) : [],
      }),
    );
    const stored = await this.#deps.signIns.of(signIn.id);
    if (stored !== undefined) await this.#deps.signIns.update({ ...stored, cardActivityId });
    return url;
  }

  /** Takes a `signin/tokenExchange`. The token inside proves the person; the envelope does not. */
  async exchange(session: Session, value: unknown): Promise<ExchangeResult> {
    const parsed = tokenExchange.safeParse(value);
    if (!parsed.success) return { kind: 'refused', id: '', failureDetail: 'The exchange is malformed' };
    const { id, token } = parsed.data;
    const signIn = await this.#deps.signIns.of(id);
    // A second client of the same person answers the same card: the first one has it, the rest is harmless.
    if (signIn === undefined) return { kind: 'wait' };
    try {
      const { person, expiresAt } = await this.#deps.verifier.verify(token);
      if (!isSamePerson(person, session.person) || !isSamePerson(person, signIn.person)) {
        return await this.#refuse(session, signIn, 'another_person');
      }
      const taken = await this.#deps.signIns.take(id);
      if (taken === undefined) return { kind: 'wait' };
      const receivedAt = this.#deps.clock.now();
      const proved = { person, receivedAt, expiresAt, assertion: token, graphToken: undefined, signInId: id };
      const signOn = await this.#keep(proved, taken, 'exchange');
      return { kind: 'finished', finished: finished(taken, proved, signOn) };
    } catch (error) {
      if (!isPimError(error)) throw error;
      return this.#refuse(session, signIn, error.code);
    }
  }

  /** Takes the single-use code that our page showed, from Teams (`signin/verifyState`) or typed. */
  async verifyCode(session: Session, code: string): Promise<FinishedSignIn | undefined> {
    const hash = codeHashOf(code);
    const open = await this.#deps.signIns.openOf(session.person);
    const match = open.find(({ interactive }) => interactive?.codeHash === hash);
    const signIn = match === undefined ? undefined : await this.#deps.signIns.take(match.id);
    if (signIn?.interactive?.provisional === undefined) return undefined;
    const proved = reviveSignOn(signIn.interactive.provisional);
    const signOn = await this.#keep(proved, signIn, 'interactive');
    return finished(signIn, proved, signOn);
  }

  /** Takes the used-up sign-in card away; what goes on does not wait for it. */
  async tidy(session: Session, { cardActivityId }: FinishedSignIn): Promise<void> {
    await this.#removeCard(session, cardActivityId);
  }

  /** Teams could not get a token silently: offers our own page instead. */
  async failed(session: Session, code: string): Promise<void> {
    this.#deps.logger.warn(
      { event: 'signIn.failed', code: code.slice(0, 60) },
      'Teams could not sign the person in',
    );
    const [signIn] = await this.#deps.signIns.openOf(session.person);
    if (signIn === undefined) return;
    await this.#removeCard(session, signIn.cardActivityId);
    const cardActivityId = await this.#deps.chatOf(session).sendCard(
      signInCard(session.card, {
        kind: 'signIn',
        url: this.linkTo(signIn),
        lapsesAt: signIn.expiresAt,
        scopes: [],
      }),
    );
    await this.#deps.signIns.update({ ...signIn, cardActivityId });
  }

  /** Everything the person proved is forgotten. */
  async signOut(person: Person): Promise<void> {
    await this.#deps.tokens.forget(person);
    await this.#deps.audit.append({ event: 'signOut.done', tenantId: person.tenantId, actor: person.id });
  }

  /** Our own page for this sign-in; single use, ten minutes. */
  linkTo({ id }: Pick<SignIn, 'id'>): string {
    return `${this.#deps.publicUrl}/auth/start?t=${encodeURIComponent(id)}`;
  }

  async #open(
    person: Person,
    continuation: Continuation,
    operationId: string | undefined,
    interactive: { readonly claims: string | undefined; readonly scopes: readonly string[] } | undefined,
  ): Promise<SignIn> {
    const { clock, random, signIns, audit } = this.#deps;
    const createdAt = clock.now();
    const signIn: SignIn = {
      id: random.secret(),
      person,
      kind: interactive === undefined ? 'exchange' : 'interactive',
      continuation,
      operationId,
      cardActivityId: undefined,
      interactive: {
        state: random.secret(),
        nonce: random.secret(),
        codeVerifier: random.secret() + random.secret(),
        claims: interactive?.claims,
        scopes: interactive?.scopes ?? [],
        browserSecret: undefined,
        codeHash: undefined,
        provisional: undefined,
      },
      createdAt,
      expiresAt: new Date(createdAt.getTime() + SIGN_IN_MINUTES * 60_000),
    };
    await signIns.open(signIn);
    await audit.append({
      event: 'signIn.asked',
      tenantId: person.tenantId,
      actor: person.id,
      operationId,
      facts: { kind: signIn.kind },
    });
    return signIn;
  }

  async #keep(signOn: SignOn, signIn: SignIn, kind: string): Promise<SignOn> {
    const { tokens, audit, clock } = this.#deps;
    const earlier = await tokens.of(signOn.person);
    const now = clock.now();
    const graphToken =
      signOn.graphToken ??
      (earlier?.graphToken && earlier.graphToken.expiresAt > now ? earlier.graphToken : undefined);
    const kept: SignOn = {
      ...signOn,
      assertion: signOn.assertion ?? earlier?.assertion,
      graphToken,
    };
    await tokens.keep(kept);
    await audit.append({
      event: 'signIn.completed',
      tenantId: signOn.person.tenantId,
      actor: signOn.person.id,
      operationId: signIn.operationId,
      facts: {
        kind,
        ...(signOn.graphToken === undefined
          ? {}
          : {
              authenticationMethods: signOn.graphToken.methods.join(' '),
              authenticationContexts: signOn.graphToken.contexts.join(' '),
            }),
      },
    });
    return kept;
  }

  async #refuse(session: Session, signIn: SignIn, reason: string): Promise<ExchangeResult> {
    this.#deps.logger.warn({ event: 'signIn.refused', reason }, 'A sign-in was refused');
    await this.#deps.audit.append({
      event: 'signIn.refused',
      tenantId: session.person.tenantId,
      actor: session.person.id,
      operationId: signIn.operationId,
      facts: { reason },
    });
    return { kind: 'refused', id: signIn.id, failureDetail: 'The token could not be used' };
  }

  async #removeCard(session: Session, activityId: string | undefined): Promise<void> {
    if (activityId === undefined || activityId === '') return;
    await this.#deps
      .chatOf(session)
      .remove(activityId)
      .catch((error: unknown) => {
        // A sign-in card that stays behind is untidy, nothing more: its id has been used up.
        this.#deps.logger.info({ err: error }, 'A sign-in card could not be removed');
      });
  }
}

const isSamePerson = (a: Person, b: Person): boolean => a.id === b.id && a.tenantId === b.tenantId;

const finished = (signIn: SignIn, proved: SignOn, signOn: SignOn): FinishedSignIn => ({
  signOn,
  proved: { ...proved, operationId: signIn.operationId },
  continuation: parseContinuation(signIn.continuation),
  cardActivityId: signIn.cardActivityId,
});

/** A proof that went through JSON has its times as text. */
function reviveSignOn(stored: unknown): SignOn {
  const signOn = stored as SignOn;
  return {
    ...signOn,
    receivedAt: new Date(signOn.receivedAt),
    expiresAt: new Date(signOn.expiresAt),
    graphToken:
      signOn.graphToken === undefined
        ? undefined
        : { ...signOn.graphToken, expiresAt: new Date(signOn.graphToken.expiresAt) },
  };
}
