import { type GraphCall, graphCalls } from './graphCalls.ts';
import { REQUIRED_PERMISSIONS } from './appPermissions.ts';

/** What is switched on, as far as it takes application permissions of its own. */
export interface UsedFeatures {
  readonly reviews: boolean;
  readonly installing: boolean;
}

const calls: readonly GraphCall[] = Object.values(graphCalls);

/** Every application permission that some call of a feature that is on can make use of, the optional ones too. */
export function permissionsInUse({ reviews, installing }: UsedFeatures): readonly string[] {
  const isOn = ({ group, path }: GraphCall): boolean => {
    if (group === 'install') return installing;
    return reviews || !path.includes('/accessReviews/');
  };
  const used = calls.filter(isOn).flatMap(({ leastApplication }) => leastApplication ?? []);
  return [...new Set<string>([...REQUIRED_PERMISSIONS, ...used])];
}
