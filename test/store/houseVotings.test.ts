import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type HouseVoting } from '../../src/pim/houseRules/votings/houseVoting.ts';
import { assessed } from '../../src/pim/houseRules/votings/standing.ts';
import { type FreshReading, withVote } from '../../src/pim/houseRules/votings/withVote.ts';
import { type Demand } from '../../src/pim/houseRules/chains.ts';
import { type Person, principalId, roleDefinitionId } from '../../src/pim/ids.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, aPerson, storeWorld, type StoreWorld, ulid } from '../support/storeWorld.ts';

const nothing = { messages: [], audit: [] };
const fresh: FreshReading = {
  current: undefined,
  isHeldUp: false,
  directory: { membersOf: () => undefined, managerOf: () => undefined },
};

const demandOf = (people: readonly Person[], count: number): Demand => ({
  version: 'v1',
  chains: [
    {
      key: 'two',
      rule: 'Two people',
      ownGroups: [],
      stages: [
        {
          count,
          from: { people: people.map(({ id }) => id), groups: [], manager: false },
          notOwnGroup: false,
          timeOutMinutes: 60,
          remindEveryMinutes: 15,
        },
      ],
    },
  ],
  delegations: [
    {
      rule: 'Two people',
      for: principalId('00000000-0000-4000-8000-0000000000f1'),
      to: principalId('00000000-0000-4000-8000-0000000000f2'),
      from: new Date('2026-01-01T00:00:00Z'),
      until: new Date('2026-02-01T00:00:00Z'),
    },
  ],
  validMinutes: 30,
});

/** A voting on which so many of these people have to agree. */
function aVoting({ ana, clock }: StoreWorld, people: readonly Person[], count = 2): HouseVoting {
  const request = aFollowedRequest(ana, clock.now());
  const voting = {
    id: request.id,
    tenantId: ana.tenantId,
    requestor: ana.id,
    requestedAt: clock.now(),
    asked: demandOf(people, count),
    current: undefined,
    votes: [],
    limitAt: undefined,
    way: 'activation' as const,
    operationId: ulid(),
    pimRequestId: undefined,
    role: {
      id: request.roleDefinitionId,
      displayName: 'Exchange Administrator',
      isPrivileged: true,
      tier: undefined,
    },
    scopeId: '/',
    minutes: 60,
    startAt: undefined,
    pimApprovers: [],
    relay: undefined,
    end: undefined,
    lookAt: clock.now(),
  };
  return { ...voting, standing: assessed(voting, clock.now(), fresh.directory).standing };
}

const voteOf = (by: Person, decision: 'approve' | 'deny' = 'approve', operationId = ulid()) => ({
  by: by.id,
  decision,
  operationId,
  byName: 'Ben Okafor',
  comment: 'planned',
});

