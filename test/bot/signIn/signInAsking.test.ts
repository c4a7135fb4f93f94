import assert from 'node:assert/strict';
import { SendError } from '../../../src/bot/sendError.ts';
import { type SignIn } from '../../../src/pim/records.ts';
import { signInWorld, type SignInWorld, toRoles } from './signInWorld.ts';

describe('askForSignIns', () => {
  let made: SignInWorld;
  let { world, ana, session, chat, signIns, desk } = {} as SignInWorld;

  beforeEach(async () => {
    made = await signInWorld();
    ({ world, ana, session, chat, signIns, desk } = made);
  });
  const inMinutes = (minutes: number): Date => made.inMinutes(minutes);
  const open = (): Promise<SignIn> => made.open();

  describe('failed', () => {
    it('offers our own page for the sign-in that waits', async () => {
      await desk.ask(session, toRoles);
      const { id } = await open();
      await desk.failed(session, 'resourcematchfailed');
      assert.deepEqual(chat.removed, ['activity-1']);
      assert.match(JSON.stringify(chat.sent.at(-1)), new RegExp(`/auth/start\\?t=${id}`));
      assert.equal((await open()).cardActivityId, 'activity-2');
    });

    it('has nothing to offer where nothing waits', async () => {
      await desk.failed(session, 'x'.repeat(500));
      assert.deepEqual(chat.sent, []);
      assert.ok(JSON.stringify(world.logged).length < 300, 'a code is cut before it is logged');
    });
  });

  describe('renew', () => {
    const toOperation = { kind: 'operation', operationId: 'operation-1' } as const;
    const ended = async (): Promise<SignIn> => {
      const signIn = await open();
      await signIns.take(signIn.id);
      return signIn;
    };
    const askForStepUp = (): Promise<void> =>
      desk.askInteractively(
        session,
        { reason: 'stepUp', details: { claims: '{"c1":1}' }, scopes: ['User.Read'] },
        toOperation,
        'operation-1',
      );

    it('puts a fresh link for the same into the same card, and says why', async () => {
      await askForStepUp();
      const first = await ended();
      assert.equal(await desk.renew(session, first, 'otherPerson'), true);
      const fresh = await open();
      assert.deepEqual(
        [fresh.continuation, fresh.operationId, fresh.cardActivityId, fresh.kind],
        [toOperation, 'operation-1', 'activity-1', 'interactive'],
      );
      assert.deepEqual(
        [fresh.interactive?.claims, fresh.interactive?.scopes, fresh.interactive?.browserSecret],
        ['{"c1":1}', ['User.Read'], undefined],
      );
      for (const secret of ['state', 'nonce', 'codeVerifier'] as const)
        assert.notEqual(fresh.interactive?.[secret], first.interactive?.[secret]);
      assert.notEqual(fresh.id, first.id);
      assert.deepEqual(fresh.expiresAt, inMinutes(10));
      assert.deepEqual(chat.updated, ['activity-1']);
      const shown = JSON.stringify(chat.redrawn.at(-1)?.content);
      assert.match(shown, /another account/);
      assert.match(shown, new RegExp(`t=${fresh.id}`));
      assert.doesNotMatch(shown, new RegExp(`t=${first.id}`));
    });

    it('ends after five fresh links, and says to ask anew', async () => {
      await askForStepUp();
      const answers: boolean[] = [];
      for (let times = 0; times < 5; times += 1)
        answers.push(await desk.renew(session, await ended(), 'notFinished'));
      assert.deepEqual(answers, [true, true, true, true, true]);
      assert.equal(await desk.renew(session, await ended(), 'notFinished'), false);
      assert.deepEqual(await signIns.openOf(ana), []);
      const shown = JSON.stringify(chat.redrawn.at(-1)?.content);
      assert.match(shown, /Ask me again/);
      assert.doesNotMatch(shown, /auth\/start/);
      assert.equal(chat.sent.length, 1, 'all of it on one card');
    });

    it('sends a card of ours in the place of Teams’ own', async () => {
      await desk.ask(session, toRoles);
      await desk.renew(session, await ended(), 'failed');
      assert.deepEqual(chat.removed, ['activity-1']);
      assert.equal(chat.sent.at(-1)?.kind, 'card');
      assert.equal((await open()).cardActivityId, 'activity-2');
    });

    it('sends a new card where the person deleted the old one', async () => {
      await askForStepUp();
      chat.updateCard = () =>
        Promise.reject(new SendError('gone', { code: 'ActivityNotFoundInConversation' }));
      assert.equal(await desk.renew(session, await ended(), 'failed'), true);
      assert.equal((await open()).cardActivityId, 'activity-2');
    });

    it('leaves no link open that nobody sees', async () => {
      await askForStepUp();
      const signIn = await ended();
      chat.beforeSending = () => {
        throw new SendError('refused', { code: 'ConversationBlockedByUser' });
      };
      await assert.rejects(desk.renew(session, signIn, 'failed'), SendError);
      assert.deepEqual(await signIns.openOf(ana), []);
    });

    it('has one live link for an operation: asking anew ends the one before', async () => {
      await askForStepUp();
      const { id } = await open();
      await askForStepUp();
      const all = await signIns.openOf(ana);
      assert.equal(all.length, 1);
      assert.notEqual(all[0]?.id, id);
      assert.deepEqual(chat.removed, ['activity-1']);
    });
  });

  it('names what consent is asked for', async () => {
    const ask = { reason: 'consent', details: { scopes: ['A.Read'] }, scopes: ['B.Read'] } as const;
    await desk.askInteractively(session, ask, toRoles);
    assert.match(JSON.stringify(chat.sent), /A\.Read/);
    assert.deepEqual((await open()).interactive?.scopes, ['B.Read']);
    assert.equal((await open()).kind, 'interactive');
  });
});
