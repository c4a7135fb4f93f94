import assert from 'node:assert/strict';
import { TeamsMessenger } from '../../src/bot/teamsMessenger.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Person } from '../../src/pim/ids.ts';
import { SharedHoldings } from '../../src/pim/operations/sharedHoldings.ts';
import { SharedSettings } from '../../src/pim/operations/sharedSettings.ts';
import { type Delivery } from '../../src/pim/ports.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import { aSession, RecordingChat } from '../support/chatWorld.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';

describe('TeamsMessenger, of a request that reached nobody', () => {
  let made: ApprovalWorld;
  let request: FollowedRequest;
  let eli: Person;
  let chat: RecordingChat;
  let messenger: TeamsMessenger;

  beforeEach(async () => {
    made = await approvalWorld();
    const { world } = made;
    request = await made.ask();
    for (const { id } of world.cards.all) await world.cards.setReceipt(id, 'refused', 'NotInstalled');
    eli = await world.person('Eli Novak');
    world.administratorIds.push(eli.id);
    chat = new RecordingChat();
    messenger = new TeamsMessenger({
      ...world.with({}),
      lookback: world.lookback,
      holdings: new SharedHoldings(world),
      roleSettings: new SharedSettings(world),
      chatWith: () => chat,
      cardContextFor: (conversation) => aSession(conversation.person, world.clock).card,
    });
  });

  const deliver = (person: Person): Promise<Delivery> =>
    messenger.deliver(
      person,
      { kind: 'notice', notice: 'nobodyReached', requestId: request.id },
      {
        isBegun: false,
        turn: () => Promise.resolve(),
        begin: () => Promise.resolve(true),
      },
    );
  const nothing = { kind: 'nothing' };

  it('tells an administrator who asked, who was missed and why', async () => {
    assert.equal((await deliver(eli)).kind, 'sent');
    const drawn = JSON.stringify(chat.sent);
    assert.match(drawn, /Ana Ruiz asked for Exchange Administrator/);
    assert.match(drawn, /Ben Okafor does not have Latchkey in Teams/);
    assert.ok(!drawn.includes(request.justification), 'which is for the approvers');
  });

  it('tells nobody who is none any more, or cannot be known to be one', async () => {
    assert.deepEqual(await deliver(made.ben), nothing);
    const has = () => Promise.reject(new PimError('pim_unavailable', 'Down'));
    Object.assign(made.world.administrators, { has });
    await assert.rejects(deliver(eli), PimError);
    assert.deepEqual(chat.sent, []);
  });

  it('tells nothing once an approver has the card', async () => {
    const [card] = made.world.cards.all;
    assert.ok(card);
    await made.world.cards.setSent(card.id, 'a:1', 'activity-1');
    assert.deepEqual(await deliver(eli), nothing);
  });

  it('tells nothing once it is decided', async () => {
    await made.world.does(made.dara, toDecide(request.id));
    assert.deepEqual(await deliver(eli), nothing);
  });
});
