import assert from 'node:assert/strict';
import { assertRefused, type GraphSandbox, items, type Json, people, roles } from './graphSandbox.ts';
import {
  atReviews,
  bodyOf,
  dayMs,
  definitions,
  eligibleFor,
  makeEligible,
  quarterly,
  reviewers,
  reviewing,
  scopes,
  today,
} from './reviewCalls.ts';

const { ana, ben, dara, eli, gus, kit } = people;
const nobody = '00000000-0000-0000-0000-000000000000';

describe('the rounds of an access review', () => {
  const { graph: sandbox, begin } = atReviews();
  let graph: GraphSandbox;

  beforeEach(() => {
    graph = sandbox();
  });

  const scoped: Readonly<Record<string, readonly [Json, readonly string[]]>> = {
    'eligibilities of people': [scopes.eligible(roles.globalReader), []],
    'standing assignments of people': [
      scopes.active(roles.globalAdministrator),
      ['Dara Singh', 'Eli Novak', 'Lou Fischer'],
    ],
    'standing assignments of apps': [scopes.apps(roles.directoryReaders), ['Backup Service']],
    'whatever people and groups have': [scopes.both(roles.globalReader), ['Readers Circle']],
    'both kinds of hold': [scopes.both(roles.securityReader), ['Ana Ruiz', 'Fay Lindqvist']],
    'guests alone': [
      scopes.narrowed(roles.reportsReader, "/users?$filter=(userType eq 'Guest')"),
      ['Ivo Marek'],
    ],
    'people alone, where a group has it': [scopes.narrowed(roles.globalReader, '/users'), []],
    'people and groups': [scopes.narrowed(roles.globalReader, '/users', '/groups'), ['Readers Circle']],
    'people, guests among them': [scopes.eligible(roles.reportsReader), ['Ivo Marek']],
  };

  it('is about those who hold the role within its scope', async () => {
    const found: Record<string, unknown> = {};
    for (const [title, [scope]] of Object.entries(scoped)) {
      const created = await graph.post(
        eli,
        definitions,
        bodyOf(scope, {}, { displayName: title }),
        reviewing,
      );
      assert.equal(created.status, 201, `${title}: ${created.text}`);
      found[title] = created.body['id'];
    }
    await graph.forward(30_000);
    for (const [title, [, expected]] of Object.entries(scoped)) {
      const path = `${definitions}/${String(found[title])}/instances`;
      const [round] = items(await graph.getAsApp(path));
      const decisions = items(await graph.getAsApp(`${path}/${String(round?.['id'])}/decisions`));
      const names = decisions.map((one) => (one['principal'] as Json)['displayName']);
      assert.deepEqual(names.toSorted(), expected, title);
    }
  });

  it('leaves out whoever was given the role only after it began', async () => {
    const review = await begin(scopes.eligible(roles.exchangeAdministrator));
    await makeEligible(graph, eli, kit, roles.exchangeAdministrator);
    assert.ok((await eligibleFor(graph, roles.exchangeAdministrator)).includes(kit));
    assert.equal((await review.decisions()).length, 2);
  });

  it('decides by default and applies by itself, in nobody’s name', async () => {
    const review = await begin(
      scopes.eligible(roles.exchangeAdministrator),
      { defaultDecisionEnabled: true, defaultDecision: 'Deny', autoApplyDecisionsEnabled: true },
      { reviewers: [reviewers.person(ben)] },
    );
    assert.equal((await review.decide(ben, ana, 'Approve')).status, 204);
    await graph.forward(3 * dayMs);
    await review.settle();
    assert.equal((await review.rounds())[0]?.['status'], 'Applied');
    const open = await review.about(dara);
    assert.deepEqual([open['decision'], open['applyResult']], ['Deny', 'AppliedSuccessfully']);
    for (const key of ['reviewedBy', 'appliedBy']) assert.equal((open[key] as Json)['id'], nobody);
    assert.deepEqual(await eligibleFor(graph, roles.exchangeAdministrator), [ana]);
  });

  it('follows its own recommendation by default, and waits for somebody to apply it', async () => {
    // Everybody signed in a day before; only Gus has used the role since.
    assert.equal((await graph.activate(gus, roles.helpdeskAdministrator)).status, 201);
    const review = await begin(scopes.eligible(roles.helpdeskAdministrator), {
      recommendationLookBackDuration: 'PT1H',
      defaultDecisionEnabled: true,
      defaultDecision: 'Recommendation',
    });
    await graph.forward(3 * dayMs);
    await review.settle();
    assert.equal((await review.rounds())[0]?.['status'], 'AutoReviewed');
    const words = [await review.about(ana), await review.about(gus)].map((one) => [
      one['recommendation'],
      one['decision'],
    ]);
    assert.deepEqual(words, [
      ['Deny', 'Deny'],
      ['Approve', 'Approve'],
    ]);
    assert.equal((await review.act(eli, 'applyDecisions')).status, 204);
  });

  it('comes again, as it was changed meanwhile, until it is ended or deleted', async () => {
    const settings = {
      recurrence: {
        pattern: { type: 'weekly', interval: 1 },
        range: { type: 'noEnd', startDate: await today(graph) },
      },
    };
    const review = await begin(scopes.eligible(roles.exchangeAdministrator), settings);
    const first = Date.parse(String((await review.rounds())[0]?.['startDateTime']));
    const change = { displayName: 'Who still keeps it', settings: { instanceDurationInDays: 2 } };
    assert.equal((await graph.patch(eli, review.path, change, reviewing)).status, 204);
    await graph.forward(3 * dayMs);
    await review.settle();
    const [ended, planned] = await review.rounds();
    assert.deepEqual([ended?.['status'], planned?.['status']], ['Completed', 'NotStarted']);
    assert.equal(Date.parse(String(planned?.['startDateTime'])) - first, 7 * dayMs);
    assert.equal(Date.parse(String(planned?.['endDateTime'])) - first, 9 * dayMs);
    const read = await graph.getAsApp(review.path);
    assert.equal(read.body['displayName'], 'Who still keeps it');
    assert.equal((read.body['settings'] as Json)['recommendationsEnabled'], true, 'left out, so it stays');

    const ending = bodyOf(scopes.eligible(roles.exchangeAdministrator), {
      recurrence: {
        pattern: { type: 'weekly', interval: 1 },
        range: { type: 'endDate', startDate: await today(graph), endDate: await today(graph) },
      },
    });
    assert.equal(
      (await graph.call('PUT', review.path, await graph.personToken(eli, reviewing), ending)).status,
      204,
    );
    assert.equal((await review.rounds()).length, 1);

    assert.equal(
      (await graph.call('DELETE', review.path, await graph.personToken(eli, reviewing))).status,
      204,
    );
    assertRefused(await graph.getAsApp(review.path), 404, 'ResourceNotFound');
    await graph.forward(30 * dayMs);
    assertRefused(await graph.getAsApp(`${review.path}/instances`), 404, 'ResourceNotFound');
  });

  it('begins on the day that was asked for', async () => {
    const startDate = await today(graph, 5);
    const review = await begin(scopes.eligible(roles.exchangeAdministrator), {
      recurrence: quarterly(startDate),
    });
    const [planned] = await review.rounds();
    assert.deepEqual(
      [planned?.['status'], planned?.['startDateTime']],
      ['NotStarted', `${startDate}T00:00:00Z`],
    );
    assert.deepEqual(await review.decisions(), []);
    assertRefused(await review.act(ana, 'batchRecordDecisions', { decision: 'Approve' }), 400, 'BadRequest');
    assertRefused(await review.act(eli, 'stop'), 400, 'BadRequest');
    await graph.forward(5 * dayMs);
    await review.settle();
    assert.equal((await review.rounds())[0]?.['status'], 'InProgress');
  });
});
