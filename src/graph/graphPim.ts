import { type Approval } from '../pim/approvals.ts';
import { type Person } from '../pim/ids.ts';
import { type ActivationInput } from '../pim/policy.ts';
import { type Clock, type PimFor, type PimGateway, type SignOn } from '../pim/ports.ts';
import { type ActivationRequest, isOpen } from '../pim/requests.ts';
import { type RoleAtScope } from '../pim/roles.ts';
import { durationOfMinutes } from './durations.ts';
import { type EgressGroup, type GraphCall, graphCalls } from './egress.ts';
import { createGraphClient, type GraphClient, type GraphClientOptions } from './graphClient.ts';
import {
  readActiveRoles,
  readApproval,
  readEligibleRoles,
  readRequest,
  readRequests,
  readSteps,
  ROLE_EXPANDED,
} from './graphShapes.ts';
import { newestFirst, readMadeRequest } from './madeRequests.ts';
import { createPersonTokens, type PersonTokenOptions } from './personTokens.ts';
import { Attempt, isExpandRefused, isQueryRefused } from './refusals.ts';
import { nameActiveRoles, nameEligibleRoles, type RoleNames, withoutDoubles } from './roleNames.ts';

/** What every client of Graph is made with, whoever it is for. */
export type ClientDefaults = Pick<
  GraphClientOptions,
  'deadlineMs' | 'jitter' | 'newId' | 'onCall' | 'onDate'
> & {
  readonly graphUrl: string;
};

/** What gateways are made of. */
export interface GraphPimOptions extends PersonTokenOptions {
  readonly client: ClientDefaults;
  /** Names come from the app's own directory: ordinary people may lack the right to read them. */
  readonly names: RoleNames;
}

/** What Graph was found to take or not, shared by all gateways. */
interface Attempts {
  readonly expandRole: Attempt;
  readonly filterStatus: Attempt;
  readonly expandSteps: Attempt;
}

/** The groups of the egress table that a person's own gateway may use. */
const GROUPS: readonly EgressGroup[] = ['read', 'self', 'approve'];

/** Statuses that a request does not leave again; what is not here may still be open (Graph's list is not closed). */
const OVER = ['Provisioned', 'Granted', 'Revoked', 'Denied', 'Canceled', 'Failed'];
const NOT_OVER = OVER.map((status) => `status ne '${status}'`).join(' and ');

/** Makes gateways to Entra PIM, each with the tokens of one signed-in person. */
export function createPimFor(options: GraphPimOptions): PimFor {
  const tokensOf = createPersonTokens(options);
  const attempts: Attempts = {
    expandRole: new Attempt(options.clock, isExpandRefused),
    filterStatus: new Attempt(options.clock, isQueryRefused),
    expandSteps: new Attempt(options.clock, isQueryRefused),
  };
  return (signOn: SignOn, onWrite, beforeWrite) => {
    const { graphUrl, ...defaults } = options.client;
    const client = createGraphClient({
      ...defaults,
      account: { graphUrl, groups: GROUPS, owner: signOn.person.id },
      tokens: tokensOf(signOn),
      priority: 'High',
      onWrite,
      beforeWrite,
    });
    return new GraphPim({
      actor: signOn.person,
      client,
      names: options.names,
      attempts,
      clock: options.clock,
    });
  };
}

interface GraphPimParts {
  readonly actor: Person;
  readonly client: GraphClient;
  readonly names: RoleNames;
  readonly attempts: Attempts;
  readonly clock: Clock;
}

class GraphPim implements PimGateway {
  readonly actor: Person;
  readonly #client: GraphClient;
  readonly #names: RoleNames;
  readonly #attempts: Attempts;

  constructor({ actor, client, names, attempts }: GraphPimParts) {
    this.actor = actor;
    this.#client = client;
    this.#names = names;
    this.#attempts = attempts;
  }

