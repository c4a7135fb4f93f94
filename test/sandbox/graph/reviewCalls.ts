import assert from 'node:assert/strict';
import { type Answered, GraphSandbox, items, type Json, people, type SignIn } from './graphSandbox.ts';

/** Where reviews are. */
export const definitions = '/v1.0/identityGovernance/accessReviews/definitions';

/** Signed in with what reviewing takes. */
export const reviewing: SignIn = { scopes: ['User.Read', 'AccessReview.ReadWrite.All'] };

export const dayMs = 86_400_000;

/** Longer than any step that the service takes by itself. */
const stepsMs = 30_000;

const query = (text: string): Json => ({
  '@odata.type': '#microsoft.graph.accessReviewQueryScope',
  query: text,
  queryType: 'MicrosoftGraph',
});

/** Scopes as the documentation writes them. */
export const scopes = {
  both: (role: string): Json => query(`/roleManagement/directory/roleDefinitions/${role}`),
  eligible: (role: string): Json =>
    query(
      `/roleManagement/directory/roleEligibilityScheduleInstances?$expand=principal&$filter=(isof(principal,'microsoft.graph.user') and roleDefinitionId eq '${role}')`,
    ),
  active: (role: string): Json =>
    query(
      `/roleManagement/directory/roleAssignmentScheduleInstances?$expand=principal&$filter=(assignmentType eq 'Assigned' and isof(principal,'microsoft.graph.user') and roleDefinitionId eq '${role}')`,
    ),
  apps: (role: string): Json =>
    query(
      `/roleManagement/directory/roleAssignmentScheduleInstances?$expand=principal&$filter=(isof(principal,'microsoft.graph.servicePrincipal') and roleDefinitionId eq '${role}')`,
    ),
  narrowed: (role: string, ...principals: readonly string[]): Json => ({
    '@odata.type': '#microsoft.graph.principalResourceMembershipsScope',
    principalScopes: principals.map(query),
    resourceScopes: [query(`/roleManagement/directory/roleDefinitions/${role}`)],
  }),
};

/** Reviewers as the documentation writes them. */
export const reviewers = {
  person: (id: string): Json => ({ query: `/users/${id}`, queryType: 'MicrosoftGraph' }),
  group: (id: string): Json => ({ query: `/groups/${id}/transitiveMembers`, queryType: 'MicrosoftGraph' }),
  manager: { query: './manager', queryType: 'MicrosoftGraph', queryRoot: 'decisions' },
};

/** The body of a review that happens once, for three days; `settings` and `more` replace what is usual. */
export const bodyOf = (scope: Json, settings: Json = {}, more: Json = {}): Json => ({
  displayName: 'Who keeps it',
  descriptionForAdmins: 'Once',
  descriptionForReviewers: 'Please decide',
  scope,
  reviewers: [],
  settings: {
    mailNotificationsEnabled: true,
    reminderNotificationsEnabled: false,
    justificationRequiredOnApproval: false,
    defaultDecisionEnabled: false,
    defaultDecision: 'None',
    instanceDurationInDays: 3,
    recommendationsEnabled: true,
    ...settings,
  },
  ...more,
});

const directory = '/v1.0/roleManagement/directory';
const eligibilityRequests = `${directory}/roleEligibilityScheduleRequests`;

/** Ids of those who are eligible for a role. */
export async function eligibleFor(graph: GraphSandbox, role: string): Promise<readonly unknown[]> {
  const path = `${directory}/roleEligibilityScheduleInstances?$filter=roleDefinitionId eq '${role}'`;
  return items(await graph.getAsApp(path)).map((one) => one['principalId']);
}

/** Makes somebody eligible for good, as this administrator, and waits until it is so. */
export async function makeEligible(
  graph: GraphSandbox,
  administrator: string,
  principalId: string,
  roleDefinitionId: string,
): Promise<void> {
  const grant = {
    action: 'adminAssign',
    principalId,
    roleDefinitionId,
    directoryScopeId: '/',
    justification: 'New in the team',
    scheduleInfo: { expiration: { type: 'noExpiration' } },
  };
  const signIn = { scopes: ['RoleEligibilitySchedule.ReadWrite.Directory'], hasMultifactor: true };
  const given = await graph.post(administrator, eligibilityRequests, grant, signIn);
  assert.equal(given.status, 201, given.text);
  await graph.forward(stepsMs);
}

