import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harbourGroups, harbourPeople } from '../../sandbox/tenants/harbour.ts';
import { aTeamsActivity } from '../support/channel.ts';
import { actionsOf, type Json, type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

const ONLY = /I am being tried out with a first group, and you are not in it yet/;
const UNKNOWN = /cannot find out just now whether you are in it/;

/** Posts a press to the bot as the channel would for this person; gives the answer's body. */
async function pressAs(world: World, givenName: string, verb: string, data: Json): Promise<string> {
  const { tenantId, appId } = await world.control.tenant();
  const serviceUrl = `${world.url}/teams/${tenantId}/`;
  const person = world.idOf(givenName);
  const activity = aTeamsActivity(serviceUrl, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    from: { id: `29:${person}`, aadObjectId: person, name: givenName },
    recipient: { id: `28:${appId}`, name: 'Latchkey' },
    conversation: { id: `a:${person}`, tenantId, conversationType: 'personal' },
    channelData: { tenant: { id: tenantId } },
    value: { action: { type: 'Action.Execute', verb, data: { verb, ...data } }, trigger: 'manual' },
  });
  const answer = await fetch(`${world.botUrl}/api/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await world.control.channelToken(serviceUrl)}`,
    },
    body: JSON.stringify(activity),
  });
  return `${answer.status} ${await answer.text()}`;
}

describe('a first group', () => {
  let world: World;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-pilot-'));
  });

  afterEach(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (pilot: string): Promise<void> => {
    const file = join(folder, 'settings.yaml');
    await writeFile(file, `pilot: ${pilot}\n`);
    world = await openWorld({ environment: { LATCHKEY_SETTINGS_FILE: file } });
  };

  /** What somebody hears after they said something; nothing of ours but that sentence. */
  const hears = async (person: TeamsUser, said: string, expected: RegExp): Promise<void> => {
    const after = await person.mark();
    await person.say(said);
    await person.waitForText(expected, after === undefined ? {} : { after });
    const since = (await person.messages({ fresh: true })).filter(
      ({ id, from }) => from === 'bot' && (after === undefined || Number(id) > Number(after)),
    );
    assert.equal(since.length, 1, JSON.stringify(since));
  };

  it('is served, and its approvers for its requests alone', async () => {
    // Ana by a group within which she is; nobody else of this story.
    await open(`{ groups: ['${harbourGroups.readersCircle}'] }`);
    const [ana, ben, dara] = [world.person('Ana'), world.person('Ben'), world.person('Dara')];

    // Installed before anything was said: greeted with that one sentence.
    await ben.waitForText(ONLY);
    await ana.waitForCard(/activate/i);
    for (const said of [
      'my roles',
      'activate exchange admin 1h because x',
      'pending',
      'help',
      'approve',
      'digest now',
    ])
      await hears(ben, said, ONLY);
    const graphBefore = world.graphCalls.length;
    await hears(ben, 'my roles', ONLY);
    assert.equal(world.graphCalls.length, graphBefore, 'PIM was asked for somebody who is not served');

    await ana.say('activate exchange admin 1h because mailbox stuck INC0042');
    const card = await ben.waitForCard(/mailbox stuck/);
    assert.ok(actionsOf(card.card).length > 0);
    await hears(ben, 'approve 77', ONLY);
    await ben.say('approve 1 because planned');
    await ana.waitForCard(/Active until/);
    await dara.waitForCard(/Ben Okafor/);
    await hears(ben, 'my roles', ONLY);

    // Whoever leaves the group is not served any more, however old their cards are.
    await world.control.changeDirectory(harbourGroups.readersCircle, { members: [world.idOf('Gus')] });
    await world.forward(6);
    await hears(ana, 'my roles', ONLY);
    const pressed = await ana.press('Deactivate');
    assert.match(JSON.stringify(pressed.body), ONLY);
    assert.deepEqual(
      (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
        ({ requestBody }) => (requestBody as { action?: string } | undefined)?.action === 'selfDeactivate',
      ),
      [],
    );
  });

  it('lets nobody in by somebody else’s card, number or operation', async () => {
    await open(`{ people: ['${harbourPeople.ana}'] }`);
    const [ana, ben, gus] = [world.person('Ana'), world.person('Ben'), world.person('Gus')];
    await ana.say('activate exchange admin 1h because mailbox stuck INC0042');
    const { card } = await ben.waitForCard(/mailbox stuck/);
    const approve = actionsOf(card).find(({ title }) => title === 'Approve');
    assert.ok(approve, 'Ben may approve');
    const { data, verb } = approve.json as { data: Json; verb: string };
    // As the channel would bring it if Gus sent what stands on Ben's card, or made up the rest.
    const forged: readonly (readonly [string, Json])[] = [
      [verb, { ...data, comment: 'planned' }],
      ['request.refresh', { cardId: data['cardId'], nonce: data['nonce'] }],
      ['signIn.start', { operationId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
      ['roles.show', {}],
    ];
    for (const [pressed, sent] of forged)
      assert.match(await pressAs(world, 'Gus', pressed, sent), ONLY, pressed);
    await hears(gus, 'approve 1 because planned', ONLY);
    assert.doesNotMatch(JSON.stringify(await gus.messages({ fresh: true })), /mailbox stuck|Ana/);
    assert.deepEqual(await world.control.calls(/roleAssignmentApprovals.*steps/), []);
  });

  it('lets nobody in while the group cannot be read, but those who are named', async () => {
    await open(`{ groups: ['${harbourGroups.readersCircle}'], people: ['${harbourPeople.ana}'] }`);
    await world.forward(6);
    await world.control.faults.add({ match: { path: harbourGroups.readersCircle }, times: 100, status: 403 });
    await hears(world.person('Gus'), 'my roles', UNKNOWN);
    const ana = world.person('Ana');
    await ana.say('my roles');
    await ana.waitForCard(/Exchange Administrator/);
  });
});
