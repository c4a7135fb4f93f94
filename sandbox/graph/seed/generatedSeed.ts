import { type GeneratedDirectory } from '../../tenants/generatedDirectory.ts';
import { type Randomness } from '../../tenants/randomness.ts';
import { type RoleSettings } from '../pim/policy.ts';
import { type RoleDefinition } from '../pim/records.ts';
import { builtInRoles, customRole, privilegedAuthenticationAdministrator, roles } from './builtInRoles.ts';
import {
  type SeededActivation,
  type SeededAssignment,
  type SeededEligibility,
  type SeededGroupEligibility,
  type TenantSeed,
} from './tenantSeed.ts';

/** How much role management a generated tenant has. */
export interface GeneratedHoldings {
  /** Roles of the tenant's own. */
  readonly roles: number;
  readonly assignments: number;
  readonly eligibilities: number;
  /** About so many rows of the audit log. */
  readonly auditRows: number;
}

type Holder = 'person' | 'group' | 'app' | 'deleted';

/** Role management for a directory: every kind of holder, scopes, ends, settings of all sorts, and a past. */
export function generatedSeed(
  random: Randomness,
  directory: GeneratedDirectory,
  wanted: GeneratedHoldings,
): TenantSeed {
  const [administrator] = directory.users;
  if (administrator === undefined) throw new Error('A generated tenant needs at least one person.');
  const furtherRoles = [
    privilegedAuthenticationAdministrator,
    ...Array.from({ length: wanted.roles }, (_, index) =>
      customRole(
        random.guid(),
        `Own role ${String(index + 1)}`,
        'Generated.',
        'microsoft.directory/users/standard/read',
      ),
    ),
  ];
  const catalogue = [...builtInRoles, ...furtherRoles];
  const grants = new Grants(random, directory, catalogue);
  const eligibilities = grants.eligibilities(wanted.eligibilities);
  return {
    administratorId: administrator.id,
    furtherRoles,
    settings: Object.fromEntries(catalogue.map(({ id }) => [id, generatedSettings(random, directory)])),
    eligibilities,
    assignments: grants.assignments(wanted.assignments, administrator.id),
    activations: generatedActivations(random, directory, eligibilities, wanted.auditRows),
    groupEligibilities: directory.groups
      .filter(() => random.happens(0.3))
      .map(({ id }): SeededGroupEligibility => ({
        groupId: id,
        principalId: administrator.id,
        accessId: random.happens(0.5) ? 'member' : 'owner',
      })),
    choices: { lapsedStatus: 'Failed', provisioningStatus: 'Provisioned' },
  };
}

function generatedSettings(random: Randomness, { users, groups }: GeneratedDirectory): RoleSettings {
  const isOneOf = (share: number): boolean => random.happens(share);
  const rules = (['MultiFactorAuthentication', 'Justification', 'Ticketing'] as const).filter(() =>
    isOneOf(0.5),
  );
  const approver = (): { kind: 'user' | 'group'; id: string } | undefined => {
    const kind = isOneOf(0.7) || groups.length === 0 ? 'user' : 'group';
    const one = random.oneOf<{ readonly id: string }>(kind === 'user' ? users : groups);
    return one && { kind, id: one.id };
  };
  return {
    maximumDuration: `PT${String(random.upTo(24) + 1)}H`,
    enabledRules: rules,
    permanentEligibilityAllowed: isOneOf(0.5),
    permanentAssignmentAllowed: isOneOf(0.5),
    ...(isOneOf(0.3) && {
      approvers: Array.from({ length: random.upTo(4) }, approver).filter((one) => one !== undefined),
    }),
    ...(isOneOf(0.15) && { authenticationContext: `c${String(random.upTo(25) + 1)}` }),
    ...(isOneOf(0.1) && {
      notifications: {
        Notification_Approver_EndUser_Assignment: { notificationRecipients: ['desk@generated.example'] },
      },
    }),
  };
}

/** Grants, no two of the same kind alike. */
class Grants {
  readonly #random: Randomness;
  readonly #directory: GeneratedDirectory;
  readonly #catalogue: readonly RoleDefinition[];

