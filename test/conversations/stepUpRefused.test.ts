import assert from 'node:assert/strict';
import { SignInWindow } from '../support/signInWindow.ts';
import { activationsOf, isAsked, linkOf, refusals } from '../support/stepUps.ts';
import { type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

describe('a stronger sign-in that goes wrong', () => {
  let world: World;
  let ben: TeamsUser;

  beforeEach(async () => {
    world = await openWorld();
    ben = world.person('Ben');
  });

  afterEach(() => world.close());

  const ask = async (): Promise<string> => {
    await ben.say('activate security admin 1h because incident');
    return linkOf(ben);
  };
  const freshLink = async (old: string): Promise<string> => {
    let found = old;
    await ben.waitUntil('a fresh link', (messages) => {
      const links = JSON.stringify(messages.filter(isAsked)).matchAll(/http[^"]*\/auth\/start\?t=[\w-]+/g);
      const link = [...links].at(-1)?.[0] ?? old;
      found = link;
      return link !== old;
    });
    return found;
  };

  it('with another account: the link is used up, the page and the chat say so, a fresh one works', async () => {
    const link = await ask();
    const page = await new SignInWindow(world).signIn(link, { as: world.idOf('Chi') });
    assert.equal(page.status, 403);
    assert.match(page.html, /signed in as somebody else[\s\S]*a new button is there/);
    assert.doesNotMatch(page.html, /Chi|Ben|Nguyen|Okafor/);
    const fresh = await freshLink(link);
    await ben.waitForCard(/done with another account/);
    assert.equal(refusals(world, 'another_person'), 1);
    assert.equal((await new SignInWindow(world).open(link)).status, 410);
    await ben.verifySignIn(await new SignInWindow(world).codeFor(fresh, { as: ben.oid }));
    await ben.waitForCard('Active until');
    assert.equal(await activationsOf(world, ben), 1);
  });

  it('in two browsers: neither goes on', async () => {
    const link = await ask();
    const first = new SignInWindow(world);
    const atEntra = await first.atEntra(link);
    assert.equal((await new SignInWindow(world).open(link)).status, 410);
    const state = atEntra.searchParams.get('state') ?? '';
    const late = await first.open(`http://127.0.0.1/auth/end?code=stolen&state=${state}`);
    assert.equal(late.status, 410);
    await freshLink(link);
    assert.equal(refusals(world, 'another_browser'), 1);
  });

  it('with the answer in another browser, or a second time', async () => {
    const link = await ask();
    const [own, other] = [new SignInWindow(world), new SignInWindow(world)];
    const state = (await own.atEntra(link)).searchParams.get('state') ?? '';
    const page = await other.open(
      `http://127.0.0.1/auth/end?code=a&state=${state}&next=https://evil.example`,
    );
    assert.equal(page.status, 403);
    assert.equal(page.location, undefined);
    const fresh = await freshLink(link);
    assert.equal(refusals(world, 'foreign_callback'), 1);
    const again = new SignInWindow(world);
    await again.codeFor(fresh, { as: ben.oid });
    const replayed = await again.open(`http://127.0.0.1/auth/end?code=a&state=${state}`);
    assert.equal(replayed.status, 410);
  });

  it('with a code in somebody else’s chat: it is not theirs, and still its owner’s', async () => {
    const code = await new SignInWindow(world).codeFor(await ask(), { as: ben.oid });
    const chi = world.person('Chi');
    await chi.verifySignIn(code);
    await chi.waitForText(/not the code of your last sign-in/);
    await chi.say(code);
    await ben.say('AAAA-AAAA');
    assert.equal(await activationsOf(world, ben), 0);
    await ben.verifySignIn('BBBB-BBBB');
    await ben.waitForText(/not the code of your last sign-in/);
    assert.equal(refusals(world, 'wrong_code'), 2);
    await ben.verifySignIn(code);
    await ben.waitForCard('Active until');
  });

  it('because the window was closed: the card says so, and its link works', async () => {
    const link = await ask();
    const window = new SignInWindow(world);
    await window.atEntra(link);
    await ben.verifySignIn('CancelledByUser');
    await ben.waitForCard(/window was closed before the end/);
    await ben.verifySignIn(await window.codeFor(link, { as: ben.oid }));
    await ben.waitForCard('Active until');
  });

  it('because it was refused at Entra', async () => {
    const link = await ask();
    const page = await new SignInWindow(world).signIn(link, { as: ben.oid, proof: 'cancel' });
    assert.match(page.html, /Nothing was changed[\s\S]*a new button is there/);
    await freshLink(link);
    await ben.waitForCard(/broken off or refused/);
    assert.equal(refusals(world, 'not_finished'), 1);
  });

  it('because it is too late: the request is kept, and its card has a button that asks anew', async () => {
    await ben.say('activate security admin');
    await ben.press('activation.submit', { justification: 'incident' });
    const link = await linkOf(ben);
    await world.forward(10);
    const page = await new SignInWindow(world).open(link);
    assert.equal(page.status, 410);
    assert.match(page.html, /older than ten minutes/);
    await ben.press('signIn.start');
    const fresh = await freshLink(link);
    await ben.verifySignIn(await new SignInWindow(world).codeFor(fresh, { as: ben.oid }));
    await ben.waitForCard(/Active until[\s\S]*incident/);
  });

  it('leaves pages that load, frame, keep and tell nothing, and take no word from outside', async () => {
    const link = await ask();
    const window = new SignInWindow(world);
    const { location } = await window.open(link);
    assert.equal(location?.origin, new URL(world.url).origin, 'sent to Entra and nowhere else');
    const state = location.searchParams.get('state') ?? '';
    const echo = encodeURIComponent('<script>alert(1)</script>');
    const pages = [
      await window.open(`http://127.0.0.1/auth/start?t=${echo}`),
      await window.open(`http://127.0.0.1/auth/end?state=${echo}`),
      await window.open(`http://127.0.0.1/auth/end?state=${state}&error=${echo}&error_description=${echo}`),
    ];
    for (const { headers, html, location: to } of pages) {
      assert.equal(to, undefined);
      assert.doesNotMatch(html, /alert/);
      assert.match(
        headers.get('content-security-policy') ?? '',
        /default-src 'none'.*frame-ancestors 'none'/,
      );
      assert.deepEqual(
        ['x-frame-options', 'referrer-policy', 'cache-control', 'x-content-type-options'].map((name) =>
          headers.get(name),
        ),
        ['DENY', 'no-referrer', 'no-store', 'nosniff'],
      );
    }
  });
});
