import { PimError } from './errors.ts';

/** More demands in a row than any tenant makes by intention; the person is not sent to sign in for ever. */
const MOST_DEMANDS = 4;
/** A Teams token that is refused may be one that Teams held for long; after that our own page is tried. */
const MOST_SIGN_INS = 2;
const LONGEST_DEMAND = 300;

/** Claims that ask an interactive sign-in for one authentication context (Entra: "claims challenge"). */
export const claimsForContext = (context: string): string =>
  JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });

/** Authentication contexts that a claims challenge demands; none where it demands something else, or is unreadable. */
export function contextsIn(claims: string | undefined): readonly string[] {
  const { acrs } = memberOf(memberOf(parsed(claims ?? ''))['access_token']) as {
    readonly acrs?: { readonly value?: unknown; readonly values?: unknown } | null;
  };
  const { value, values } = memberOf(acrs);
  const wanted = [value, ...(Array.isArray(values) ? (values as readonly unknown[]) : [])];
  return [...new Set(wanted.filter((one) => typeof one === 'string'))];
}

/**
 * What only the person can give, named so that the same thing is the same name however it was worded; `undefined` for
 * an error that no sign-in mends.
 */
export function demandOf({ code, details }: PimError): string | undefined {
  switch (code) {
    case 'sign_in_required':
      return 'sign-in';
    case 'multifactor_required':
      return 'multifactor';
    case 'consent_required':
      return `consent ${(details.scopes ?? []).join(' ')}`.slice(0, LONGEST_DEMAND);
    case 'step_up_required': {
      const contexts = contextsIn(details.claims);
      const named = contexts.length > 0 ? `context ${contexts.join(' ')}` : `claims ${details.claims ?? ''}`;
      return named.slice(0, LONGEST_DEMAND);
    }
    default:
      return undefined;
  }
}

/** Whether the newest sign-in was made for a stronger check: its token is the answer, whatever our settings say. */
export const isStepUpAnswered = (answered: readonly string[]): boolean =>
  /^(?:context|claims|multifactor)\b/.test(answered.at(-1) ?? '');

/**
 * The error as the person is to hear it after they have answered these demands one by one: what was answered already, or
 * the last of too many, is not demanded again but told as `proof_insufficient`.
 */
export function afterAnswers(error: PimError, answered: readonly string[]): PimError {
  const demand = demandOf(error);
  if (demand === undefined) return error;
  const times = answered.filter((one) => one === demand).length;
  const isSpent = times >= (error.code === 'sign_in_required' ? MOST_SIGN_INS : 1);
  if (!isSpent && answered.length < MOST_DEMANDS) return error;
  return new PimError('proof_insufficient', `Demanded again: ${demand}`, error.details, { cause: error });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const memberOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
