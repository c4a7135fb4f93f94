import { type Card } from '../../cards/card.ts';
import { signInCard, type SignInProblem } from '../../cards/signInCard.ts';
import { type PimErrorDetails } from '../../pim/errors.ts';
import { type Person } from '../../pim/ids.ts';
import { type SignIn } from '../../pim/records.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type Continuation } from './continuations.ts';
import { removeCard } from '../removeCard.ts';
import { SendError } from '../sendError.ts';
import { type Session } from '../sessions.ts';
import { type SignInDeps } from './signInDeps.ts';

/** How long a sign-in that was asked for can be answered. */
const SIGN_IN_MINUTES = 10;
/** How often a fresh link takes the place of one that was used up; then the person asks anew. */
const MOST_RENEWALS = 5;
/** Names our exchange towards Teams; receivers may ignore a sign-in without a name. */
const CONNECTION_NAME = 'latchkey';

/** What the person has to do interactively, and why. */
export interface InteractiveAsk {
  readonly reason: 'signIn' | 'consent' | 'stepUp';
  readonly details: PimErrorDetails;
  readonly scopes: readonly string[];
}

/** Asks people to prove who they are. A link to our own page is single use and good for ten minutes. */
export interface SignInAsking {
  /** Sends the sign-in card that Teams answers by itself, without the person noticing. */
  ask(session: Session, continuation: Continuation, operationId?: string): Promise<void>;
  /** Sends a card with a link to our own page, for consent or for the check that a role demands. */
  askInteractively(
    session: Session,
    ask: InteractiveAsk,
    continuation: Continuation,
    operationId?: string,
  ): Promise<void>;
  /** Teams could not get a token silently: offers our own page instead. */
  failed(session: Session, code: string): Promise<void>;
  /** The person closed the window before its end: the card says so, and that its link still works. */
  windowClosed(session: Session): Promise<void>;
  /**
   * A sign-in ended on our page without a proof: its card says why and offers a fresh link for the same. False when
   * there were enough of them; the card then says to ask anew.
   */
  renew(session: Session, ended: SignIn, problem: SignInProblem): Promise<boolean>;
  /** Takes a used-up sign-in card away; what goes on does not wait for it. */
  tidy(session: Session, card: Pick<SignIn, 'cardActivityId'>): Promise<void>;
  /**
   * Puts another card in the place of one whose link is dead; without another one it only goes. Done again that changes
   * nothing, but for a card that has to be sent: `isFirst` says whether it may be.
   */
  replace(
    session: Session,
    dead: SignIn,
    card: Card | undefined,
    isFirst: () => Promise<boolean>,
  ): Promise<void>;
}

/** The half of the desk at which sign-ins are asked for. */
export const askForSignIns = (deps: SignInDeps): SignInAsking => ({
  ask: (session, continuation, operationId) => ask(deps, session, continuation, operationId),
  askInteractively: (session, interactive, continuation, operationId) =>
    askInteractively(deps, session, interactive, continuation, operationId),
  failed: (session, code) => failed(deps, session, code),
  windowClosed: (session) => windowClosed(deps, session),
  renew: (session, ended, problem) => renew(deps, session, ended, problem),
  tidy: (session, { cardActivityId }) => removeCard(deps, session, cardActivityId),
  replace: (session, dead, card, isFirst) => replaceDead(deps, session, { dead, card, isFirst }),
});

async function ask(
  deps: SignInDeps,
  session: Session,
  continuation: Continuation,
  operationId: string | undefined,
): Promise<void> {
  const signIn = await open(deps, session.person, { kind: 'exchange', continuation, operationId });
  const words = wordsFor(session.card.locale);
  const cardActivityId = await deps.chatOf(session).sendAttachment({
    contentType: 'application/vnd.microsoft.card.oauth',
    content: {
      text: words.replies.signInInTeams,
      connectionName: CONNECTION_NAME,
      buttons: [{ type: 'signin', title: words.buttons.signIn, value: linkTo(deps, signIn) }],
      tokenExchangeResource: {
        id: signIn.id,
        uri: `api://botid-${deps.appId}`,
        providerId: CONNECTION_NAME,
      },
    },
  });
  // The silent exchange may have been answered already: then there is nothing left to update.
  if (!(await noteCard(deps, signIn, cardActivityId))) await removeCard(deps, session, cardActivityId);
}

async function askInteractively(
  deps: SignInDeps,
  session: Session,
  { reason, details, scopes }: InteractiveAsk,
  continuation: Continuation,
  operationId: string | undefined,
): Promise<void> {
  await endEarlier(deps, session, operationId);
  const signIn = await open(deps, session.person, {
    kind: 'interactive',
    continuation,
    operationId,
    asked: {
      reason,
      claims: details.claims,
      scopes,
      namedScopes: reason === 'consent' ? (details.scopes ?? scopes) : [],
    },
  });
  await noteCard(deps, signIn, await deps.chatOf(session).sendCard(cardOf(deps, session, signIn)));
}

async function failed(deps: SignInDeps, session: Session, code: string): Promise<void> {
  deps.logger.warn({ event: 'signIn.failed', code: code.slice(0, 60) }, 'Teams could not sign the person in');
  const [signIn] = await deps.signIns.openOf(session.person);
  if (signIn === undefined) return;
  await removeCard(deps, session, signIn.cardActivityId);
  // From now on the card is ours to draw.
  await noteCard(deps, signIn, await deps.chatOf(session).sendCard(cardOf(deps, session, signIn)), {
    kind: 'interactive',
  });
}

