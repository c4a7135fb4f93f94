import { z } from 'zod';
import { isPimError, PimError } from '../pim/errors.ts';
import { type Presence } from '../pim/departures.ts';
import { type Holdings } from '../pim/holdings.ts';
import { type DirectoryAudit } from '../pim/directoryAudits.ts';
import { isGuid, type PrincipalId, type RoleDefinitionId } from '../pim/ids.ts';
import { type DirectoryPerson } from '../pim/people.ts';
import { type RoleSettings } from '../pim/policy.ts';
import { type Clock, type PimDirectory, type Standing, type StandingAsk } from '../pim/ports.ts';
import { type ActiveRole, type EligibleRole, type Role } from '../pim/roles.ts';
import { type AppTokens } from './appTokens.ts';
import { DirectoryPeople } from './directoryPeople.ts';
import { readPeopleCalled } from './peopleCalled.ts';
import { readPresence } from './directoryPresence.ts';
import { graphCalls } from './egress.ts';
import { readDirectoryAudits } from './graphAudits.ts';
import { createGraphClient, type GraphClient, type ThrottlePriority } from './graphClient.ts';
import { readHoldings } from './graphHoldings.ts';
import { type ClientDefaults } from './graphPim.ts';
import { readRoleSettings, readSettingsOfAll } from './graphPolicies.ts';
import { readActiveRoles, readEligibleRoles, readRole, readRoles, ROLE_EXPANDED } from './graphShapes.ts';
import { readStandings } from './graphStandings.ts';
import { Attempt, isExpandRefused } from './refusals.ts';
import { nameActiveRoles, nameEligibleRoles, type RoleNames, withoutDoubles } from './roleNames.ts';
import { cacheForMinutes, type TimedCache } from './timedCache.ts';

/** What the app itself reads, with names for the gateways of people. */
export type GraphDirectory = PimDirectory & RoleNames;

/** What the directory is made of. */
export interface GraphDirectoryOptions {
  readonly client: ClientDefaults;
  readonly appTokens: AppTokens;
  readonly graphScopeBase: string;
  readonly clock: Clock;
}

/** App permission without which approvals are not even asked for. */
const READS_APPROVALS = ['PrivilegedAccess.Read.AzureAD', 'PrivilegedAccess.ReadWrite.AzureAD'];

const named = z.object({ displayName: z.string() });

/** Entra and PIM as the app itself may read them; see `PimDirectory` for what is cached. */
export function createGraphDirectory(options: GraphDirectoryOptions): GraphDirectory {
  const { graphUrl, ...defaults } = options.client;
  const scope = `${options.graphScopeBase}/.default`;
  const clientOf = (priority: ThrottlePriority): GraphClient =>
    createGraphClient({
      ...defaults,
      account: { graphUrl, groups: ['read', 'approve'], owner: undefined },
      tokens: {
        token: () => options.appTokens.token(scope),
        forget: () => {
          options.appTokens.forget(scope);
        },
      },
      priority,
    });
  const clients = { client: clientOf('Normal'), patient: clientOf('Low') };
  return new CachedDirectory(clients, options.clock, () => options.appTokens.roles(scope));
}

interface Clients {
  readonly client: GraphClient;
  /** For long lists that nobody waits for: Graph slows it down before the others. */
  readonly patient: GraphClient;
}

class CachedDirectory implements GraphDirectory {
  readonly #client: GraphClient;
  readonly #patient: GraphClient;
  readonly #clock: Clock;
  readonly #permissions: () => Promise<readonly string[]>;
  readonly #people: DirectoryPeople;
  readonly #catalogue: TimedCache<ReadonlyMap<RoleDefinitionId, Role>>;
  readonly #roles: TimedCache<Role>;
  readonly #settings: TimedCache<RoleSettings>;
  readonly #scopeNames: TimedCache<string | undefined>;
  readonly #beta: Attempt;
  readonly #expandRole: Attempt;

  constructor({ client, patient }: Clients, clock: Clock, permissions: () => Promise<readonly string[]>) {
    this.#client = client;
    this.#patient = patient;
    this.#clock = clock;
    this.#permissions = permissions;
    this.#people = new DirectoryPeople(client, clock);
    this.#catalogue = cacheForMinutes(clock, 60, 1);
    this.#roles = cacheForMinutes(clock, 10, 500);
    this.#settings = cacheForMinutes(clock, 5, 500);
    this.#scopeNames = cacheForMinutes(clock, 10, 500);
    this.#beta = new Attempt(clock, isBetaRefused);
    this.#expandRole = new Attempt(clock, isExpandRefused);
  }

