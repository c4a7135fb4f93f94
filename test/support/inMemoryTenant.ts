import { type Approval } from '../../src/pim/approvals.ts';
import { PimError } from '../../src/pim/errors.ts';
import {
  principalId,
  type PrincipalId,
  requestId,
  type RequestId,
  roleDefinitionId,
  type RoleDefinitionId,
  tenantId,
  type Person,
  type TenantId,
} from '../../src/pim/ids.ts';
import { type DirectoryPerson } from '../../src/pim/people.ts';
import { type ApproverReference, type RoleSettings } from '../../src/pim/policy.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { type ActivationRequest, isOpen } from '../../src/pim/requests.ts';
import {
  GLOBAL_ADMINISTRATOR,
  PRIVILEGED_ROLE_ADMINISTRATOR,
  type ActiveRole,
  type EligibleRole,
  isSameRole,
  type MemberType,
  type Role,
  roleAtScope,
  type RoleAtScope,
  type Scope,
} from '../../src/pim/roles.ts';

/** A request with the tenant's own bookkeeping beside it. */
export interface StoredRequest {
  request: ActivationRequest;
  approval: Approval | undefined;
}

/** What a role asks for; everything that is not given is not asked. */
export type SettingsGiven = Partial<Omit<RoleSettings, 'roleDefinitionId' | 'approval'>> & {
  /** Present: approval is required, by these; none named means the default approvers. */
  readonly approvers?: readonly ApproverReference[];
};

/** The whole tenant as the scope of a role. */
const TENANT_SCOPE: Scope = { id: '/', kind: 'tenant', displayName: undefined };

