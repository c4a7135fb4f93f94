import { type PrincipalId } from '../pim/ids.ts';
import { type Administrators, type PimDirectory } from '../pim/ports.ts';

/** The members of a group that are enabled; nobody where no group is named. */
export function administratorsIn(
  groupId: PrincipalId | undefined,
  directory: Pick<PimDirectory, 'peopleNowIn'>,
): Administrators {
  const all = async (): Promise<readonly PrincipalId[]> =>
    groupId === undefined
      ? []
      : (await directory.peopleNowIn(groupId)).filter(({ isEnabled }) => isEnabled).map(({ id }) => id);
  return { all, has: async ({ id }) => (await all()).includes(id) };
}
