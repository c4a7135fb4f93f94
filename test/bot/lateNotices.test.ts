import assert from 'node:assert/strict';
import { TeamsMessenger } from '../../src/bot/teamsMessenger.ts';
import { type Person } from '../../src/pim/ids.ts';
import { type OperationDeps } from '../../src/pim/operations/deps.ts';
import { requestedEntry, runOperation } from '../../src/pim/operations/runOperation.ts';
import { SharedHoldings } from '../../src/pim/operations/sharedHoldings.ts';
import { SharedSettings } from '../../src/pim/operations/sharedSettings.ts';
import { type FollowedRequest, type Intent, type NoticeKind } from '../../src/pim/records.ts';
import { aSession, RecordingChat } from '../support/chatWorld.ts';
import { judgeIn } from '../support/houseRules.ts';
import { aSignOn } from '../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';
import { aRequestId } from '../support/storeWorld.ts';

const DAY_MINUTES = 24 * 60;

describe('TeamsMessenger, of a notice that waited', () => {
  let made: ApprovalWorld;
  let deps: OperationDeps;
  let request: FollowedRequest;

  beforeEach(async () => {
    made = await approvalWorld();
    deps = made.world.with({});
  });

  /** What becomes of it now. */
  const notice = async (person: Person, kind: NoticeKind, about = request): Promise<string> => {
    const { world } = made;
    const messenger = new TeamsMessenger({
      ...deps,
      lookback: world.lookback,
      holdings: new SharedHoldings(world),
      roleSettings: new SharedSettings(world),
      chatWith: () => new RecordingChat(),
      cardContextFor: (conversation) => aSession(conversation.person, world.clock).card,
    });
    const message = { kind: 'notice', notice: kind, requestId: about.id } as const;
    const delivery = await messenger.deliver(person, message, {
      isBegun: false,
      turn: () => Promise.resolve(),
      begin: () => Promise.resolve(true),
    });
    return delivery.kind;
  };
  const does = async (person: Person, intent: Intent): Promise<FollowedRequest | undefined> => {
    const { world } = made;
    const id = world.random.ulid();
    await world.operations.open({ id, person, intent }, requestedEntry(person, id, intent));
    const result = await runOperation(deps, id, aSignOn(person, world.clock, { operationId: id }));
    assert.equal(result?.state, 'DONE');
    return result.request;
  };
  const refuseAll = async (): Promise<void> => {
    for (const { id, kind } of made.world.cards.all)
      if (kind === 'approval') await made.world.cards.setRefused(id, 'NotInstalled');
  };

  describe('about a request that PIM decides', () => {
    beforeEach(async () => {
      request = await made.ask();
      await refuseAll();
      made.world.administratorIds.push(made.dara.id);
    });

    const waiting = [
      ['approvalReminder', 'ben'],
      ['votesComplete', 'ben'],
      ['approversUnreachable', 'ana'],
      ['requestLapsing', 'ana'],
      ['nobodyReached', 'dara'],
    ] as const;
    for (const [kind, who] of waiting) {
      it(`says nothing as ${kind} once it is decided, or has lapsed`, async () => {
        const { world, ben } = made;
        assert.equal(await notice(made[who], kind), 'sent');
        world.clock.forward(DAY_MINUTES);
        assert.equal(await notice(made[who], kind), 'nothing');
        world.clock.forward(-DAY_MINUTES);
        await world.does(ben, toDecide(request.id, 'Deny', 'no'));
        assert.equal(await notice(made[who], kind), 'nothing');
      });
    }

    it('says that somebody could not be reached only while that is so', async () => {
      const { world, ana } = made;
      const [first, second] = world.cards.all.filter(({ kind }) => kind === 'approval');
      assert.ok(first && second);
      await world.cards.setSent(first.id, 'a:1', '1');
      assert.equal(await notice(ana, 'approversUnreachable'), 'sent');
      await world.cards.setSent(second.id, 'a:2', '2');
      assert.equal(await notice(ana, 'approversUnreachable'), 'nothing');
    });

    it('says that a role is active only while it is', async () => {
      const { world, ana } = made;
      const endAt = new Date(world.clock.now().getTime() + 60_000);
      await world.requests.save({ ...request, status: 'Provisioned', endAt });
      assert.equal(await notice(ana, 'requestActive'), 'sent');
      world.clock.forward(1);
      assert.equal(await notice(ana, 'requestActive'), 'nothing');
      await world.requests.save({ ...request, status: 'Revoked', endAt, isOpen: false });
      world.clock.forward(-1);
      assert.equal(await notice(ana, 'requestActive'), 'nothing');
    });

    it('says that a role is not active any more only where a later activation has not begun', async () => {
      const { world, ana } = made;
      const endAt = world.clock.now();
      const over = { ...request, status: 'Revoked', endAt, isOpen: false };
      await world.requests.save(over);
      assert.equal(await notice(ana, 'requestEnded'), 'sent');
      const again = { ...request, id: aRequestId(), status: 'PendingProvisioning', endAt: undefined };
      await world.requests.save(again);
      assert.equal(await notice(ana, 'requestEnded', over), 'sent');
      const later = new Date(endAt.getTime() + 3_600_000);
      await world.requests.save({ ...again, status: 'Provisioned', endAt: later });
      assert.equal(await notice(ana, 'requestEnded', over), 'nothing');
    });

    it('says how it was decided however late', async () => {
      await made.world.does(made.ben, toDecide(request.id, 'Deny', 'no'));
      made.world.clock.forward(DAY_MINUTES);
      assert.equal(await notice(made.ana, 'requestDecided'), 'sent');
    });
  });

  describe('about a request that is put to the vote', () => {
    const ask = async (role: ApprovalWorld['exchange']): Promise<void> => {
      const { ana, ben, dara, world } = made;
      const chi = await world.person('Chi Nguyen');
      const approvals = [{ count: 2, from: { people: [ben.id, chi.id, dara.id] } }];
      const rule = { name: 'Two people', appliesTo: { roles: [role.displayName] }, approvals };
      deps = world.with({ houseJudge: judgeIn(world, [rule]) });
      const asked = await does(ana, toActivate(role));
      assert.ok(asked);
      request = asked;
      for (const { id, kind } of world.cards.all)
        if (kind === 'approval') await world.cards.setSent(id, 'a:1', id);
    };

    it('reminds nobody for whom it waits no longer', async () => {
      await ask(made.exchange);
      const kinds = ['approvalReminder', 'votesComplete'] as const;
      for (const kind of kinds) assert.equal(await notice(made.ben, kind), 'sent', kind);
      await does(made.ben, toDecide(request.id));
      for (const kind of kinds) assert.equal(await notice(made.ben, kind), 'nothing', kind);
      assert.equal(await notice(made.dara, 'approvalReminder'), 'sent');
    });

    it('asks to activate only while the votes are there', async () => {
      await ask(made.reader);
      assert.equal(await notice(made.ana, 'votesComplete'), 'nothing');
      await does(made.ben, toDecide(request.id));
      await does(made.dara, toDecide(request.id));
      assert.equal(await notice(made.ana, 'votesComplete'), 'sent');
      await refuseAll();
      assert.equal(await notice(made.ana, 'approversUnreachable'), 'nothing', 'nobody is waited for');
      await does(made.ana, { kind: 'cancel', requestId: request.id });
      assert.equal(await notice(made.ana, 'votesComplete'), 'nothing');
    });

    it('asks to deny in PIM only while PIM waits for that', async () => {
      await ask(made.exchange);
      const voting = await deps.votings.of(request.tenantId, request.id);
      assert.ok(voting);
      const end = { how: 'denied', at: made.world.clock.now(), by: made.ana.id } as const;
      await deps.votings.change(voting.tenantId, voting.id, (stored) => ({
        voting: { ...stored, end },
        announcement: { messages: [], audit: [] },
      }));
      assert.equal(await notice(made.ben, 'votesOver'), 'sent');
      assert.equal(await notice(made.ana, 'votesOver'), 'sent');
      await made.world.requests.save({ ...request, status: 'Denied', decision: 'Deny', isOpen: false });
      assert.equal(await notice(made.ben, 'votesOver'), 'nothing');
      assert.equal(await notice(made.ana, 'votesOver'), 'nothing', 'PIM’s own answer is told');
    });
  });
});
