import { type Intent } from '../pim/records.ts';

/** Delegated permissions by what they are for. */
export interface AskableScopes {
  readonly base: readonly string[];
  readonly decisions: readonly string[];
  readonly extensions: readonly string[];
  /** `undefined` where changes for others are not switched on. */
  readonly administration: readonly string[] | undefined;
  readonly settings: readonly string[] | undefined;
  readonly alerts: readonly string[] | undefined;
  readonly reviews: readonly string[] | undefined;
}

/** The scopes to ask consent for when an intent of this kind lacks them. */
export const scopesToAsk = (
  { base, decisions, extensions, administration, settings, alerts, reviews }: AskableScopes,
  kind: Intent['kind'],
): readonly string[] =>
  ({
    decide: decisions,
    extendEligibility: extensions,
    activate: base,
    deactivate: base,
    cancel: base,
    changeHolding: administration ?? base,
    changeSettings: settings ?? base,
    dismissAlert: alerts ?? base,
    review: reviews ?? base,
  })[kind];
