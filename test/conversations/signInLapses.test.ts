import assert from 'node:assert/strict';
import { signInLinksOf } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

describe('a sign-in that nobody finishes', () => {
  let world: World;

  beforeEach(async () => {
    world = await openWorld({ installedFor: ['Ben'] });
  });

  afterEach(() => world.close());

  const noLink = (person: ReturnType<World['person']>): Promise<unknown> =>
    person.waitUntil('no link that is dead', (messages) => messages.flatMap(signInLinksOf).length === 0);

  it('leaves a form whose button asks anew, and goes on from there', async () => {
    const ben = world.person('Ben');
    await ben.say('activate security admin');
    await ben.press('activation.submit', { justification: 'incident' });
    const dead = await ben.waitForSignInLink();
    await world.forward(10);
    await noLink(ben);
    const { pathname, search } = new URL(dead);
    assert.equal((await fetch(`${world.botUrl}${pathname}${search}`, { redirect: 'manual' })).status, 410);
    await ben.waitForCard('Sign in to go on');
    await ben.press('signIn.start');
    assert.notEqual(await ben.waitForSignInLink(), dead);
  });

  it('says to ask again where nothing else waits for it', async () => {
    const ben = world.person('Ben');
    await ben.settings({ sso: 'off' });
    await ben.say('my roles');
    await ben.waitForSignInLink();
    await world.forward(10);
    await ben.waitForCard('Ask me again for what you wanted');
    await noLink(ben);
    await ben.settings({ sso: 'silent' });
    await ben.say('my roles');
    await ben.waitForCard(/Security Administrator/);
  });
});
