import assert from 'node:assert/strict';
import { PressActions, type PressActionsDeps } from '../../src/bot/pressActions.ts';
import { SendError } from '../../src/bot/sendError.ts';
import { TeamsMessenger } from '../../src/bot/teamsMessenger.ts';
import { verbs } from '../../src/cards/verbs.ts';
import { recordReceipt } from '../../src/pim/operations/recordReceipt.ts';
import { SharedHoldings } from '../../src/pim/operations/sharedHoldings.ts';
import { SharedSettings } from '../../src/pim/operations/sharedSettings.ts';
import { type Attempt, type Delivery } from '../../src/pim/ports.ts';
import { type CardRecord, type FollowedRequest, type OutboundMessage } from '../../src/pim/records.ts';
import { textOf, type Json } from '../support/cardReading.ts';
import { aSession, RecordingChat } from '../support/chatWorld.ts';
import { approvalWorld, type ApprovalWorld } from '../support/operationWorld.ts';

const attempt: Attempt = {
  isBegun: false,
  turn: () => Promise.resolve(),
  begin: () => Promise.resolve(true),
};

describe('a card whose message another one has taken over', () => {
  let made: ApprovalWorld;
  let chat: RecordingChat;
  let messenger: TeamsMessenger;
  let old: CardRecord;
  let current: CardRecord;

  const cardOfBen = ({ id }: FollowedRequest): CardRecord => {
    const card = made.world.cards.all.find((one) => one.requestId === id && one.person.id === made.ben.id);
    assert.ok(card);
    return card;
  };

  beforeEach(async () => {
    made = await approvalWorld();
    const { world, ana } = made;
    chat = new RecordingChat();
    messenger = new TeamsMessenger({
      ...world.with({}),
      lookback: world.lookback,
      holdings: new SharedHoldings(world),
      roleSettings: new SharedSettings(world),
      chatWith: () => chat,
      cardContextFor: ({ person }) => aSession(person, world.clock).card,
    });
    const first = await made.ask();
    const place = { receipt: 'sent', conversationId: 'a:1', activityId: 'm-1' } as const;
    await recordReceipt(world, cardOfBen(first).id, place);
    await world.does(ana, { kind: 'cancel', requestId: first.id });
    const second = await made.ask();
    [old, current] = [cardOfBen(first), cardOfBen(second)];
  });

  const deliver = (message: OutboundMessage): Promise<Delivery> =>
    messenger.deliver(made.ben, message, attempt);

  it('is drawn nowhere any more, and the other one in its place', async () => {
    assert.deepEqual(await deliver({ kind: 'card', cardId: old.id }), { kind: 'nothing' });
    assert.deepEqual(chat.updated, []);
    const delivered = await deliver({ kind: 'card', cardId: current.id });
    assert.equal(delivered.kind, 'sent');
    assert.deepEqual([chat.updated, chat.sent], [['m-1'], []]);
    assert.match(textOf(chat.redrawn[0]?.content as Json), /took the place of an earlier request/);
  });

  it('leads to a message of its own where the place is gone', async () => {
    chat.beforeSending = () => {
      chat.beforeSending = () => undefined;
      throw new SendError('gone', { status: 404, code: 'ActivityNotFoundInConversation' });
    };
    const delivered = await deliver({ kind: 'card', cardId: current.id });
    assert.equal(delivered.kind, 'sent');
    assert.equal(chat.sent.length, 1);
  });

  it('makes no second message for a card that was seen already', async () => {
    await made.world.cards.setSent(current.id, 'a:1', 'm-1');
    chat.beforeSending = () => {
      throw new SendError('gone', { status: 404, code: 'ActivityNotFoundInConversation' });
    };
    assert.deepEqual(await deliver({ kind: 'card', cardId: current.id }), { kind: 'nothing' });
    assert.deepEqual(chat.sent, []);
  });

  it('decides nothing when its buttons are pressed late, and shows what is asked now', async () => {
    const presses = new PressActions(made.world.with({}) as unknown as PressActionsDeps);
    const press = {
      verb: verbs.approveRequest,
      cardId: old.id,
      nonce: old.nonce,
      comment: 'planned',
    } as const;
    const answer = await presses.press(aSession(made.ben, made.world.clock), press, 'm-1', () => {
      assert.fail('Something was begun');
    });
    assert.equal(answer.kind, 'card');
    const shown = JSON.stringify(answer);
    assert.ok(shown.includes(current.nonce) && !shown.includes(old.nonce));
    assert.equal(made.world.cards.all.find(({ id }) => id === old.id)?.activityId, undefined);
  });

  it('tells an administrator of a burst, and nobody who is none any more', async () => {
    const burst = { kind: 'burst', requestor: made.ana.id, reason: 'burst', count: 12, minutes: 10 } as const;
    assert.deepEqual(await deliver(burst), { kind: 'nothing' });
    made.world.administratorIds.push(made.ben.id);
    assert.equal((await deliver(burst)).kind, 'sent');
    assert.match(JSON.stringify(chat.sent), /Ana Ruiz has sent 12 requests/);
  });
});
