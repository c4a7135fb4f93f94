import { type RoleSettings } from './policy.ts';
import { type GraphToken, type SignOn } from './ports.ts';
import { type ShownProof, shownBy } from './shownProof.ts';

/** More interactive sign-ins than a person makes within the life of a token. */
const MOST_TOKENS = 5;

const isWithin = (part: readonly string[], whole: readonly string[]): boolean =>
  part.every((one) => whole.includes(one));

/** Whether the first token does all that the second does, for as long. */
const covers = (a: GraphToken, b: GraphToken): boolean =>
  a.expiresAt >= b.expiresAt &&
  isWithin(b.scopes, a.scopes) &&
  isWithin(b.methods, a.methods) &&
  isWithin(b.contexts, a.contexts);

const tokensOf = ({ graphToken, otherGraphTokens = [] }: SignOn): readonly GraphToken[] =>
  graphToken === undefined ? otherGraphTokens : [graphToken, ...otherGraphTokens];

/**
 * A new proof beside what the person proved before: tokens of earlier interactive sign-ins stay for their own life, each
 * for what only it shows, so that a role behind the same authentication context asks for nothing again.
 */
export function joined(proved: SignOn, earlier: SignOn | undefined, now: Date): SignOn {
  const living = [...tokensOf(proved), ...(earlier === undefined ? [] : tokensOf(earlier))].filter(
    ({ expiresAt }) => expiresAt > now,
  );
  const kept = living.filter((token, at) => !living.slice(0, at).some((newer) => covers(newer, token)));
  const [graphToken, ...otherGraphTokens] = kept.slice(0, MOST_TOKENS);
  return { ...proved, assertion: proved.assertion ?? earlier?.assertion, graphToken, otherGraphTokens };
}

/** What of a role's settings a proof has to meet. */
type Demanding = Pick<RoleSettings, 'authenticationContext' | 'isMultifactorRequired'>;

const hasContext = ({ contexts }: ShownProof, context: string): boolean =>
  contexts.some((one) => one.toLowerCase() === context.toLowerCase());

/** The same proof with the token in front that shows most of what the role demands. */
export function fitFor(
  signOn: SignOn,
  { authenticationContext, isMultifactorRequired }: Demanding,
  now: Date,
): SignOn {
  const worth = (token: GraphToken): number =>
    (authenticationContext !== undefined && hasContext(token, authenticationContext) ? 2 : 0) +
    (isMultifactorRequired && token.methods.includes('mfa') ? 1 : 0);
  const living = tokensOf(signOn).filter(({ expiresAt }) => expiresAt > now);
  // The newest goes first among equals; sorting keeps their order.
  const [graphToken, ...otherGraphTokens] = [...living].sort((a, b) => worth(b) - worth(a));
  return { ...signOn, graphToken, otherGraphTokens };
}

/**
 * The authentication context that the role demands and the proof is known to lack. Only an interactive sign-in can have
 * brought it; a token that cannot be read is left to PIM.
 */
export function lackedContext(
  { graphToken }: SignOn,
  { authenticationContext }: Demanding,
): string | undefined {
  if (authenticationContext === undefined) return undefined;
  if (graphToken === undefined) return authenticationContext;
  const isReadable = shownBy(graphToken) !== undefined;
  return isReadable && !hasContext(graphToken, authenticationContext) ? authenticationContext : undefined;
}
