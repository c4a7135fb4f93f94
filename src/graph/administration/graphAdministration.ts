import {
  type AdministrationFor,
  type AdministrationGateway,
  type GrantKind,
  type GrantLimits,
  type GrantTerms,
} from '../../pim/administration.ts';
import { type Person, type PrincipalId, type RoleDefinitionId } from '../../pim/ids.ts';
import { type Clock, type SignOn } from '../../pim/ports.ts';
import { type ComparableSettings } from '../../pim/posture/settingFacts.ts';
import { type ActivationRequest, operationOf } from '../../pim/requests.ts';
import { type RoleAtScope } from '../../pim/roles.ts';
import { type EgressGroup, type GraphCall, graphCalls } from '../egress.ts';
import { createGraphClient, type GraphClient } from '../graphClient.ts';
import { type ClientDefaults } from '../graphPim.ts';
import { readRequests } from '../graphShapes.ts';
import { newestFirst, readMadeRequest } from '../madeRequests.ts';
import { createPersonTokens, type PersonTokenOptions } from '../personTokens.ts';
import { Attempt, isQueryRefused } from '../refusals.ts';
import { alertId, readIsActive } from './alertReading.ts';
import { readGrantLimits } from './grantLimits.ts';
import { type PolicyOf } from './policyReading.ts';
import { readRoleRules, ruleChange } from './ruleChange.ts';
import { grantIn, readStandingGrants, type StandingGrant } from './standingGrants.ts';

/** What gateways of administrators are made of. */
export interface GraphAdministrationOptions extends PersonTokenOptions {
  readonly client: ClientDefaults;
  readonly policyOf: PolicyOf;
}

/** The one group of the egress table that such a gateway may use: neither the administrator's own roles nor approvals. */
const GROUPS: readonly EgressGroup[] = ['administer'];

interface CallsOfKind {
  readonly instances: GraphCall;
  readonly requests: GraphCall;
  readonly grant: GraphCall;
  readonly extend: GraphCall;
  readonly update: GraphCall;
  readonly remove: GraphCall;
}

const calls: Readonly<Record<GrantKind, CallsOfKind>> = {
  eligibility: {
    instances: graphCalls.eligibilitiesOfOthers,
    requests: graphCalls.eligibilityRequestsOfOthers,
    grant: graphCalls.grantEligibility,
    extend: graphCalls.extendEligibilityOfOther,
    update: graphCalls.updateEligibilityOfOther,
    remove: graphCalls.removeEligibility,
  },
  assignment: {
    instances: graphCalls.assignmentsOfOthers,
    requests: graphCalls.assignmentRequestsOfOthers,
    grant: graphCalls.grantAssignment,
    extend: graphCalls.extendAssignment,
    update: graphCalls.updateAssignment,
    remove: graphCalls.removeAssignment,
  },
};

/** Makes gateways to Entra PIM as administrators, each with the tokens of one of them. */
export function createAdministrationFor(options: GraphAdministrationOptions): AdministrationFor {
  const { graphUrl, ...defaults } = options.client;
  const tokensOf = createPersonTokens(options);
  const filterRequests = new Attempt(options.clock, isQueryRefused);
  return (signOn, onWrite, beforeWrite) => {
    const client = createGraphClient({
      ...defaults,
      account: { graphUrl, groups: GROUPS, owner: signOn.person.id },
      tokens: tokensOf(ofThisIntent(signOn)),
      priority: 'High',
      onWrite,
      beforeWrite,
    });
    const { policyOf, clock } = options;
    return new GraphAdministration({ actor: signOn.person, client, filterRequests, policyOf, clock });
  };
}

/** Only the newest proof is the one that was asked for this change: no token of an earlier sign-in serves beside it. */
const ofThisIntent = (signOn: SignOn): SignOn => ({ ...signOn, otherGraphTokens: [] });

interface Parts {
  readonly actor: Person;
  readonly client: GraphClient;
  readonly filterRequests: Attempt;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
}

class GraphAdministration implements AdministrationGateway {
  readonly actor: Person;
  readonly #policyOf: PolicyOf;
  readonly #client: GraphClient;
  readonly #filterRequests: Attempt;
  readonly #clock: Clock;

  constructor({ actor, client, filterRequests, policyOf, clock }: Parts) {
    this.actor = actor;
    this.#policyOf = policyOf;
    this.#client = client;
    this.#filterRequests = filterRequests;
    this.#clock = clock;
  }

