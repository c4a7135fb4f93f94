import { type Approval } from '../../src/pim/approvals.ts';
import { PimError } from '../../src/pim/errors.ts';
import { requestId, type PrincipalId, type RoleDefinitionId } from '../../src/pim/ids.ts';
import { type DirectoryPerson } from '../../src/pim/people.ts';
import { type RoleSettings } from '../../src/pim/policy.ts';
import { type PimDirectory } from '../../src/pim/ports.ts';
import { type ActiveRole, type EligibleRole, type Role } from '../../src/pim/roles.ts';
import { type InMemoryTenant } from './inMemoryTenant.ts';

/** What the app itself may read of an in-memory tenant. */
export class InMemoryDirectory implements PimDirectory {
  readonly #tenant: InMemoryTenant;
  /** `false`: as an app without `PrivilegedAccess.Read.AzureAD`, which reads no approvals. */
  canReadApprovals = true;

  constructor(tenant: InMemoryTenant) {
    this.#tenant = tenant;
  }

  async role(id: RoleDefinitionId): Promise<Role> {
    const role = this.#tenant.roles.get(id);
    if (role === undefined) throw new PimError('role_not_found', 'No such role');
    return Promise.resolve(role);
  }

  async settingsOf(id: RoleDefinitionId): Promise<RoleSettings> {
    return new Promise((resolve) => {
      resolve(this.#tenant.settingsOf(id));
    });
  }

  async person(id: PrincipalId): Promise<DirectoryPerson | undefined> {
    return Promise.resolve(this.#tenant.people.get(id));
  }

  async people(ids: readonly PrincipalId[]): Promise<readonly DirectoryPerson[]> {
    return Promise.resolve([...new Set(ids)].flatMap((id) => this.#tenant.people.get(id) ?? []));
  }

  async peopleOf(groupId: PrincipalId): Promise<readonly DirectoryPerson[]> {
    return Promise.resolve(this.#tenant.peopleOf(groupId));
  }

  async groupName(groupId: PrincipalId): Promise<string | undefined> {
    return Promise.resolve(this.#tenant.groups.get(groupId)?.displayName);
  }

  async holdersOf(id: RoleDefinitionId): Promise<readonly DirectoryPerson[]> {
    const holders = new Set(
      this.#tenant
        .activeNow()
        .filter(({ role, scope }) => role.id === id && scope.kind === 'tenant')
        .map(({ principalId }) => principalId),
    );
    return Promise.resolve(
      [...this.#tenant.people.values()].filter((person) =>
        [...this.#tenant.identitiesOf(person.id)].some((identity) => holders.has(identity)),
      ),
    );
  }

  async activeRolesOf(person: PrincipalId): Promise<readonly ActiveRole[]> {
    return Promise.resolve(this.#tenant.activeRolesOf(person));
  }

  async eligibleRolesOf(person: PrincipalId): Promise<readonly EligibleRole[]> {
    return Promise.resolve(this.#tenant.eligibleRolesOf(person));
  }

  async approvalOf(approvalId: string): Promise<Approval | undefined> {
    const approval = this.#tenant.requests.get(requestId(approvalId))?.approval;
    if (!this.canReadApprovals || approval === undefined) return Promise.resolve(undefined);
    return Promise.resolve({
      ...approval,
      steps: approval.steps.map((step) => ({ ...step, isAssignedToMe: false })),
    });
  }
}
