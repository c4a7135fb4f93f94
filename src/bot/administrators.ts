import { type Person, type PrincipalId } from '../pim/ids.ts';
import { type PimDirectory } from '../pim/ports.ts';

/** Who may be told about the whole tenant. */
export interface Administrators {
  /**
   * Whether the person belongs to the administrators' group at this moment, by what the app itself reads.
   * @throws PimError when that cannot be read: then the person counts as none
   */
  readonly has: (person: Person) => Promise<boolean>;
}

/** The members of a group that are enabled; nobody where no group is named. */
export const administratorsIn = (
  groupId: PrincipalId | undefined,
  directory: Pick<PimDirectory, 'peopleNowIn'>,
): Administrators => ({
  has: async ({ id }) =>
    groupId !== undefined &&
    (await directory.peopleNowIn(groupId)).some((member) => member.id === id && member.isEnabled),
});
