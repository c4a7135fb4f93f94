import assert from 'node:assert/strict';
import { drawRecordedCard } from '../../src/bot/cardViews.ts';
import { TeamsMessenger } from '../../src/bot/teamsMessenger.ts';
import { type Person, requestId } from '../../src/pim/ids.ts';
import { SharedHoldings } from '../../src/pim/operations/sharedHoldings.ts';
import { SharedSettings } from '../../src/pim/operations/sharedSettings.ts';
import { type Attempt, type Delivery } from '../../src/pim/ports.ts';
import { type FollowedRequest, type OutboundMessage } from '../../src/pim/records.ts';
import { aSession, RecordingChat } from '../support/chatWorld.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';

let made: ApprovalWorld;
let request: FollowedRequest;

beforeEach(async () => {
  made = await approvalWorld();
  request = await made.ask();
});

describe('TeamsMessenger, when time has passed', () => {
  let chat: RecordingChat;
  let messenger: TeamsMessenger;

  beforeEach(() => {
    chat = new RecordingChat();
    messenger = new TeamsMessenger({
      ...made.world.with({}),
      lookback: made.world.lookback,
      holdings: new SharedHoldings(made.world),
      roleSettings: new SharedSettings(made.world),
      administrators: { has: () => Promise.resolve(false) },
      chatWith: () => chat,
      cardContextFor: (conversation) => aSession(conversation.person, made.world.clock).card,
    });
  });

  const firstAttempt: Attempt = {
    isBegun: false,
    turn: () => Promise.resolve(),
    begin: () => Promise.resolve(true),
  };
  const deliver = (person: Person, message: OutboundMessage): Promise<Delivery> =>
    messenger.deliver(person, message, firstAttempt);

  it('reminds of what still waits, and of nothing that is decided by then', async () => {
    assert.equal((await deliver(made.ben, { kind: 'reminder' })).kind, 'sent');
    assert.match(JSON.stringify(chat.sent), /Still waiting for you: 1 request/);
    await made.world.does(made.dara, toDecide(request.id));
    assert.deepEqual(await deliver(made.ben, { kind: 'reminder' }), { kind: 'nothing' });
  });

  it('tells that a request lapses with the buttons of its own card, and not once it is decided', async () => {
    const { card } = await made.world.cards.open({
      id: made.world.random.ulid(),
      kind: 'request',
      requestId: request.id,
      person: made.ana,
      nonce: 'n'.repeat(32),
    });
    const message = { kind: 'notice', notice: 'requestLapsing', requestId: request.id } as const;
    await deliver(made.ana, message);
    assert.match(JSON.stringify(chat.sent), new RegExp(`request\\.cancel[^}]*${card.id}`));
    await made.world.does(made.dara, toDecide(request.id, 'Deny'));
    assert.deepEqual(await deliver(made.ana, message), { kind: 'nothing' });
  });

  it('leaves the notice of an end to the form, for whoever wished for that', async () => {
    const message = { kind: 'notice', notice: 'requestEnded', requestId: request.id } as const;
    assert.equal((await deliver(made.ana, message)).kind, 'sent');
    await made.world.againWishes.keep(made.ana, request.id);
    assert.deepEqual(await deliver(made.ana, message), { kind: 'nothing' });
  });

  it('tells that an eligibility has more time', async () => {
    const { clock, extensions } = made.world;
    const { id, roleDefinitionId, roleName, scopeId } = request;
    const endAt = clock.now();
    await extensions.keep({
      id,
      person: made.ana,
      roleDefinitionId,
      roleName,
      scopeId,
      endAt,
      askedAt: endAt,
    });
    assert.equal((await deliver(made.ana, { kind: 'extensionGranted', requestId: id })).kind, 'sent');
    const unknown = { kind: 'extensionGranted', requestId: requestId(made.ben.id) } as const;
    assert.deepEqual(await deliver(made.ana, unknown), { kind: 'nothing' });
  });
});

describe('drawRecordedCard, when time has passed', () => {
  it('says how long a role usually takes, from the third time on', async () => {
    const { world } = made;
    const { card: own } = await world.cards.open({
      id: world.random.ulid(),
      kind: 'request',
      requestId: request.id,
      person: made.ana,
      nonce: 'n'.repeat(32),
    });
    await world.requests.save({ ...request, status: 'PendingProvisioning' });
    const drawn = async (): Promise<string> =>
      JSON.stringify((await drawRecordedCard(world, own, aSession(made.ana, world.clock).card))?.content);
    const add = (milliseconds: number): Promise<void> =>
      world.provisioningDelays.add(request.tenantId, request.roleDefinitionId, milliseconds);
    await add(4000);
    await add(6000);
    assert.doesNotMatch(await drawn(), /usually/);
    await add(20_000);
    assert.match(await drawn(), /This role usually takes 10 seconds/);
  });

  it('draws the warning of an end as things stand, and never sends it late', async () => {
    const { world } = made;
    const { card } = await world.cards.open({
      id: world.random.ulid(),
      kind: 'ending',
      requestId: request.id,
      person: made.ana,
      nonce: 'n'.repeat(32),
    });
    const drawn = async (): Promise<string | undefined> => {
      const record = await world.cards.of(card.id);
      assert.ok(record);
      const view = await drawRecordedCard(world, record, aSession(made.ana, world.clock).card);
      return view && JSON.stringify(view.content);
    };
    const endAt = new Date(world.clock.now().getTime() + 10 * 60_000);
    await world.requests.save({ ...request, status: 'Provisioned', endAt });
    assert.match((await drawn()) ?? '', /activation\.letEnd/);
    await world.cards.setSent(card.id, 'a:1', 'activity-1');
    await world.cards.setReceipt(card.id, 'acted');
    assert.doesNotMatch((await drawn()) ?? '', /activation\.letEnd/);
    await world.againWishes.keep(made.ana, request.id);
    assert.match((await drawn()) ?? '', /I bring you the form/);
    await world.requests.save({ ...request, status: 'Revoked', endAt, isOpen: false });
    assert.match((await drawn()) ?? '', /is below/);
    const other = { ...card, activityId: undefined };
    assert.equal(await drawRecordedCard(world, other, aSession(made.ana, world.clock).card), undefined);
  });
});
