import assert from 'node:assert/strict';
import { harbourGroups, harbourPeople } from '../../sandbox/tenants/harbour.ts';
import { openWorld, type World } from '../support/world.ts';

const { ana, ben, chi, fay, gus } = harbourPeople;
const { tierOneApprovers } = harbourGroups;
const goPast = 'request.emergency';

/** What went to PIM for good: activations that are no dry runs, and decisions. */
const written = async (world: World): Promise<number> =>
  (await world.control.calls(/roleAssignmentScheduleRequests$|\/steps\//)).filter(
    ({ method, requestBody }) =>
      (method === 'POST' || method === 'PATCH') &&
      (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
  ).length;

describe('emergencies past votes that are waited for', () => {
  let world: World;

  afterEach(() => world.close());

  const opened = (): Promise<World> => {
    const emergency = { people: [ana], owners: { people: [gus] }, perDay: 2 };
    return openWorld({
      houseRules: [
        {
          name: 'Two for meetings',
          appliesTo: { roles: ['Teams Administrator'] },
          approvals: [{ count: 2, from: { people: [ben, chi] } }],
          emergency,
        },
        {
          name: 'Two for mail',
          appliesTo: { roles: ['Exchange Administrator'] },
          approvals: [{ count: 2, from: { people: [fay], groups: [tierOneApprovers] } }],
          emergency,
        },
      ],
    });
  };

  it('take back what is kept here, with a reason of their own, and say on every card that no vote is needed', async () => {
    world = await opened();
    const [anaHere, benHere, gusHere] = ['Ana', 'Ben', 'Gus'].map((name) => world.person(name));
    assert.ok(anaHere && benHere && gusHere);
    await anaHere.say('activate teams admin 1h because meeting rooms');
    const own = await anaHere.waitForCard('Waiting for approval');
    assert.match(JSON.stringify(own.card), new RegExp(goPast));
    await benHere.waitForButton('Approve');
    assert.ok(!JSON.stringify(await benHere.messages()).includes(goPast), 'a voter has no such button');
    await anaHere.press('Emergency…', {}, { on: own.message.id });
    const form = await anaHere.waitForCard(/It goes past these house rules:[\s\S]*Two for meetings/);
    assert.ok(!JSON.stringify(form.card).includes('meeting rooms'), 'the reason is asked for');
    assert.equal(await written(world), 0);
    await anaHere.press(
      'Activate as an emergency',
      { justification: 'the board meets' },
      { on: form.message.id },
    );
    await anaHere.waitForCard(/Active until/);
    assert.equal(await written(world), 1);
    const passed = await benHere.waitForCard(/Ana Ruiz went past these votes in an emergency/);
    assert.match(passed.text, /No vote is needed any more: this request was taken back/);
    assert.match(passed.text, /the board meets/);
    assert.ok(!JSON.stringify(passed.card).includes('request.approve'));
    await gusHere.waitForCard(/Emergency activation[\s\S]*the board meets/);
  });

  it('leave PIM its request and its approvers', async () => {
    world = await opened();
    const [anaHere, benHere, fayHere, gusHere] = ['Ana', 'Ben', 'Fay', 'Gus'].map((name) =>
      world.person(name),
    );
    assert.ok(anaHere && benHere && fayHere && gusHere);
    await anaHere.say('activate exchange admin 1h because mailbox stuck');
    const waiting = await anaHere.waitForCard('Waiting for approval');
    await fayHere.waitForButton('Approve');
    await anaHere.press('Emergency…', {}, { on: waiting.message.id });
    const form = await anaHere.waitForCard(/It goes past these house rules:[\s\S]*Two for mail/);
    await anaHere.press(
      'Activate as an emergency',
      { justification: 'all mail is down' },
      { on: form.message.id },
    );
    await anaHere.waitForCard(/PIM still waits for one of its own approvers/);
    assert.equal(await written(world), 1, 'PIM has the one request that it had');
    await fayHere.waitForCard(/all mail is down[\s\S]*Ana Ruiz went past these votes in an emergency/);
    await fayHere.waitUntil('nothing to answer', (all) => !JSON.stringify(all).includes('request.approve'));
    await gusHere.waitForCard(/PIM still waits for an approval[\s\S]*all mail is down/);
    await benHere.waitForCard(/all mail is down/);
    await benHere.press('Approve', { comment: 'go' });
    await anaHere.waitForCard(/Active until/);
    assert.equal(await written(world), 2);
    for (const person of [anaHere, benHere, fayHere])
      assert.ok(!JSON.stringify(await person.messages()).includes('Decided outside'));
  });
});
