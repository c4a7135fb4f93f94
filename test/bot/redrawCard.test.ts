import assert from 'node:assert/strict';
import { redrawCard } from '../../src/bot/redrawCard.ts';
import { SendError } from '../../src/bot/sendError.ts';
import { type CardRecord, type FollowedRequest } from '../../src/pim/records.ts';
import { aSession, RecordingChat } from '../support/chatWorld.ts';
import { approvalWorld, type ApprovalWorld } from '../support/operationWorld.ts';

describe('redrawCard', () => {
  let made: ApprovalWorld;
  let chat: RecordingChat;
  let request: FollowedRequest;
  let card: CardRecord;

  beforeEach(async () => {
    made = await approvalWorld();
    chat = new RecordingChat();
    request = await made.ask();
    const own = made.world.cards.all.find(({ person }) => person.id === made.ben.id);
    assert.ok(own);
    card = { ...own, activityId: 'where-it-lies' };
    made.world.outbox.clear();
  });

  const redraw = (): Promise<void> =>
    redrawCard({ ...made.world.with({}), chatOf: () => chat }, aSession(made.ben, made.world.clock), card, {
      state: { kind: 'unclear' },
    });
  const decide = (): Promise<void> =>
    made.world.requests.save({ ...request, status: 'Denied', decision: 'Deny', isOpen: false });
  const queued = (): readonly unknown[] => made.world.outbox.waiting.map(({ message }) => message);

  it('draws in place, and that is all', async () => {
    await redraw();
    assert.deepEqual(chat.updated, ['where-it-lies']);
    assert.deepEqual(queued(), []);
  });

  it('has the outbox draw it once more where it was decided while Teams took the drawing', async () => {
    chat.beforeSending = decide;
    await redraw();
    assert.deepEqual(queued(), [{ kind: 'card', cardId: card.id }]);
  });

  it('does so too where nobody knows whether Teams took it', async () => {
    chat.beforeSending = async () => {
      await decide();
      throw new SendError('unclear', { code: 'Timeout' });
    };
    await assert.rejects(redraw(), SendError);
    assert.deepEqual(queued(), [{ kind: 'card', cardId: card.id }]);
  });
});