  constructor(random: Randomness, directory: GeneratedDirectory, catalogue: readonly RoleDefinition[]) {
    this.#random = random;
    this.#directory = directory;
    this.#catalogue = catalogue;
  }

  eligibilities(count: number): readonly SeededEligibility[] {
    return this.#distinct(count, () => this.#grant(this.#holder(['person', 'group', 'deleted'])));
  }

  /** The first makes the administrator what the name says. */
  assignments(count: number, administratorId: string): readonly SeededAssignment[] {
    const first = { principalId: administratorId, roleDefinitionId: roles.globalAdministrator };
    const others = this.#distinct(Math.max(0, count - 1), () => {
      const grant = this.#grant(this.#holder(['person', 'group', 'app', 'deleted']));
      if (!this.#random.happens(0.1)) return grant;
      const { endsInDays: _, ...endless } = grant;
      return { ...endless, isOutsidePim: true };
    });
    return count === 0 ? [] : [first, ...others.filter((one) => keyOf(one) !== keyOf(first))];
  }

  /** Gives up where the tenant is too small for so many. */
  #distinct<T extends SeededEligibility>(count: number, make: () => T): readonly T[] {
    const found = new Map<string, T>();
    for (let tries = 0; found.size < count && tries < count * 4; tries += 1) {
      const one = make();
      if (!found.has(keyOf(one))) found.set(keyOf(one), one);
    }
    return [...found.values()];
  }

  #holder(kinds: readonly Holder[]): string {
    const { users, groups, servicePrincipals } = this.#directory;
    const kind = this.#random.happens(0.8) ? 'person' : this.#random.oneOf(kinds);
    const lists = {
      person: users,
      group: groups.filter((one) => one.isAssignableToRole),
      app: servicePrincipals,
    };
    if (kind === undefined || kind === 'deleted') return this.#random.guid();
    return this.#random.oneOf<{ readonly id: string }>(lists[kind])?.id ?? this.#random.guid();
  }

  #grant(principalId: string): SeededEligibility {
    const role = this.#random.oneOf(this.#catalogue);
    const unit = this.#random.happens(0.1)
      ? this.#random.oneOf(this.#directory.administrativeUnits)
      : undefined;
    return {
      principalId,
      roleDefinitionId: role?.id ?? roles.reportsReader,
      directoryScopeId: unit === undefined ? '/' : `/administrativeUnits/${unit.id}`,
      daysAgo: this.#random.upTo(700) + 1,
      ...(this.#random.happens(0.5) && { endsInDays: this.#random.upTo(700) + 1 }),
    };
  }
}

const keyOf = ({ principalId, roleDefinitionId, directoryScopeId = '/' }: SeededEligibility): string =>
  `${principalId} ${roleDefinitionId} ${directoryScopeId}`;

/** Activations of those who may, spread over the last weeks, until they make about so many rows. */
function generatedActivations(
  random: Randomness,
  { users }: GeneratedDirectory,
  eligibilities: readonly SeededEligibility[],
  auditRows: number,
): readonly SeededActivation[] {
  const people = new Set(users.map(({ id }) => id));
  const usable = eligibilities.filter(({ principalId }) => people.has(principalId));
  const found: SeededActivation[] = [];
  for (let rows = 0; rows < auditRows && usable.length > 0;) {
    const eligibility = random.oneOf(usable);
    if (eligibility === undefined) break;
    const { principalId, roleDefinitionId, directoryScopeId = '/' } = eligibility;
    const isApproved = random.happens(0.3);
    const outcome = random.happens(0.1) ? random.oneOf(['denied', 'lapsed', 'canceled'] as const) : undefined;
    found.push({
      principalId,
      roleDefinitionId,
      directoryScopeId,
      daysAgo: 1.5 + random.share() * 28,
      hours: random.upTo(8) + 1,
      justification: `Generated work ${String(found.length + 1)}`,
      ...(isApproved && { decidedBy: random.oneOf(users)?.id ?? principalId }),
      ...(outcome !== undefined && { outcome }),
      ...(random.happens(0.2) && { givenBackAfterHours: 0.5 }),
    });
    rows += outcome === undefined ? (isApproved ? 7 : 5) : 3;
  }
  return found;
}