  async role(id: RoleDefinitionId): Promise<Role> {
    const known = (await this.#catalogue.get('', () => this.#loadCatalogue())).get(id);
    return (
      known ??
      this.#roles.get(id, async () =>
        readRole(await this.#client.get(graphCalls.roleDefinition, { ids: [id] })),
      )
    );
  }

  settingsOf(id: RoleDefinitionId): Promise<RoleSettings> {
    const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${id}'`;
    const query = { filter, expand: 'policy($expand=rules)' };
    return this.#settings.get(id, async () =>
      readRoleSettings(await this.#client.items(graphCalls.roleSettings, { query }), id),
    );
  }

  async settingsOfAll(): Promise<readonly RoleSettings[]> {
    const filter = "scopeId eq '/' and scopeType eq 'DirectoryRole'";
    const query = { filter, expand: 'policy($expand=rules)' };
    return readSettingsOfAll(await this.#client.items(graphCalls.roleSettings, { query }));
  }

  person(id: PrincipalId): Promise<DirectoryPerson | undefined> {
    return this.#people.person(id);
  }

  people(ids: readonly PrincipalId[]): Promise<readonly DirectoryPerson[]> {
    return this.#people.people(ids);
  }

  peopleCalled(words: string): Promise<readonly DirectoryPerson[]> {
    return readPeopleCalled(this.#client, words);
  }

  presenceOf(ids: readonly PrincipalId[]): Promise<ReadonlyMap<PrincipalId, Presence>> {
    return readPresence(this.#patient, ids);
  }

  peopleOf(groupId: PrincipalId): Promise<readonly DirectoryPerson[]> {
    return this.#people.peopleOf(groupId);
  }

  peopleNowIn(groupId: PrincipalId): Promise<readonly DirectoryPerson[]> {
    return this.#people.peopleNowIn(groupId);
  }

  membersNowOf(groupId: PrincipalId): Promise<readonly PrincipalId[] | undefined> {
    return this.#people.membersNowOf(groupId);
  }

  managerOf(person: PrincipalId): Promise<PrincipalId | undefined> {
    return this.#people.managerOf(person);
  }

  groupName(groupId: PrincipalId): Promise<string | undefined> {
    return this.#people.groupName(groupId);
  }

  async holdersOf(id: RoleDefinitionId): Promise<readonly DirectoryPerson[]> {
    const query = { filter: `roleDefinitionId eq '${id}'` };
    const rows = readActiveRoles(await this.#client.items(graphCalls.activeRoles, { query }));
    return this.#people.behind(
      rows
        .filter(({ roleDefinitionId, scopeId }) => roleDefinitionId === id && scopeId === '/')
        .map(({ principalId }) => principalId),
    );
  }

  async activeRolesOf(person: PrincipalId): Promise<readonly ActiveRole[]> {
    const rows = await this.#heldBy(person, graphCalls.activeRoles, readActiveRoles);
    return nameActiveRoles(rows, this);
  }

  async eligibleRolesOf(person: PrincipalId): Promise<readonly EligibleRole[]> {
    const rows = await this.#heldBy(person, graphCalls.eligibilities, readEligibleRoles);
    return nameEligibleRoles(withoutDoubles(rows), this);
  }

  async activatedNow(): Promise<readonly ActiveRole[]> {
    const query = { filter: "assignmentType eq 'Activated'" };
    const rows = readActiveRoles(await this.#patient.items(graphCalls.activeRoles, { query }));
    const own = rows.filter(
      ({ assignmentType, memberType }) => assignmentType === 'Activated' && memberType === 'Direct',
    );
    return nameActiveRoles(own, this);
  }

  holdings(): Promise<Holdings> {
    return readHoldings({ client: this.#patient, people: this.#people, names: this, clock: this.#clock });
  }

  async standingsOf(asks: readonly StandingAsk[]): Promise<readonly (Standing | PimError)[]> {
    const permissions = await this.#permissions();
    const readsApprovals = READS_APPROVALS.some((name) => permissions.includes(name));
    return readStandings({ client: this.#client, names: this, readsApprovals }, asks);
  }

  auditedSince(since: Date): AsyncIterable<readonly DirectoryAudit[]> {
    return readDirectoryAudits(this.#client, since);
  }

  scopeName(scopeId: string): Promise<string | undefined> {
    const id = /^\/administrativeUnits\/([^/]+)$/i.exec(scopeId)?.[1];
    if (id === undefined || !isGuid(id)) return Promise.resolve(undefined);
    return this.#scopeNames.get(id, async () => {
      try {
        const query = { select: 'id,displayName' };
        const unit = await this.#client.get(graphCalls.administrativeUnit, { ids: [id], query });
        return named.parse(unit).displayName;
      } catch {
        // A scope whose name cannot be read is shown by its id: no reason to hide the role.
        return undefined;
      }
    });
  }

  /** Rows of the person and of every group of the person's that can hold a role. */
  async #heldBy<T extends { readonly principalId: PrincipalId }>(
    person: PrincipalId,
    call: typeof graphCalls.activeRoles | typeof graphCalls.eligibilities,
    readRows: (values: readonly unknown[]) => readonly T[],
  ): Promise<readonly T[]> {
    const rowsOf = async (holder: PrincipalId): Promise<readonly T[]> => {
      const filter = `principalId eq '${holder}'`;
      const rows = await this.#expandRole.either(
        () => this.#client.items(call, { query: { filter, expand: ROLE_EXPANDED } }),
        () => this.#client.items(call, { query: { filter } }),
      );
      return readRows(rows).filter(({ principalId }) => principalId === holder);
    };
    const ofGroups = async (): Promise<readonly T[]> => {
      const groups = await this.#people.roleGroupsOf(person);
      return (await Promise.all(groups.map(rowsOf))).flat();
    };
    const [own, throughGroups] = await Promise.all([rowsOf(person), ofGroups()]);
    return [...own, ...throughGroups.map((row) => ({ ...row, memberType: 'Group' }))];
  }

  async #loadCatalogue(): Promise<ReadonlyMap<RoleDefinitionId, Role>> {
    const select = 'id,displayName,description,isBuiltIn';
    const rows = await this.#beta.either(
      () =>
        this.#client.items(graphCalls.roleDefinitionsBeta, { query: { select: `${select},isPrivileged` } }),
      () => this.#client.items(graphCalls.roleDefinitions, { query: { select } }),
    );
    const roles = readRoles(rows);
    if (roles.length === 0) throw new PimError('unexpected_answer', 'Graph has no roles');
    return new Map(roles.map((role) => [role.id, role]));
  }
}

/** Only beta says which roles are privileged; without beta there are names still. */
const isBetaRefused = (error: unknown): boolean =>
  isExpandRefused(error) || isPimError(error, 'role_not_found', 'pim_unavailable');
