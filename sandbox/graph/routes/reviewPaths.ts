import { entryOf } from '../../entries.ts';
import { badRequest, resourceNotFound } from '../graphError.ts';
import { nameOf, type Pim, roleOf } from '../pim/pim.ts';
import { type ReviewDecision, type ReviewDefinition, type ReviewInstance } from '../reviews/records.ts';
import { type GraphRequest, parameter } from './route.ts';

/** Where reviews are; below a version. */
export const definitionsPath = '/identityGovernance/accessReviews/definitions';
export const instancesPath = `${definitionsPath}/{id}/instances`;
export const decisionsPath = `${instancesPath}/{instanceId}/decisions`;

function found<T extends { readonly id: string }>(
  list: readonly T[],
  request: GraphRequest,
  name: string,
): T {
  const id = parameter(request, name);
  const one = entryOf(list, id.toLowerCase());
  if (one === undefined) throw resourceNotFound(id);
  return one;
}

/** The review of the path. Throws 404. */
export const definitionOf = (pim: Pim, request: GraphRequest): ReviewDefinition =>
  found(pim.state.reviews, request, 'id');

/** The round of the path. Throws 404. */
export const instanceOf = (pim: Pim, request: GraphRequest): ReviewInstance =>
  found(definitionOf(pim, request).instances, request, 'instanceId');

/** The decision of the path. Throws 404. */
export const decisionOf = (pim: Pim, request: GraphRequest): ReviewDecision =>
  found(instanceOf(pim, request).decisions, request, 'decisionId');

/** Throws 400 unless the function was asked with `on='reviewer'`. */
export function requireReviewer(request: GraphRequest): void {
  const on = parameter(request, 'on');
  if (on.toLowerCase() !== 'reviewer')
    throw badRequest(`The value '${on}' of the parameter 'on' is not supported for this entity set.`);
}

/** "the access review Quarterly review", for the journal. */
export const reviewInWords = ({ asked }: ReviewDefinition): string =>
  `the access review ${asked.displayName}`;

/** "Ana Ruiz as Exchange Administrator", for the journal. */
export const holdInWords = (pim: Pim, { principalId, roleDefinitionId }: ReviewDecision): string =>
  `${nameOf(pim, principalId)} as ${roleOf(pim, roleDefinitionId)?.displayName ?? roleDefinitionId}`;
