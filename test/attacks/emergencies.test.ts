import assert from 'node:assert/strict';
import { harbourPeople } from '../../sandbox/tenants/harbour.ts';
import { type Json } from '../support/cardReading.ts';
import { closedHours } from '../support/houseRules.ts';
import { type TeamsUser } from '../support/teamsUser.ts';
import { workingMorning } from '../support/workingMorning.ts';
import { openWorld, type World } from '../support/world.ts';

const TEAMS = '69091246-20e8-4a56-aa4d-066075b2a7a8';
const EXCHANGE = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const [first, second, third] = [
  '01JZZZZZZZZZZZZZZZZZZZZZZ1',
  '01JZZZZZZZZZZZZZZZZZZZZZZ2',
  '01JZZZZZZZZZZZZZZZZZZZZZZ3',
];

describe('attacks on emergencies', () => {
  let world: World;

  before(async () => {
    const { ana, ben, fay } = harbourPeople;
    world = await openWorld({
      houseRules: [
        {
          name: 'Closed',
          appliesTo: { roles: ['all'] },
          hours: closedHours(workingMorning(new Date())),
          emergency: { people: [ana, fay], owners: { people: [ben] }, perDay: 10 },
        },
        {
          name: 'Not for Exchange',
          appliesTo: { roles: [EXCHANGE] },
          hours: closedHours(workingMorning(new Date())),
        },
      ],
    });
  });

  after(() => world.close());

  async function forge(person: TeamsUser, data: Json, inputs: Json = {}): Promise<void> {
    await person.say('help');
    const { message } = await person.waitForButton('My roles');
    await fetch(`${world.url}/client/chats/${person.oid}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        activityId: message.id,
        action: {
          type: 'Action.Execute',
          verb: 'emergency.submit',
          data: { verb: 'emergency.submit', ...data },
        },
        inputs: { durationMinutes: '60', justification: 'mine', ...inputs },
      }),
    });
  }

  const writes = async (): Promise<number> =>
    (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
      ({ method, requestBody }) =>
        method === 'POST' && (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
    ).length;

  it('gives nobody a way past a rule: not without being named, not without a reason, not past another rule', async () => {
    const [ana, fay, jun] = [world.person('Ana'), world.person('Fay'), world.person('Jun')];
    // Named, and not eligible: PIM has the first word, and nothing is told of rules.
    await forge(fay, { roleDefinitionId: TEAMS, scopeId: '/', draftId: first });
    await fay.waitForCard(/not eligible/);
    // Neither named nor eligible.
    await forge(jun, { roleDefinitionId: TEAMS, scopeId: '/', draftId: second });
    await jun.waitForCard(/not eligible/);
    await forge(ana, { roleDefinitionId: EXCHANGE, scopeId: '/', draftId: third });
    await ana.waitForCard('“Not for Exchange”: it has no way for emergencies');
    assert.equal(await writes(), 0);
  });

  it('takes one form once, however often it is pressed, and tells the owners once', async () => {
    const ana = world.person('Ana');
    const before = await writes();
    const data = { roleDefinitionId: TEAMS, scopeId: '/', draftId: '01JZZZZZZZZZZZZZZZZZZZZZZ4' };
    await forge(ana, data, { justification: ' ' });
    await ana.waitForCard(/It goes past these house rules[\s\S]*Activate as an emergency/);
    assert.equal(await writes(), before);
    const again = { ...data, draftId: '01JZZZZZZZZZZZZZZZZZZZZZZ5' };
    await forge(ana, again);
    await ana.waitForCard(/Active until/);
    await Promise.all([forge(ana, again), forge(world.person('Gus'), again)]);
    await world.person('Ben').waitForCard('Emergency activation');
    await world.person('Gus').waitForCard(/My roles/);
    assert.equal(await writes(), before + 1);
    const told = (await world.person('Ben').messages({ fresh: true })).filter(({ attachments = [] }) =>
      JSON.stringify(attachments).includes('Emergency activation'),
    );
    assert.equal(told.length, 1);
  });
});