const guid = (kind: number, number: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** People, groups, roles, eligibilities, active roles and requests of a small tenant, in memory. */
export class InMemoryTenant {
  readonly id: TenantId;
  readonly clock: Clock;
  readonly people = new Map<PrincipalId, DirectoryPerson>();
  readonly groups = new Map<PrincipalId, { displayName: string; members: PrincipalId[] }>();
  readonly roles = new Map<RoleDefinitionId, Role>();
  readonly settings = new Map<RoleDefinitionId, RoleSettings>();
  readonly requests = new Map<RequestId, StoredRequest>();
  /** People whose token says that they passed multifactor authentication. */
  readonly multifactor = new Set<PrincipalId>();
  /** Authentication contexts that a person's token carries. */
  readonly contexts = new Map<PrincipalId, readonly string[]>();
  /** Requests for more time with an eligibility. */
  readonly extensions: ActivationRequest[] = [];
  eligibilities: EligibleRole[] = [];
  actives: ActiveRole[] = [];
  #count = 0;

  constructor(clock: Clock = { now: () => new Date() }) {
    this.clock = clock;
    this.id = tenantId(guid(0xf0, 1));
  }

  /** A new id that nobody else has. */
  newId(kind: number): string {
    this.#count += 1;
    return guid(kind, this.#count);
  }

  addPerson(displayName: string, given: Partial<DirectoryPerson> = {}): Person {
    const id = given.id ?? principalId(this.newId(0xa));
    const userPrincipalName = `${displayName.toLowerCase().replaceAll(' ', '.')}@example.com`;
    this.people.set(id, { id, displayName, userPrincipalName, isGuest: false, isEnabled: true, ...given });
    return { tenantId: this.id, id };
  }

  addGroup(displayName: string, members: readonly { readonly id: PrincipalId }[]): { id: PrincipalId } {
    const id = principalId(this.newId(0xb));
    this.groups.set(id, { displayName, members: members.map((member) => member.id) });
    return { id };
  }

  addRole(displayName: string, given: SettingsGiven = {}, role: Partial<Role> = {}): Role {
    const id = role.id ?? roleDefinitionId(this.newId(0xc));
    const made: Role = {
      id,
      displayName,
      description: `${displayName} of the tests`,
      isBuiltIn: true,
      isPrivileged: false,
      ...role,
    };
    const { approvers, ...asked } = given;
    this.roles.set(id, made);
    this.settings.set(id, {
      roleDefinitionId: id,
      maximumDurationMinutes: 480,
      isJustificationRequired: true,
      isTicketRequired: false,
      isMultifactorRequired: false,
      authenticationContext: undefined,
      ...asked,
      approval: {
        isRequired: approvers !== undefined,
        isApproverJustificationRequired: true,
        approvers: approvers ?? [],
      },
    });
    return made;
  }

  /** Changes what a role asks for. */
  setSettings(role: Role, change: Partial<RoleSettings>): void {
    this.settings.set(role.id, { ...this.settingsOf(role.id), ...change });
  }

  /** Who may activate: a person, or a group for everybody in it. */
  makeEligible(
    holder: { readonly id: PrincipalId },
    role: Role,
    given: { readonly scope?: Scope; readonly endAt?: Date } = {},
  ): EligibleRole {
    const eligibility: EligibleRole = {
      eligibilityId: `${this.newId(0xd)}-1-e`,
      principalId: holder.id,
      role,
      scope: given.scope ?? TENANT_SCOPE,
      memberType: this.groups.has(holder.id) ? 'Group' : 'Direct',
      startAt: this.clock.now(),
      endAt: given.endAt,
    };
    this.eligibilities.push(eligibility);
    return eligibility;
  }

  removeEligibility(eligibility: EligibleRole): void {
    this.eligibilities = this.eligibilities.filter((kept) => kept !== eligibility);
  }

  /** Gives a role for good, outside of any activation. */
  makePermanent(holder: { readonly id: PrincipalId }, role: Role, scope: Scope = TENANT_SCOPE): void {
    const memberType: MemberType = this.groups.has(holder.id) ? 'Group' : 'Direct';
    this.actives.push({
      instanceId: `${this.newId(0xe)}-1`,
      principalId: holder.id,
      role,
      scope,
      memberType,
      assignmentType: 'Assigned',
      startAt: undefined,
      endAt: undefined,
      scheduleId: undefined,
    });
  }

  settingsOf(id: RoleDefinitionId): RoleSettings {
    const settings = this.settings.get(id);
    if (settings === undefined) throw new PimError('role_not_found', 'No such role');
    return settings;
  }

  /** Ids of the person and of every group the person is in. */
  identitiesOf(person: PrincipalId): ReadonlySet<PrincipalId> {
    const found = new Set([person]);
    for (let before = 0; before !== found.size;) {
      before = found.size;
      for (const [id, { members }] of this.groups)
        if (members.some((member) => found.has(member))) found.add(id);
    }
    return found;
  }

  /** People in a group, nested groups included. */
  peopleOf(groupId: PrincipalId): readonly DirectoryPerson[] {
    return [...this.people.values()].filter(({ id }) => this.identitiesOf(id).has(groupId));
  }

  /** Active roles that have neither ended nor not yet begun. */
  activeNow(): readonly ActiveRole[] {
    const now = this.clock.now();
    return this.actives.filter(
      ({ startAt, endAt }) =>
        (startAt === undefined || startAt <= now) && (endAt === undefined || endAt > now),
    );
  }

  /** What the person may activate, directly or through groups: each role at each scope once, the direct one first. */
  eligibleRolesOf(person: PrincipalId): readonly EligibleRole[] {
    const now = this.clock.now();
    const mine = this.identitiesOf(person);
    const all = this.eligibilities.filter(
      ({ principalId: holder, endAt }) => mine.has(holder) && (endAt === undefined || endAt > now),
    );
    return all.filter((role) => {
      const same = all.filter((other) => isSameRole(roleAtScope(other), roleAtScope(role)));
      return (same.find(({ memberType }) => memberType === 'Direct') ?? same[0]) === role;
    });
  }

  /** What the person asked for more time with, newest first. */
  extensionsOf(person: PrincipalId): readonly ActivationRequest[] {
    return this.extensions.filter(({ principalId }) => principalId === person).toReversed();
  }

  /** @throws PimError where nothing ends, or more time was asked for already */
  checkExtension(person: PrincipalId, role: RoleAtScope): void {
    const own = this.eligibleRolesOf(person).find((one) => isSameRole(roleAtScope(one), role));
    if (own?.endAt === undefined) throw new PimError('not_active', 'No eligibility that ends');
    const isWaiting = this.extensionsOf(person).some((one) => isSameRole(one, role) && isOpen(one));
    if (isWaiting) throw new PimError('request_pending_already', 'Another request waits');
  }

  /** What the person holds now, directly or through groups. */
  activeRolesOf(person: PrincipalId): readonly ActiveRole[] {
    const mine = this.identitiesOf(person);
    return this.activeNow().filter(({ principalId: holder }) => mine.has(holder));
  }

  /** Whether the person may decide on requests for the role. */
  isApprover(person: PrincipalId, id: RoleDefinitionId): boolean {
    const { approvers } = this.settingsOf(id).approval;
    const mine = this.identitiesOf(person);
    if (approvers.length > 0) return approvers.some((approver) => 'id' in approver && mine.has(approver.id));
    return this.activeNow().some(
      ({ role, principalId: holder }) =>
        mine.has(holder) && [GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR].includes(role.id),
    );
  }

  /** A request as it stands, or `request_not_found`. Waiting ones lapse after 24 hours. */
  stored(id: string): StoredRequest {
    const stored = this.requests.get(requestId(id));
    if (stored === undefined) throw new PimError('request_not_found', 'No such request');
    return stored;
  }
}
