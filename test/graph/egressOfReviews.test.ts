import assert from 'node:assert/strict';
import { allowedCall, type EgressAccount, type GraphCall, graphCalls } from '../../src/graph/egress.ts';
import { isPimError } from '../../src/pim/errors.ts';
import { principalId } from '../../src/pim/ids.ts';

const graphUrl = 'http://127.0.0.1:4000/graph';
const me = principalId('11111111-1111-4111-8111-111111111111');
const id = '22222222-2222-4222-8222-222222222222';
const reviewer: EgressAccount = { graphUrl, groups: ['review'], owner: me };
const person: EgressAccount = { graphUrl, groups: ['read', 'self', 'approve'], owner: me };
const app: EgressAccount = { graphUrl, groups: ['read', 'approve'], owner: undefined };

const definitions = `${graphUrl}/v1.0/identityGovernance/accessReviews/definitions`;
const round = `${definitions}/${id}/instances/${id}`;
const item = `${round}/decisions/${id}`;

const call = (method: string, url: string, body?: unknown, account = reviewer): GraphCall =>
  allowedCall({ method, url, body: body === undefined ? undefined : JSON.stringify(body) }, account);
const refused = (error: unknown): boolean => isPimError(error, 'egress_refused');

const ofUsers = "isof(principal,'microsoft.graph.user')";
const roleQuery = `/roleManagement/directory/roleDefinitions/${id}`;
const eligibleQuery = `/roleManagement/directory/roleEligibilityScheduleInstances?$expand=principal&$filter=(${ofUsers} and roleDefinitionId eq '${id}')`;
const assignedQuery = `/roleManagement/directory/roleAssignmentScheduleInstances?$expand=principal&$filter=(assignmentType eq 'Assigned' and ${ofUsers} and roleDefinitionId eq '${id}')`;
const scope = {
  '@odata.type': '#microsoft.graph.accessReviewQueryScope',
  query: eligibleQuery,
  queryType: 'MicrosoftGraph',
};
const byPerson = { query: `/users/${id}`, queryType: 'MicrosoftGraph' };
const byGroup = {
  query: `/groups/${id}/transitiveMembers/microsoft.graph.user`,
  queryType: 'MicrosoftGraph',
};
const byManager = { query: './manager', queryType: 'MicrosoftGraph', queryRoot: 'decisions' };
const once = { type: 'numbered', numberOfOccurrences: 1, startDate: '2026-01-05' };
const forEver = { type: 'noEnd', startDate: '2026-01-05' };
const monthly = { type: 'absoluteMonthly', interval: 3, dayOfMonth: 5 };
const settings = {
  mailNotificationsEnabled: true,
  reminderNotificationsEnabled: true,
  justificationRequiredOnApproval: true,
  defaultDecisionEnabled: false,
  defaultDecision: 'None',
  instanceDurationInDays: 14,
  autoApplyDecisionsEnabled: false,
  recommendationsEnabled: true,
  recurrence: { pattern: null, range: once },
};
const definition = {
  displayName: 'Exchange Administrator, Q1',
  descriptionForAdmins: 'Set up from the chat',
  descriptionForReviewers: 'Is this still needed?',
  scope,
  reviewers: [byPerson],
  fallbackReviewers: [],
  settings,
};

