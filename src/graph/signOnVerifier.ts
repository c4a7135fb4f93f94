import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { PimError } from '../pim/errors.ts';
import { isGuid, principalId, tenantId, type TenantId } from '../pim/ids.ts';
import { type Clock, type SignOnVerifier } from '../pim/ports.ts';
import { type TenantKeys, type TenantKeySource } from './tenantKeys.ts';

const claims = z.object({
  oid: z.string().refine(isGuid),
  tid: z.string().refine(isGuid),
  exp: z.number(),
  scp: z.string(),
});

/** Scope of the token that Teams hands to the bot (Teams: "single sign-on for bots"). */
const SIGN_ON_SCOPE = 'access_as_user';
/**
 * How far the clock of Entra may be ahead of this machine's: as much as Microsoft's own libraries and the channel's tokens
 * allow, so that nobody is kept from deciding by a clock that lags. `/readyz` complains about it long before.
 */
const AHEAD_SECONDS = 300;
/** How long a token is taken after its end. */
const OVER_SECONDS = 60;

type Verified = Awaited<ReturnType<SignOnVerifier['verify']>>;

/** Checks Teams single sign-on tokens of one tenant for one app. */
export function createSignOnVerifier(options: {
  readonly keys: TenantKeySource;
  readonly tenantId: TenantId;
  readonly appId: string;
  readonly clock: Clock;
}): SignOnVerifier {
  const { appId, clock } = options;

  async function verifyWith(keys: TenantKeys, assertion: string): Promise<Verified> {
    const now = clock.now();
    const { payload } = await jwtVerify(assertion, keys.key, {
      algorithms: ['RS256'],
      issuer: keys.issuer,
      audience: [appId, `api://botid-${appId}`],
      requiredClaims: ['exp', 'oid', 'tid', 'scp'],
      clockTolerance: AHEAD_SECONDS,
      currentDate: now,
    });
    const { oid, tid, exp, scp } = claims.parse(payload);
    if (exp + OVER_SECONDS <= now.getTime() / 1_000) throw new Error('it is over');
    if (tid.toLowerCase() !== options.tenantId) throw new Error('another tenant');
    if (!scp.split(' ').includes(SIGN_ON_SCOPE)) throw new Error('another scope');
    return {
      person: { tenantId: tenantId(tid), id: principalId(oid) },
      expiresAt: new Date(exp * 1000),
    };
  }

  return {
    verify: async (assertion) => {
      const keys = await options.keys.current();
      try {
        try {
          return await verifyWith(keys, assertion);
        } catch (error) {
          if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
          // Entra may have begun to sign with a new key since we looked.
          return await verifyWith(await options.keys.newerThan(keys), assertion);
        }
      } catch (error) {
        // Which check failed is nobody's business but the log's.
        throw new PimError('forbidden', 'The sign-on token is not good', {}, { cause: error });
      }
    },
  };
}
