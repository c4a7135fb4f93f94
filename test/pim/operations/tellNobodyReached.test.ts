import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { askApprovers } from '../../../src/pim/operations/askApprovers.ts';
import { recordReceipt } from '../../../src/pim/operations/recordReceipt.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { approvalWorld, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('tellNobodyReached', () => {
  let made: ApprovalWorld;
  let eli: Person;

  beforeEach(async () => {
    made = await approvalWorld();
    eli = await made.world.person('Eli Novak');
    made.world.administratorIds.push(eli.id);
  });

  /** Without the request's own card. */
  const told = (person: Person): readonly string[] =>
    made.world.outbox.waitingFor(person).filter((kind) => kind !== 'card');
  const nobodyHasTheApp = async (): Promise<void> => {
    await made.world.conversations.markUninstalled(made.ben);
    await made.world.conversations.markUninstalled(made.dara);
  };

  it('tells each administrator who has the app, once for a request', async () => {
    const { world, ana } = made;
    const fay = world.pim.addPerson('Fay Lindqvist');
    world.administratorIds.push(fay.id);
    await nobodyHasTheApp();
    const request = await made.ask();
    await Promise.all([askApprovers(world, request), askApprovers(world, request)]);
    assert.deepEqual(told(eli), ['nobodyReached']);
    assert.deepEqual(told(fay), []);
    assert.deepEqual(told(ana), ['approversUnreachable']);
  });

  it('tells them when Teams has refused the last card', async () => {
    const { world } = made;
    await made.ask();
    const [first, second] = world.cards.all;
    assert.ok(first && second);
    const refused = { receipt: 'refused', code: 'ConversationBlockedByUser' } as const;
    await recordReceipt(world, first.id, refused);
    assert.deepEqual(told(eli), []);
    await recordReceipt(world, second.id, refused);
    assert.deepEqual(told(eli), ['nobodyReached']);
  });

  it('tells nobody while one approver can be reached', async () => {
    await made.world.conversations.markUninstalled(made.ben);
    await made.ask();
    assert.deepEqual(told(eli), []);
  });

  it('tells a requestor who is an administrator as the requestor alone', async () => {
    const { world, ana } = made;
    world.administratorIds.push(ana.id);
    await nobodyHasTheApp();
    await made.ask();
    assert.deepEqual(told(ana), ['approversUnreachable']);
  });

  it('tells twenty of a large group, the same ones each time', async () => {
    const { world } = made;
    for (let count = 0; count < 30; count += 1) {
      world.administratorIds.unshift((await world.person(`Administrator ${String(count)}`)).id);
    }
    await nobodyHasTheApp();
    const request = await made.ask();
    world.administratorIds.reverse();
    await askApprovers(world, request);
    const count = world.administratorIds.filter((id) => told({ ...eli, id }).length > 0).length;
    assert.equal(count, 20);
  });

  it('tells no administrator while the group cannot be read, and the requestor all the same', async () => {
    const { world, ana } = made;
    await nobodyHasTheApp();
    const all = () => Promise.reject(new PimError('pim_unavailable', 'Down'));
    Object.assign(world.administrators, { all });
    await made.ask();
    assert.deepEqual(told(eli), []);
    assert.deepEqual(told(ana), ['approversUnreachable']);
    assert.ok(
      world.logged.some(({ facts }) => 'event' in facts && facts.event === 'administrators.unreadable'),
    );
  });
});