  async limitsOf(role: RoleDefinitionId): Promise<GrantLimits> {
    return readGrantLimits(await this.#policyOf(role), role);
  }

  async settingsOf(role: RoleDefinitionId): Promise<ComparableSettings> {
    return readRoleRules(await this.#policyOf(role), role).settings;
  }

  async changeRule(ruleId: string, settings: ComparableSettings): Promise<void> {
    const { roleDefinitionId } = settings;
    const { policyId, ruleNamed } = readRoleRules(await this.#policyOf(roleDefinitionId), roleDefinitionId);
    const { call, body } = ruleChange(ruleId, settings, ruleNamed(ruleId));
    await this.#client.send(call, { ids: [policyId, ruleId], body });
  }

  async isAlertActive(name: string): Promise<boolean> {
    const found = await this.#client.get(graphCalls.oneAlert, { ids: [alertId(this.actor, name)] });
    return readIsActive(found);
  }

  async dismissAlert(name: string): Promise<void> {
    const ids = [alertId(this.actor, name)];
    await this.#client.send(graphCalls.dismissAlert, { ids, body: { isActive: false } });
  }

  async eligibilityOf(
    ...[principal, role]: Parameters<AdministrationGateway['eligibilityOf']>
  ): ReturnType<AdministrationGateway['eligibilityOf']> {
    return grantIn(await this.#grantsOf('eligibility', principal, role), principal, role);
  }

  async assignmentOf(
    ...[principal, role]: Parameters<AdministrationGateway['assignmentOf']>
  ): ReturnType<AdministrationGateway['assignmentOf']> {
    return grantIn(await this.#grantsOf('assignment', principal, role), principal, role);
  }

  async permanentHoldersOf(role: RoleDefinitionId): Promise<readonly PrincipalId[]> {
    const held = await this.#grants('assignment', `roleDefinitionId eq '${role}'`);
    return [
      ...new Set(
        held
          .filter((one) => one.roleDefinitionId === role && one.scopeId === '/' && one.endAt === undefined)
          .map(({ principalId }) => principalId),
      ),
    ];
  }

  async requestsTagged(operationId: string, principal: PrincipalId): Promise<readonly ActivationRequest[]> {
    const kinds = [calls.eligibility, calls.assignment];
    const found = await Promise.all(kinds.map(({ requests }) => this.#requestsOf(requests, principal)));
    return newestFirst(readRequests(found.flat())).filter(
      ({ principalId, justification }) =>
        principalId === principal && operationOf(justification) === operationId,
    );
  }

  async checkGrant(...[kind, principal, role, terms]: Parameters<AdministrationGateway['checkGrant']>) {
    const body = { ...this.#granting('adminAssign', principal, role, terms), isValidationOnly: true };
    await this.#client.send(calls[kind].grant, { body });
  }

  grant(...[kind, principal, role, terms]: Parameters<AdministrationGateway['grant']>) {
    return this.#make(calls[kind].grant, this.#granting('adminAssign', principal, role, terms));
  }

  extend(...[kind, principal, role, terms]: Parameters<AdministrationGateway['extend']>) {
    return this.#make(calls[kind].extend, this.#granting('adminExtend', principal, role, terms));
  }

  update(...[kind, principal, role, terms]: Parameters<AdministrationGateway['update']>) {
    return this.#make(calls[kind].update, this.#granting('adminUpdate', principal, role, terms));
  }

  remove(...[kind, principal, role, justification]: Parameters<AdministrationGateway['remove']>) {
    return this.#make(calls[kind].remove, changing('adminRemove', principal, role, justification));
  }

  #grantsOf(
    kind: GrantKind,
    principal: PrincipalId,
    { roleDefinitionId }: RoleAtScope,
  ): Promise<readonly StandingGrant[]> {
    // By role and principal alone: Graph and its callers do not agree on the casing of scopes.
    return this.#grants(kind, `principalId eq '${principal}' and roleDefinitionId eq '${roleDefinitionId}'`);
  }

  async #grants(kind: GrantKind, filter: string): Promise<readonly StandingGrant[]> {
    return readStandingGrants(await this.#client.items(calls[kind].instances, { query: { filter } }));
  }

  /** `filterByCurrentUser(on='createdBy')` was seen to leave things out, so they are found by whom they are about. */
  #requestsOf(call: GraphCall, principal: PrincipalId): Promise<readonly unknown[]> {
    return this.#filterRequests.either(
      () => this.#client.items(call, { query: { filter: `principalId eq '${principal}'` } }),
      () => this.#client.items(call),
    );
  }

  async #make(call: GraphCall, body: object): Promise<ActivationRequest> {
    return readMadeRequest(await this.#client.send(call, { body }));
  }

  #granting(
    action: 'adminAssign' | 'adminExtend' | 'adminUpdate',
    principal: PrincipalId,
    role: RoleAtScope,
    { justification, endAt }: GrantTerms,
  ): object {
    const expiration =
      endAt === undefined
        ? { type: 'NoExpiration' }
        : { type: 'AfterDateTime', endDateTime: endAt.toISOString() };
    const scheduleInfo = { startDateTime: this.#clock.now().toISOString(), expiration };
    return { ...changing(action, principal, role, justification), scheduleInfo };
  }
}

const changing = (
  action: 'adminAssign' | 'adminExtend' | 'adminUpdate' | 'adminRemove',
  principal: PrincipalId,
  { roleDefinitionId, scopeId }: RoleAtScope,
  justification: string,
): object => ({
  action,
  principalId: principal,
  roleDefinitionId,
  directoryScopeId: scopeId,
  justification,
});
