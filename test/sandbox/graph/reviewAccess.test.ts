import assert from 'node:assert/strict';
import { assertRefused, GraphSandbox, items, type Json, messageOf, people, roles } from './graphSandbox.ts';
import { bodyOf, definitions, Review, reviewers, reviewing, scopes } from './reviewCalls.ts';

const { ana, ben, dara, eli, fay, jun } = people;
const own = "filterByCurrentUser(on='reviewer')";

describe('who may do what with access reviews', () => {
  let graph: GraphSandbox;
  let review: Review;
  let round: string;

  before(async () => {
    graph = await GraphSandbox.start();
    const body = bodyOf(scopes.eligible(roles.exchangeAdministrator), {}, { reviewers: [reviewers.manager] });
    review = await Review.start(graph, dara, body);
    round = await review.round();
  });

  after(() => graph.stop());

  it('an app reads, and only what it was granted', async () => {
    for (const path of [definitions, review.path, `${review.path}/instances`, round, `${round}/decisions`])
      assert.equal((await graph.getAsApp(path)).status, 200, path);
    const app = await graph.appToken();
    const written = await graph.call('POST', definitions, app, bodyOf(scopes.both(roles.globalReader)));
    assertRefused(written, 403, 'UnknownError');
    assert.match(String(messageOf(written)), /missing permission scope AccessReview\.ReadWrite\.All/);
    const [decision] = await review.decisions();
    const path = `${round}/decisions/${String(decision?.['id'])}`;
    assertRefused(await graph.call('PATCH', path, app, { decision: 'Deny' }), 403, 'UnknownError');
  });

  it('administrators of roles start, stop and apply; nobody else does', async () => {
    const body = bodyOf(scopes.both(roles.globalReader));
    for (const person of [ana, ben, fay])
      assertRefused(
        await graph.post(person, definitions, body, reviewing),
        403,
        'UnauthorizedAccessException',
      );
    for (const action of ['stop', 'sendReminder', 'resetDecisions', 'applyDecisions'])
      assertRefused(await review.act(ben, action), 403, 'UnauthorizedAccessException');
    const refused = [
      await graph.patch(ben, review.path, { displayName: 'Mine' }, reviewing),
      await graph.call('DELETE', review.path, await graph.personToken(ben, reviewing)),
    ];
    for (const answered of refused) assertRefused(answered, 403, 'UnauthorizedAccessException');
    const reading = { scopes: ['AccessReview.Read.All'] };
    assertRefused(await graph.post(eli, definitions, body, reading), 403, 'UnknownError');
    assert.equal((await graph.get(eli, definitions, reading)).status, 200);
  });

  it('readers by role see all, reviewers theirs, others nothing', async () => {
    assert.equal(items(await graph.get(fay, `${round}/decisions`, reviewing)).length, 2);
    const forBen = items(await graph.get(ben, `${round}/decisions`, reviewing));
    assert.deepEqual(
      forBen.map((one) => (one['principal'] as Json)['displayName']),
      ['Ana Ruiz'],
    );
    assert.equal((await graph.get(ben, round, reviewing)).status, 200);
    assertRefused(await graph.get(ben, definitions, reviewing), 403, 'UnauthorizedAccessException');
    for (const path of [definitions, review.path, `${review.path}/instances`, round, `${round}/decisions`])
      assertRefused(await graph.get(jun, path, reviewing), 403, 'UnauthorizedAccessException');
    assertRefused(await graph.get(jun, definitions), 403, 'UnknownError');
  });

  it('reviewers find what they are asked about', async () => {
    const found = await graph.get(ben, `${definitions}/${own}`, reviewing);
    assert.match(String(found.body['@odata.context']), /#Collection\(accessReviewScheduleDefinition\)$/);
    assert.deepEqual(
      items(found).map((one) => one['displayName']),
      ['Exchange administrators, every quarter', 'Who keeps it'],
    );
    const rounds = items(await graph.get(ben, `${review.path}/instances/${own}`, reviewing));
    assert.equal(rounds[0]?.['@odata.type'], '#microsoft.graph.accessReviewInstance');
    assert.equal(items(await graph.get(ben, `${round}/decisions/${own}`, reviewing)).length, 1);
    for (const path of [definitions, `${review.path}/instances`, `${round}/decisions`]) {
      assert.deepEqual(items(await graph.get(jun, `${path}/${own}`, reviewing)), []);
      const other = await graph.get(ben, `${path}/filterByCurrentUser(on='principal')`, reviewing);
      assertRefused(other, 400, 'BadRequest');
    }
  });

  it('nothing is there under an unknown id, with another method or without the licence', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    for (const path of [
      `${definitions}/${nowhere}`,
      `${review.path}/instances/${nowhere}`,
      `${round}/decisions/${nowhere}`,
    ])
      assertRefused(await graph.getAsApp(path), 404, 'ResourceNotFound');
    assertRefused(await graph.post(eli, round, {}, reviewing), 405, 'Request_BadRequest');
    const malformed = [
      { decision: 'Perhaps' },
      { justification: 'No decision' },
      { decision: 'Deny', reviewedBy: ben },
    ];
    const [decision] = items(await graph.get(ben, `${round}/decisions`, reviewing));
    for (const body of malformed) {
      const path = `${round}/decisions/${String(decision?.['id'])}`;
      assertRefused(await graph.patch(ben, path, body, reviewing), 400, 'BadRequest');
    }
    await graph.control.portal({ actor: eli, action: 'setLicence', isLicensed: false });
    assertRefused(await graph.getAsApp(definitions), 400, 'AadPremiumLicenseRequired');
    await graph.control.portal({ actor: eli, action: 'setLicence', isLicensed: true });
  });

  it('the journal says in words what happened', async () => {
    const told = (await graph.happened()).map((one) => one.summary);
    assert.ok(told.includes('Dara Singh started the access review Who keeps it'), told.join('\n'));
    assert.ok(
      told.includes(
        'Ben Okafor could not stop an access review: Attempted to perform an unauthorized operation.',
      ),
    );
    assert.ok(told.includes('Ben Okafor read the decisions of the access review Who keeps it'));
  });
});
