import { type Extension } from '../followUps.ts';
import { type RoleSettings } from '../policy.ts';
import { type PimDirectory, type PimGateway } from '../ports.ts';
import { type ActivationRequest, isOpen, phaseOf } from '../requests.ts';
import {
  type ActiveRole,
  type EligibleRole,
  isSameRole,
  type Role,
  roleAtScope,
  type RoleAtScope,
} from '../roles.ts';
import { extensionsAsked } from './extensionAsked.ts';

/** What a person holds, has asked for, and may activate. */
export interface MyRoles {
  readonly active: readonly ActiveRole[];
  /** Open and scheduled activation requests, with the role's name. */
  readonly requested: readonly { readonly request: ActivationRequest; readonly role: Role }[];
  /** What may be activated; `settings` is `undefined` where the app could not read them. */
  readonly eligible: readonly {
    readonly eligibility: EligibleRole;
    readonly settings: RoleSettings | undefined;
    /** More time was asked for, and is not given yet. */
    readonly isExtensionAsked?: true;
  }[];
}

/**
 * Reads the person's roles: three lists in parallel, then the (cached) settings and names. What can be activated begins
 * with what the person asked for last; the rest follows by name.
 */
export async function listMyRoles({
  pim,
  directory,
  history,
  extensions,
}: {
  readonly pim: PimGateway;
  readonly directory: PimDirectory;
  /** The person's own requests, newest first. */
  readonly history: () => Promise<readonly RoleAtScope[]>;
  /** What the person has asked for of more time, without an answer yet. */
  readonly extensions: () => Promise<readonly Extension[]>;
}): Promise<MyRoles> {
  const [eligible, active, requests, used] = await Promise.all([
    pim.eligibleRoles(),
    pim.activeRoles(),
    pim.myRequests({ isOpenOnly: true }),
    history(),
  ]);
  const isAsked = await extensionsAsked(eligible, extensions);
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
          ...(isAsked(eligibility) ? { isExtensionAsked: true as const } : {}),
        })),
    ),
  ]);
  const byName = (a: Role, b: Role): number => a.displayName.localeCompare(b.displayName);
  return {
    active: [...active].sort((a, b) => byName(a.role, b.role)),
    requested,
    eligible: withSettings.sort(
      ({ eligibility: a }, { eligibility: b }) =>
        lastUse(used, a) - lastUse(used, b) || byName(a.role, b.role),
    ),
  };
}

/** The place of a role's last use in the history; behind all of it for one that was never used. */
function lastUse(used: readonly RoleAtScope[], eligibility: EligibleRole): number {
  const place = used.findIndex((one) => isSameRole(one, roleAtScope(eligibility)));
  return place === -1 ? used.length : place;
}
