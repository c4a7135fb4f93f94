import { badRequest } from '../graphError.ts';
import { type Filter } from '../odata/filter.ts';
import { type GraphRequest } from './route.ts';

/** What `path eq 'value'` demands at the top of a filter, or `undefined`. */
export function demanded(filter: Filter | undefined, path: string): string | undefined {
  if (filter?.kind === 'and') return demanded(filter.left, path) ?? demanded(filter.right, path);
  const isIt =
    filter?.kind === 'compare' &&
    filter.operator === 'eq' &&
    filter.path.toLowerCase() === path.toLowerCase();
  return isIt && typeof filter.value === 'string' ? filter.value : undefined;
}

/** The scope that a filter has to name. Throws the 400 of a list that is asked for without one. */
export function namedScope({ query: { filter } }: GraphRequest): {
  readonly scopeId: string;
  readonly scopeType: string;
} {
  const scopeId = demanded(filter, 'scopeId');
  const scopeType = demanded(filter, 'scopeType');
  if (scopeId === undefined || scopeType === undefined)
    throw badRequest('The filter is invalid: scopeId and scopeType must both be given.');
  return { scopeId, scopeType };
}
