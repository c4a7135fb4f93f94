import { principalId, type PrincipalId } from './pim/ids.ts';
import { type Settings } from './settings.ts';

/** The group of those who look after the organization’s roles. */
export const administratorsGroup = ({ administrators: { group } }: Settings): PrincipalId | undefined =>
  group === '' ? undefined : principalId(group);
