import { type Intent } from './records.ts';

/**
 * Whether an intent takes a proof of identity that was asked for this very intent: what is done to somebody else's
 * access, as against one's own.
 */
export const takesOwnProof = ({ kind }: Intent): boolean =>
  kind === 'decide' ||
  kind === 'changeHolding' ||
  kind === 'changeSettings' ||
  kind === 'dismissAlert' ||
  kind === 'review';
