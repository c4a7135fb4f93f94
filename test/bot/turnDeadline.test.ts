import assert from 'node:assert/strict';
import { SendError } from '../../src/bot/sendError.ts';
import { ServedChannel } from './servedChannel.ts';

describe('createTurnDeadline', () => {
  let there: ServedChannel;

  beforeEach(async () => {
    there = await ServedChannel.start();
  });

  afterEach(async () => there.stop());

  describe('turns that take long', () => {
    /** A turn that ends when a test says so. */
    function slowTurn(): { end: () => void; turn: () => Promise<{ status: number; body: unknown }> } {
      const { promise, resolve } = Promise.withResolvers<{ status: number; body: unknown }>();
      return {
        end: () => {
          resolve({ status: 200, body: 'the outcome' });
        },
        turn: async () => promise,
      };
    }

    it('are answered 200 in time where they are messages, and go on', async () => {
      const { end, turn } = slowTurn();
      await there.serve({
        onActivity: turn,
        limits: { messageMilliseconds: 20, invokeMilliseconds: 60_000 },
      });
      await there.assertBare(await there.post(), 200);
      assert.equal(there.logger.of('turn.late').length, 1);
      end();
    });

    it('are answered with words where they are presses on a card', async () => {
      const { end, turn } = slowTurn();
      await there.serve({
        onActivity: turn,
        limits: { messageMilliseconds: 60_000, invokeMilliseconds: 20 },
      });
      const response = await there.post({ type: 'invoke', name: 'adaptiveCard/action' });
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), there.lateInvokeBody);
      end();
    });

    it('are answered without words where they are other invokes', async () => {
      const { end, turn } = slowTurn();
      await there.serve({ onActivity: turn, limits: { invokeMilliseconds: 20 } });
      await there.assertBare(await there.post({ type: 'invoke', name: 'signin/verifyState' }), 200);
      end();
    });

    it('are taken, and logged, where Teams does not take the answer', async () => {
      const gone = new SendError('gone', { code: 'ConversationNotFound', status: 404 });
      await there.serve({ onActivity: () => Promise.reject(gone) });
      await there.assertBare(await there.post(), 200);
      assert.deepEqual(
        there.logger.of('turn.failed').map(({ errorCode }) => errorCode),
        ['ConversationNotFound'],
      );
    });

    it('are nothing that is broken here where the conversation is gone, and an error otherwise', async () => {
      const levels: (string | undefined)[] = [];
      for (const [kind, code] of [
        ['gone', 'ConversationNotFound'],
        ['refused', 'BadSyntax'],
      ] as const) {
        const { length } = there.logger.lines;
        await there.serve({ onActivity: () => Promise.reject(new SendError(kind, { code, status: 404 })) });
        await there.assertBare(await there.post(), 200);
        await there.close();
        levels.push(
          there.logger.lines.slice(length).find(({ facts }) => facts['event'] === 'turn.failed')?.level,
        );
      }
      assert.deepEqual(levels, ['warn', 'error']);
    });

    it('are logged when they fail after their answer', async () => {
      const { promise, reject } = Promise.withResolvers<never>();
      await there.serve({ onActivity: async () => promise, limits: { messageMilliseconds: 20 } });
      await there.assertBare(await there.post(), 200);
      reject(new Error('broken'));
      await there.close();
      assert.equal(there.logger.of('turn.failed').length, 1);
    });

    it('are waited for when the server closes', async () => {
      const { end, turn } = slowTurn();
      await there.serve({ onActivity: turn, limits: { messageMilliseconds: 20 } });
      await there.post();
      let isClosed = false;
      const closing = there.close().then(() => (isClosed = true));
      await assert.rejects(fetch(`${there.origin}/healthz`));
      assert.ok(!isClosed);
      end();
      await closing;
    });

    it('do not keep the server open for ever', async () => {
      await there.serve({
        onActivity: async () => new Promise(() => undefined),
        limits: { messageMilliseconds: 20, closeMilliseconds: 50 },
      });
      await there.post();
      await there.close();
    });

    it('are still answered when the server closes meanwhile', async () => {
      const { end, turn } = slowTurn();
      const began = Promise.withResolvers<undefined>();
      await there.serve({
        onActivity: async () => {
          began.resolve(undefined);
          return turn();
        },
      });
      const posting = there.post();
      await began.promise;
      const closing = there.close();
      end();
      assert.equal(await (await posting).json(), 'the outcome');
      await closing;
    });
  });
});
