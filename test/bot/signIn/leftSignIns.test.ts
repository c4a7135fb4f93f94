import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { type FinishedSignIn } from '../../../src/bot/signIn/signInProofs.ts';
import { lookAfterSignIn } from '../../../src/bot/signIn/leftSignIns.ts';
import { SendError } from '../../../src/bot/sendError.ts';
import { lookAfterSignIns } from '../../../src/jobs/lookAfterSignIns.ts';
import { settleOperations } from '../../../src/jobs/settleOperations.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type Intent, type Operation } from '../../../src/pim/records.ts';
import { requestedEntry } from '../../../src/pim/operations/runOperation.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { actionsOf, textOf } from '../../support/cardReading.ts';
import { toActivate, toDecide } from '../../support/operationWorld.ts';
import { signInWorld, type SignInWorld, toRoles } from './signInWorld.ts';

describe('lookAfterSignIn', () => {
  let made: SignInWorld;
  let { world, ana, session, chat, signIns, desk } = {} as SignInWorld;
  let role: Role;
  let resumed: FinishedSignIn[];
  let redrawn: unknown[];
  let resume: () => Promise<void>;

  beforeEach(async () => {
    made = await signInWorld();
    ({ world, ana, session, chat, signIns, desk } = made);
    role = world.pim.addRole('Exchange Administrator');
    world.pim.makeEligible(ana, role);
    [resumed, redrawn] = [[], []];
    resume = () => Promise.resolve();
  });

  const sweep = (): Promise<void> =>
    lookAfterSignIns({ ...world.with({}), signIns }, (left) =>
      lookAfterSignIn(
        {
          ...world.with({}),
          signIns,
          signIn: desk,
          desk: {
            redraw: (_session, card, override) => {
              redrawn.push({ id: card.id, override });
              return Promise.resolve();
            },
          },
          chatOf: () => chat,
          chat: {
            resume: async (_session, finished) => {
              resumed.push(finished);
              await resume();
            },
          },
        },
        session,
        left,
      ),
    );
  const shown = (card: unknown): string =>
    textOf((card as { content: Parameters<typeof textOf>[0] }).content);
  const buttonsOf = (card: unknown): readonly (string | undefined)[] =>
    actionsOf((card as { content: Parameters<typeof actionsOf>[0] }).content).map(({ verb }) => verb);
  const opened = async (intent: Intent, cardActivityId?: string): Promise<Operation> => {
    const id = world.random.ulid();
    const wanted = { id, person: ana, intent, cardActivityId };
    return (await world.operations.open(wanted, requestedEntry(ana, id, intent))).operation;
  };
  const askForStepUp = ({ id }: Operation): Promise<void> =>
    desk.askInteractively(
      session,
      { reason: 'stepUp', details: {}, scopes: [] },
      { kind: 'operation', operationId: id },
      id,
    );

  describe('a link that has run out', () => {
    it('leaves nothing behind while it works', async () => {
      await desk.askInteractively(session, { reason: 'consent', details: {}, scopes: [] }, toRoles);
      world.clock.forward(9);
      await sweep();
      assert.deepEqual([chat.updated, chat.removed], [[], []]);
    });

    it('gives way to words, once, where nothing has a card of its own', async () => {
      await desk.askInteractively(session, { reason: 'consent', details: {}, scopes: [] }, toRoles);
      world.clock.forward(10);
      await sweep();
      await sweep();
      assert.deepEqual(chat.updated, ['activity-1']);
      const [card] = chat.redrawn;
      assert.match(shown(card), /not finished in time.*Ask me again/s);
      assert.doesNotMatch(JSON.stringify(card), /auth\/start/);
      assert.equal(chat.sent.length, 1);
    });

    it('goes with Teams’ own card, and one message says to ask again', async () => {
      await desk.ask(session, toRoles);
      await desk.ask(session, toRoles);
      world.clock.forward(10);
      await sweep();
      assert.deepEqual(chat.removed.toSorted(), ['activity-1', 'activity-2']);
      assert.equal(chat.sent.filter(({ kind }) => kind === 'card').length, 1);
    });

    it('is not spoken of to whoever signed in since', async () => {
      await desk.ask(session, toRoles);
      await desk.ask(session, toRoles);
      const { id } = await made.open();
      world.clock.forward(9);
      await desk.exchange(session, { id, token: ana.id });
      await desk.finish({ id });
      world.clock.forward(1);
      await sweep();
      assert.deepEqual(chat.removed, ['activity-1']);
      assert.equal(chat.sent.length, 2);
    });

    it('makes the form say that it waits, with a button that asks anew', async () => {
      const operation = await opened(toActivate(role), 'form-1');
      await askForStepUp(operation);
      world.clock.forward(10);
      await sweep();
      assert.deepEqual([chat.removed, chat.updated], [['activity-1'], ['form-1']]);
      assert.match(shown(chat.redrawn[0]), /Sign in to go on/);
      assert.deepEqual(buttonsOf(chat.redrawn[0]), ['signIn.start']);
    });

    for (const [what, intent] of [
      ['an activation without a form', (): Intent => toActivate(role)],
      ['a deactivation', (): Intent => ({ kind: 'deactivate', roleDefinitionId: role.id, scopeId: '/' })],
      [
        'a wish for more time',
        (): Intent => ({
          kind: 'extendEligibility',
          roleDefinitionId: role.id,
          scopeId: '/',
          justification: '',
        }),
      ],
    ] as const)
      it(`makes its own card that of ${what}`, async () => {
        await askForStepUp(await opened(intent()));
        world.clock.forward(10);
        await sweep();
        assert.deepEqual([chat.removed, chat.updated], [[], ['activity-1']]);
        assert.deepEqual(buttonsOf(chat.redrawn[0]), ['signIn.start']);
      });

    it('says that what was asked for before, and got no answer, waits to be looked for', async () => {
      const operation = await opened(toActivate(role));
      world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'Lost'));
      await world.run(operation);
      world.clock.forward(1);
      await settleOperations(world, () => desk.ask(session, toRoles, operation.id));
      world.clock.forward(10);
      await sweep();
      assert.deepEqual(chat.removed, ['activity-1']);
      assert.equal(chat.sent.at(-1)?.kind, 'card');
      assert.deepEqual(buttonsOf(chat.sent.at(-1)?.content), ['signIn.start']);
    });

    it('has nothing to offer for a cancellation but to ask again', async () => {
      const { request } = await world.does(ana, toActivate(role));
      assert.ok(request);
      await askForStepUp(await opened({ kind: 'cancel', requestId: request.id }));
      world.clock.forward(10);
      await sweep();
      assert.match(shown(chat.redrawn[0]), /Ask me again/);
    });

    it('only goes where the operation has ended, or has another link', async () => {
      const operation = await opened(toActivate(role), 'form-1');
      await askForStepUp(operation);
      await world.run(operation);
      world.clock.forward(10);
      await sweep();
      assert.deepEqual([chat.removed, chat.updated], [['activity-1'], []]);
      const asked = await opened(toActivate(role), 'form-2');
      await desk.ask(session, { kind: 'operation', operationId: asked.id }, asked.id);
      world.clock.forward(5);
      await desk.ask(session, { kind: 'operation', operationId: asked.id }, asked.id);
      world.clock.forward(5);
      await sweep();
      assert.deepEqual([chat.removed, chat.updated], [['activity-1', 'activity-2'], []]);
    });

    it('is tried again where Teams has no time, and left where the chat is closed', async () => {
      await desk.askInteractively(session, { reason: 'consent', details: {}, scopes: [] }, toRoles);
      world.clock.forward(10);
      chat.beforeSending = () => {
        throw new SendError('throttled', { code: 'Throttled' });
      };
      await sweep();
      assert.equal((await signIns.left(10)).length, 1);
      chat.beforeSending = () => {
        throw new SendError('refused', { code: 'ConversationBlockedByUser' });
      };
      await sweep();
      assert.deepEqual(await signIns.left(10), []);
    });
  });

  describe('a proof whose process ended', () => {
    /** As far as a process comes before it runs anything. */
    const sign = async (): Promise<void> => {
      const { id } = await made.open();
      assert.equal((await desk.exchange(session, { id, token: ana.id })).kind, 'finished');
      await world.tokens.forget(ana);
    };

    it('is not taken from one that is still at work', async () => {
      const operation = await opened(toActivate(role));
      await desk.ask(session, { kind: 'operation', operationId: operation.id }, operation.id);
      await sign();
      world.clock.forward(59 / 60);
      await sweep();
      assert.deepEqual(resumed, []);
    });

    it('is gone on with, once, and kept', async () => {
      const operation = await opened(toActivate(role));
      const goesOn = { kind: 'operation', operationId: operation.id } as const;
      await desk.ask(session, goesOn, operation.id);
      await sign();
      world.clock.forward(1);
      await Promise.all([sweep(), sweep()]);
      await sweep();
      assert.equal(resumed.length, 1);
      assert.deepEqual(resumed[0]?.continuation, goesOn);
      assert.equal(resumed[0].proved.operationId, operation.id);
      assert.equal(resumed[0].proved.assertion, ana.id);
      assert.ok(await desk.current(ana));
      assert.deepEqual(await signIns.left(10), []);
    });

    it('is not gone on with a second time: the card says that it waits', async () => {
      const operation = await opened(toActivate(role), 'form-1');
      await desk.ask(session, { kind: 'operation', operationId: operation.id }, operation.id);
      await sign();
      world.clock.forward(1);
      // The process that went on with it ends as well.
      resume = () => new Promise(() => undefined);
      void sweep();
      while (resumed.length === 0) await pause(1);
      await sweep();
      assert.equal(resumed.length, 1);
      assert.match(shown(chat.redrawn.at(-1)), /Sign in to go on/);
    });

    it('is not used once the time of its link is over', async () => {
      const operation = await opened(toActivate(role), 'form-1');
      await desk.ask(session, { kind: 'operation', operationId: operation.id }, operation.id);
      await sign();
      world.clock.forward(10);
      await sweep();
      assert.deepEqual(resumed, []);
      assert.deepEqual(buttonsOf(chat.redrawn.at(-1)), ['signIn.start']);
    });

    it('of a question is said to be asked again', async () => {
      await desk.ask(session, toRoles);
      await sign();
      world.clock.forward(1);
      await sweep();
      assert.match(shown(chat.sent.at(-1)?.content), /You had signed in, and I was interrupted/);
      assert.deepEqual(resumed, []);
    });
  });

  it('gives an approver the choice again, or the sign-in that PIM asked for', async () => {
    const { ben } = made;
    const gated = world.pim.addRole('Security Administrator', {
      approvers: [{ kind: 'person', id: ana.id }],
    });
    world.pim.makeEligible(ben, gated);
    const { request } = await world.does(ben, toActivate(gated));
    assert.ok(request);
    const card = (await world.cards.ofRequest(ana.tenantId, request.id)).find(
      ({ kind }) => kind === 'approval',
    );
    assert.ok(card);
    await world.cards.setSent(card.id, 'chat-1', 'approval-1');
    const operation = await opened(toDecide(request.id));
    await desk.ask(session, { kind: 'operation', operationId: operation.id }, operation.id);
    world.clock.forward(10);
    await sweep();
    assert.deepEqual(redrawn, [{ id: card.id, override: {} }]);
    await world.run(operation, { operationId: undefined });
    await askForStepUp(operation);
    world.clock.forward(10);
    await sweep();
    const override = { state: { kind: 'needsSignIn' }, operationId: operation.id };
    assert.deepEqual(redrawn.at(-1), { id: card.id, override });
  });
});
