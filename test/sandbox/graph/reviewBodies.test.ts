import { assertRefused, GraphSandbox, type Json, people, roles } from './graphSandbox.ts';
import { bodyOf, definitions, reviewers, reviewing, scopes } from './reviewCalls.ts';

const { eli } = people;
const nowhere = '00000000-0000-4000-8000-000000000000';
const scope = scopes.eligible(roles.exchangeAdministrator);
const query = (text: string, more: Json = {}): Json => ({
  query: text,
  queryType: 'MicrosoftGraph',
  ...more,
});
const recurring = (pattern: Json, range: Json = { type: 'noEnd', startDate: '2090-01-01' }): Json => ({
  recurrence: { pattern, range },
});
const weekly = { type: 'weekly', interval: 1 };

describe('the body of an access review', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  const refused: Readonly<Record<string, Json>> = {
    'an unknown property': bodyOf(scope, {}, { reviewer: [] }),
    'an unknown setting': bodyOf(scope, { mailsEnabled: true }),
    'no name': bodyOf(scope, {}, { displayName: '' }),
    'no scope': bodyOf(scope, {}, { scope: undefined }),
    'no settings': bodyOf(scope, {}, { settings: undefined }),
    'a name that is a number': bodyOf(scope, {}, { displayName: 7 }),
    stages: bodyOf(scope, {}, { stageSettings: [{ stageId: '1' }] }),
    'a group in place of a role': bodyOf(query(`/groups/${nowhere}/transitiveMembers`)),
    'a role that is not there': bodyOf(scopes.both(nowhere)),
    'a scope without a query': bodyOf({ queryType: 'MicrosoftGraph' }),
    'a query of another kind': bodyOf({ ...scope, queryType: 'ARM' }),
    'inactive people only': bodyOf({
      ...scope,
      '@odata.type': '#microsoft.graph.accessReviewInactiveUsersQueryScope',
    }),
    'eligibilities without a type of principal': bodyOf(
      query(
        `/roleManagement/directory/roleEligibilityScheduleInstances?$filter=roleDefinitionId eq '${roles.reportsReader}'`,
      ),
    ),
    activations: bodyOf(
      query(
        `/roleManagement/directory/roleAssignmentScheduleInstances?$expand=principal&$filter=(isof(principal,'microsoft.graph.user') and roleDefinitionId eq '${roles.reportsReader}')`,
      ),
    ),
    'a clause that is not documented': bodyOf({
      ...scope,
      query: String(scope['query']).replace(')', ") and directoryScopeId eq '/'"),
    }),
    'two roles at once': bodyOf({
      '@odata.type': '#microsoft.graph.principalResourceMembershipsScope',
      principalScopes: [query('/users')],
      resourceScopes: [scopes.both(roles.reportsReader), scopes.both(roles.globalReader)],
    }),
    'no principals': bodyOf(scopes.narrowed(roles.reportsReader)),
    'principals by another filter': bodyOf(
      scopes.narrowed(roles.reportsReader, "/users?$filter=(userType eq 'Member')"),
    ),
    'a reviewer who is not there': bodyOf(scope, {}, { reviewers: [reviewers.person(nowhere)] }),
    'owners as reviewers': bodyOf(scope, {}, { reviewers: [query(`/groups/${nowhere}/owners`)] }),
    'managers of nothing': bodyOf(scope, {}, { reviewers: [query('./manager')] }),
    'an unknown default': bodyOf(scope, { defaultDecision: 'Perhaps' }),
    'no length': bodyOf(scope, { instanceDurationInDays: undefined }),
    'half a day': bodyOf(scope, { instanceDurationInDays: 0.5 }),
    'a length as text': bodyOf(scope, { instanceDurationInDays: '3' }),
    'a flag as text': bodyOf(scope, { mailNotificationsEnabled: 'true' }),
    'a look back that is none': bodyOf(scope, { recommendationLookBackDuration: '30 days' }),
    'deleting people': bodyOf(scope, {
      applyActions: [{ '@odata.type': '#microsoft.graph.disableAndDeleteUserApplyAction' }],
    }),
    'a daily recurrence': bodyOf(scope, recurring({ type: 'daily', interval: 1 })),
    'no interval': bodyOf(scope, recurring({ type: 'weekly' })),
    'a day that no month has': bodyOf(
      scope,
      recurring({ type: 'absoluteMonthly', interval: 1, dayOfMonth: 32 }),
    ),
    'rounds that overlap': bodyOf(scope, { ...recurring(weekly), instanceDurationInDays: 7 }),
    'an end without a day': bodyOf(scope, recurring(weekly, { type: 'endDate', startDate: '2090-01-01' })),
    'no number of rounds': bodyOf(scope, recurring(weekly, { type: 'numbered', startDate: '2090-01-01' })),
    'a start that is no day': bodyOf(scope, recurring(weekly, { type: 'noEnd', startDate: 'tomorrow' })),
  };
  for (const [title, body] of Object.entries(refused)) {
    it(`is refused with ${title}`, async () => {
      assertRefused(await graph.post(eli, definitions, body, reviewing), 400, 'BadRequest');
    });
  }
});
