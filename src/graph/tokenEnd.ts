import { type Clock } from '../pim/ports.ts';

/**
 * When a token that MSAL has just brought ends, by our own clock. MSAL reckons `expiresOn` from the seconds of the answer and the
 * machine's clock; what is left by that clock is what is left by ours.
 */
export const tokenEnd = (expiresOn: Date, clock: Clock): Date =>
  new Date(clock.now().getTime() + expiresOn.getTime() - Date.now());
