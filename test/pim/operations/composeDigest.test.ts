import assert from 'node:assert/strict';
import {
  composeDigest,
  type Digest,
  ENDING_SOON_DAYS,
  isEmptyDigest,
  PLANNED_DAYS,
} from '../../../src/pim/operations/composeDigest.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { approvalWorld, toActivate, toDecide, type ApprovalWorld } from '../../support/operationWorld.ts';

let made: ApprovalWorld;

beforeEach(async () => {
  made = await approvalWorld();
});

const digestOf = (person: Person): Promise<Digest> => composeDigest(made.world, made.world.directory, person);
const activate = async (person: Person, { id }: Role, durationMinutes: number): Promise<void> => {
  await made.world.pim
    .as(person)
    .selfActivate(
      { roleDefinitionId: id, scopeId: '/' },
      { durationMinutes, justification: 'Report', ticketNumber: '', ticketSystem: '', startAt: undefined },
    );
};
const named = (roles: readonly { readonly role: { readonly displayName: string } }[]): readonly string[] =>
  roles.map(({ role: { displayName } }) => displayName);

describe('composeDigest', () => {
  it('is empty for whom nothing concerns', async () => {
    assert.ok(isEmptyDigest(await digestOf(await made.world.person('Quiet Person'))));
  });

  it('tells what is active, what waits, and which eligibility ends soon', async () => {
    const { world, ana, ben, reader, ask } = made;
    const request = await ask();
    world.pim.makePermanent(ana, world.pim.addRole('Standing Role'));
    const ending = new Date(world.clock.now().getTime() + (ENDING_SOON_DAYS - 1) * 86_400_000);
    const later = new Date(world.clock.now().getTime() + (ENDING_SOON_DAYS + 1) * 86_400_000);
    world.pim.makeEligible(ana, world.pim.addRole('Ends Soon'), { endAt: ending });
    world.pim.makeEligible(ana, world.pim.addRole('Ends Later'), { endAt: later });
    await activate(ana, reader, 30);
    const digest = await digestOf(ana);
    assert.deepEqual(named(digest.active), ['Reports Reader'], 'a standing role is no news');
    assert.deepEqual(named(digest.endingSoon), ['Ends Soon']);
    assert.deepEqual(
      digest.myPending.map((pending) => [pending.request.id, pending.card?.kind]),
      [[request.id, 'request']],
    );
    assert.deepEqual(digest.waitingForMe, []);
    const ofBen = await digestOf(ben);
    assert.deepEqual(
      ofBen.waitingForMe.map((waiting) => waiting.request.id),
      [request.id],
    );
    assert.equal(isEmptyDigest(ofBen), false);
  });

  it('knows for which eligibility more time was asked, until that is answered', async () => {
    const { world, ana } = made;
    const soon = new Date(world.clock.now().getTime() + 3 * 86_400_000);
    const role = world.pim.addRole('Ends Soon');
    world.pim.makeEligible(ana, role, { endAt: soon });
    world.pim.makeEligible(ana, world.pim.addRole('Ends Too'), { endAt: soon });
    const askedFor = async (): Promise<readonly string[]> =>
      named((await digestOf(ana)).endingSoon.filter(({ isExtensionAsked }) => isExtensionAsked === true));
    assert.deepEqual(await askedFor(), []);
    await world.does(ana, {
      kind: 'extendEligibility',
      roleDefinitionId: role.id,
      scopeId: '/',
      justification: 'Still needed',
    });
    assert.deepEqual(await askedFor(), ['Ends Soon']);
    const [extension = assert.fail()] = await world.extensions.openOf(ana);
    await world.extensions.close(ana.tenantId, extension.id, {}, []);
    assert.deepEqual(await askedFor(), []);
  });

  it('brings the card of an own request, by which it can be taken back', async () => {
    const { world, ana, ask } = made;
    const { id: requestId } = await ask();
    const { card } = await world.cards.open({
      id: world.random.ulid(),
      kind: 'request',
      requestId,
      person: ana,
      nonce: world.random.secret(),
    });
    assert.deepEqual((await digestOf(ana)).myPending[0]?.card, card);
  });

  it('leaves out what is decided', async () => {
    const { world, ben, dara, ask } = made;
    const { id } = await ask();
    await world.does(ben, toDecide(id, 'Deny'));
    assert.ok(isEmptyDigest(await digestOf(dara)));
  });

  it('leaves out what has lapsed, whatever was read last', async () => {
    const { world, ana, ben, ask } = made;
    await ask();
    world.clock.forward(24 * 60 - 1);
    assert.equal((await digestOf(ben)).waitingForMe.length, 1);
    world.clock.forward(1);
    assert.ok(isEmptyDigest(await digestOf(ben)));
    assert.deepEqual((await digestOf(ana)).myPending, []);
  });

  it('tells what is planned for the next days, over a weekend and the day after it', async () => {
    const { world, ana, reader } = made;
    const beginsIn = (days: number): string =>
      new Date(world.clock.now().getTime() + days * 86_400_000).toISOString();
    const soon = await world.does(ana, toActivate(reader, { startAt: beginsIn(PLANNED_DAYS) }));
    const later = world.pim.addRole('Planned For Later');
    world.pim.makeEligible(ana, later);
    await world.does(ana, toActivate(later, { startAt: beginsIn(PLANNED_DAYS + 21) }));
    assert.deepEqual(
      (await digestOf(ana)).myPending.map(({ request: { id, status } }) => [id, status]),
      [[soon.request?.id, 'Granted']],
      'what is weeks ahead is no news of this day',
    );
    world.clock.forward(22 * 24 * 60);
    assert.ok(
      (await digestOf(ana)).myPending.some(({ request: { roleName } }) => roleName === 'Planned For Later'),
      'it comes in its time',
    );
  });

  it('asks nobody to decide their own request', async () => {
    const { world, ana, ask } = made;
    const { id: requestId } = await ask();
    await world.cards.open({
      id: world.random.ulid(),
      kind: 'approval',
      requestId,
      person: ana,
      nonce: world.random.secret(),
    });
    assert.deepEqual((await digestOf(ana)).waitingForMe, []);
  });

  it('leaves out what has ended since everything was read', async () => {
    const { world, ana, reader } = made;
    const soon = new Date(world.clock.now().getTime() + 20 * 60_000);
    world.pim.makeEligible(ana, world.pim.addRole('Ends Soon'), { endAt: soon });
    await activate(ana, reader, 15);
    const [active, eligible] = [
      await world.directory.activeRolesOf(ana.id),
      await world.directory.eligibleRolesOf(ana.id),
    ];
    const held = {
      activeRolesOf: () => Promise.resolve(active),
      eligibleRolesOf: () => Promise.resolve(eligible),
    };
    assert.equal((await composeDigest(world, held, ana)).active.length, 1);
    world.clock.forward(60);
    assert.ok(isEmptyDigest(await composeDigest(world, held, ana)));
  });
});
