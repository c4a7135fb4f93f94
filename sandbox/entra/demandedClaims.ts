import { z } from 'zod';
import { EntraError } from './entraError.ts';

/** What the `claims` parameter demands of the token (OpenID Connect Core §5.5, as Entra reads it). */
export interface DemandedClaims {
  /** Authentication contexts: `c1`. */
  readonly acrs: readonly string[];
  /** Capabilities of the client, as written: `cp1`. */
  readonly capabilities: readonly string[];
  /** Multifactor authentication was asked for by `amr`, or by a Conditional Access policy: here each of them wants it. */
  readonly wantsMultifactor: boolean;
  /** The `access_token` member as sent, to be handed back in a challenge. */
  readonly accessToken: unknown;
}

/** Nothing demanded. */
const noClaims: DemandedClaims = {
  acrs: [],
  capabilities: [],
  wantsMultifactor: false,
  accessToken: {},
};

const wantedValues = z
  .looseObject({ value: z.string().optional(), values: z.array(z.string()).optional() })
  .nullish()
  .transform((wanted) => [...(wanted?.value === undefined ? [] : [wanted.value]), ...(wanted?.values ?? [])]);

const members = z.looseObject({
  acrs: wantedValues,
  amr: wantedValues,
  xms_cc: wantedValues,
  capolids: wantedValues,
  polids: wantedValues,
});

const claimsParameter = z.looseObject({ access_token: members.nullish(), id_token: members.nullish() });

/** Reads a `claims` parameter; one that cannot be read is refused, never ignored. */
export function demandedClaims(parameter: string | null | undefined): DemandedClaims {
  if (parameter === null || parameter === undefined || parameter === '') return noClaims;
  const parsed = claimsParameter.safeParse(jsonOf(parameter));
  if (!parsed.success)
    throw new EntraError('invalid_request', 90023, "The parameter 'claims' is not valid JSON.");
  const { access_token: accessToken, id_token: idToken } = parsed.data;
  return {
    acrs: [...new Set([...(accessToken?.acrs ?? []), ...(idToken?.acrs ?? [])])],
    capabilities: accessToken?.xms_cc ?? [],
    wantsMultifactor:
      [...(accessToken?.amr ?? []), ...(idToken?.amr ?? [])].some((method) => method.endsWith('mfa')) ||
      [...(accessToken?.capolids ?? []), ...(accessToken?.polids ?? [])].length > 0,
    accessToken: (jsonOf(parameter) as { access_token?: unknown }).access_token ?? {},
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
