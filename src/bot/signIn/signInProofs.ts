import { z } from 'zod';
import { isPimError } from '../../pim/errors.ts';
import { isSamePerson, type Person } from '../../pim/ids.ts';
import { type SignOn } from '../../pim/ports.ts';
import { joined } from '../../pim/proofs.ts';
import { type SignIn } from '../../pim/records.ts';
import { type Continuation, parseContinuation } from './continuations.ts';
import { removeCard } from '../removeCard.ts';
import { type Session } from '../sessions.ts';
import { codeHashOf } from './signInCode.ts';
import { type SignInDeps } from './signInDeps.ts';

/** For one's own roles a proof received so long ago will do. Decisions take one that was asked for. */
const FRESH_MINUTES = 15;

const tokenExchange = z.object({
  id: z.string().max(200),
  connectionName: z.string().max(200).optional(),
  token: z.string().min(1).max(16_384),
});

/** A finished sign-in: the proof, and what goes on with it. */
export interface FinishedSignIn {
  readonly id: string;
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

/** What a code came to. `again`: it has done its work already, by the other of its two ways. */
export type CodeResult =
  | { readonly kind: 'finished'; readonly finished: FinishedSignIn }
  | { readonly kind: 'again' }
  | { readonly kind: 'unknown' };

/** Takes proofs of who people are, and forgets them. */
export interface ProofTaking {
  /** The person's proof, if it is fresh enough for their own roles. */
  current(person: Person): Promise<SignOn | undefined>;
  /** Takes a `signin/tokenExchange`. The token inside proves the person; the envelope does not. */
  exchange(session: Session, value: unknown): Promise<ExchangeResult>;
  /** Takes the single-use code that our page showed, from Teams (`signin/verifyState`) or typed. */
  verifyCode(session: Session, code: string): Promise<CodeResult>;
  /** What was proved at a sign-in whose taker ended before it could go on; `undefined` where that is no proof any more. */
  provedBefore(signIn: SignIn): Promise<FinishedSignIn | undefined>;
  /** What was asked for has gone on: nothing of its sign-in is kept. */
  finish(signIn: Pick<SignIn, 'id'>): Promise<void>;
  /** Everything the person proved is forgotten, and what they were in the middle of. */
  signOut(session: Session): Promise<void>;
}

/** The half of the desk at which proofs come in. */
export const takeProofs = (deps: SignInDeps): ProofTaking => ({
  current: (person) => current(deps, person),
  exchange: (session, value) => exchange(deps, session, value),
  verifyCode: (session, code) => verifyCode(deps, session, code),
  provedBefore: (signIn) => provedBefore(deps, signIn),
  finish: ({ id }) => deps.signIns.finish(id),
  signOut: async (session) => {
    const { person } = session;
    const open = await deps.signIns.openOf(person);
    await deps.forgetProofs(person);
    // Their links are dead from here on.
    for (const signIn of open) await removeCard(deps, session, signIn.cardActivityId);
    await deps.audit.append({ event: 'signOut.done', tenantId: person.tenantId, actor: person.id });
  },
});

async function current({ tokens, clock }: SignInDeps, person: Person): Promise<SignOn | undefined> {
  const signOn = await tokens.of(person);
  if (signOn === undefined) return undefined;
  const now = clock.now().getTime();
  const isFresh = now - signOn.receivedAt.getTime() <= FRESH_MINUTES * 60_000;
  return isFresh && signOn.expiresAt.getTime() > now ? signOn : undefined;
}

async function exchange(deps: SignInDeps, session: Session, value: unknown): Promise<ExchangeResult> {
  const parsed = tokenExchange.safeParse(value);
  if (!parsed.success) return { kind: 'refused', id: '', failureDetail: 'The exchange is malformed' };
  const { id, token } = parsed.data;
  const signIn = await deps.signIns.of(id);
  // A second client of the same person answers the same card: the first one has it, the rest is harmless.
  if (signIn === undefined) return { kind: 'wait' };
  try {
    const { person, expiresAt } = await deps.verifier.verify(token);
    if (!isSamePerson(person, session.person) || !isSamePerson(person, signIn.person)) {
      return await refuse(deps, session, signIn, 'another_person');
    }
    const receivedAt = deps.clock.now();
    const proved = { person, receivedAt, expiresAt, assertion: token, graphToken: undefined, signInId: id };
    if (!(await deps.signIns.takeAs(withProof(signIn, proved)))) return { kind: 'wait' };
    const signOn = await keep(deps, proved, signIn, { kind: 'exchange' });
    return { kind: 'finished', finished: finished(signIn, proved, signOn) };
  } catch (error) {
    if (!isPimError(error)) throw error;
    return refuse(deps, session, signIn, error.code);
  }
}

async function verifyCode(deps: SignInDeps, session: Session, code: string): Promise<CodeResult> {
  const { person } = session;
  const hash = codeHashOf(code);
  const spent = `signInCode/${person.tenantId}/${person.id}/${hash}`;
  const open = await deps.signIns.openOf(person);
  const match = open.find(({ interactive }) => interactive?.codeHash === hash);
  if (match === undefined) {
    if (await isClaimed(deps, spent)) return { kind: 'again' };
    // A code that somebody waits for, and this is another; any other line of the chat may look like one.
    const waiting = open.find(({ interactive }) => interactive?.codeHash !== undefined);
    if (waiting !== undefined) await noteRefusal(deps, session, waiting, 'wrong_code');
    return { kind: 'unknown' };
  }
  // Before it is taken: whoever finds it gone finds the claim.
  await deps.claims.claim(spent);
  const signIn = await deps.signIns.take(match.id);
  if (signIn?.interactive?.provisional === undefined) return { kind: 'again' };
  const proved = reviveSignOn(signIn.interactive.provisional);
  const signOn = await keep(deps, proved, signIn, { kind: 'interactive' });
  return { kind: 'finished', finished: finished(signIn, proved, signOn) };
}

/** With its proof beside it, so that whoever finds the sign-in left behind can go on with it. */
const withProof = (signIn: SignIn, provisional: SignOn): SignIn => ({
  ...signIn,
  interactive: signIn.interactive && { ...signIn.interactive, provisional },
});

async function provedBefore(deps: SignInDeps, signIn: SignIn): Promise<FinishedSignIn | undefined> {
  const { interactive, expiresAt, kind } = signIn;
  const now = deps.clock.now();
  if (interactive?.provisional === undefined || expiresAt <= now) return undefined;
  const proved = reviveSignOn(interactive.provisional);
  if (proved.expiresAt <= now) return undefined;
  const signOn = await keep(deps, proved, signIn, { kind, resumed: true });
  return finished(signIn, proved, signOn);
}

async function isClaimed({ claims }: SignInDeps, key: string): Promise<boolean> {
  if (!(await claims.claim(key))) return true;
  await claims.release(key);
  return false;
}

async function keep(
  deps: SignInDeps,
  signOn: SignOn,
  signIn: SignIn,
  facts: { readonly kind: string; readonly resumed?: true },
): Promise<SignOn> {
  const { tokens, audit, clock } = deps;
  const kept = joined(signOn, await tokens.of(signOn.person), clock.now());
  await tokens.keep(kept);
  await audit.append({
    event: 'signIn.completed',
    tenantId: signOn.person.tenantId,
    actor: signOn.person.id,
    operationId: signIn.operationId,
    facts: {
      ...facts,
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

async function refuse(
  deps: SignInDeps,
  session: Session,
  signIn: SignIn,
  reason: string,
): Promise<ExchangeResult> {
  await noteRefusal(deps, session, signIn, reason);
  return { kind: 'refused', id: signIn.id, failureDetail: 'The token could not be used' };
}

async function noteRefusal(
  { logger, audit }: SignInDeps,
  { person }: Session,
  { operationId }: SignIn,
  reason: string,
): Promise<void> {
  logger.warn({ event: 'signIn.refused', reason }, 'A sign-in was refused');
  await audit.append({
    event: 'signIn.refused',
    tenantId: person.tenantId,
    actor: person.id,
    operationId,
    facts: { reason },
  });
}

const finished = (signIn: SignIn, proved: SignOn, signOn: SignOn): FinishedSignIn => ({
  id: signIn.id,
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
