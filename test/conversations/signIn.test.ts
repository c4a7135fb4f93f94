import assert from 'node:assert/strict';
import { openWorld, type World } from '../support/world.ts';

describe('signing in', () => {
  let world: World;

  afterEach(() => world.close());

  it('happens without being noticed, and its card is taken away', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('my roles');
    await ana.waitForCard(/Teams Administrator/);
    await ana.waitUntil('the sign-in card to be gone', (messages) =>
      messages.every(({ signIn, isDeleted }) => signIn === undefined || isDeleted === true),
    );
  });

  it('takes the same exchange from two clients once', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.settings({ clients: 2 });
    await ana.say('activate teams admin 1h');
    await ana.waitForCard(/Active until/);
    const posts = (await world.control.calls(/roleAssignmentScheduleRequests$/)).filter(
      ({ method, status }) => method === 'POST' && status === 201,
    );
    assert.equal(posts.length, 1);
  });

  it('refuses a token of somebody else', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.settings({ sso: `wrong-person:${world.idOf('Ben')}` });
    await ana.say('my roles');
    await ana.waitForSignInLink();
    assert.ok(world.log.some(({ facts }) => (facts as { event?: string }).event === 'signIn.refused'));
    assert.deepEqual(
      await world.control.calls(/\/graph\/v1.0\/roleManagement\/directory\/roleEligibility/),
      [],
    );
  });

  it('offers its own page where Teams cannot sign the person in', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.settings({ sso: 'fail:resourcematchfailed' });
    await ana.say('my roles');
    await ana.waitForCard(/sign in/i);
  });

  it('is asked for again for every decision', async () => {
    world = await openWorld();
    const ben = world.person('Ben');
    await ben.say('my roles');
    await ben.waitForCard(/Security Administrator/);
    await world.person('Ana').say('activate exchange admin 1h because mailbox');
    await ben.waitForButton('Approve');
    await ben.settings({ sso: 'off' });
    await ben.press('Approve', { comment: 'ok' });
    await ben.waitForSignInLink();
    assert.deepEqual(
      (await world.control.calls(/\/steps\//)).filter(({ method }) => method === 'PATCH'),
      [],
    );
  });

  it('is forgotten on "sign out"', async () => {
    world = await openWorld();
    const ana = world.person('Ana');
    await ana.say('my roles');
    await ana.waitForCard(/Teams Administrator/);
    await ana.say('sign out');
    await ana.waitForText(/signed out/i);
    await ana.settings({ sso: 'off' });
    await ana.say('my roles');
    await ana.waitForSignInLink();
  });
});
