/** What to ask an interactive sign-in for where PIM wants a second factor and sends no claims along (PIM: `MfaRule`). */
export const MULTIFACTOR_CLAIMS = JSON.stringify({
  access_token: { amr: { essential: true, values: ['mfa'] } },
});

const asObject = (text: string): string | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? text : undefined;
  } catch {
    return undefined;
  }
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Claims of a PIM message, `claims=` and then JSON, URL-encoded or plain; JSON text, or `undefined`. */
export function claimsInMessage(message: string): string | undefined {
  const after = /claims=(.*)$/s.exec(message)?.[1];
  if (after === undefined) return undefined;
  const whole = decoded(after.split('&')[0] ?? '').trim();
  // Plain JSON may be followed by a sentence.
  return asObject(whole) ?? asObject(whole.slice(0, whole.lastIndexOf('}') + 1));
}

/** Claims of a `WWW-Authenticate` header, base64 (Entra: "claims challenge"); JSON text, or `undefined`. */
export function claimsInHeader(header: string | null): string | undefined {
  const encoded = /\bclaims="([^"]+)"/i.exec(header ?? '')?.[1];
  return encoded === undefined ? undefined : asObject(Buffer.from(encoded, 'base64').toString());
}
