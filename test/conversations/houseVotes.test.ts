import assert from 'node:assert/strict';
import { harbourGroups, harbourPeople } from '../../sandbox/tenants/harbour.ts';
import { type SeenCall } from '../support/runningSandbox.ts';
import { openWorld, type World } from '../support/world.ts';

const { ben, chi, fay } = harbourPeople;
const { tierOneApprovers } = harbourGroups;

const decisions = async (world: World): Promise<readonly SeenCall[]> =>
  (await world.control.calls(/\/steps\//)).filter(({ method }) => method === 'PATCH');

/** What went to PIM for good; dry runs are not. */
const submitted = async (world: World): Promise<number> =>
  (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
    ({ method, requestBody }) =>
      method === 'POST' && (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
  ).length;

const exchange = (more: object = {}): object => ({
  name: 'Two for mail',
  appliesTo: { roles: ['Exchange Administrator'] },
  approvals: [{ count: 2, from: { people: [fay], groups: [tierOneApprovers] } }],
  ...more,
});

const meetings = (more: object = {}): object => ({
  name: 'Two for meetings',
  appliesTo: { roles: ['Teams Administrator'] },
  approvals: [{ count: 2, from: { people: [ben, chi, fay] }, timeOutMinutes: 120 }],
  ...more,
});

describe('votes that the house asks for', () => {
  let world: World;

  afterEach(() => world.close());

  it('are two above PIM’s one approver: the second gives the role, with their own proof, and everybody sees who', async () => {
    world = await openWorld({ houseRules: [exchange()] });
    const [ana, ben2, chi2, fay2] = ['Ana', 'Ben', 'Chi', 'Fay'].map((name) => world.person(name));
    assert.ok(ana && ben2 && chi2 && fay2);
    await ana.say('activate exchange admin 2h because mailbox stuck INC0042');
    const own = await ana.waitForCard('Waiting for approval');
    assert.match(own.text, /“Two for mail”: 0 of 2 approvals[\s\S]*anyone of Tier 1 Approvers/);
    await fay2.waitForButton('Approve');
    await fay2.press('Approve', { comment: 'from the office next door' });
    await fay2.waitForCard(/You approved[\s\S]*Your vote is recorded/);
    const seen = await ben2.waitForCard(/Fay Lindqvist approved[\s\S]*1 of 2 approvals/);
    assert.match(seen.text, /from the office next door/);
    assert.equal((await decisions(world)).length, 0, 'PIM hears nothing of half a vote');
    // The same person once more, typed: nothing.
    await fay2.say('approve 1 because again');
    await world.stop();
    await world.start();
    await chi2.waitForButton('Approve');
    const { message } = await chi2.waitForButton('Approve');
    const press = (): Promise<unknown> =>
      chi2.press('Approve', { comment: 'yes' }, { on: message.id }).catch((error: unknown) => error);
    await Promise.all([press(), press(), press()]);
    await ana.waitForCard(/Active until/);
    await ben2.waitForCard(/Chi Nguyen approved it/);
    const taken = (await decisions(world)).filter(({ status }) => status === 204);
    assert.deepEqual(
      taken.map(({ actor }) => actor),
      [world.idOf('Chi')],
    );
  });

  it('leave the last word to one of PIM’s approvers, and a denial to whoever is asked', async () => {
    world = await openWorld({
      houseRules: [exchange({ approvals: [{ from: { people: [fay] } }] })],
    });
    const [ana, ben2, fay2] = ['Ana', 'Ben', 'Fay'].map((name) => world.person(name));
    assert.ok(ana && ben2 && fay2);
    await ana.say('activate exchange admin 1h because mailbox stuck');
    const waiting = await ben2.waitForCard(/wait for others first/);
    assert.ok(!JSON.stringify(waiting.card).includes('request.approve'), 'Ben cannot approve before Fay has');
    await ben2.say('approve 1 because I am quick');
    await fay2.press('Approve', { comment: 'fine' });
    await ben2.waitForCard(/Your approval gives the role/);
    assert.equal((await decisions(world)).length, 0);
    await ben2.press('Approve', { comment: 'now' });
    await ana.waitForCard(/Active until/);
    assert.deepEqual(
      (await decisions(world)).map(({ actor }) => actor),
      [world.idOf('Ben')],
    );
    await world.forward(70);
    await ana.waitForCard(/ended|over/i);
    await ana.say('activate exchange admin 1h because once more');
    await fay2.waitForButton('Deny');
    await fay2.press('Deny', { comment: 'use the shared mailbox' });
    await ana.waitForCard(/Denied under the house rules[\s\S]*still waits in PIM/);
    const over = await ben2.waitForCard(/Denied under the house rules[\s\S]*Please deny it in PIM/);
    assert.ok(!JSON.stringify(over.card).includes('request.approve'));
    await ben2.press('Deny', { comment: 'as Fay says' });
    await ana.waitForCard(/Denied[\s\S]*as Fay says/);
  });

  it('hold what PIM asks nobody about, and activate it with the requestor’s own proof', async () => {
    world = await openWorld({ houseRules: [meetings()] });
    const [ana, ben2, chi2] = ['Ana', 'Ben', 'Chi'].map((name) => world.person(name));
    assert.ok(ana && ben2 && chi2);
    await ana.say('activate teams admin 1h because meeting rooms');
    const own = await ana.waitForCard('Waiting for approval');
    assert.match(own.text, /a practice of the house, not a control/);
    await ben2.say('pending');
    await ben2.waitForCard(/What waits[\s\S]*Teams Administrator/);
    await ben2.say('approve 1 because rooms');
    await ben2.waitForCard(/You approved/);
    assert.equal(await submitted(world), 0);
    await chi2.press('Approve', { comment: '' });
    await ana.waitForCard(/Active until/);
    assert.equal(await submitted(world), 1);
  });

  it('wait for the requestor’s tap where nobody is signed in, lapse by the clock, and can be taken back', async () => {
    world = await openWorld({ houseRules: [meetings({ validMinutes: 30 })] });
    const [ana, ben2, chi2] = ['Ana', 'Ben', 'Chi'].map((name) => world.person(name));
    assert.ok(ana && ben2 && chi2);
    await ana.say('activate teams admin 1h because meeting rooms');
    await ana.waitForCard('Waiting for approval');
    await world.forward(100);
    await ben2.press('Approve', {});
    await chi2.press('Approve', {});
    await ana.waitForCard(/Approved: activate now/);
    assert.equal(await submitted(world), 0);
    await ana.press('Activate now');
    await ana.waitForCard(/Active until/);
    assert.equal(await submitted(world), 1);
    await world.forward(70);
    await ana.say('activate teams admin 1h because more rooms');
    await ben2.waitForButton('Approve');
    await world.forward(121);
    await ana.waitForCard(/Lapsed under the house rules[\s\S]*Not enough people answered in time/);
    await ana.say('activate teams admin 1h because third time');
    await ana.waitForCard(/third time/);
    await ana.press('request.cancel');
    await ana.waitForCard(/Cance?l?led/i);
    assert.equal(await submitted(world), 1);
  });
});
