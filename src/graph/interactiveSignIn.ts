import { z } from 'zod';
import { PimError } from '../pim/errors.ts';
import { isGuid, type Person, principalId, tenantId, type TenantId } from '../pim/ids.ts';
import { type Clock, type GraphToken, type InteractiveSignIn } from '../pim/ports.ts';
import { type ClientApplications } from './credential.ts';
import { type MicrosoftEndpoints } from './endpoints.ts';
import { fullScopes } from './graphScopes.ts';
import { loginUrlOf } from './networkClient.ts';
import { claimsOfOwnToken } from './tokenClaims.ts';
import { tokenEnd } from './tokenEnd.ts';
import { pimErrorOfToken } from './tokenErrors.ts';

const idTokenClaims = z.object({
  aud: z.string(),
  nonce: z.string(),
  oid: z.string().refine(isGuid),
  tid: z.string().refine(isGuid),
});

/** Interactive sign-in with code and PKCE (Entra: "authorization code flow"), through MSAL. */
export function createInteractiveSignIn(options: {
  readonly applications: ClientApplications;
  readonly endpoints: MicrosoftEndpoints;
  readonly tenantId: TenantId;
  readonly appId: string;
  readonly clock: Clock;
}): InteractiveSignIn {
  const { applications, endpoints, clock } = options;

  /** The token endpoint's answer came over our own connection to Entra; what it says must still be for this sign-in. */
  function personOf(claims: unknown, nonce: string): Person {
    const read = idTokenClaims.safeParse(claims);
    if (!read.success) throw new PimError('forbidden', 'The sign-in does not say whose it is');
    const { aud, oid, tid, nonce: answered } = read.data;
    if (answered !== nonce) throw new PimError('forbidden', 'The sign-in answers another one');
    if (aud.toLowerCase() !== options.appId.toLowerCase() || tid.toLowerCase() !== options.tenantId) {
      throw new PimError('forbidden', 'The sign-in is for another app or tenant');
    }
    return { tenantId: tenantId(tid), id: principalId(oid) };
  }

  return {
    authorizeUrl: async ({ state, nonce, codeChallenge, loginHint, claims, scopes, redirectUri }) => {
      const url = await applications().getAuthCodeUrl({
        scopes: [...fullScopes(endpoints.graphScopeBase, scopes)],
        redirectUri,
        state,
        nonce,
        codeChallenge,
        codeChallengeMethod: 'S256',
        loginHint,
        claims,
      });
      return loginUrlOf(endpoints, url);
    },
    redeem: async ({ code, codeVerifier, nonce, scopes, redirectUri, claims }) => {
      const asked = fullScopes(endpoints.graphScopeBase, scopes);
      const answer = await applications()
        // MSAL compares the nonce too, and refuses an answer that has one where it was given none.
        .acquireTokenByCode({ code, codeVerifier, nonce, redirectUri, scopes: [...asked], claims })
        .catch((error: unknown) => {
          throw pimErrorOfToken(error, asked);
        });
      const person = personOf(answer.idTokenClaims, nonce);
      return { person, graphToken: graphTokenOf(person, answer, clock) };
    },
  };
}

function graphTokenOf(
  person: Person,
  answer: {
    readonly accessToken: string;
    readonly expiresOn: Date | null;
    readonly scopes: readonly string[];
  },
  clock: Clock,
): GraphToken {
  if (answer.expiresOn === null) throw new PimError('pim_unavailable', 'Entra answered without a token');
  const claims = claimsOfOwnToken(answer.accessToken);
  if (claims.oid !== undefined && claims.oid !== person.id) {
    throw new PimError('forbidden', 'The token is somebody else’s');
  }
  return {
    accessToken: answer.accessToken,
    expiresAt: tokenEnd(answer.expiresOn, clock),
    scopes: claims.scopes.length > 0 ? claims.scopes : answer.scopes,
    methods: claims.methods,
    contexts: claims.contexts,
  };
}
