import assert from 'node:assert/strict';
import { type SeenCall } from '../support/runningSandbox.ts';
import { sandboxTicketSystems } from '../support/ticketWorld.ts';
import { openWorld, type World } from '../support/world.ts';

const asked = (world: World): Promise<readonly SeenCall[]> => world.control.calls(/^\/tickets\//);

describe('a ticket that a system is asked about', () => {
  let world: World;

  beforeEach(async () => {
    world = await openWorld({ ticketSystems: sandboxTicketSystems });
  });

  afterEach(() => world.close());

  it('is refused with what is wrong, keeps what was typed, and shows the approver what the system says', async () => {
    const ana = world.person('Ana');
    await ana.say('activate exchange admin 2h because moving mailboxes ticket CHG0030002');
    const form = await ana.waitForCard('is not open (Closed)');
    const drawn = JSON.stringify(form.card);
    for (const typed of ['moving mailboxes', 'CHG0030002']) assert.ok(drawn.includes(typed), typed);
    for (const [ticketNumber, refusal] of [
      ['CHG0030003', 'is not yours'],
      ['CHG0030004', /window of this ticket in Changes \(\d{4}-\d\d-\d\d \d\d:\d\d to /],
      ['CHG0039999', 'does not know this ticket'],
      ['CHG0030005', 'does not hold the activation'],
    ] as const) {
      await ana.press('Activate', { ticketNumber }, { on: form.message.id });
      await ana.waitForCard(refusal);
    }
    const posts = await world.control.calls(/roleAssignmentScheduleRequests$/);
    assert.ok(
      posts.every(
        ({ requestBody }) =>
          (requestBody as { isValidationOnly?: boolean } | null)?.isValidationOnly !== false,
      ),
      'nothing was submitted',
    );
    await ana.press('Activate', { ticketNumber: 'CHG0030001' }, { on: form.message.id });
    const waiting = await ana.waitForCard('Waiting for approval');
    assert.match(waiting.text, /moving mailboxes/);
    const ben = await world.person('Ben').waitForCard('Move the shared mailboxes');
    assert.match(ben.text, /Ticket state\s*Implement/);
    assert.match(ben.text, /Ticket window/);
    assert.match(ben.text, /checked with Changes, \d\d:\d\d/);
    assert.ok(JSON.stringify(ben.card).includes(`"url":"${world.url}/tickets/api/now/table/change_request?`));
    await world.person('Ben').press('Approve', { comment: 'planned' });
    await ana.waitForCard(/Active until/);
    const lines = world.log.filter(({ facts }) => 'event' in facts && facts.event === 'ticket.asked');
    assert.equal(lines.length, 6);
    assert.ok(lines.every(({ facts }) => 'correlationId' in facts));
    assert.doesNotMatch(JSON.stringify(world.log), /bGF0Y2hrZXk6aGFyYm91cg|CHG00/);
  });

  it('that cannot be checked keeps the activation from going on, or goes with a warning, as the settings say', async () => {
    const fay = world.person('Fay');
    await world.control.faults.add({ match: { path: '^/tickets/api/' }, status: 503 });
    await fay.say('activate compliance admin 30m because audit ticket CHG0031006');
    const form = await fay.waitForCard('Changes did not answer');
    assert.ok(JSON.stringify(form.card).includes('CHG0031006'));
    await fay.press('Activate', {}, { on: form.message.id });
    await fay.waitForCard(/Active until[\s\S]*checked with Changes|checked with Changes[\s\S]*Active until/);
    const ana = world.person('Ana');
    await world.control.faults.add({ match: { path: '^/tickets/rest/' }, cut: 'before', times: 3 });
    await ana.say('activate exchange admin 2h because calendar ticket OPS-101');
    await ana.waitForCard('Waiting for approval');
    await world.person('Ben').waitForCard('not checked: Issues did not answer');
  });

  it('is not asked about for who may not activate the role, nor where no system has such numbers', async () => {
    await world.person('Jun').say('activate global admin 1h because why not ticket CHG0030001');
    await world.person('Jun').waitForCard(/not eligible/i);
    const ana = world.person('Ana');
    await ana.say('activate teams admin 1h because meeting ticket INC0042');
    await ana.waitForCard(/Active until/);
    assert.deepEqual(await asked(world), []);
  });
});
