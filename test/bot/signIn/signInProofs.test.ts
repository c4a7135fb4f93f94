import assert from 'node:assert/strict';
import { codeHashOf } from '../../../src/bot/signIn/signInCode.ts';
import { type FinishedSignIn } from '../../../src/bot/signIn/signInProofs.ts';
import { type SignIn } from '../../../src/pim/records.ts';
import { aSession } from '../../support/chatWorld.ts';
import { aGraphToken, aSignOn } from '../../support/inMemorySignOns.ts';
import { signInWorld, type SignInWorld, toRoles } from './signInWorld.ts';

describe('takeProofs', () => {
  let made: SignInWorld;
  let { world, ana, ben, session, chat, signIns, desk } = {} as SignInWorld;

  beforeEach(async () => {
    made = await signInWorld();
    ({ world, ana, ben, session, chat, signIns, desk } = made);
  });
  const inMinutes = (minutes: number): Date => made.inMinutes(minutes);
  const open = (): Promise<SignIn> => made.open();
  const exchangeOf = ({ id }: SignIn, token: string = ana.id): object => ({
    id,
    connectionName: 'latchkey',
    token,
  });

  describe('current', () => {
    it('takes a proof of the last quarter of an hour', async () => {
      assert.equal(await desk.current(ana), undefined);
      await world.tokens.keep(aSignOn(ana, world.clock));
      world.clock.forward(15);
      assert.ok(await desk.current(ana));
      assert.equal(await desk.current(ben), undefined);
      world.clock.forward(1 / 60);
      assert.equal(await desk.current(ana), undefined);
    });

    it('takes none that has expired', async () => {
      await world.tokens.keep(aSignOn(ana, world.clock, { expiresAt: inMinutes(5) }));
      world.clock.forward(5);
      assert.equal(await desk.current(ana), undefined);
    });
  });

  describe('exchange', () => {
    it('keeps the proof and goes on with what was asked', async () => {
      await desk.ask(session, toRoles);
      const signIn = await open();
      const result = await desk.exchange(session, exchangeOf(signIn));
      assert.equal(result.kind, 'finished');
      assert.deepEqual(result.finished.continuation, toRoles);
      assert.equal(result.finished.proved.assertion, ana.id);
      assert.deepEqual(result.finished.proved.receivedAt, world.clock.now());
      assert.ok(await desk.current(ana));
      assert.deepEqual(world.audit.events, ['signIn.asked', 'signIn.completed']);
      await desk.tidy(session, result.finished);
      assert.deepEqual(chat.removed, ['activity-1']);
    });

    it('is harmless the second time', async () => {
      await desk.ask(session, toRoles);
      const signIn = await open();
      const results = await Promise.all([1, 2, 3].map(() => desk.exchange(session, exchangeOf(signIn))));
      assert.deepEqual(results.map(({ kind }) => kind).sort(), ['finished', 'wait', 'wait']);
      assert.equal((await desk.exchange(session, exchangeOf(signIn))).kind, 'wait');
    });

    it('binds the proof to the operation that it was asked for, and no other', async () => {
      const continuation = { kind: 'operation', operationId: 'operation-1' } as const;
      await desk.ask(session, continuation, 'operation-1');
      const result = await desk.exchange(session, exchangeOf(await open()));
      assert.ok(result.kind === 'finished');
      assert.equal(result.finished.proved.operationId, 'operation-1');
      assert.equal((await desk.current(ana))?.operationId, undefined);
    });

    it('refuses the token of another person, and keeps nothing', async () => {
      await desk.ask(session, toRoles);
      const signIn = await open();
      const result = await desk.exchange(session, exchangeOf(signIn, ben.id));
      assert.equal(result.kind, 'refused');
      assert.equal(await desk.current(ana), undefined);
      assert.equal(await desk.current(ben), undefined);
      assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'another_person');
    });

    it('refuses an answer to another person’s sign-in', async () => {
      await desk.ask(session, toRoles);
      const signIn = await open();
      const bens = aSession(ben, world.clock);
      assert.equal((await desk.exchange(bens, exchangeOf(signIn, ben.id))).kind, 'refused');
      assert.equal((await desk.exchange(bens, exchangeOf(signIn, ana.id))).kind, 'refused');
      assert.equal((await desk.exchange(session, exchangeOf(signIn))).kind, 'finished', 'it is still Ana’s');
    });

    it('refuses what the verifier refuses', async () => {
      await desk.ask(session, toRoles);
      const result = await desk.exchange(session, exchangeOf(await open(), 'forged'));
      assert.equal(result.kind, 'refused');
      assert.equal(world.audit.entries.at(-1)?.facts?.['reason'], 'forbidden');
      assert.doesNotMatch(JSON.stringify([world.audit.entries, world.logged]), /forged/);
    });

    it('does not take a mistake of ours for a refusal', async () => {
      await desk.ask(session, toRoles);
      made.verify = () => Promise.reject(new TypeError('a mistake of ours'));
      await assert.rejects(desk.exchange(session, exchangeOf(await open())), TypeError);
    });

    it('takes no answer after ten minutes', async () => {
      await desk.ask(session, toRoles);
      const signIn = await open();
      world.clock.forward(10);
      assert.equal((await desk.exchange(session, exchangeOf(signIn))).kind, 'wait');
      assert.equal(await desk.current(ana), undefined);
    });

    for (const value of [
      undefined,
      null,
      'x',
      {},
      { id: 'x' },
      { id: 1, token: 't' },
      { id: 'x', token: '' },
    ]) {
      it(`refuses ${JSON.stringify(value)}`, async () => {
        assert.equal((await desk.exchange(session, value)).kind, 'refused');
      });
    }

    it('keeps a step-up that still lives beside the new proof', async () => {
      const graphToken = {
        accessToken: 'stepped up',
        expiresAt: inMinutes(30),
        scopes: [],
        methods: ['mfa'],
        contexts: ['c1'],
      };
      await world.tokens.keep(aSignOn(ana, world.clock, { graphToken }));
      await desk.ask(session, toRoles);
      const result = await desk.exchange(session, exchangeOf(await open()));
      assert.ok(result.kind === 'finished');
      assert.equal(result.finished.signOn.graphToken?.accessToken, 'stepped up');
      assert.equal(result.finished.proved.graphToken, undefined, 'a decision takes this very proof alone');
      world.clock.forward(31);
      await desk.ask(session, toRoles);
      await desk.exchange(session, exchangeOf(await open()));
      assert.equal((await desk.current(ana))?.graphToken, undefined);
    });
  });

  it('removes its card where the exchange was faster than the sending', async () => {
    chat.beforeSending = async () => {
      const [signIn] = await signIns.openOf(ana);
      if (signIn !== undefined) await desk.exchange(session, exchangeOf(signIn));
    };
    await desk.ask(session, toRoles);
    assert.deepEqual(chat.removed, ['activity-1']);
  });

  it('goes on when its card cannot be removed', async () => {
    await desk.ask(session, toRoles);
    const result = await desk.exchange(session, exchangeOf(await open()));
    assert.ok(result.kind === 'finished');
    chat.beforeSending = () => {
      throw new Error('gone');
    };
    await desk.tidy(session, result.finished);
    assert.deepEqual(chat.removed, []);
  });

  describe('verifyCode', () => {
    const provisional = async (code: string, person = ana): Promise<SignIn> => {
      await desk.askInteractively(
        aSession(person, world.clock),
        { reason: 'stepUp', details: { claims: '{}' }, scopes: ['User.Read'] },
        { kind: 'operation', operationId: 'operation-1' },
        'operation-1',
      );
      const [signIn] = await signIns.openOf(person);
      assert.ok(signIn?.interactive);
      const graphToken = {
        accessToken: 'a token',
        expiresAt: inMinutes(60),
        scopes: ['User.Read'],
        methods: ['pwd', 'mfa'],
        contexts: ['c1'],
      };
      const proof = aSignOn(person, world.clock, { assertion: undefined, graphToken, signInId: signIn.id });
      await signIns.update({
        ...signIn,
        interactive: { ...signIn.interactive, codeHash: codeHashOf(code), provisional: proof },
      });
      return signIn;
    };

    const taken = async (code: string): Promise<FinishedSignIn> => {
      const result = await desk.verifyCode(session, code);
      assert.ok(result.kind === 'finished');
      return result.finished;
    };

    it('takes the code however it is typed, once', async () => {
      await provisional('ABCD-2345');
      const finished = await taken(' abcd 2345 ');
      assert.equal(finished.proved.operationId, 'operation-1');
      assert.deepEqual(finished.proved.graphToken?.contexts, ['c1']);
      assert.ok(finished.proved.graphToken.expiresAt instanceof Date);
      assert.equal(world.audit.entries.at(-1)?.facts?.['authenticationMethods'], 'pwd mfa');
      assert.deepEqual(await desk.verifyCode(session, 'ABCD-2345'), { kind: 'again' });
    });

    it('takes a code that comes by both of its ways at the same time once', async () => {
      await provisional('ABCD-2345');
      const results = await Promise.all([1, 2].map(() => desk.verifyCode(session, 'ABCD-2345')));
      assert.deepEqual(results.map(({ kind }) => kind).sort(), ['again', 'finished']);
    });

    it('keeps the Teams proof beside it', async () => {
      await world.tokens.keep(aSignOn(ana, world.clock, { assertion: 'from Teams' }));
      await provisional('ABCD-2345');
      assert.equal((await taken('ABCD-2345')).signOn.assertion, 'from Teams');
    });

    it('takes a code from nobody else', async () => {
      await provisional('ABCD-2345');
      assert.equal((await desk.verifyCode(aSession(ben, world.clock), 'ABCD-2345')).kind, 'unknown');
      assert.equal(await desk.current(ben), undefined);
      assert.ok(await taken('ABCD-2345'), 'and it is not used up by that');
    });

    it('takes no wrong code, and none after ten minutes', async () => {
      await provisional('ABCD-2345');
      for (const wrong of ['', 'ABCD-2346', 'ABCD', '${1+1}'])
        assert.equal((await desk.verifyCode(session, wrong)).kind, 'unknown');
      world.clock.forward(10);
      assert.equal((await desk.verifyCode(session, 'ABCD-2345')).kind, 'unknown');
    });

    it('notes a wrong code where one is waited for, and never the code', async () => {
      assert.equal((await desk.verifyCode(session, 'DATABASE')).kind, 'unknown');
      assert.equal(world.audit.entries.length, 0, 'a word of eight letters is no attempt at anything');
      await provisional('ABCD-2345');
      assert.equal((await desk.verifyCode(session, 'ABCD-2346')).kind, 'unknown');
      const row = world.audit.entries.at(-1);
      assert.deepEqual([row?.event, row?.facts], ['signIn.refused', { reason: 'wrong_code' }]);
      assert.ok(await taken('ABCD-2345'), 'the right one still works');
    });

    it('keeps what each step-up showed, for as long as it lives', async () => {
      await provisional('ABCD-2345');
      await taken('ABCD-2345');
      world.clock.forward(5);
      const graphToken = aGraphToken(world.clock, { contexts: ['c2'] });
      await desk.askInteractively(session, { reason: 'stepUp', details: {}, scopes: [] }, toRoles);
      const second = await open();
      assert.ok(second.interactive);
      const provisionalProof = aSignOn(ana, world.clock, { graphToken, signInId: second.id });
      await signIns.update({
        ...second,
        interactive: {
          ...second.interactive,
          codeHash: codeHashOf('WXYZ-6789'),
          provisional: provisionalProof,
        },
      });
      await taken('WXYZ-6789');
      const contexts = async (): Promise<unknown> => {
        const kept = await world.tokens.of(ana);
        return [kept?.graphToken, ...(kept?.otherGraphTokens ?? [])].map((token) => token?.contexts);
      };
      assert.deepEqual(await contexts(), [['c2'], ['c1']]);
    });

    it('takes no code of a sign-in that nobody finished', async () => {
      await desk.ask(session, toRoles);
      assert.equal((await desk.verifyCode(session, '')).kind, 'unknown');
      assert.equal((await signIns.openOf(ana)).length, 1);
    });
  });

  it('forgets everything on signing out', async () => {
    await desk.ask(session, toRoles);
    await world.tokens.keep(aSignOn(ana, world.clock));
    await desk.signOut(session);
    assert.equal(await desk.current(ana), undefined);
    assert.deepEqual(chat.removed, ['activity-1'], 'a link that is dead from here on');
    assert.equal(world.audit.events.at(-1), 'signOut.done');
  });
});
