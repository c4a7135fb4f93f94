import assert from 'node:assert/strict';
import { assertRefused, type GraphSandbox, items, objects, people, roles } from './graphSandbox.ts';
import { atReviews, reviewers, scopes } from './reviewCalls.ts';

const { ana, ben, chi, dara, kit } = people;

describe('an access review, by its reviewers,', () => {
  const { graph: sandbox, begin } = atReviews();
  let graph: GraphSandbox;

  beforeEach(() => {
    graph = sandbox();
  });

  it('is decided by managers, and by the others where there is none', async () => {
    const review = await begin(
      scopes.eligible(roles.exchangeAdministrator),
      {},
      { reviewers: [reviewers.manager], fallbackReviewers: [reviewers.person(kit)] },
    );
    assert.equal((await review.decide(ben, ana, 'Approve')).status, 204, "Ana's manager");
    assertRefused(await review.decide(ben, dara, 'Approve'), 403, 'UnauthorizedAccessException');
    assert.equal((await review.decide(kit, dara, 'Approve')).status, 204, 'Dara has no manager');
    assertRefused(await review.decide(kit, ana, 'Deny'), 403, 'UnauthorizedAccessException');
    const contacted = items(await graph.getAsApp(`${await review.round()}/contactedReviewers`));
    assert.deepEqual(
      contacted.map((one) => one['displayName']),
      ['Ben Okafor', 'Kit Morgan'],
    );
  });

  it('is decided by everybody about themselves where nobody is named', async () => {
    const review = await begin(scopes.eligible(roles.exchangeAdministrator));
    assert.equal((await review.decide(ana, ana, 'Approve')).status, 204);
    assertRefused(await review.decide(ana, dara, 'Deny'), 403, 'UnauthorizedAccessException');
  });

  it('is decided by the people in a group, those of groups inside included', async () => {
    const review = await begin(
      scopes.eligible(roles.exchangeAdministrator),
      {},
      { reviewers: [reviewers.group(objects.tierOneApprovers)] },
    );
    assert.equal((await review.decide(chi, ana, 'Approve')).status, 204);
    assert.equal((await review.decide(dara, ana, 'DontKnow')).status, 204);
    assert.equal((await review.about(ana))['decision'], 'DontKnow');
  });
});