  async eligibleRoles(): ReturnType<PimGateway['eligibleRoles']> {
    const rows = readEligibleRoles(await this.#withRole(graphCalls.myEligibilities));
    return nameEligibleRoles(withoutDoubles(rows), this.#names);
  }

  async activeRoles(): ReturnType<PimGateway['activeRoles']> {
    return nameActiveRoles(readActiveRoles(await this.#withRole(graphCalls.myActiveRoles)), this.#names);
  }

  async myRequests({ isOpenOnly }: { readonly isOpenOnly: boolean }): Promise<readonly ActivationRequest[]> {
    const call = graphCalls.myRequests;
    const rows = isOpenOnly ? await this.#notOver(call) : await this.#client.items(call);
    return newestFirst(readRequests(rows)).filter((request) => !isOpenOnly || isOpen(request));
  }

  async requestsAwaitingMe(): Promise<readonly ActivationRequest[]> {
    const requests = readRequests(await this.#notOver(graphCalls.requestsToApprove));
    return newestFirst(requests).filter(
      ({ status, principalId }) => /^PendingApproval/i.test(status) && principalId !== this.actor.id,
    );
  }

  async request(id: string): Promise<ActivationRequest> {
    return readRequest(await this.#client.get(graphCalls.request, { ids: [id] }));
  }

  async checkActivation(role: RoleAtScope, input: ActivationInput): Promise<void> {
    const body = { ...this.#activation(role, input), isValidationOnly: true };
    await this.#client.send(graphCalls.selfAction, { body });
  }

  selfActivate(role: RoleAtScope, input: ActivationInput): Promise<ActivationRequest> {
    return this.#create(this.#activation(role, input));
  }

  selfDeactivate(role: RoleAtScope): Promise<ActivationRequest> {
    return this.#create({ action: 'selfDeactivate', ...this.#target(role) });
  }

  async extendEligibility(
    ...[role, { justification, endAt }]: Parameters<PimGateway['extendEligibility']>
  ): Promise<ActivationRequest> {
    const expiration = { type: 'AfterDateTime', endDateTime: endAt.toISOString() };
    const body = { action: 'selfExtend', ...this.#target(role), justification, scheduleInfo: { expiration } };
    return this.#create(body, graphCalls.extendEligibility);
  }

  async myExtensions(): Promise<readonly ActivationRequest[]> {
    return newestFirst(readRequests(await this.#client.items(graphCalls.myEligibilityRequests)));
  }

  async cancel(id: string): Promise<void> {
    await this.#client.send(graphCalls.cancel, { ids: [id] });
  }

  approval(approvalId: string): Promise<Approval> {
    return readWholeApproval(this.#client, this.#attempts.expandSteps, approvalId);
  }

  async decide(
    ...[approvalId, stepId, decision, justification]: Parameters<PimGateway['decide']>
  ): Promise<void> {
    await this.#client.send(graphCalls.decideStep, {
      ids: [approvalId, stepId],
      body: { reviewResult: decision, justification },
    });
  }

  #withRole(call: GraphCall): Promise<readonly unknown[]> {
    return this.#attempts.expandRole.either(
      () => this.#client.items(call, { query: { expand: ROLE_EXPANDED } }),
      () => this.#client.items(call),
    );
  }

  #notOver(call: GraphCall): Promise<readonly unknown[]> {
    return this.#attempts.filterStatus.either(
      () => this.#client.items(call, { query: { filter: NOT_OVER } }),
      () => this.#client.items(call),
    );
  }

  async #create(body: object, call: GraphCall = graphCalls.selfAction): Promise<ActivationRequest> {
    return readMadeRequest(await this.#client.send(call, { body }));
  }

  #target({ roleDefinitionId, scopeId }: RoleAtScope): object {
    return { principalId: this.actor.id, roleDefinitionId, directoryScopeId: scopeId };
  }

  #activation(role: RoleAtScope, input: ActivationInput): object {
    const { justification, ticketNumber, ticketSystem, startAt, durationMinutes } = input;
    const hasTicket = ticketNumber !== '' || ticketSystem !== '';
    return {
      action: 'selfActivate',
      ...this.#target(role),
      justification,
      ...(hasTicket && { ticketInfo: { ticketNumber, ticketSystem } }),
      scheduleInfo: {
        ...(startAt !== undefined && { startDateTime: startAt.toISOString() }),
        expiration: { type: 'AfterDuration', duration: durationOfMinutes(durationMinutes) },
      },
    };
  }
}

/** An approval with its steps, in one call where Graph expands them and in two where it does not. */
async function readWholeApproval(
  client: GraphClient,
  expandSteps: Attempt,
  approvalId: string,
): Promise<Approval> {
  const ids = [approvalId];
  const { id, steps } = readApproval(
    await expandSteps.either(
      () => client.get(graphCalls.approval, { ids, query: { expand: 'steps' } }),
      () => client.get(graphCalls.approval, { ids }),
    ),
  );
  return { id, steps: steps ?? readSteps(await client.items(graphCalls.approvalSteps, { ids })) };
}