/** Takes an eligibility away in the portal, and waits until it is gone. */
export async function removeInPortal(
  graph: GraphSandbox,
  administrator: string,
  principalId: string,
  roleDefinitionId: string,
): Promise<void> {
  const deed = { actor: administrator, action: 'removeEligibility', principalId, roleDefinitionId };
  await graph.control.portal(deed);
  await graph.forward(stepsMs);
}

/** The day it is in the sandbox, `YYYY-MM-DD`, or so many days later. */
export async function today(graph: GraphSandbox, daysLater = 0): Promise<string> {
  const now = Date.parse((await graph.control.clock()).now);
  return new Date(now + daysLater * dayMs).toISOString().slice(0, 10);
}

/** A review under way: its addresses, and what reviewers see and do. */
export class Review {
  readonly id: string;
  readonly #graph: GraphSandbox;

  private constructor(graph: GraphSandbox, id: string) {
    this.#graph = graph;
    this.id = id;
  }

  /** Starts one as this administrator, and waits until it is in progress. */
  static async start(graph: GraphSandbox, administrator: string, body: Json): Promise<Review> {
    const created = await graph.post(administrator, definitions, body, reviewing);
    assert.equal(created.status, 201, created.text);
    await graph.forward(stepsMs);
    return new Review(graph, String(created.body['id']));
  }

  get path(): string {
    return `${definitions}/${this.id}`;
  }

  /** The rounds, as the app reads them. */
  async rounds(): Promise<readonly Json[]> {
    return items(await this.#graph.getAsApp(`${this.path}/instances`));
  }

  /** The address of the first round. */
  async round(number = 0): Promise<string> {
    const round = (await this.rounds())[number];
    assert.ok(round, `no round ${String(number)}`);
    return `${this.path}/instances/${String(round['id'])}`;
  }

  async decisions(number = 0): Promise<readonly Json[]> {
    return this.#graph.everyPageAsApp(`${await this.round(number)}/decisions`);
  }

  /** The decision about a principal. */
  async about(principalId: string): Promise<Json> {
    const found = (await this.decisions()).find((one) => (one['principal'] as Json)['id'] === principalId);
    assert.ok(found, `nothing to decide about ${principalId}`);
    return found;
  }

  async decide(
    reviewer: string,
    principalId: string,
    decision: string,
    justification?: string,
  ): Promise<Answered> {
    const { id } = await this.about(principalId);
    const path = `${await this.round()}/decisions/${String(id)}`;
    return this.#graph.patch(reviewer, path, { decision, justification }, reviewing);
  }

  /** One of the actions of the first round. */
  async act(person: string, action: string, body?: unknown): Promise<Answered> {
    return this.#graph.post(person, `${await this.round()}/${action}`, body, reviewing);
  }

  async settle(): Promise<void> {
    await this.#graph.forward(stepsMs);
  }
}

/** A sandbox for the tests of a `describe`, at its seed before each, and how Eli sets up a review in it. */
export function atReviews(): {
  readonly graph: () => GraphSandbox;
  readonly begin: (scope: Json, settings?: Json, more?: Json) => Promise<Review>;
} {
  let graph: GraphSandbox;
  before(async () => {
    graph = await GraphSandbox.start();
  });
  after(() => graph.stop());
  beforeEach(() => graph.reset());
  return {
    graph: () => graph,
    begin: (scope, settings = {}, more = {}) =>
      Review.start(graph, people.eli, bodyOf(scope, settings, more)),
  };
}

/** Every three months from that day on, without end. */
export const quarterly = (startDate: string): Json => ({
  pattern: { type: 'absoluteMonthly', interval: 3 },
  range: { type: 'noEnd', startDate },
});
