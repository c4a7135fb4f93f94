import assert from 'node:assert/strict';
import { showCardAnew } from '../../src/bot/showCardAnew.ts';
import { type CardRecord } from '../../src/pim/records.ts';
import { aSession, RecordingChat } from '../support/chatWorld.ts';
import { approvalWorld, type ApprovalWorld } from '../support/operationWorld.ts';

describe('showCardAnew', () => {
  let made: ApprovalWorld;
  let chat: RecordingChat;
  let card: CardRecord;

  beforeEach(async () => {
    made = await approvalWorld();
    chat = new RecordingChat();
    const request = await made.ask();
    const opened = (await made.world.cards.ofRequest(request.tenantId, request.id)).find(
      ({ person }) => person.id === made.ben.id,
    );
    assert.ok(opened);
    await made.world.cards.setSent(opened.id, 'a:1', 'where-it-lay');
    card = await cardNow(opened.id);
    made.world.outbox.clear();
  });

  async function cardNow(id: string): Promise<CardRecord> {
    const found = await made.world.cards.of(id);
    assert.ok(found);
    return found;
  }

  const show = (): Promise<void> =>
    showCardAnew({ ...made.world.with({}), chatOf: () => chat }, aSession(made.ben, made.world.clock), card);

  it('puts it at the end of the chat and nowhere else', async () => {
    await show();
    assert.equal(chat.sent.length, 1);
    assert.deepEqual(chat.removed, ['where-it-lay']);
    assert.equal((await cardNow(card.id)).activityId, 'activity-1');
    assert.deepEqual(made.world.outbox.waiting, []);
  });

  it('has it drawn once more where something was decided while the copy was being sent', async () => {
    chat.beforeSending = async () => {
      chat.beforeSending = () => undefined;
      const request = await made.world.requests.of(card.person.tenantId, card.requestId);
      assert.ok(request);
      await made.world.requests.save({ ...request, status: 'Denied', decision: 'Deny' });
    };
    await show();
    assert.deepEqual(
      made.world.outbox.waiting.map(({ message }) => message),
      [{ kind: 'card', cardId: card.id }],
    );
  });

  it('leaves alone what is on its way', async () => {
    card = { ...card, activityId: undefined, receipt: 'queued' };
    await show();
    assert.deepEqual(chat.sent, []);
  });

  it('goes on where the earlier message is not there to be removed', async () => {
    const remove = chat.remove.bind(chat);
    chat.remove = (id) => remove(id).then(() => Promise.reject(new Error('gone')));
    await show();
    assert.equal((await cardNow(card.id)).activityId, 'activity-1');
  });
});
