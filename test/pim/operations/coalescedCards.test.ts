import assert from 'node:assert/strict';
import { recordReceipt } from '../../../src/pim/operations/recordReceipt.ts';
import { redrawings } from '../../../src/pim/operations/enqueueCards.ts';
import { type CardRecord, type FollowedRequest } from '../../../src/pim/records.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('askApprovers, after a request was taken back', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  const cardOfBen = ({ id }: FollowedRequest): CardRecord => {
    const card = made.world.cards.all.find((one) => one.requestId === id && one.person.id === made.ben.id);
    assert.ok(card);
    return card;
  };
  const askAndDeliver = async (): Promise<FollowedRequest> => {
    const request = await made.ask();
    for (const { id, activityId, person } of made.world.cards.all) {
      if (activityId !== undefined) continue;
      const delivery = { receipt: 'sent', conversationId: `a:${person.id}`, activityId: `m-${id}` } as const;
      await recordReceipt(made.world, id, delivery);
    }
    return request;
  };
  const cancel = async ({ id }: FollowedRequest): Promise<void> => {
    await made.world.does(made.ana, { kind: 'cancel', requestId: id });
  };

  it('puts the new request onto the approvers’ cards of the old one', async () => {
    const first = await askAndDeliver();
    const before = cardOfBen(first);
    await cancel(first);
    const second = await made.ask();
    const card = cardOfBen(second);
    assert.equal(card.activityId, before.activityId);
    assert.notEqual(card.nonce, before.nonce);
    assert.notEqual(card.number, before.number);
    assert.equal(cardOfBen(first).replacedBy, card.id);
    const again = await redrawings(made.world, first.tenantId, first.id);
    assert.ok(again.every(({ person }) => person.id === made.ana.id));
  });

  it('makes new cards when that was a while ago', async () => {
    const first = await askAndDeliver();
    await cancel(first);
    made.world.clock.forward(11);
    assert.equal(cardOfBen(await made.ask()).activityId, undefined);
  });

  it('makes new cards where it is switched off', async () => {
    made.world.limits = { ...made.world.limits, coalesceMinutes: 0 };
    const first = await askAndDeliver();
    await cancel(first);
    assert.equal(cardOfBen(await made.ask()).activityId, undefined);
  });

  it('makes new cards for another role, and for another person', async () => {
    const { world, ana, ben, dara } = made;
    const first = await askAndDeliver();
    await cancel(first);
    const other = world.pim.addRole('Teams Administrator', { approvers: [{ kind: 'person', id: ben.id }] });
    world.pim.makeEligible(ana, other);
    world.pim.makeEligible(dara, made.exchange);
    for (const [person, role] of [
      [ana, other],
      [dara, made.exchange],
    ] as const) {
      const { request } = await world.does(person, toActivate(role));
      assert.ok(request);
      assert.equal(cardOfBen(request).activityId, undefined);
    }
  });

  it('makes new cards after a decision', async () => {
    made.world.limits = { ...made.world.limits, coolDownAfterDenialMinutes: 0 };
    const first = await askAndDeliver();
    await made.world.does(made.dara, toDecide(first.id, 'Deny'));
    assert.equal(cardOfBen(await made.ask()).activityId, undefined);
  });

  it('leaves the card of an approver who cannot be reached any more where it lies', async () => {
    const first = await askAndDeliver();
    await cancel(first);
    await made.world.conversations.markUninstalled(made.ben);
    const card = cardOfBen(await made.ask());
    assert.deepEqual([card.activityId, card.receipt], [undefined, 'refused']);
    assert.equal(cardOfBen(first).replacedBy, undefined);
  });
});

describe('askApprovers, of very many requests', () => {
  it('tells the administrators once that one person asks so often', async () => {
    const { world, ask, ana } = await approvalWorld();
    const eli = await world.person('Eli Novak');
    world.administratorIds.push(eli.id);
    const requests = { perHour: 100, perHourAndRole: 100 };
    world.limits = { ...world.limits, requests, burst: { requests: 3, minutes: 10 } };
    const bursts = (): number => world.audit.events.filter((event) => event === 'requests.burst').length;
    const askAndCancel = async (): Promise<void> => {
      await world.does(ana, { kind: 'cancel', requestId: (await ask()).id });
    };
    for (let count = 0; count < 3; count += 1) await askAndCancel();
    assert.equal(bursts(), 0);
    world.clock.forward(11);
    await askAndCancel();
    assert.equal(bursts(), 0);
    for (let count = 0; count < 5; count += 1) await askAndCancel();
    assert.equal(bursts(), 1);
    assert.deepEqual(
      world.outbox.waiting.filter(({ person }) => person.id === eli.id).map(({ message }) => message),
      [{ kind: 'burst', requestor: ana.id, reason: 'burst', count: 4, minutes: 10 }],
    );
    assert.ok(world.logged.some(({ facts }) => 'event' in facts && facts.event === 'requests.burst'));
  });
});