async function windowClosed(deps: SignInDeps, session: Session): Promise<void> {
  const open = await deps.signIns.openOf(session.person);
  const signIn = open.find(({ interactive }) => interactive?.browserSecret !== undefined);
  if (signIn === undefined) return;
  await deps.audit.append({
    event: 'signIn.refused',
    tenantId: session.person.tenantId,
    actor: session.person.id,
    operationId: signIn.operationId,
    facts: { reason: 'window_closed' },
  });
  // Teams' own sign-in card is not ours to draw; it stands as it is.
  if (signIn.kind !== 'interactive') return;
  await replaceCard(deps, session, signIn, cardOf(deps, session, signIn, 'windowClosed'));
}

async function renew(
  deps: SignInDeps,
  session: Session,
  ended: SignIn,
  problem: SignInProblem,
): Promise<boolean> {
  const { continuation, operationId, interactive } = ended;
  const renewals = (interactive?.renewals ?? 0) + 1;
  if (renewals > MOST_RENEWALS) {
    await replaceCard(deps, session, ended, signInCard(session.card, { ...reasonOf(ended), problem }));
    return false;
  }
  const signIn = await open(deps, session.person, {
    kind: 'interactive',
    continuation,
    operationId,
    asked: interactive,
    renewals,
    cardActivityId: ended.kind === 'interactive' ? ended.cardActivityId : undefined,
  });
  try {
    const activityId = await replaceCard(deps, session, ended, cardOf(deps, session, signIn, problem));
    await noteCard(deps, signIn, activityId);
    return true;
  } catch (error) {
    // A link that nobody sees is not left open.
    await deps.signIns.finish(signIn.id);
    throw error;
  }
}

/** What a new sign-in is for. */
interface NewSignIn extends Pick<SignIn, 'kind' | 'operationId'> {
  readonly continuation: unknown;
  readonly asked?:
    Pick<NonNullable<SignIn['interactive']>, 'reason' | 'claims' | 'scopes' | 'namedScopes'> | undefined;
  readonly renewals?: number;
  /** The card that is about to show its link. */
  readonly cardActivityId?: string | undefined;
}

async function open(
  { clock, random, signIns, audit }: SignInDeps,
  person: Person,
  { kind, continuation, operationId, asked, renewals = 0, cardActivityId }: NewSignIn,
): Promise<SignIn> {
  const createdAt = clock.now();
  const signIn: SignIn = {
    id: random.secret(),
    person,
    kind,
    continuation,
    operationId,
    cardActivityId,
    interactive: {
      state: random.secret(),
      nonce: random.secret(),
      codeVerifier: random.secret() + random.secret(),
      claims: asked?.claims,
      scopes: asked?.scopes ?? [],
      reason: asked?.reason ?? 'signIn',
      namedScopes: asked?.namedScopes ?? [],
      renewals,
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
    facts: { kind, ...(renewals === 0 ? {} : { renewals }) },
  });
  return signIn;
}

const linkTo = ({ publicUrl }: SignInDeps, { id }: SignIn): string =>
  `${publicUrl}/auth/start?t=${encodeURIComponent(id)}`;

const reasonOf = ({ interactive }: SignIn): Pick<Parameters<typeof signInCard>[1], 'kind' | 'scopes'> => ({
  kind: interactive?.reason ?? 'signIn',
  scopes: interactive?.namedScopes ?? [],
});

const cardOf = (
  deps: SignInDeps,
  session: Session,
  signIn: SignIn,
  problem?: SignInProblem,
): ReturnType<typeof signInCard> =>
  signInCard(session.card, {
    ...reasonOf(signIn),
    link: { url: linkTo(deps, signIn), lapsesAt: signIn.expiresAt },
    problem,
  });

/** Remembers where the sign-in's card lies; false when the sign-in was answered in the meantime. */
async function noteCard(
  { signIns }: SignInDeps,
  { id }: SignIn,
  cardActivityId: string,
  changes: Partial<Pick<SignIn, 'kind'>> = {},
): Promise<boolean> {
  return signIns.noteCard(id, { ...changes, cardActivityId });
}

/** One live link at a time: an earlier one for the same operation ends, and its card goes. */
async function endEarlier(
  deps: SignInDeps,
  session: Session,
  operationId: string | undefined,
): Promise<void> {
  if (operationId === undefined) return;
  const open = await deps.signIns.openOf(session.person);
  for (const earlier of open.filter((signIn) => signIn.operationId === operationId)) {
    const taken = await deps.signIns.take(earlier.id);
    await removeCard(deps, session, taken?.cardActivityId);
    if (taken !== undefined) await deps.signIns.finish(taken.id);
  }
}

/** In place where that card is ours to draw; Teams' own sign-in card, and one that the person deleted, give way to a new one. */
async function replaceCard(
  deps: SignInDeps,
  session: Session,
  { kind, cardActivityId }: SignIn,
  card: ReturnType<typeof signInCard>,
): Promise<string> {
  const chat = deps.chatOf(session);
  if (kind === 'interactive' && cardActivityId !== undefined) {
    try {
      await chat.updateCard(cardActivityId, card);
      return cardActivityId;
    } catch (error) {
      if (!(error instanceof SendError) || error.kind !== 'gone') throw error;
    }
  } else {
    await removeCard(deps, session, cardActivityId);
  }
  return chat.sendCard(card);
}

async function replaceDead(
  deps: SignInDeps,
  session: Session,
  {
    dead,
    card,
    isFirst,
  }: { readonly dead: SignIn; readonly card: Card | undefined; readonly isFirst: () => Promise<boolean> },
): Promise<void> {
  const isOurs = dead.kind === 'interactive' && dead.cardActivityId !== undefined;
  if (card !== undefined && (isOurs || (await isFirst()))) await replaceCard(deps, session, dead, card);
  else await removeCard(deps, session, dead.cardActivityId);
}