for (const engine of engines) {
  describe(`SqlHouseVotings on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    const cast = (
      { votings, clock }: StoreWorld,
      { tenantId, id }: HouseVoting,
      vote: ReturnType<typeof voteOf>,
    ) =>
      votings.change(tenantId, id, (stored) => {
        const next = stored.end === undefined ? withVote(stored, vote, fresh, clock.now()) : undefined;
        return next && { voting: next.voting, announcement: nothing };
      });

    it('keeps one request of a person and role at a time, whoever is first', async () => {
      const world = storeWorld(database);
      const { votings, requests, ana, ben, clock, tenantId } = world;
      const stepOf = (person: Person, changes: Partial<FollowedRequest> = {}) => {
        const made = aVoting(world, [ben]);
        const request = {
          ...aFollowedRequest(person, clock.now(), { id: made.id, ...changes }),
          isHeld: true as const,
        };
        const role = { ...made.role, id: request.roleDefinitionId };
        const voting = { ...made, requestor: person.id, role, scopeId: request.scopeId };
        return { voting, request, announcement: nothing };
      };
      const unit = { scopeId: '/administrativeUnits/000000a0-0000-4000-8000-00000000000A' };
      const both = [stepOf(ana), stepOf(ana)];
      const [first, second] = await Promise.all(both.map((step) => votings.open(step)));
      assert.deepEqual([first?.isNew, second?.isNew].toSorted(), [false, true]);
      assert.equal(first?.voting.id, second?.voting.id, 'each hears of the one that is kept');
      const kept = await Promise.all(both.map(({ voting }) => requests.of(tenantId, voting.id)));
      assert.equal(kept.filter((request) => request !== undefined).length, 1);
      const another = { roleDefinitionId: roleDefinitionId(randomUUID()) };
      for (const step of [stepOf(ana, unit), stepOf(ana, another), stepOf(ben)])
        assert.equal((await votings.open(step)).isNew, true, 'that is something else');
      const sameUnit = stepOf(ana, { scopeId: unit.scopeId.toLowerCase() });
      assert.equal((await votings.open(sameUnit)).isNew, false);
      const { id } = first?.voting ?? {};
      assert.ok(id);
      await votings.change(tenantId, id, (voting) => ({
        voting: { ...voting, end: { how: 'canceled', at: clock.now(), by: ana.id }, lookAt: undefined },
        request: { ...stepOf(ana).request, id, isOpen: false },
        announcement: nothing,
      }));
      assert.equal((await votings.open(stepOf(ana))).isNew, true, 'the one before is over');
    });

    it('keeps a voting once, with its request, and gives back every time and word of it', async () => {
      const world = storeWorld(database);
      const { votings, requests, ana, ben, clock, tenantId } = world;
      const voting = aVoting(world, [ben, aPerson(tenantId)]);
      const request = { ...aFollowedRequest(ana, clock.now(), { id: voting.id }), isHeld: true as const };
      const [first, second] = await Promise.all([
        votings.open({ voting, request, announcement: nothing }),
        votings.open({ voting: { ...voting, minutes: 99 }, request, announcement: nothing }),
      ]);
      assert.deepEqual([first.isNew, second.isNew].toSorted(), [false, true]);
      const kept = await votings.of(tenantId, voting.id);
      assert.ok(kept);
      assert.deepEqual(kept, { ...voting, minutes: kept.minutes });
      assert.equal((await requests.of(tenantId, voting.id))?.isHeld, true);
      assert.deepEqual((await requests.claimDue(10, 60)).requests, [], 'PIM is never asked about it');
      const current = { demand: demandOf([ben], 1), since: clock.now() };
      const relay = { by: ana.id, decision: 'Approve', operationId: ulid(), at: clock.now() } as const;
      const end = {
        how: 'lapsed',
        at: clock.now(),
        by: undefined,
        why: 'timedOut',
        rule: 'Two people',
      } as const;
      await votings.change(tenantId, voting.id, (stored) => ({
        voting: {
          ...stored,
          current,
          relay,
          end,
          pimRequestId: voting.id,
          startAt: stored.startAt,
          lookAt: undefined,
        },
        announcement: nothing,
      }));
      const ended = await votings.ofPimRequest(tenantId, voting.id);
      assert.deepEqual(
        [ended?.current, ended?.relay, ended?.end, ended?.lookAt],
        [current, relay, end, undefined],
      );
      const passed = {
        how: 'emergency',
        at: clock.now(),
        by: ana.id,
        why: undefined,
        rule: undefined,
        operationId: ulid(),
        reason: 'all mail is down',
      } as const;
      const after = await votings.change(tenantId, voting.id, (stored) => ({
        voting: { ...stored, end: passed },
        announcement: nothing,
      }));
      assert.deepEqual(after?.end, passed);
      assert.deepEqual((await votings.of(tenantId, voting.id))?.end, passed);
    });

    it('takes simultaneous votes one after the other: each person once, and nothing after the end', async () => {
      const world = storeWorld(database);
      const { votings, tenantId } = world;
      const people = Array.from({ length: 6 }, () => aPerson(tenantId));
      const voting = aVoting(world, people, 3);
      await votings.open({ voting, announcement: nothing });
      const wishes = people.flatMap((person) => [voteOf(person), voteOf(person)]);
      await Promise.all(wishes.map((vote) => cast(world, voting, vote)));
      const kept = await votings.of(tenantId, voting.id);
      assert.equal(kept?.standing.state, 'approved');
      assert.equal(kept.votes.length, 3, 'so many as were asked, and no more');
      assert.equal(new Set(kept.votes.map(({ by }) => by)).size, 3);
      assert.deepEqual(kept.votes[0]?.seats, [{ chain: 'two', stage: 0, onBehalfOf: undefined }]);
    });

    it('has one end, whether the denial or the last approval comes first, and one vote of one operation', async () => {
      const world = storeWorld(database);
      const { votings, tenantId, ben } = world;
      for (let turn = 0; turn < 5; turn += 1) {
        const chi = aPerson(tenantId);
        const voting = aVoting(world, [ben, chi], 1);
        await votings.open({ voting, announcement: nothing });
        const same = voteOf(ben);
        await Promise.all([
          cast(world, voting, same),
          cast(world, voting, voteOf(chi, 'deny')),
          cast(world, voting, same),
        ]);
        const kept = await votings.of(tenantId, voting.id);
        assert.equal(kept?.votes.length, 1);
        assert.equal(kept.standing.state, kept.votes[0]?.decision === 'deny' ? 'denied' : 'approved');
        assert.equal(kept.end?.how, kept.standing.state === 'denied' ? 'denied' : undefined);
      }
    });

    it('gives what is due to one of several processes, and again at once where somebody says so', async () => {
      const world = storeWorld(database);
      const { votings, tenantId, ben, clock } = world;
      const voting = aVoting(world, [ben], 1);
      await votings.open({ voting, announcement: nothing });
      const claimed = await Promise.all([votings.claimDue(5, 60), votings.claimDue(5, 60)]);
      assert.deepEqual(
        claimed.flat().map(({ id }) => id),
        [voting.id],
      );
      assert.deepEqual(await votings.claimDue(5, 60), []);
      await votings.markDue(tenantId, voting.id);
      assert.equal((await votings.claimDue(5, 60)).length, 1);
      clock.forward(2);
      assert.equal((await votings.claimDue(5, 60)).length, 1);
    });

    it('forgets what somebody said, and keeps that they said it', async () => {
      const world = storeWorld(database);
      const { votings, personalRecords, tenantId, ben, ana } = world;
      const voting = aVoting(world, [ben], 1);
      await votings.open({ voting, announcement: nothing });
      await cast(world, voting, voteOf(ben));
      assert.ok((await personalRecords.known(undefined, 100)).includes(ben.id));
      await personalRecords.forget(ben);
      const [vote] = (await votings.of(tenantId, voting.id))?.votes ?? [];
      assert.deepEqual([vote?.by, vote?.byName, vote?.comment], [ben.id, '', '']);
      await personalRecords.forget(ana);
    });

    it('activates nothing on votes of a backup', async () => {
      const world = storeWorld(database);
      const { votings, requests, quarantine, tenantId, ana, ben, clock } = world;
      const voting = aVoting(world, [ben], 1);
      const request = { ...aFollowedRequest(ana, clock.now(), { id: voting.id }), isHeld: true as const };
      await votings.open({ voting, request, announcement: nothing });
      await quarantine.begin({ by: 'operator', lost: undefined, secret: 'secret' });
      const kept = await votings.of(tenantId, voting.id);
      assert.deepEqual([kept?.end?.how, kept?.end?.why, kept?.lookAt], ['lapsed', 'restored', undefined]);
      assert.equal((await requests.of(tenantId, voting.id))?.isOpen, false);
    });
  });
}
