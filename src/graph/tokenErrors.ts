import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { PimError, type PimErrorCode, type PimErrorDetails } from '../pim/errors.ts';
import { MULTIFACTOR_CLAIMS } from './claimsChallenge.ts';

/** Entra's numbers (`error_codes`) that decide what a person has to do. */
const byNumber: Readonly<Record<string, PimErrorCode>> = {
  // No consent, or consent withdrawn.
  '65001': 'consent_required',
  '65004': 'consent_required',
  // Multifactor authentication: asked for, enrolment, by policy of another tenant.
  '50072': 'multifactor_required',
  '50074': 'multifactor_required',
  '50076': 'multifactor_required',
  '50079': 'multifactor_required',
  '50158': 'multifactor_required',
  // The account is locked or disabled, or the app is not assigned to the person.
  '50053': 'forbidden',
  '50057': 'forbidden',
  '50105': 'forbidden',
};

/** OAuth errors that are about our own registration or about the service, not about the person. */
const unavailable = new Set([
  'network_error',
  'endpoints_resolution_error',
  'openid_config_error',
  'token_parsing_error',
  'temporarily_unavailable',
  'server_error',
  'invalid_client',
  'unauthorized_client',
  'invalid_resource',
  'invalid_scope',
]);

const wantsPerson: ReadonlySet<PimErrorCode> = new Set([
  'consent_required',
  'step_up_required',
  'multifactor_required',
]);

/** Entra's error number of an MSAL error, or `undefined`. */
const numberOf = (error: AuthError): string | undefined => {
  const given =
    error instanceof ServerError || error instanceof InteractionRequiredAuthError ? error.errorNo : undefined;
  return given ?? /AADSTS(\d+)/.exec(error.errorMessage)?.[1];
};

const claimsOf = (error: AuthError): string | undefined =>
  error instanceof InteractionRequiredAuthError && error.claims !== '' ? error.claims : undefined;

function codeOf(error: AuthError, number: string | undefined): PimErrorCode {
  const known = byNumber[number ?? ''];
  if (known === 'consent_required' || [error.errorCode, error.subError].includes('consent_required')) {
    return 'consent_required';
  }
  // A challenge with claims says more than its number does.
  if (claimsOf(error) !== undefined) return 'step_up_required';
  if (known !== undefined) return known;
  // The answer belongs to another sign-in.
  if (error.errorCode === 'nonce_mismatch') return 'forbidden';
  return unavailable.has(error.errorCode) ? 'pim_unavailable' : 'sign_in_required';
}

/**
 * What went wrong at the token endpoint, in the domain's words: `consent_required` with the scopes that were asked,
 * `step_up_required` with Entra's claims and `multifactor_required` (both with the scopes too), `forbidden`, `pim_unavailable`, and otherwise (the
 * proof is too old, was withdrawn or is refused) `sign_in_required`.
 */
export function pimErrorOfToken(error: unknown, scopes: readonly string[]): PimError {
  if (error instanceof PimError) return error;
  if (!(error instanceof AuthError)) {
    return new PimError('pim_unavailable', 'No token could be had', {}, { cause: error });
  }
  const number = numberOf(error);
  const code = codeOf(error, number);
  const graphCode = number === undefined ? error.errorCode : `AADSTS${number}`;
  const claims = claimsOf(error);
  const details: PimErrorDetails = {
    graphCode,
    // Whatever the person gives interactively must reach as far as what was asked for.
    ...(wantsPerson.has(code) && { scopes }),
    ...(code === 'step_up_required' && claims !== undefined && { claims }),
    ...(code === 'multifactor_required' && { claims: MULTIFACTOR_CLAIMS }),
  };
  // The error itself is not passed on as a cause: its message can name people.
  return new PimError(code, `Entra gave no token: ${graphCode}`, details);
}
