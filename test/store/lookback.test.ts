import assert from 'node:assert/strict';
import { principalId, roleDefinitionId } from '../../src/pim/ids.ts';
import { approvers, goodSettings, people, roles } from '../support/calmTenant.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, anAuditEntry, aRequestId, storeWorld, ulid } from '../support/storeWorld.ts';

const minutes = (at: Date, count: number): Date => new Date(at.getTime() + count * 60_000);

for (const engine of engines) {
  describe(`SqlLookback on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('gives events of some names from a time on, in order', async () => {
      const { lookback, audit, clock, ana, ben } = storeWorld(database);
      const from = minutes(clock.now(), 1);
      await audit.append({ ...anAuditEntry(ana), event: 'activation.activated' });
      clock.forward(1);
      await audit.append({ ...anAuditEntry(ben), event: 'activation.activated' });
      await audit.append({ ...anAuditEntry(ana), event: 'activation.ended' });
      await audit.append({ ...anAuditEntry(ana), event: 'activation.activated' });
      const events = await lookback.events(from, ['activation.activated', 'activation.bypassed']);
      assert.deepEqual(
        events.map(({ event, actor }) => [event, actor]),
        [
          ['activation.activated', ben.id],
          ['activation.activated', ana.id],
        ],
      );
      assert.deepEqual(await storeWorld(database).lookback.events(from, ['activation.activated']), []);
    });

    it('counts approvals by person, whenever the request was made', async () => {
      const world = storeWorld(database);
      const { lookback, requests, clock, ana, ben } = world;
      const from = clock.now();
      const decided = { decision: 'Approve', decidedBy: ben.id, decidedAt: minutes(from, 5) } as const;
      const approved = [
        aFollowedRequest(ana, minutes(from, 1), decided),
        aFollowedRequest(ana, minutes(from, -23 * 60), decided),
        aFollowedRequest(ana, minutes(from, 2), { ...decided, decidedAt: undefined }),
      ];
      const others = [
        aFollowedRequest(ana, minutes(from, -60), { ...decided, decidedAt: minutes(from, -1) }),
        aFollowedRequest(ana, minutes(from, 1), { ...decided, decision: 'Deny' }),
        aFollowedRequest(ana, minutes(from, 1)),
      ];
      for (const request of [...approved, ...others]) await requests.save(request);
      assert.deepEqual(await lookback.approvals(from), [{ by: ben.id, count: 3 }]);
      assert.deepEqual(await storeWorld(database).lookback.approvals(from), []);
    });

    it('counts refused cards by code, most first', async () => {
      const { lookback, cards, clock, ana, ben } = storeWorld(database);
      const refused = async (person: typeof ana, code: string): Promise<void> => {
        const { card } = await cards.open({
          id: ulid(),
          kind: 'approval',
          requestId: aRequestId(),
          person,
          nonce: 'n',
        });
        await cards.setReceipt(card.id, 'refused', code);
      };
      await refused(ana, 'TooOld');
      clock.forward(1);
      const from = clock.now();
      await refused(ana, 'NotInstalled');
      await refused(ana, 'ConversationBlockedByUser');
      await refused(ben, 'NotInstalled');
      assert.deepEqual(await lookback.refusals(from), [
        { code: 'NotInstalled', count: 2 },
        { code: 'ConversationBlockedByUser', count: 1 },
      ]);
    });

    it('finds requests with an approval that nobody gave', async () => {
      const { lookback, requests, clock, ana } = storeWorld(database);
      const from = clock.now();
      const to = minutes(from, 60);
      const waiting = { approvalId: '11111111-1111-4111-8111-111111111111' };
      const undecided = aFollowedRequest(ana, minutes(from, 1), waiting);
      const others = [
        aFollowedRequest(ana, minutes(from, -1), waiting),
        aFollowedRequest(ana, to, waiting),
        aFollowedRequest(ana, minutes(from, 1)),
        aFollowedRequest(ana, minutes(from, 1), { ...waiting, decision: 'Deny' }),
        aFollowedRequest(ana, minutes(from, 1), { ...waiting, endAt: to }),
      ];
      for (const request of [undecided, ...others]) await requests.save(request);
      assert.deepEqual(
        (await lookback.undecided(from, to)).map(({ id }) => id),
        [undecided.id],
      );
    });

    it('knows when each person last had each role', async () => {
      const { lookback, requests, clock, ana, ben } = storeWorld(database);
      const from = clock.now();
      const end = minutes(from, 600);
      const role = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
      const had = (who: typeof ana, after: number, more = {}) =>
        aFollowedRequest(who, minutes(from, after), { roleDefinitionId: role, endAt: end, ...more });
      const all = [
        had(ana, 1),
        had(ana, 5, { startAt: minutes(from, 30) }),
        had(ana, 9, { endAt: undefined }),
        had(ana, -1),
        had(ben, 2, { startAt: undefined }),
      ];
      for (const request of all) await requests.save(request);
      const found = await lookback.lastActivations(from);
      const sorted = [...found].sort((a, b) => b.at.getTime() - a.at.getTime());
      assert.deepEqual(sorted, [
        { principalId: ana.id, roleDefinitionId: role, at: minutes(from, 30) },
        { principalId: ben.id, roleDefinitionId: role, at: minutes(from, 2) },
      ]);
    });

    it('keeps how roles were set, until it is swept', async () => {
      const { lookback, clock } = storeWorld(database);
      const { policyId: _, ...settings } = goodSettings(roles.exchange, {
        approvers: approvers(people.ana),
        authenticationContext: 'c1',
      });
      const first = clock.now();
      assert.equal(await lookback.settingsAt(first), undefined);
      await lookback.keepSettings([settings]);
      await lookback.keepSettings([]);
      clock.forward(60);
      await lookback.keepSettings([]);
      assert.equal(await lookback.settingsAt(minutes(first, -1)), undefined);
      assert.deepEqual(await lookback.settingsAt(minutes(first, 59)), [settings]);
      assert.deepEqual(await lookback.settingsAt(minutes(first, 60)), []);
      assert.equal(await storeWorld(database).lookback.settingsAt(minutes(first, 60)), undefined);
      await lookback.sweep(minutes(first, 60));
      assert.equal(await lookback.settingsAt(minutes(first, 59)), undefined);
      assert.deepEqual(await lookback.settingsAt(minutes(first, 60)), []);
    });

    it('keeps who held what, until it is swept', async () => {
      const { lookback, clock, ana } = storeWorld(database);
      const assignment = {
        principalId: principalId(ana.id),
        roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
        scopeId: '/',
      };
      const first = clock.now();
      assert.equal(await lookback.standingAt(first), undefined);
      await lookback.keepStanding([assignment]);
      clock.forward(60);
      await lookback.keepStanding([]);
      assert.deepEqual(await lookback.standingAt(minutes(first, 59)), [assignment]);
      assert.deepEqual(await lookback.standingAt(minutes(first, 60)), []);
      await lookback.sweep(minutes(first, 60));
      assert.equal(await lookback.standingAt(minutes(first, 59)), undefined);
      assert.deepEqual(await lookback.standingAt(minutes(first, 60)), []);
    });
  });
}
