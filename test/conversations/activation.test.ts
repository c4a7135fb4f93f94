import assert from 'node:assert/strict';
import { openWorld, type World } from '../support/world.ts';

describe('activating a role', () => {
  let world: World;

  afterEach(() => world.close());

  it('needs one message where the role wants nothing more', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate teams admin 2h');
    await ana.waitForCard(/Active until \d\d:\d\d/);
    const posts = (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
      ({ method }) => method === 'POST',
    );
    assert.equal(posts.length, 1);
    assert.equal(posts[0]?.actor, world.idOf('Ana'));
  });

  it('asks in one form for what is missing, and shows who would approve', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('pls activate the exchange admin role');
    const form = await ana.waitForCard('Ben Okafor, Chi Nguyen or Dara Singh');
    await ana.press(
      'Activate',
      { durationMinutes: '60', justification: 'Mailbox stuck' },
      { on: form.message.id },
    );
    const waiting = await ana.waitForCard('Waiting for approval');
    assert.equal(waiting.message.id, form.message.id, 'the form becomes the card of the request');
    assert.match(waiting.text, /Mailbox stuck/);
  });

  it('takes a typed answer while the form is open', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate exchange admin');
    await ana.waitForButton('activation.submit');
    await ana.say('90 min because calendar is broken');
    const waiting = await ana.waitForCard('Waiting for approval');
    assert.match(waiting.text, /1 hour 30 minutes/);
    assert.match(waiting.text, /calendar is broken/);
  });

  it('asks which role is meant, and never guesses', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate exchange');
    // "exchange" is a known alias of the built-in role; a part of a name is not.
    await ana.waitForButton('activation.submit');
    await ana.say('activate exchng admins emea 1h because x');
    const question = await ana.waitForCard('Did you mean');
    assert.match(question.text, /Exchange Administrators \(EMEA\)/);
    assert.match(question.text, /custom role/i);
    const posts = (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
      ({ method, requestBody }) =>
        method === 'POST' && (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
    );
    assert.deepEqual(posts, []);
  });

  it('says what the role allows when too much is asked for, and keeps what was typed', async () => {
    world = await openWorld();
    const fay = world.person('Fay');
    await fay.say('activate compliance admin 8h because audit ticket INC0042');
    const form = await fay.waitForCard(/at most 1 hour/);
    assert.ok(JSON.stringify(form.card).includes('INC0042'));
    await fay.press('Activate', { durationMinutes: '60' });
    await fay.waitForCard(/Active until/);
  });

  it('asks for the ticket that the role demands', async () => {
    world = await openWorld();
    const fay = world.person('Fay');
    await fay.say('activate compliance admin 30m because audit');
    const { message } = await fay.waitForButton('activation.submit');
    await fay.press(
      'Activate',
      { justification: 'audit', ticketNumber: '  ' },
      { on: message.id, isUnchecked: true },
    );
    await fay.waitForCard('Before it can be activated');
    await fay.say('ticket CHG-77');
    await fay.waitForCard(/Active until/);
    const [post] = (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
      ({ method, status, requestBody }) =>
        method === 'POST' &&
        status === 201 &&
        (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
    );
    assert.equal(
      (post?.requestBody as { ticketInfo: { ticketNumber: string } }).ticketInfo.ticketNumber,
      'CHG-77',
    );
  });

  it('activates at the scope of the eligibility, through a group, and says who may not', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate helpdesk admin 1h because Oslo laptop');
    await ana.waitForCard(/Oslo office[\s\S]*|Active until/);
    await ana.waitForCard(/Active until/);
    await ana.say('activate global reader 1h because looking');
    await ana.waitForCard(
      (card) => card.text.includes('Global Reader') && card.text.includes('Active until'),
    );
    const jun = world.person('Jun');
    await jun.say('activate global admin 1h because why not');
    await jun.waitForCard(/not eligible/i);
  });

  it('refuses what is active already and what is pending already, with a way out', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate teams admin 1h');
    await ana.waitForCard(/Active until/);
    const mark = await ana.mark();
    await ana.say('activate teams admin 1h');
    await ana.waitForCard(/active already/i, { after: mark });
    await ana.say('activate exchange admin 1h because a');
    await ana.waitForCard('Waiting for approval');
    const second = await ana.mark();
    await ana.say('activate exchange admin 1h because b');
    await ana.waitForCard(/You already have an open request for this role/, { after: second });
  });

  it('starts later when a time is given', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate teams admin tomorrow at 08:30 for 2h');
    const scheduled = await ana.waitForCard(/08:30/);
    assert.match(scheduled.text, /scheduled|starts/i);
  });

  it('ends by itself, and says so', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate teams admin 1h');
    await ana.waitForCard(/Active until/);
    await world.forward(61);
    await ana.waitForCard(/ended|over/i);
  });

  it('gives a role back before its end, five minutes after it began', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate teams admin 1h');
    await ana.waitForCard(/Active until/);
    await ana.press('Deactivate');
    await ana.waitForCard(/five minutes|5 minutes/);
    await world.forward(6);
    await ana.say('deactivate teams admin');
    await ana.waitForCard(/Deactivated/);
  });

  it('survives cancel, help and another command in the middle', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('activate exchange admin');
    await ana.waitForButton('activation.submit');
    await ana.say('help');
    await ana.waitForCard(/activate/i);
    await ana.say('my roles');
    await ana.waitForCard(/Teams Administrator/);
    await ana.say('cancel');
    await ana.waitForText(/Nothing was sent|nothing to cancel/i);
  });
});
