import assert from 'node:assert/strict';
import { principalId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { behavesLikeReviews } from '../../support/behavesLikeReviews.ts';
import { GraphWorld } from '../../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../../support/runningSandbox.ts';

const ana = principalId('a1a1a1a1-0001-4000-8000-000000000001');
const dara = principalId('d4d4d4d4-0004-4000-8000-000000000004');
const exchangeAdministrator = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
const ids = {
  administrator: principalId('e5e5e5e5-0005-4000-8000-000000000005'),
  reviewer: principalId('07070707-0007-4000-8000-000000000007'),
  bystander: principalId('0a0a0a0a-000a-4000-8000-00000000000a'),
};

describe('reviews over HTTP', () => {
  let sandbox: RunningSandbox;

  before(async () => {
    sandbox = await startSandbox({ mayReview: true });
  });

  after(() => sandbox.stop());

  behavesLikeReviews(async () => {
    await sandbox.control.reset();
    const world = new GraphWorld(sandbox, { mayReview: true });
    const { reviewing } = world.entra;
    assert.ok(reviewing);
    return {
      reader: reviewing.reader,
      as: async (person) => reviewing.gatewayFor(await world.signOn(ids[person])),
      reviewer: ids.reviewer,
      role: exchangeAdministrator,
      holders: [ana, dara],
      forward: (minutes) => world.forward(minutes),
      today: () => world.now().toISOString().slice(0, 10),
    };
  });
});
