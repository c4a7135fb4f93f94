import { type PrincipalId } from '../ids.ts';
import { type DirectoryPerson } from '../people.ts';
import { type ApprovalSettings } from '../policy.ts';
import { type PimDirectory } from '../ports.ts';
import { GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR } from '../roles.ts';

/** Who can decide on a request, as far as the app can read it. PIM itself has the last word (`assignedToMe`). */
export interface Approvers {
  readonly people: readonly DirectoryPerson[];
  /** Nobody is named in the settings, so PIM asks those who hold the two roles that may always decide. */
  readonly isDefault: boolean;
}

/**
 * Finds the people whom a role's settings name, groups and nested groups resolved, without the requestor, without
 * disabled accounts and without guests. With nobody named these are the active holders of Privileged Role Administrator
 * and Global Administrator (Entra: "PIM default approvers"; that merely eligible holders are not asked is not settled).
 */
export async function findApprovers(
  { directory }: { readonly directory: PimDirectory },
  approval: ApprovalSettings,
  requestor: PrincipalId | undefined,
  options: { readonly mayGuestsApprove: boolean } = { mayGuestsApprove: false },
): Promise<Approvers> {
  const isDefault = approval.approvers.length === 0;
  const found = isDefault
    ? await Promise.all(
        [GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR].map((role) => directory.holdersOf(role)),
      )
    : await Promise.all([
        directory.people(
          approval.approvers.flatMap((approver) => (approver.kind === 'person' ? [approver.id] : [])),
        ),
        ...approval.approvers.flatMap((approver) =>
          approver.kind === 'group' ? [directory.peopleOf(approver.id)] : [],
        ),
      ]);
  const byId = new Map(found.flat().map((person) => [person.id, person]));
  const people = [...byId.values()]
    .filter(
      ({ id, isEnabled, isGuest }) => id !== requestor && isEnabled && (!isGuest || options.mayGuestsApprove),
    )
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
  return { people, isDefault };
}
