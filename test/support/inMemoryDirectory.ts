import { type Approval } from '../../src/pim/approvals.ts';
import { type Presence } from '../../src/pim/departures.ts';
import { type DirectoryAudit } from '../../src/pim/directoryAudits.ts';
import { isPimError, PimError } from '../../src/pim/errors.ts';
import { type Holdings } from '../../src/pim/holdings.ts';
import { requestId, type PrincipalId, type RoleDefinitionId } from '../../src/pim/ids.ts';
import { type DirectoryPerson } from '../../src/pim/people.ts';
import { type RoleSettings } from '../../src/pim/policy.ts';
import { type PimDirectory, type Standing, type StandingAsk } from '../../src/pim/ports.ts';
import { type ActiveRole, type EligibleRole, type Role } from '../../src/pim/roles.ts';
import { type InMemoryTenant } from './inMemoryTenant.ts';

/** Rows of the log on one page. */
const PAGE = 20;

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

  async settingsOfAll(): Promise<readonly RoleSettings[]> {
    return Promise.resolve([...this.#tenant.roles.keys()].map((id) => this.#tenant.settingsOf(id)));
  }

  async person(id: PrincipalId): Promise<DirectoryPerson | undefined> {
    return Promise.resolve(this.#tenant.people.get(id));
  }

  async people(ids: readonly PrincipalId[]): Promise<readonly DirectoryPerson[]> {
    return Promise.resolve([...new Set(ids)].flatMap((id) => this.#tenant.people.get(id) ?? []));
  }

  async peopleCalled(words: string): Promise<readonly DirectoryPerson[]> {
    const wanted = words.toLowerCase();
    const all = [...this.#tenant.people.values()].map((person) => ({
      person,
      names: [person.displayName.toLowerCase(), person.userPrincipalName.toLowerCase()],
    }));
    const exact = all.filter(({ names }) => names.includes(wanted));
    const fitting =
      exact.length > 0 || wanted.length < 2
        ? exact
        : all.filter(({ names }) => names.some((name) => name.startsWith(wanted)));
    return Promise.resolve(fitting.slice(0, 9).map(({ person }) => person));
  }

  async presenceOf(ids: readonly PrincipalId[]): Promise<ReadonlyMap<PrincipalId, Presence>> {
    return Promise.resolve(new Map(ids.map((id) => [id, this.#tenant.people.has(id) ? 'there' : 'gone'])));
  }

  async peopleOf(groupId: PrincipalId): Promise<readonly DirectoryPerson[]> {
    return Promise.resolve(this.#tenant.peopleOf(groupId));
  }

  async peopleNowIn(groupId: PrincipalId): Promise<readonly DirectoryPerson[]> {
    return this.peopleOf(groupId);
  }

  /** Groups that cannot be read just now. */
  readonly unreadable = new Set<PrincipalId>();

  async membersNowOf(groupId: PrincipalId): Promise<readonly PrincipalId[] | undefined> {
    if (this.unreadable.has(groupId)) throw new PimError('pim_unavailable', 'Not now');
    if (!this.#tenant.groups.has(groupId)) return undefined;
    return Promise.resolve(this.#tenant.peopleOf(groupId).map(({ id }) => id));
  }

  /** Managers of people; a test puts here what it needs. */
  readonly managers = new Map<PrincipalId, PrincipalId>();

  async managerOf(person: PrincipalId): Promise<PrincipalId | undefined> {
    return Promise.resolve(this.managers.get(person));
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

  async activatedNow(): Promise<readonly ActiveRole[]> {
    return Promise.resolve(
      this.#tenant.activeNow().filter(({ assignmentType }) => assignmentType === 'Activated'),
    );
  }

  async eligibleRolesOf(person: PrincipalId): Promise<readonly EligibleRole[]> {
    return Promise.resolve(this.#tenant.eligibleRolesOf(person));
  }

  async holdings(): Promise<Holdings> {
    return Promise.resolve({
      readAt: this.#tenant.clock.now(),
      standing: this.#tenant.activeNow().filter(({ assignmentType }) => assignmentType === 'Assigned'),
      activeRolesOf: (person) => Promise.resolve(this.#tenant.activeRolesOf(person)),
      eligibleRolesOf: (person) => Promise.resolve(this.#tenant.eligibleRolesOf(person)),
    });
  }

  /** What PIM logged; a test puts here what it needs. */
  readonly audits: DirectoryAudit[] = [];

  async *auditedSince(since: Date): AsyncGenerator<readonly DirectoryAudit[]> {
    const asked = this.audits
      .filter(({ at }) => at >= since)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime());
    for (let from = 0; from < asked.length; from += PAGE) {
      yield await Promise.resolve(asked.slice(from, from + PAGE));
    }
  }

  async standingsOf(asks: readonly StandingAsk[]): Promise<readonly (Standing | PimError)[]> {
    return Promise.all(
      asks.map(async ({ requestor, approvalId }) => {
        try {
          return { active: await this.activeRolesOf(requestor), approval: this.#approvalOf(approvalId) };
        } catch (error) {
          if (isPimError(error)) return error;
          throw error;
        }
      }),
    );
  }

  #approvalOf(approvalId: string | undefined): Approval | undefined {
    const approval =
      approvalId === undefined ? undefined : this.#tenant.requests.get(requestId(approvalId))?.approval;
    if (!this.canReadApprovals || approval === undefined) return undefined;
    return { ...approval, steps: approval.steps.map((step) => ({ ...step, isAssignedToMe: false })) };
  }
}