describe('allowedCall of access reviews', () => {
  it('lets the app read them, and nobody else', () => {
    const reads: readonly (readonly [url: string, GraphCall])[] = [
      [definitions, graphCalls.reviews],
      [`${definitions}/${id}`, graphCalls.review],
      [`${definitions}/${id}/instances`, graphCalls.reviewRounds],
      [round, graphCalls.reviewRound],
      [`${round}/decisions`, graphCalls.reviewItems],
      [item, graphCalls.reviewItem],
      [`${round}/contactedReviewers`, graphCalls.contactedReviewers],
    ];
    for (const [url, entry] of reads) {
      assert.equal(call('GET', url, undefined, app), entry, url);
      for (const account of [reviewer, person])
        assert.throws(() => call('GET', url, undefined, account), refused, url);
    }
  });

  it('lets a reviewer see what is theirs, decide, remind, stop and carry out, without a body where there is none', () => {
    const mine = `${round}/decisions/filterByCurrentUser(on='reviewer')`;
    assert.equal(call('GET', mine), graphCalls.myReviewItems);
    const acts: readonly (readonly [name: string, GraphCall])[] = [
      ['sendReminder', graphCalls.remindReviewers],
      ['stop', graphCalls.stopReview],
      ['applyDecisions', graphCalls.applyReview],
    ];
    for (const [name, entry] of acts) {
      assert.equal(call('POST', `${round}/${name}`), entry);
      assert.throws(() => call('POST', `${round}/${name}`, {}), refused, 'a body');
      for (const account of [person, app, { ...app, groups: ['review'] as const }])
        assert.throws(() => call('POST', `${round}/${name}`, undefined, account), refused);
    }
    for (const url of [
      `${round}/resetDecisions`,
      `${round}/acceptRecommendations`,
      `${round}/batchRecordDecisions`,
    ])
      assert.throws(() => call('POST', url), refused, url);
    for (const url of [definitions, round, item]) assert.throws(() => call('DELETE', url), refused, url);
  });

  describe('of a decision', () => {
    const decision = { decision: 'Approve', justification: 'in use' };

    it('is let out with one of three words and a reason', () => {
      for (const word of ['Approve', 'Deny', 'DontKnow'])
        assert.equal(call('PATCH', item, { ...decision, decision: word }), graphCalls.decideReviewItem);
      assert.equal(
        call('PATCH', item, { ...decision, justification: 'x'.repeat(2_000) }),
        graphCalls.decideReviewItem,
      );
    });

    for (const [what, changes] of Object.entries({
      'another word': { decision: 'NotReviewed' },
      'no word': { decision: undefined },
      'no reason': { justification: undefined },
      'a reason too long': { justification: 'x'.repeat(2_001) },
      'a field more': { appliedBy: {} },
    })) {
      it(`is refused with ${what}`, () => {
        assert.throws(() => call('PATCH', item, { ...decision, ...changes }), refused);
      });
    }
  });

  describe('of a new one', () => {
    const creates = (changes: object): GraphCall => call('POST', definitions, { ...definition, ...changes });
    const withSettings = (changes: object): GraphCall => creates({ settings: { ...settings, ...changes } });
    const recurring = (pattern: unknown, range: unknown = forEver): GraphCall =>
      withSettings({ recurrence: { pattern, range } });

    const sound: Record<string, () => GraphCall> = {
      'for the eligible': () => creates({}),
      'for the whole role': () => creates({ scope: { ...scope, query: roleQuery } }),
      'for those who have it for good': () => creates({ scope: { ...scope, query: assignedQuery } }),
      'by people, groups and managers': () =>
        creates({ reviewers: [byPerson, byGroup, byManager], fallbackReviewers: [byPerson] }),
      'by twenty': () => creates({ reviewers: Array.from({ length: 20 }, () => byPerson) }),
      'every week': () => recurring({ type: 'weekly', interval: 1 }),
      'for a day': () => withSettings({ instanceDurationInDays: 1 }),
      'for half a year': () => withSettings({ instanceDurationInDays: 180 }),
      'with descriptions as long as may be': () =>
        creates({ displayName: 'x'.repeat(1_000), descriptionForReviewers: 'x'.repeat(256) }),
      'on the first of a month': () => recurring({ ...monthly, dayOfMonth: 1 }),
      'on the last of a month': () => recurring({ ...monthly, dayOfMonth: 31 }),
    };
    for (const interval of [1, 3, 6, 12])
      sound[`every ${interval} months`] = () => recurring({ ...monthly, interval });
    for (const [what, create] of Object.entries(sound)) {
      it(`is let out ${what}`, () => {
        assert.equal(create(), graphCalls.createReview);
      });
    }

    const queries: Readonly<Record<string, string>> = {
      'all guests': '/users?$filter=userType eq guest',
      'a group': `/groups/${id}/transitiveMembers`,
      'more behind the role': `${roleQuery}/x`,
      'something before the role': `x${roleQuery}`,
      'a role that is no id': roleQuery.replace(id, 'x'),
      'more behind the filter': `${eligibleQuery} or true`,
      'something before the list': `x${eligibleQuery}`,
      'the eligible without the role': eligibleQuery.replace(id, '*'),
      'another filter': assignedQuery.replace('Assigned', 'Activated'),
      'another expansion': eligibleQuery.replace('?$expand=principal', '?$expand=roleDefinition'),
      'any letter for a point': eligibleQuery.replace('microsoft.graph.user', 'microsoftxgraphxuser'),
      'any letter for a point of the assigned': assignedQuery.replace('t.graph.u', 'txgraphxu'),
    };
    for (const [what, query] of Object.entries(queries)) {
      it(`is refused for ${what}`, () => {
        assert.throws(() => creates({ scope: { ...scope, query } }), refused);
      });
    }

    const reviewers: Readonly<Record<string, readonly unknown[]>> = {
      nobody: [],
      'more than twenty': Array.from({ length: 21 }, () => byPerson),
      'somebody by name': [{ ...byPerson, query: '/users/ana@example.com' }],
      'somebody with more behind': [{ ...byPerson, query: `/users/${id}/manager` }],
      'somebody with something before': [{ ...byPerson, query: `x/users/${id}` }],
      'the owners of a group': [{ ...byGroup, query: `/groups/${id}/owners` }],
      'a group with any letter for a point': [
        { ...byGroup, query: byGroup.query.replace('t.graph.u', 'txgraphxu') },
      ],
      'a person of another kind of query': [{ ...byPerson, queryType: 'ARM' }],
      'a person with a root': [{ ...byPerson, queryRoot: 'decisions' }],
      'a manager of another root': [{ ...byManager, queryRoot: 'x' }],
      'a manager without a root': [{ ...byManager, queryRoot: undefined }],
      'a manager of another kind of query': [{ ...byManager, queryType: 'ARM' }],
      'a sponsor': [{ ...byManager, query: './sponsors' }],
      'a manager and more': [{ ...byManager, x: 1 }],
    };
    for (const [what, wanted] of Object.entries(reviewers)) {
      it(`is refused with ${what} as reviewers`, () => {
        assert.throws(() => creates({ reviewers: wanted }), refused);
        if (wanted.length === 0) return;
        assert.throws(() => creates({ fallbackReviewers: wanted }), refused);
      });
    }

    const unfit: Record<string, () => GraphCall> = {
      'another kind of scope': () =>
        creates({ scope: { ...scope, '@odata.type': '#microsoft.graph.principalResourceMembershipsScope' } }),
      'another kind of query': () => creates({ scope: { ...scope, queryType: 'ARM' } }),
      'a scope with a root': () => creates({ scope: { ...scope, queryRoot: 'x' } }),
      'no name': () => creates({ displayName: '' }),
      'a name too long': () => creates({ displayName: 'x'.repeat(1_001) }),
      'no words for administrators': () => creates({ descriptionForAdmins: '' }),
      'no words for reviewers': () => creates({ descriptionForReviewers: '' }),
      'too many words for reviewers': () => creates({ descriptionForReviewers: 'x'.repeat(257) }),
      'a field more': () => creates({ stageSettings: [] }),
      'a setting more': () => withSettings({ decisionHistoriesForReviewersEnabled: true }),
      'no day': () => withSettings({ instanceDurationInDays: 0 }),
      'too many days': () => withSettings({ instanceDurationInDays: 181 }),
      'half a day': () => withSettings({ instanceDurationInDays: 1.5 }),
      'no recurrence': () => withSettings({ recurrence: null }),
      'a recurrence with more': () => withSettings({ recurrence: { pattern: null, range: once, x: 1 } }),
      'every second week': () => recurring({ type: 'weekly', interval: 2 }),
      'weeks with days': () => recurring({ type: 'weekly', interval: 1, daysOfWeek: ['monday'] }),
      'every second month': () => recurring({ ...monthly, interval: 2 }),
      'months of no day': () => recurring({ ...monthly, dayOfMonth: 0 }),
      'months of day 32': () => recurring({ ...monthly, dayOfMonth: 32 }),
      'months with more': () => recurring({ ...monthly, index: 'first' }),
      'every day': () => recurring({ type: 'daily', interval: 1 }),
      'a range of two': () => recurring(null, { ...once, numberOfOccurrences: 2 }),
      'a range with an end': () => recurring(null, { ...forEver, endDate: '2026-02-05' }),
      'a range of another kind': () => recurring(null, { ...once, type: 'endDate' }),
      'a range without a start': () => recurring(null, { type: 'noEnd' }),
      'a range that starts in words': () => recurring(null, { ...forEver, startDate: 'soon' }),
      'one occurrence that starts in words': () => recurring(null, { ...once, startDate: 'soon' }),
      'one occurrence and more': () => recurring(null, { ...once, recurrenceTimeZone: 'UTC' }),
    };
    for (const name of Object.keys(settings)) {
      unfit[`no ${name}`] = () => withSettings({ [name]: undefined });
    }
    for (const [name, value] of Object.entries(settings)) {
      if (typeof value === 'boolean') unfit[`${name} turned round`] = () => withSettings({ [name]: !value });
    }
    for (const name of Object.keys(definition)) {
      unfit[`nothing for ${name}`] = () => creates({ [name]: undefined });
    }
    unfit['a decision for the silent'] = () => withSettings({ defaultDecision: 'Deny' });
    for (const [what, create] of Object.entries(unfit)) {
      it(`is refused with ${what}`, () => {
        assert.throws(create, refused);
      });
    }
  });
});

describe('allowedCall of what an operator has looked up', () => {
  const consent = `${graphUrl}/v1.0/servicePrincipals(appId='${id}')/oauth2PermissionGrants`;
  const catalogue = `${graphUrl}/v1.0/appCatalogs/teamsApps`;
  const probe: EgressAccount = { graphUrl, groups: ['probe'], owner: undefined };

  it('is for that account alone, and a read', () => {
    assert.equal(call('GET', consent, undefined, probe), graphCalls.ownConsent);
    assert.equal(call('GET', catalogue, undefined, probe), graphCalls.ownAppInCatalogue);
    for (const account of [app, reviewer, person])
      for (const url of [consent, catalogue])
        assert.throws(() => call('GET', url, undefined, account), refused);
    for (const method of ['POST', 'PATCH', 'DELETE'])
      assert.throws(() => call(method, consent, undefined, probe), refused);
    for (const url of [consent.replace(id, 'x'), consent.replace('(appId', 'x(appId'), `${consent}/${id}`])
      assert.throws(() => call('GET', url, undefined, probe), refused, url);
  });
});
