import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { harbourGroups, harbourPeople } from '../../sandbox/tenants/harbour.ts';
import { type TeamsUser } from '../support/teamsUser.ts';
import { workingMorning } from '../support/workingMorning.ts';
import { openWorld, type World } from '../support/world.ts';

const { ben, chi, fay, eli } = harbourPeople;
const { tierOneApprovers } = harbourGroups;
const DAY_MS = 86_400_000;

const settingsWith = (...houseRules: readonly object[]): string => JSON.stringify({ houseRules });

/** Whether somebody has a card on which they can approve. */
const canApprove = async (person: TeamsUser): Promise<boolean> =>
  JSON.stringify(await person.messages()).includes('request.approve');

/** What went to PIM for good: activations that are no dry runs, and decisions. */
const written = async (world: World): Promise<number> =>
  (await world.control.calls(/roleAssignmentScheduleRequests$|\/steps\//)).filter(
    ({ method, requestBody }) =>
      (method === 'POST' || method === 'PATCH') &&
      (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
  ).length;

/** The id of the request that PIM has let wait last, from what was seen of its answers. */
async function waitingRequest(world: World): Promise<string> {
  const answer = await fetch(`${world.url}/client/happened`);
  const { happenings } = (await answer.json()) as {
    happenings: readonly { readonly wire?: { readonly response?: string } }[];
  };
  const waiting = /"id": ?"([0-9a-f-]{36})"[\s\S]*?"status": ?"PendingApproval"/;
  const ids = happenings.flatMap(({ wire }) => waiting.exec(wire?.response ?? '')?.[1] ?? []);
  assert.ok(ids.length > 0, 'a request waits');
  return ids.at(-1) ?? '';
}

/** Only a look at votes after that goes by the changed file. */
async function untilNewRules({ log }: World): Promise<void> {
  const deadlineAt = performance.now() + 20_000;
  while (!log.some(({ message }) => message === 'New house rules count')) {
    assert.ok(performance.now() < deadlineAt, 'the settings file was not read again');
    await pause(50);
  }
}

describe('votes that go from one to the next', () => {
  let world: World;

  afterEach(() => world.close());

  it('take a delegate’s, open the next stage, and ask for more once the rules do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-votes-'));
    const file = join(folder, 'settings.yaml');
    const now = workingMorning(new Date()).getTime();
    const stages = {
      name: 'One after the other',
      appliesTo: { roles: ['Teams Administrator'] },
      approvals: [{ from: { people: [chi] } }, { from: { people: [ben] } }],
      delegates: [
        {
          for: chi,
          to: fay,
          from: new Date(now - DAY_MS).toISOString(),
          until: new Date(now + DAY_MS).toISOString(),
        },
      ],
    };
    const stricter = {
      name: 'And Eli',
      appliesTo: { roles: ['Teams Administrator'] },
      approvals: [{ from: { people: [eli] } }],
    };
    try {
      await writeFile(file, settingsWith(stages));
      world = await openWorld({ environment: { LATCHKEY_SETTINGS_FILE: file } });
      const [anaHere, benHere, chiHere, fayHere, eliHere] = ['Ana', 'Ben', 'Chi', 'Fay', 'Eli'].map((name) =>
        world.person(name),
      );
      assert.ok(anaHere && benHere && chiHere && fayHere && eliHere);
      await anaHere.say('activate teams admin 1h because meeting rooms');
      const own = await anaHere.waitForCard('Waiting for approval');
      assert.match(own.text, /“One after the other”: 0 of 1 approval, step 1 of 2/);
      await chiHere.waitForButton('Approve');
      await fayHere.press('Approve', { comment: 'Chi is on holiday' });
      await chiHere.waitForCard(/Fay Lindqvist approved[^\n]*in place of Chi Nguyen/);
      await chiHere.waitUntil('nothing to answer', (all) => !JSON.stringify(all).includes('request.approve'));
      await anaHere.waitForCard(/step 2 of 2[\s\S]*Ben Okafor/);
      await benHere.waitForButton('Approve');
      assert.equal(await canApprove(eliHere), false);

      await writeFile(file, settingsWith(stages, stricter));
      await world.forward(2);
      await untilNewRules(world);
      await world.forward(2);
      await eliHere.waitForButton('Approve');
      await benHere.press('Approve', { comment: '' });
      await anaHere.waitForCard(/“And Eli”: 0 of 1 approval/);
      await anaHere.waitForCard(/Ben Okafor approved/);
      assert.equal(await written(world), 0, 'the rules of now ask one more');

      await eliHere.press('Approve', { comment: 'fine' });
      await anaHere.waitForCard(/Active until/);
      assert.equal(await written(world), 1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('go to others where nobody answers, and say on every card that the portal went past them', async () => {
    world = await openWorld({
      houseRules: [
        {
          name: 'Nobody waits for long',
          appliesTo: { roles: ['Teams Administrator'] },
          approvals: [{ from: { people: [chi] }, timeOutMinutes: 30, escalateTo: { people: [eli] } }],
        },
        {
          name: 'Two for mail',
          appliesTo: { roles: ['Exchange Administrator'] },
          approvals: [{ count: 2, from: { people: [fay], groups: [tierOneApprovers] } }],
        },
      ],
    });
    const [anaHere, chiHere, eliHere] = ['Ana', 'Chi', 'Eli'].map((name) => world.person(name));
    assert.ok(anaHere && chiHere && eliHere);
    await anaHere.say('activate teams admin 1h because meeting rooms');
    await anaHere.waitForCard(/Waiting for Chi Nguyen[\s\S]*others are asked as well/);
    await chiHere.waitForButton('Approve');
    assert.equal(await canApprove(eliHere), false);
    await world.forward(31);
    await eliHere.waitForButton('Approve');
    await anaHere.waitForCard(/Others are asked as well by now/);
    assert.ok(await canApprove(chiHere), 'whoever was asked first is asked still');
    await eliHere.press('Approve', { comment: 'Chi is out' });
    await anaHere.waitForCard(/Active until/);
    assert.equal(await written(world), 1);

    await anaHere.say('activate exchange admin 1h because mailbox stuck');
    await world.person('Fay').press('Approve', { comment: 'fine' });
    await anaHere.waitForCard(/“Two for mail”: 1 of 2 approvals/);
    await world.control.portal({
      actor: world.idOf('Dara'),
      action: 'approve',
      requestId: await waitingRequest(world),
      justification: 'in the portal',
    });
    await world.forward(1);
    await anaHere.waitForCard(/Active until[\s\S]*Decided outside the house rules/);
    for (const name of ['Ben', 'Chi', 'Dara', 'Fay']) {
      const card = await world.person(name).waitForCard('Decided outside the house rules');
      assert.match(card.text, /1 of 2 approvals/, `${name} sees what was missing`);
      assert.ok(!JSON.stringify(card.card).includes('request.approve'), `${name} has nothing to decide`);
    }
    assert.equal(await written(world), 2, 'nothing was sent for what the portal decided');
  });
});
