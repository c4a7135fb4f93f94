import assert from 'node:assert/strict';
import { activationsOf, isAsked, stepUp } from '../support/stepUps.ts';
import { actionsOf, type Json, type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

const TEAMS_ADMINISTRATOR = '69091246-20e8-4a56-aa4d-066075b2a7a8';
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
const EXCHANGE_ADMINISTRATOR = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

describe('habits', () => {
  let world: World;
  let ana: TeamsUser;

  beforeEach(async () => {
    world = await openWorld();
    ana = world.person('Ana');
  });

  afterEach(() => world.close());

  const setRule = (roleDefinitionId: string, ruleId: string, patch: object): Promise<unknown> =>
    world.control.portal({ actor: world.idOf('Eli'), action: 'setRule', roleDefinitionId, ruleId, patch });

  const demandContext = (roleDefinitionId: string): Promise<unknown> =>
    setRule(roleDefinitionId, 'AuthenticationContext_EndUser_Assignment', {
      isEnabled: true,
      claimValue: 'c1',
    });

  /** A press that no card of ours made like this. */
  const pressForged = async (
    who: TeamsUser,
    activityId: string,
    data: Json,
    inputs: Json = {},
  ): Promise<void> => {
    const response = await fetch(`${world.url}/client/chats/${who.oid}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        activityId,
        action: { type: 'Action.Execute', verb: data['verb'], data },
        inputs,
      }),
    });
    assert.ok(response.ok, await response.text());
  };

  const dataOf = (card: Json, verb: string): Json =>
    actionsOf(card).find((action) => action.verb === verb)?.json['data'] as Json;

  it('activates a preset in one go: one form, one stronger sign-in, a result for each role, once', async () => {
    await demandContext(TEAMS_ADMINISTRATOR);
    await demandContext(SECURITY_READER);
    await ana.say('activate helpdesk admin 1h because Oslo laptop');
    await ana.waitForCard('Active until');
    await ana.say(
      'save exchange admin, teams admin, security reader and helpdesk admin as on-call because weekly duty',
    );
    const saved = await ana.waitForCard('Saved as a preset');
    for (const said of ['on-call', 'Exchange Administrator', 'Teams Administrator', 'weekly duty'])
      assert.ok(saved.text.includes(said), said);

    await ana.say('On-Call');
    const form = await ana.waitForCard('Activate several roles');
    assert.match(form.text, /Left out: Helpdesk Administrator – active already/);
    assert.ok(JSON.stringify(form.card).includes('weekly duty'));
    await ana.press('roles.activate', { minutes0: '30' }, { on: form.message.id });
    await ana.waitForCard(/0 of 3 active[\s\S]*Waiting for approval[\s\S]*Sign in/);
    await stepUp(world, ana);
    const outcome = await ana.waitForCard(/2 of 3 active/);
    assert.equal(outcome.message.id, form.message.id, 'the form becomes the card of the outcome');
    assert.match(outcome.text, /Exchange Administrator[\s\S]*Waiting for approval/);
    await ana.waitUntil('no further sign-in to be asked for', (messages) => !messages.some(isAsked));
    assert.equal(await activationsOf(world, ana), 4);
    const own = await ana.waitForCard(
      ({ text, message }) => message.id !== form.message.id && text.includes('Waiting for approval'),
    );
    assert.match(own.text, /weekly duty/);

    // Pressed once more, as a client does that still shows the form.
    const mark = await ana.mark();
    await pressForged(ana, form.message.id, dataOf(form.card, 'roles.activate'), {
      minutes0: '30',
      minutes1: '30',
      minutes2: '30',
      justification: 'again',
    });
    await ana.say('presets');
    const list = await ana.waitForCard('My presets', mark === undefined ? {} : { after: mark });
    assert.equal(await activationsOf(world, ana), 4);

    // Somebody else has neither her preset nor her operations.
    const ben = world.person('Ben');
    await ben.say('help');
    const { message } = await ben.waitForCard(/activate/i);
    await pressForged(ben, message.id, dataOf(list.card, 'preset.activate'));
    await ben.waitForText('I do not have this preset of yours');
    await pressForged(ben, message.id, dataOf(list.card, 'preset.forget'));
    await pressForged(ben, message.id, dataOf(outcome.card, 'roles.look'));
    await ben.waitForText('That card is out of date');
    await ana.press('preset.forget');
    await ana.waitForText('The preset is forgotten');
  });

  it('tells half a failure, proposes what was used, and forgets it', async () => {
    await setRule(SECURITY_READER, 'Enablement_EndUser_Assignment', {
      enabledRules: ['Justification', 'Ticketing'],
    });
    await ana.say('activate teams admin and security reader 30m because two things');
    const form = await ana.waitForCard('Activate several roles');
    await pressForged(ana, form.message.id, dataOf(form.card, 'roles.activate'), {
      minutes0: '30',
      minutes1: '30',
      justification: 'two things',
    });
    const outcome = await ana.waitForCard(/1 of 2 active/);
    assert.match(outcome.text, /Security Reader[\s\S]*Not activated[\s\S]*asks for a ticket number/);

    // Ids that somebody wrote into the form are asked of PIM as that person.
    await ana.say('activate security reader and exchange admin 1h because two');
    const second = await ana.waitForCard(
      ({ text }) => text.includes('Security Reader') && text.includes('several'),
    );
    const data = dataOf(second.card, 'roles.activate');
    const roles = String(data['roles']).replace(SECURITY_READER, GLOBAL_ADMINISTRATOR);
    await pressForged(
      ana,
      second.message.id,
      { ...data, roles },
      { minutes0: '60', minutes1: '0', justification: 'x' },
    );
    await ana.waitForCard(/0 of 1 active[\s\S]*Global Administrator[\s\S]*Not activated/);

    await ana.say('save as nights');
    assert.match((await ana.waitForCard('Saved as a preset')).text, /Teams Administrator/);
    await ana.say('save as <b>bold</b>');
    await ana.waitForText('A name has 1 to 30');
    await ana.say('save as help me');
    await ana.waitForText('begins like a command');

    await ana.say('save exchange admin and helpdesk admin as pair');
    await ana.waitForCard(({ text }) => text.includes('Saved as a preset') && text.includes('pair'));
    await world.control.portal({
      actor: world.idOf('Eli'),
      action: 'removeEligibility',
      principalId: ana.oid,
      roleDefinitionId: EXCHANGE_ADMINISTRATOR,
    });
    // PIM takes some seconds for it.
    await world.forward(1);
    await ana.say('activate pair 30 min');
    const left = await ana.waitForCard(({ text }) => text.includes('Preset: pair'));
    assert.match(left.text, /Left out: Exchange Administrator – you are not eligible for it any more/);
    assert.match(left.text, /Helpdesk Administrator/);

    await ana.say('defaults');
    assert.match((await ana.waitForCard('What I propose')).text, /Teams Administrator[\s\S]*for 30 minutes/);
    await ana.press('defaults.forget');
    await ana.waitForText('Forgotten. From now on');
    await ana.say('defaults');
    await ana.waitForCard('nothing to propose from');
  });

  it('starts at the time that was said, in the person’s own zone', async () => {
    await ana.say('activate security reader tomorrow 9 to 11 because patch night');
    const planned = await ana.waitForCard('Scheduled');
    assert.match(planned.text, /becomes active tomorrow 09:00 CES?T/);
    assert.match(planned.text, /2 hours/);
    const mark = await ana.mark();
    await ana.say('activate teams admin in 2 hours for 1h because change');
    await ana.waitForCard('Scheduled', mark === undefined ? {} : { after: mark });
    await world.forward(125);
    await ana.waitForCard(/Teams Administrator[\s\S]*Active until|Active until[\s\S]*Teams Administrator/);

    await ana.say('activate exchange admin tomorrow 11 to 9 because x');
    await ana.waitForCard('The end lies before the start');
    await ana.say('cancel');
    await ana.say('activate exchange admin today at 00:00 for 1h because x');
    await ana.waitForCard('The start lies in the past');
  });
});
