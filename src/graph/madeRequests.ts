import { PimError } from '../pim/errors.ts';
import { type ActivationRequest } from '../pim/requests.ts';
import { readRequest } from './graphShapes.ts';

/** The request that a POST made. */
export function readMadeRequest(created: unknown): ActivationRequest {
  try {
    return readRequest(created);
  } catch (cause) {
    // It was taken, but what became of it cannot be read here.
    throw new PimError('outcome_unknown', 'Graph took the request and did not describe it', {}, { cause });
  }
}

/** Graph's order is nowhere promised. */
export const newestFirst = (requests: readonly ActivationRequest[]): readonly ActivationRequest[] =>
  [...requests].sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
