import assert from 'node:assert/strict';
import { signInLinksOf } from '../support/teamsUser.ts';
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

  it('has nothing to say when the window was closed, and says so when a code is none', async () => {
    world = await openWorld({ installedFor: ['Ben'] });
    const ben = world.person('Ben');
    await ben.say('activate security admin 1h because incident');
    const { message } = await ben.waitForCard('Sign in once more');
    assert.equal((await ben.verifySignIn('CancelledByUser')).botStatus, 200);
    assert.equal((await ben.verifySignIn('AAAA-AAAA')).botStatus, 200);
    await ben.waitForText(/not the code of your last sign-in/);
    const said = (await ben.messages()).filter(({ text }) => (text ?? '').includes('not the code'));
    assert.equal(said.length, 1);
    assert.ok(await ben.waitForSignInLink(), 'and the link stands');
    assert.ok((await ben.messages()).some(({ id, isDeleted }) => id === message.id && isDeleted !== true));
  });

  it('asks anew from a card that waits, however old it is, and the link before is gone', async () => {
    world = await openWorld({ installedFor: ['Ben'] });
    const ben = world.person('Ben');
    await ben.say('activate security admin');
    await ben.press('activation.submit', { justification: 'incident' });
    const first = await ben.waitForSignInLink();
    await ben.press('signIn.start');
    await ben.waitUntil('another link alone', (messages) => {
      const found = messages.flatMap(signInLinksOf);
      return found.length === 1 && found[0] !== first;
    });
    const { pathname, search } = new URL(first);
    assert.equal((await fetch(`${world.botUrl}${pathname}${search}`, { redirect: 'manual' })).status, 410);
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
