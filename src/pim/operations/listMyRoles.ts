import { type RoleSettings } from '../policy.ts';
import { type PimDirectory, type PimGateway } from '../ports.ts';
import { type ActivationRequest, isOpen, phaseOf } from '../requests.ts';
import { type ActiveRole, type EligibleRole, isSameRole, type Role, roleAtScope } from '../roles.ts';

/** What a person holds, has asked for, and may activate. */
export interface MyRoles {
  readonly active: readonly ActiveRole[];
  /** Open and scheduled activation requests, with the role's name. */
  readonly requested: readonly { readonly request: ActivationRequest; readonly role: Role }[];
  /** What may be activated; `settings` is `undefined` where the app could not read them. */
  readonly eligible: readonly {
    readonly eligibility: EligibleRole;
    readonly settings: RoleSettings | undefined;
  }[];
}

/** Reads the person's roles: three lists in parallel, then the (cached) settings and names. */
export async function listMyRoles({
  pim,
  directory,
}: {
  readonly pim: PimGateway;
  readonly directory: PimDirectory;
}): Promise<MyRoles> {
  const [eligible, active, requests] = await Promise.all([
    pim.eligibleRoles(),
    pim.activeRoles(),
    pim.myRequests({ isOpenOnly: true }),
  ]);
  const isActive = (eligibility: EligibleRole): boolean =>
    active.some((held) => isSameRole(roleAtScope(held), roleAtScope(eligibility)));
  const waiting = requests.filter(
    (request) =>
      request.action === 'selfActivate' && (isOpen(request) || phaseOf(request.status) === 'scheduled'),
  );
  const [requested, withSettings] = await Promise.all([
    Promise.all(
      waiting.map(async (request) => ({ request, role: await directory.role(request.roleDefinitionId) })),
    ),
    Promise.all(
      eligible
        .filter((eligibility) => !isActive(eligibility))
        .map(async (eligibility) => ({
          eligibility,
          settings: await directory.settingsOf(eligibility.role.id).catch(() => undefined),
        })),
    ),
  ]);
  const byName = (a: Role, b: Role): number => a.displayName.localeCompare(b.displayName);
  return {
    active: [...active].sort((a, b) => byName(a.role, b.role)),
    requested,
    eligible: withSettings.sort((a, b) => byName(a.eligibility.role, b.eligibility.role)),
  };
}
