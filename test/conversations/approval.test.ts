import assert from 'node:assert/strict';
import { type SeenCall } from '../support/runningSandbox.ts';
import { openWorld, type World } from '../support/world.ts';

const decisions = async (world: World): Promise<readonly SeenCall[]> =>
  (await world.control.calls(/\/steps\//)).filter(({ method }) => method === 'PATCH');

/** Ana asks for Exchange Administrator; resolves when the approvers' cards are there. */
async function askForExchange(world: World): Promise<void> {
  const ana = world.person('Ana');
  await ana.say('activate exchange admin 2h because mailbox stuck INC0042');
  await ana.waitForCard('Waiting for approval');
  await world.person('Ben').waitForButton('Approve');
  await world.person('Chi').waitForButton('Approve');
}

describe('deciding on a request', () => {
  let world: World;

  afterEach(() => world.close());

  it('is done on the card, with the approver’s own authority, and everybody hears of it', async () => {
    world = await openWorld();
    await askForExchange(world);
    const ben = world.person('Ben');
    const card = await ben.waitForCard('mailbox stuck');
    for (const fact of [
      'Ana Ruiz',
      'ana.ruiz@harbourlight.example',
      'Exchange Administrator',
      'INC0042',
      '2 hours',
    ]) {
      assert.ok(card.text.includes(fact), `the card says ${fact}`);
    }
    await ben.press('Approve', { comment: 'planned' });
    await world.person('Ana').waitForCard(/Active until/);
    await ben.waitForCard(/You approved it/);
    const chi = await world.person('Chi').waitForCard(/Ben Okafor approved it/);
    assert.ok(
      !JSON.stringify(chi.card).includes('request.approve'),
      'no copy offers a button that cannot work',
    );
    const [patch] = await decisions(world);
    assert.equal(patch?.actor, world.idOf('Ben'));
    assert.ok(patch.scopes.includes('PrivilegedAccess.ReadWrite.AzureAD'));
  });

  it('offers the buttons again when Teams did not take the question for a proof', async () => {
    world = await openWorld();
    await askForExchange(world);
    const ben = world.person('Ben');
    await world.control.faults.add({
      match: { method: 'POST', path: '^/teams/.*/activities$' },
      times: 1,
      status: 500,
    });
    await ben.press('Approve', { comment: 'planned' });
    await ben.waitForCard(/did not work/);
    await ben.press('Approve', { comment: 'planned' });
    await ben.waitForCard(/You approved it/);
    assert.equal((await decisions(world)).length, 1);
  });

  it('sends no second card of a request whose card is on its way', async () => {
    world = await openWorld();
    const ben = world.person('Ben');
    await ben.say('help');
    await ben.waitForCard(/activate/);
    const intoHisChat = (await world.control.calls(/^\/teams\/.*\/activities$/)).at(-1)?.path ?? '';
    // Teams has it, and is slow to say so.
    await world.control.faults.add({ match: { method: 'POST', path: intoHisChat }, holdMs: 4_000 });
    await world.person('Ana').say('activate exchange admin 2h because mailbox stuck');
    const { message } = await ben.waitForCard('Your decision is asked for');
    await ben.say('pending');
    await ben.press('Show', {}, { after: message.id });
    await ben.press('Approve', { comment: 'planned' }, { on: message.id });
    await ben.waitForCard(/You approved it/);
    const stillOpen = (await ben.messages({ fresh: true })).filter((one) =>
      JSON.stringify(one.attachments ?? []).includes('request.approve'),
    );
    assert.deepEqual(stillOpen, []);
  });

  it('takes a denial with its reason to the requestor', async () => {
    world = await openWorld();
    await askForExchange(world);
    await world.person('Chi').press('Deny', { comment: 'use the shared mailbox' });
    const told = await world.person('Ana').waitForText(/Chi Nguyen[\s\S]*denied|denied[\s\S]*Chi Nguyen/i);
    assert.ok(told);
    await world.person('Ana').waitForCard('use the shared mailbox');
    await world.person('Ben').waitForCard(/Chi Nguyen denied it/);
  });

  it('can be typed, by the number on the card', async () => {
    world = await openWorld();
    await askForExchange(world);
    const ben = world.person('Ben');
    await ben.say('approve 1 because planned change');
    await world.person('Ana').waitForCard(/Active until/);
    assert.equal((await decisions(world)).length, 1);
    await ben.say('approve 7');
    await ben.waitForText(/No request 7/);
  });

  it('asks for the comment that the role demands', async () => {
    world = await openWorld();
    await askForExchange(world);
    const ben = world.person('Ben');
    await ben.say('approve 1');
    await ben.waitForText(/comment/i);
    assert.deepEqual(await decisions(world), []);
  });

  it('has one effect when two approvers press at the same instant', async () => {
    world = await openWorld();
    await askForExchange(world);
    await Promise.all([
      world.person('Ben').press('Approve', { comment: 'yes' }),
      world.person('Chi').press('Deny', { comment: 'no' }),
    ]);
    const settled = /(approved|denied) it/;
    const [ben, chi] = await Promise.all([
      world.person('Ben').waitForCard(settled),
      world.person('Chi').waitForCard(settled),
    ]);
    const done = (await decisions(world)).filter(({ status }) => status === 204);
    assert.equal(done.length, 1, 'PIM took one decision');
    const isApproved = (text: string): boolean => text.includes('approved it');
    assert.equal(isApproved(ben.text), isApproved(chi.text), 'both see the same outcome');
  });

  it('has one effect when the same button is pressed three times', async () => {
    world = await openWorld();
    await askForExchange(world);
    const ben = world.person('Ben');
    const { message } = await ben.waitForButton('Approve');
    const press = (): Promise<unknown> =>
      ben.press('Approve', { comment: 'yes' }, { on: message.id }).catch((error: unknown) => error);
    await Promise.all([press(), press(), press()]);
    await world.person('Ana').waitForCard(/Active until/);
    assert.equal((await decisions(world)).filter(({ status }) => status === 204).length, 1);
  });

  it('notices what was decided in the portal', async () => {
    world = await openWorld();
    await askForExchange(world);
    const [post] = (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
      ({ method }) => method === 'POST',
    );
    assert.ok(post);
    const requestId = await openRequestId(world);
    await world.control.portal({
      actor: world.idOf('Dara'),
      action: 'approve',
      requestId,
      justification: 'in the portal',
    });
    await world.forward(1);
    await world.person('Ana').waitForCard(/Active until/);
    await world.person('Ben').waitForCard(/Dara Singh approved it|Approved/);
    await world.person('Ben').say('approve 1 because late');
    await world.person('Ben').waitForCard(/approved/i);
    assert.deepEqual(await decisions(world), [], 'nothing was sent for a request that was settled');
  });

  it('is not offered to the requestor, approver group or not', async () => {
    world = await openWorld();
    const dara = world.person('Dara');
    await dara.say('activate exchange admin 1h because I am in the approver group');
    await dara.waitForCard('Waiting for approval');
    await world.person('Ben').waitForButton('Approve');
    const cards = (await dara.messages()).map((message) => JSON.stringify(message));
    assert.ok(
      !cards.some((text) => text.includes('request.approve')),
      'the requestor gets no card to decide on',
    );
  });

  it('says when a request has lapsed, on every card', async () => {
    world = await openWorld();
    await askForExchange(world);
    await world.forward(24 * 60 + 1);
    await world.person('Ana').waitForCard(/laps/i);
    await world.person('Ben').waitForCard(/laps/i);
  });

  it('can be taken back by the requestor', async () => {
    world = await openWorld();
    await askForExchange(world);
    await world.person('Ana').press('request.cancel');
    await world.person('Ana').waitForCard(/Cance?l?led/i);
    await world.person('Ben').waitForCard(/taken back|cancel/i);
  });

  it('lists what waits, and shows a card again on demand', async () => {
    world = await openWorld();
    await askForExchange(world);
    const ben = world.person('Ben');
    await ben.say('pending');
    const list = await ben.waitForCard('What waits');
    await ben.press('Show', {}, { on: list.message.id });
    await ben.waitForButton('Approve', { after: list.message.id });
  });

  it('works in full with Action.Submit', async () => {
    world = await openWorld({ cardActions: 'submit' });
    const ana = world.person('Ana');
    await ana.say('activate exchange admin');
    await ana.press('Activate', { justification: 'Mailbox stuck', durationMinutes: '60' });
    await ana.waitForCard('Waiting for approval');
    await world.person('Ben').press('Approve', { comment: 'fine' });
    await ana.waitForCard(/Active until/);
    await world.person('Ben').waitForCard(/You approved it/);
  });
});

/** Id of the one request that waits, as PIM has it. */
async function openRequestId(world: World): Promise<string> {
  const happened = (await (await fetch(`${world.url}/client/happened`)).json()) as {
    happenings: readonly { readonly wire?: { readonly response?: string } }[];
  };
  for (const { wire } of happened.happenings.toReversed()) {
    const id = /"id": ?"([0-9a-f-]{36})"[\s\S]*?"status": ?"PendingApproval"/.exec(wire?.response ?? '')?.[1];
    if (id !== undefined) return id;
  }
  throw new Error('No request waits');
}
