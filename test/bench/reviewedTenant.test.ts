import assert from 'node:assert/strict';
import { reviewedTenant } from '../../bench/reviewedTenant.ts';

describe('reviewedTenant', () => {
  it('asks about so many people in so many reviews, each once', () => {
    const { reviews = [] } = reviewedTenant({ definitions: 20, decisions: 400 }).roleManagement;
    assert.equal(reviews.length, 20);
    for (const { principals = [] } of reviews) assert.equal(new Set(principals).size, 20);
  });

  it('has a review of everybody where that is all there is', () => {
    const { directory, roleManagement } = reviewedTenant({ definitions: 1, decisions: 1_200 });
    assert.equal(roleManagement.reviews?.[0]?.principals?.length, 1_200);
    assert.equal(directory.users.length, 1_200);
  });

  it('has somebody who may see them', () => {
    const { directory } = reviewedTenant({ definitions: 1, decisions: 1 });
    assert.ok(directory.users.some(({ id }) => id === directory.consentingAdministrators[0]));
  });
});
