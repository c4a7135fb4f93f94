import { type Claims } from './world.ts';

const jwt = /eyJ[\w-]+\.([\w-]+)\.[\w-]*/g;
/** Form fields and JSON members that hold a credential which is not a JWT. */
const secretFields = 'client_secret|client_assertion|assertion|refresh_token|access_token|id_token|token';
/** In JSON a `code` is the code of an error. */
const secretInForm = new RegExp(`(^|&)(${secretFields}|code|code_verifier)=[^&]*`, 'g');
const secretInJson = new RegExp(`("(?:${secretFields})"\\s*:\\s*)"[^"]*"`, 'g');

/** The claims a JWT carries, unverified; `undefined` when it is none. For display and logs only. */
export function claimsOf(token: string): Claims | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof payload === 'object' && payload !== null ? (payload as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** The bearer token of an `Authorization` header. */
function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** `text` without any token or secret, for the call log: what an activity or a form said stays readable. */
export function withoutTokens(text: string): string {
  return text
    .replace(jwt, '[token]')
    .replace(secretInForm, '$1$2=[removed]')
    .replace(secretInJson, '$1"[removed]"');
}

/** `text` with each JWT replaced by the claims it carries, for the journal. */
export function withClaims(text: string): string {
  const opened = text.replace(jwt, (token) => {
    const claims = claimsOf(token);
    return claims === undefined ? '[token]' : `[token: ${JSON.stringify(claims).replaceAll('"', "'")}]`;
  });
  return opened
    .replace(secretInForm, (whole, start: string, name: string) =>
      whole.includes('=[token') ? whole : `${start}${name}=[removed]`,
    )
    .replace(secretInJson, (whole, start: string) =>
      whole.includes('"[token') ? whole : `${start}"[removed]"`,
    );
}

/** Who calls and what the token allows, read from the bearer without checking it. */
export function callerOf(authorization: string | undefined): { actor: string | null; scopes: string[] } {
  const claims = claimsOf(bearerOf(authorization) ?? '');
  if (claims === undefined) return { actor: null, scopes: [] };
  const delegated = typeof claims['scp'] === 'string' ? claims['scp'].split(' ') : undefined;
  const roles = Array.isArray(claims['roles']) ? claims['roles'].map(String) : [];
  const actor = delegated === undefined ? (claims['appid'] ?? claims['azp']) : claims['oid'];
  return { actor: typeof actor === 'string' ? actor : null, scopes: delegated ?? roles };
}
