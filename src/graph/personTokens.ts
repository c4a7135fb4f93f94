import { isPimError, PimError } from '../pim/errors.ts';
import { type Clock, type SignOn } from '../pim/ports.ts';
import { type GraphCall } from './egress.ts';
import { type TokenSource } from './graphMiddleware.ts';
import {
  ADMINISTRATION_SCOPES,
  ALERT_SCOPES,
  DECISION_SCOPES,
  EXTENSION_SCOPES,
  fullScopes,
  hasScopes,
  OWN_ROLE_SCOPES,
  REVIEW_SCOPES,
  SETTINGS_SCOPES,
} from './graphScopes.ts';
import { type OnBehalfOf } from './onBehalfOf.ts';
import { Attempt } from './refusals.ts';

/** What the tokens of people are made with; shared by all of them. */
export interface PersonTokenOptions {
  readonly onBehalfOf: Pick<OnBehalfOf, 'token' | 'forget'>;
  readonly graphScopeBase: string;
  readonly clock: Clock;
}

/** The one scope beyond those for one's own roles that a call about them takes. */
const EXTENSION_SCOPE = EXTENSION_SCOPES[2];

const scopesOf = (call: GraphCall): readonly string[] => {
  if (call.leastDelegated === SETTINGS_SCOPES[0]) return SETTINGS_SCOPES;
  if (call.leastDelegated === ALERT_SCOPES[0]) return ALERT_SCOPES;
  if (call.group === 'administer') return ADMINISTRATION_SCOPES;
  if (call.group === 'review') return REVIEW_SCOPES;
  return call.leastDelegated === EXTENSION_SCOPE ? EXTENSION_SCOPES : OWN_ROLE_SCOPES;
};

/** Every set that tokens are redeemed for. */
const everyScopes: readonly (readonly string[])[] = [
  OWN_ROLE_SCOPES,
  EXTENSION_SCOPES,
  DECISION_SCOPES,
  ADMINISTRATION_SCOPES,
  SETTINGS_SCOPES,
  ALERT_SCOPES,
  REVIEW_SCOPES,
];

/** An administrator who has just consented should not have to wait for long. */
const WITHOUT_SCOPE_MINUTES = 1;

/** Nobody consented to the scope, or Entra has it no longer (it comes from an older generation of PIM's interfaces). */
const isScopeRefused = (error: unknown): boolean =>
  isPimError(error, 'consent_required') ||
  (isPimError(error) && /^(invalid_scope|AADSTS(70011|65005[0-9]))$/.test(error.details.graphCode ?? ''));

/**
 * Tokens of one signed-in person. A token from an interactive sign-in goes first: it may carry the very step-up that the
 * call needs, and no other token can have it. Approvals are asked with the scope they demand at run time; a tenant that
 * did not consent to it may still work with the documented one.
 */
export const createPersonTokens = ({ onBehalfOf, graphScopeBase, clock }: PersonTokenOptions) => {
  const approvalScope = new Attempt(clock, isScopeRefused, WITHOUT_SCOPE_MINUTES);

  return (signOn: SignOn): TokenSource => {
    let isGraphTokenGood = true;

    async function redeem(names: readonly string[]): Promise<string> {
      const { assertion, person } = signOn;
      if (assertion === undefined || signOn.expiresAt <= clock.now()) {
        throw new PimError('sign_in_required', 'The proof is over, or does not reach that far');
      }
      return onBehalfOf.token({ person, assertion, scopes: fullScopes(graphScopeBase, names) });
    }

    async function tokenWith(names: readonly string[]): Promise<string> {
      const { graphToken, otherGraphTokens = [] } = signOn;
      const interactive = graphToken === undefined ? otherGraphTokens : [graphToken, ...otherGraphTokens];
      // The first is the one that fits what is asked; another may reach further.
      const atHand = interactive.find(
        ({ expiresAt, scopes }) => expiresAt > clock.now() && hasScopes(scopes, names),
      );
      return atHand !== undefined && isGraphTokenGood ? atHand.accessToken : redeem(names);
    }

    return {
      token: (call: GraphCall) =>
        call.group === 'approve'
          ? approvalScope.either(
              () => tokenWith(DECISION_SCOPES),
              () => tokenWith(OWN_ROLE_SCOPES),
            )
          : tokenWith(scopesOf(call)),
      forget: () => {
        isGraphTokenGood = false;
        const { assertion, person } = signOn;
        if (assertion === undefined) return;
        for (const names of everyScopes) {
          onBehalfOf.forget({ person, assertion, scopes: fullScopes(graphScopeBase, names) });
        }
      },
    };
  };
};
