import assert from 'node:assert/strict';
import { SignInWindow } from '../support/signInWindow.ts';
import { activationsOf, askedSince, isAsked, linkOf, stepUp } from '../support/stepUps.ts';
import { type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

const TEAMS_ADMINISTRATOR = '69091246-20e8-4a56-aa4d-066075b2a7a8';
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';

describe('a stronger sign-in', () => {
  let world: World;
  let [ana, ben] = [] as unknown as [TeamsUser, TeamsUser];

  beforeEach(async () => {
    world = await openWorld();
    [ana, ben] = [world.person('Ana'), world.person('Ben')];
  });

  afterEach(() => world.close());

  const setRule = (roleDefinitionId: string, ruleId: string, patch: object): Promise<unknown> =>
    world.control.portal({ actor: world.idOf('Eli'), action: 'setRule', roleDefinitionId, ruleId, patch });

  const demandContext = (role: string, claimValue: string): Promise<unknown> =>
    setRule(role, 'AuthenticationContext_EndUser_Assignment', { isEnabled: true, claimValue });

  it('is asked for with the context of the role, and what was typed goes on once, however the code comes', async () => {
    await ben.say('activate security admin');
    await ben.press('activation.submit', { justification: 'phish in the mailbox', durationMinutes: '60' });
    const link = await linkOf(ben);
    assert.equal(await activationsOf(world, ben), 0);
    const window = new SignInWindow(world);
    const { searchParams: asked } = await window.atEntra(link);
    const { acrs, xms_cc: capabilities } = (
      JSON.parse(asked.get('claims') ?? '') as { access_token: Record<string, unknown> }
    ).access_token;
    assert.deepEqual(acrs, { essential: true, value: 'c1' });
    assert.match(JSON.stringify(capabilities), /cp1/i);
    assert.match(asked.get('login_hint') ?? '', /^ben\.okafor@/);
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.ok(asked.get('state') && asked.get('nonce'));
    assert.equal(asked.get('prompt'), null, 'whoever has shown it to Entra already is not asked there again');

    const code = await window.codeFor(link, { as: ben.oid });
    await Promise.all([ben.verifySignIn(code), ben.verifySignIn(code), ben.say(code)]);
    const { text } = await ben.waitForCard('Active until');
    assert.match(text, /phish in the mailbox/);
    assert.match(text, /Signed in with[\s\S]*multifactor authentication \(mfa\), authentication context c1/);
    await ben.verifySignIn(code);
    assert.equal(await activationsOf(world, ben), 1);
    await ben.waitUntil('the step-up card to be gone', (messages) => !messages.some(isAsked));
  });

  it('survives a restart between the question and the answer', async () => {
    await ben.say('activate security admin 1h because incident');
    const link = await linkOf(ben);
    await world.stop();
    await world.start();
    const code = await new SignInWindow(world).codeFor(link, { as: ben.oid });
    await world.stop();
    await world.start();
    await ben.say(`code: ${code.toLowerCase()}`);
    await ben.waitForCard('Active until');
    assert.equal(await activationsOf(world, ben), 1);
  });

  it('serves the next role behind the same context for the life of the token, and no other', async () => {
    await demandContext(TEAMS_ADMINISTRATOR, 'c1');
    await demandContext(SECURITY_READER, 'c1');
    await demandContext(USER_ADMINISTRATOR, 'c2');
    await ana.say('activate teams admin 1h because one');
    await stepUp(world, ana);
    await ana.waitForCard(/Active until[\s\S]*context c1/);

    let mark = await ana.mark();
    await ana.say('activate user admin 1h because two ticket INC1');
    await stepUp(world, ana, mark);
    await ana.waitForCard(/Active until[\s\S]*context c2/, { ...(mark && { after: mark }) });

    // Teams' own proof has to be given anew by now; what was shown in the browser lives on.
    await world.forward(20);
    await world.stop();
    await world.start();
    mark = await ana.mark();
    await ana.say('activate security reader 1h because three');
    await ana.waitForCard(/Active until[\s\S]*context c1/, { ...(mark && { after: mark }) });
    assert.equal(await askedSince(ana, mark), 0);

    await world.forward(100);
    mark = await ana.mark();
    await ana.say('activate teams admin 1h because four');
    await linkOf(ana, mark);
  });

  it('is forgotten on "sign out"', async () => {
    await demandContext(TEAMS_ADMINISTRATOR, 'c1');
    await demandContext(SECURITY_READER, 'c1');
    await ana.say('activate teams admin 1h because one');
    await stepUp(world, ana);
    await ana.waitForCard('Active until');
    await ana.say('sign out');
    await ana.waitForText(/signed out/i);
    const mark = await ana.mark();
    await ana.say('activate security reader 1h because two');
    await linkOf(ana, mark);
  });

  it('answers a second, other challenge with one new card', async () => {
    await ben.say('activate security admin 1h because incident');
    const first = await linkOf(ben);
    await demandContext('194ae4cb-b126-40b2-bd5b-6091b380977d', 'c7');
    const code = await new SignInWindow(world).codeFor(first, { as: ben.oid });
    await ben.verifySignIn(code);
    const messages = await ben.waitUntil('another link', (all) => {
      const links = JSON.stringify(all.filter(isAsked));
      return all.filter(isAsked).length === 1 && !links.includes(new URL(first).search);
    });
    assert.equal(messages.filter(isAsked).length, 1);
    await stepUp(world, ben);
    await ben.waitForCard(/Active until[\s\S]*context c7/);
    assert.equal(await activationsOf(world, ben), 1);
  });

  it('ends with an honest sentence where the same is demanded after it was given', async () => {
    const claims = encodeURIComponent('{"access_token":{"acrs":{"essential":true, "value":"c1"}}}');
    const code = 'RoleAssignmentRequestAcrsValidationFailed';
    await ben.say('activate security admin 1h because incident');
    const link = await linkOf(ben);
    await world.control.faults.add({
      match: { method: 'POST', path: 'roleAssignmentScheduleRequests$' },
      times: 20,
      status: 400,
      body: { error: { code, message: `&claims=${claims}` } },
    });
    const window = new SignInWindow(world);
    await ben.verifySignIn(await window.codeFor(link, { as: ben.oid }));
    const { text } = await ben.waitForCard(/still not enough/);
    assert.match(text, /context c1/);
    await ben.waitUntil('no more sign-ins', (messages) => !messages.some(isAsked));
    assert.equal(await activationsOf(world, ben), 0);
  });

  it('is asked for where PIM wants a second factor, and only what was seen is said of it', async () => {
    await setRule(TEAMS_ADMINISTRATOR, 'Enablement_EndUser_Assignment', {
      enabledRules: ['MultiFactorAuthentication'],
    });
    await ana.say('activate teams admin 1h because one');
    await stepUp(world, ana);
    const { text } = await ana.waitForCard('Active until');
    assert.match(text, /password \(pwd\), multifactor authentication \(mfa\)/);
    assert.doesNotMatch(text, /context/);
    const mark = await ana.mark();
    await ana.say('activate security reader 1h because two');
    await ana.waitForCard('Active until', { ...(mark && { after: mark }) });
  });

  it('says no more of an everyday sign-in than its token does', async () => {
    await ana.say('activate teams admin 1h because one');
    const { text } = await ana.waitForCard('Active until');
    assert.match(text, /Signed in with[\s\S]*password \(pwd\)/);
    assert.doesNotMatch(text, /mfa|context/);
  });

  describe('when Conditional Access stops the exchange', () => {
    it('goes on with the very words that were typed', async () => {
      await world.control.challengeOnBehalfOf(ana.oid);
      await ana.say('activate exchange admin 2h because mailbox migration INC0042');
      await stepUp(world, ana);
      const { text } = await ana.waitForCard('Waiting for approval');
      assert.match(text, /mailbox migration/);
      assert.match(text, /INC0042/);
      assert.match(text, /2 hours/);
      await ana.press('Cancel');
      await ana.waitForCard('Canceled');
      assert.equal(await askedSince(ana, undefined), 0);
    });

    it('goes on with what was to be read, and with the deactivation', async () => {
      await ana.say('activate teams admin 1h because one');
      await ana.waitForCard('Active until');
      // What Entra gave before the policy changed would still do.
      await ana.say('sign out');
      await ana.waitForText(/signed out/i);
      await world.control.challengeOnBehalfOf(ana.oid);
      let mark = await ana.mark();
      await ana.say('my roles');
      await stepUp(world, ana, mark);
      await ana.waitForCard(/Security Reader/, { ...(mark && { after: mark }) });
      // PIM takes no role away before that.
      await world.forward(6);
      mark = await ana.mark();
      await ana.say('deactivate teams admin');
      await ana.waitForCard(/is not active any more|Deactivated/, { ...(mark && { after: mark }) });
      assert.equal(await askedSince(ana, mark), 0);
    });

    it('asks an approver for every decision, whatever was shown before, and decides once', async () => {
      await world.control.challengeOnBehalfOf(ben.oid);
      await ana.say('activate exchange admin 1h because mailbox');
      await ben.say('pending');
      await stepUp(world, ben);
      await ben.waitForCard(/exchange admin/i);
      const mark = await ben.mark();
      await ben.press('Approve', { comment: 'planned' });
      await stepUp(world, ben, mark);
      await ben.waitForCard('You approved it');
      await ana.waitForCard('Active until');
      const patches = (await world.control.calls(/\/steps\//)).filter(({ method }) => method === 'PATCH');
      assert.equal(patches.length, 1);
    });
  });
});
