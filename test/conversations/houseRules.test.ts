import assert from 'node:assert/strict';
import { harbourGroups, harbourPeople } from '../../sandbox/tenants/harbour.ts';
import { closedHours } from '../support/houseRules.ts';
import { sandboxTicketSystems } from '../support/ticketWorld.ts';
import { workingMorning } from '../support/workingMorning.ts';
import { openWorld, type World } from '../support/world.ts';

const { ana, ben } = harbourPeople;
const { securityDesk } = harbourGroups;
const noGroup = '00000000-0000-4000-8000-00000000dead';

describe('house rules in the chat', () => {
  let world: World;

  afterEach(() => world.close());

  const submitted = async (): Promise<number> =>
    (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
      ({ requestBody }) =>
        requestBody !== null &&
        requestBody !== undefined &&
        (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
    ).length;

  it('narrow the form, refuse with what helps, keep what was typed, and show on the card what was met', async () => {
    world = await openWorld({
      ticketSystems: sandboxTicketSystems,
      houseRules: [
        {
          name: 'Short meetings',
          appliesTo: { roles: ['Teams Administrator'] },
          maximumHours: 1,
          coolDownMinutes: 120,
        },
        { name: 'Known change', appliesTo: { roles: ['Security Reader'] }, ticket: { check: 'Changes' } },
        {
          name: 'For the lost',
          appliesTo: { roles: ['User Administrator'], groups: [noGroup] },
          maximumHours: 1,
        },
      ],
    });
    const user = world.person('Ana');
    await user.say('activate teams admin 3h because meeting rooms');
    const form = await user.waitForCard('at most 1 hour');
    assert.match(form.text, /House rule “Short meetings”/);
    assert.match(form.text, /House rules ask:[\s\S]*2 hours after the last time/);
    assert.ok(JSON.stringify(form.card).includes('meeting rooms'));
    assert.doesNotMatch(form.text, /Emergency/);
    assert.equal(await submitted(), 0);
    await user.press('Activate', { durationMinutes: '60' }, { on: form.message.id });
    const active = await user.waitForCard(/Active until/);
    assert.match(active.text, /Short meetings: takes 1 hour at the most – met/);
    await world.forward(61);
    await user.waitForCard(/ended|over/i);
    await user.say('activate teams admin 1h because more rooms');
    await user.waitForCard(/pause of 2 hours after the last time, which is over/);

    await user.say('activate security reader 1h because audit');
    const ticket = await user.waitForCard('that Changes knows');
    await user.press(
      'Activate',
      { ticketNumber: 'CHG0039999', justification: 'audit' },
      { on: ticket.message.id },
    );
    await user.waitForCard(/does not know this ticket|not known there/);
    const before = (await world.control.calls(/^\/tickets\//)).length;
    await user.press(
      'Activate',
      { ticketNumber: 'CHG0030001', justification: 'audit' },
      { on: ticket.message.id },
    );
    await user.waitForCard(/Known change: has a ticket number that Changes knows – met/);
    assert.equal((await world.control.calls(/^\/tickets\//)).length, before + 1, 'asked once');

    await user.say('activate user admin 1h because lost');
    await user.waitForCard(/cannot be looked up now who belongs to the groups/);
  });

  it('let those whom they name go past them in an emergency, and tell the owners at once and the day after', async () => {
    const office = (now: Date): object => ({
      name: 'Office hours',
      appliesTo: { roles: ['all'] },
      hours: closedHours(now),
      emergency: { people: [ana], owners: { people: [ben], groups: [securityDesk] } },
    });
    world = await openWorld({ houseRules: [office(workingMorning(new Date()))] });
    const [user, owner, member] = [world.person('Ana'), world.person('Ben'), world.person('Fay')];
    await user.say('activate teams admin 1h because phones are down');
    const form = await user.waitForCard('House rule “Office hours”: activations begin');
    await user.press('Emergency…', {}, { on: form.message.id });
    const emergency = await user.waitForCard(/It goes past these house rules:[\s\S]*Office hours/);
    assert.match(emergency.text, /Told at once, and again tomorrow: Ben Okafor and Security Desk\./);
    assert.ok(JSON.stringify(emergency.card).includes('phones are down'));
    assert.equal(await submitted(), 0, 'nothing goes past a rule before it was seen');
    await user.press('Activate as an emergency', {}, { on: emergency.message.id });
    const active = await user.waitForCard(/Active until/);
    assert.match(active.text, /Office hours: begins [\s\S]*– passed over/);
    await world.person('Eli').waitForCard('Emergency activation');
    for (const person of [owner, member]) {
      const told = await person.waitForCard('Emergency activation');
      assert.match(told.text, /Ana Ruiz activates, as an emergency:/);
      assert.match(told.text, /phones are down/);
    }

    // Somebody whom no rule names presses the same, and types it.
    const gus = world.person('Gus');
    await gus.say('emergency groups admin 30m because I can');
    const refused = await gus.waitForCard('does not name you for emergencies');
    await gus.press('Activate as an emergency', { justification: 'I can' }, { on: refused.message.id });
    await gus.waitForCard('does not name you for emergencies');
    assert.equal(await submitted(), 1);

    await world.forward(61);
    await user.say('emergency teams admin 30m because phones are down again');
    await user.waitForCard('you have used up your emergencies of the last 24 hours');
    await world.forward(23 * 60);
    const dayAfter = await owner.waitForCard('Yesterday’s emergency activation');
    assert.match(dayAfter.text, /It ran out at/);
    await member.waitForCard('Yesterday’s emergency activation');
  });
});
