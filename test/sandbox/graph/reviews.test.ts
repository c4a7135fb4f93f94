import assert from 'node:assert/strict';
import {
  assertRefused,
  type GraphSandbox,
  items,
  type Json,
  keysOf,
  objects,
  people,
  roles,
} from './graphSandbox.ts';
import {
  atReviews,
  bodyOf,
  dayMs,
  definitions,
  eligibleFor,
  makeEligible,
  quarterly,
  removeInPortal,
  reviewers,
  reviewing,
  scopes,
  today,
} from './reviewCalls.ts';

const { ana, ben, dara, eli, gus, kit } = people;
const nobody = '00000000-0000-0000-0000-000000000000';

describe('an access review', () => {
  const { graph: sandbox, begin } = atReviews();
  let graph: GraphSandbox;

  beforeEach(() => {
    graph = sandbox();
  });

  it('is decided, stopped and applied', async () => {
    const review = await begin(
      scopes.eligible(roles.exchangeAdministrator),
      {},
      { reviewers: [reviewers.person(ben)] },
    );
    const round = await review.round();
    assert.equal((await review.decide(ben, ana, 'Deny', 'Not sure')).status, 204);
    assert.equal((await review.decide(ben, ana, 'Approve', 'Moves mailboxes')).status, 204, 'a second word');
    assert.equal((await review.decide(ben, dara, 'deny', 'Left the team')).status, 204);
    assertRefused(await review.decide(kit, ana, 'Deny'), 403, 'UnauthorizedAccessException');
    assertRefused(await review.act(eli, 'applyDecisions'), 400, 'BadRequest');
    assert.equal((await review.about(ana))['justification'], 'Moves mailboxes');
    assert.deepEqual(((await review.about(ana))['reviewedBy'] as Json)['displayName'], 'Ben Okafor');

    assert.equal((await review.act(eli, 'stop')).status, 204);
    assert.equal((await review.rounds())[0]?.['status'], 'Completing');
    assertRefused(await review.decide(ben, ana, 'Deny'), 400, 'BadRequest');
    await review.settle();
    assert.equal((await review.rounds())[0]?.['status'], 'Completed');
    for (const action of ['stop', 'sendReminder', 'resetDecisions'])
      assertRefused(await review.act(eli, action), 400, 'BadRequest');
    assert.deepEqual(
      await eligibleFor(graph, roles.exchangeAdministrator),
      [ana, dara],
      'nothing taken away yet',
    );

    assert.equal((await review.act(eli, 'applyDecisions')).status, 204);
    assert.equal((await review.rounds())[0]?.['status'], 'Applying');
    await review.settle();
    assert.equal((await review.rounds())[0]?.['status'], 'Applied');
    const denied = await review.about(dara);
    assert.deepEqual(
      [denied['applyResult'], (denied['appliedBy'] as Json)['id']],
      ['AppliedSuccessfully', eli],
    );
    assert.deepEqual(await eligibleFor(graph, roles.exchangeAdministrator), [ana]);
    assertRefused(await review.act(eli, 'applyDecisions'), 400, 'BadRequest');
    assert.equal(await review.round(), round);

    await graph.control.auditLog({ lagSeconds: { least: 0, most: 0 } });
    const rows = items(
      await graph.getAsApp(
        `/v1.0/auditLogs/directoryAudits?$filter=activityDisplayName eq 'Remove eligible member from role in PIM completed (timebound)'`,
      ),
    );
    assert.deepEqual(
      rows.map((row) => row['resultReason']),
      ['Denied in the access review Who keeps it'],
    );
  });

  it('comes back as its documentation has it', async () => {
    const body = bodyOf(
      scopes.eligible(roles.exchangeAdministrator),
      { recurrence: quarterly(await today(graph)) },
      { reviewers: [reviewers.person(ben)] },
    );
    const created = await graph.post(eli, definitions, body, reviewing);
    assert.equal(created.status, 201);
    const fresh = created.body;
    assert.deepEqual(
      [fresh['createdDateTime'], fresh['lastModifiedDateTime'], fresh['status']],
      ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z', 'NotStarted'],
    );
    const path = `${definitions}/${String(fresh['id'])}`;
    assert.equal(created.headers.get('location'), `${graph.url}/graph${path}`);
    assert.match(
      String(fresh['@odata.context']),
      /#identityGovernance\/accessReviews\/definitions\/\$entity$/,
    );
    assert.deepEqual((fresh['settings'] as Json)['recurrence'], {
      pattern: {
        type: 'absoluteMonthly',
        interval: 3,
        month: 0,
        dayOfMonth: 0,
        daysOfWeek: [],
        firstDayOfWeek: 'sunday',
        index: 'first',
      },
      range: {
        type: 'noEnd',
        numberOfOccurrences: 0,
        recurrenceTimeZone: null,
        startDate: await today(graph),
        endDate: null,
      },
    });
    const read = await graph.getAsApp(path);
    assert.match(String(read.body['createdDateTime']), /^20/);
    assert.equal(read.body['status'], 'Initializing');
    await graph.forward(30_000);
    assert.equal((await graph.getAsApp(path)).body['status'], 'InProgress');

    const listed = await graph.getAsApp(`${path}/instances`);
    assert.equal(listed.body['@odata.count'], 1);
    const [instance] = items(listed);
    assert.deepEqual(instance?.['reviewers'], [{ query: `/v1.0/users/${ben}`, queryType: 'MicrosoftGraph' }]);
    assert.match(
      String((instance['scope'] as Json)['query']),
      /^\/beta\/roleManagement\/directory\/roleEligibility/,
    );
    const spanMs =
      Date.parse(String(instance['endDateTime'])) - Date.parse(String(instance['startDateTime']));
    assert.equal(spanMs, 3 * dayMs);

    const [decision] = items(await graph.getAsApp(`${path}/instances/${String(instance['id'])}/decisions`));
    assert.deepEqual(keysOf(decision), [
      ...['id', 'accessReviewId', 'reviewedDateTime', 'decision', 'justification', 'appliedDateTime'],
      ...['applyResult', 'recommendation', 'principalLink', 'resourceLink', 'reviewedBy', 'appliedBy'],
      ...['resource', 'principal'],
    ]);
    assert.deepEqual(
      [decision?.['accessReviewId'], decision?.['decision'], decision?.['applyResult']],
      [instance['id'], 'NotReviewed', 'New'],
    );
    assert.equal((decision?.['reviewedBy'] as Json)['id'], nobody);
    assert.deepEqual(decision?.['resource'], {
      id: roles.exchangeAdministrator,
      displayName: 'Exchange Administrator',
      type: 'directoryRole',
    });
    const principal = decision['principal'] as Json;
    assert.deepEqual(
      [principal['@odata.type'], principal['id'], principal['userPrincipalName']],
      ['#microsoft.graph.userIdentity', ana, 'ana.ruiz@harbourlight.example'],
    );
  });

  it('is decided several at once, by recommendation, and anew', async () => {
    const review = await begin(
      scopes.both(roles.exchangeAdministrator),
      {},
      { reviewers: [reviewers.person(ben)] },
    );
    const words = async (): Promise<readonly unknown[]> =>
      (await review.decisions()).map((one) => one['decision']);
    assert.equal(
      (await review.act(ben, 'batchRecordDecisions', { decision: 'Deny', principalId: ana })).status,
      204,
    );
    assert.deepEqual(await words(), ['Deny', 'NotReviewed']);
    assert.equal((await review.act(ben, 'acceptRecommendations')).status, 204);
    assert.deepEqual(await words(), ['Deny', 'Approve'], 'what was decided stays');
    assert.equal((await review.act(eli, 'resetDecisions')).status, 204);
    assert.deepEqual(await words(), ['NotReviewed', 'NotReviewed']);
    const all = { decision: 'Approve', justification: 'The team', resourceId: roles.exchangeAdministrator };
    assert.equal((await review.act(ben, 'batchRecordDecisions', all)).status, 204);
    assert.deepEqual(await words(), ['Approve', 'Approve']);
    const other = { decision: 'Deny', resourceId: roles.globalReader };
    assert.equal((await review.act(ben, 'batchRecordDecisions', other)).status, 204);
    assert.deepEqual(await words(), ['Approve', 'Approve']);
    assert.equal((await review.act(eli, 'sendReminder')).status, 204);
    for (const action of ['batchRecordDecisions', 'acceptRecommendations'])
      assertRefused(await review.act(kit, action, all), 403, 'UnauthorizedAccessException');
  });

  it('wants a justification to approve where it was set up so', async () => {
    const review = await begin(scopes.eligible(roles.exchangeAdministrator), {
      justificationRequiredOnApproval: true,
    });
    assertRefused(await review.decide(ana, ana, 'Approve', ' '), 400, 'BadRequest');
    assertRefused(await review.act(ana, 'batchRecordDecisions', { decision: 'Approve' }), 400, 'BadRequest');
    assert.equal((await review.decide(ana, ana, 'Deny')).status, 204);
    assert.equal((await review.decide(ana, ana, 'Approve', 'Daily work')).status, 204);
  });

  it('ends in the middle of a batch', async () => {
    const review = await begin(
      scopes.eligible(roles.exchangeAdministrator),
      {},
      { reviewers: [reviewers.person(eli)] },
    );
    const round = (await review.round()).replace('/v1.0', '');
    const [one, other] = await review.decisions();
    const headers = { 'content-type': 'application/json' };
    const decide = (id: string, decision: Json | undefined, ...dependsOn: readonly string[]): Json => ({
      id,
      method: 'PATCH',
      url: `${round}/decisions/${String(decision?.['id'])}`,
      headers,
      body: { decision: 'Approve' },
      dependsOn,
    });
    const stop = { id: '2', method: 'POST', url: `${round}/stop`, headers, body: {}, dependsOn: ['1'] };
    const requests = [decide('1', one), stop, decide('3', other, '2')];
    const answered = await graph.post(eli, '/v1.0/$batch', { requests }, reviewing);
    const responses = answered.body['responses'] as readonly Json[];
    const byId = responses.toSorted((a, b) => String(a['id']).localeCompare(String(b['id'])));
    assert.deepEqual(
      byId.map((response) => response['status']),
      [204, 204, 400],
    );
    await review.settle();
    assert.deepEqual(
      (await review.decisions()).map((decision) => decision['decision']),
      ['Approve', 'NotReviewed'],
    );
  });

  it('takes a role from a whole group, and nobody out of one', async () => {
    await makeEligible(graph, eli, ana, roles.globalReader);
    const person = await begin(
      scopes.eligible(roles.globalReader),
      {},
      { reviewers: [reviewers.person(ben)] },
    );
    assert.equal((await person.decide(ben, ana, 'Deny')).status, 204);
    await removeInPortal(graph, eli, ana, roles.globalReader);
    await person.act(eli, 'stop');
    await person.settle();
    await person.act(eli, 'applyDecisions');
    await person.settle();
    assert.equal(
      (await person.about(ana))['applyResult'],
      'ApplyNotSupported',
      'she has it through the group',
    );
    const group = await begin(scopes.both(roles.globalReader), {}, { reviewers: [reviewers.person(ben)] });
    assert.equal((await group.decide(ben, objects.readersCircle, 'Deny')).status, 204);
    await group.act(eli, 'stop');
    await group.settle();
    await group.act(eli, 'applyDecisions');
    await group.settle();
    assert.equal((await group.about(objects.readersCircle))['applyResult'], 'AppliedSuccessfully');
    assert.deepEqual(await eligibleFor(graph, roles.globalReader), []);
    const members = items(await graph.getAsApp(`/v1.0/groups/${objects.readersCircle}/members`));
    assert.deepEqual(
      members.map((one) => one['id']),
      [ana, gus],
    );
  });

  it('says where there is nothing left to take', async () => {
    const review = await begin(
      scopes.eligible(roles.exchangeAdministrator),
      {},
      { reviewers: [reviewers.person(ben)] },
    );
    for (const one of [ana, dara]) assert.equal((await review.decide(ben, one, 'Deny')).status, 204);
    await removeInPortal(graph, eli, ana, roles.exchangeAdministrator);
    await review.act(eli, 'stop');
    await review.settle();
    await review.act(eli, 'applyDecisions');
    await review.settle();
    assert.equal((await review.about(ana))['applyResult'], 'AppliedSuccessfullyButObjectNotFound');
    assert.equal((await review.about(dara))['applyResult'], 'AppliedSuccessfully');
  });
});
