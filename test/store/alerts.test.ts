import assert from 'node:assert/strict';
import { type AlertObservation, type ObservedAlert, stateOf } from '../../src/pim/alerts/alert.ts';
import { cardSubject } from '../../src/pim/alerts/alerts.ts';
import { foldAlerts } from '../../src/pim/alerts/foldAlerts.ts';
import { handledAlert } from '../../src/pim/alerts/handleAlert.ts';
import { type Person } from '../../src/pim/ids.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, anAuditEntry, storeWorld, ulid, type StoreWorld } from '../support/storeWorld.ts';

const observed = (person: Person, roleDefinitionId: ObservedAlert['roleDefinitionId']): ObservedAlert => ({
  source: 'latchkey',
  rule: 'assigned-outside-pim',
  roleDefinitionId,
  severity: 'high',
  parts: [{ severity: 'high', principals: [person.id], facts: { count: 1 } }],
  subjects: [{ principalId: person.id, roleDefinitionId: roleDefinitionId ?? null, isHigh: true }],
});

const fold = async (world: StoreWorld, alerts: readonly ObservedAlert[]): Promise<void> => {
  const now = world.clock.now();
  const observation: AlertObservation = { alerts, notJudged: ['guest'] };
  await world.alerts.fold(
    { at: now, notJudged: observation.notJudged },
    (known) => foldAlerts(known, observation, { now, flapHours: 24, newId: ulid }),
    ulid,
  );
};

for (const engine of engines) {
  describe(`SqlAlerts on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    beforeEach(() => {
      world = storeWorld(database);
    });

    const roleId = (): ObservedAlert['roleDefinitionId'] =>
      aFollowedRequest(world.ana, world.clock.now()).roleDefinitionId;
    const acknowledge = (by: Person, id: string, reason = ''): ReturnType<StoreWorld['alerts']['handle']> =>
      world.alerts.handle(
        id,
        (alert) =>
          handledAlert(alert, { kind: 'acknowledge', reason }, { by: by.id, now: world.clock.now() }),
        { newId: ulid, audit: { ...anAuditEntry(by), event: 'alert.acknowledged' } },
      );
    const queued = async (): Promise<readonly unknown[]> =>
      (await world.outbox.claim(10, 60)).map(({ message }) => message);

    it('keeps what a look has found, and reads it back as it was', async () => {
      assert.deepEqual([await world.alerts.standing(), await world.alerts.lastLook()], [[], undefined]);
      await fold(world, [observed(world.ana, roleId()), observed(world.ben, undefined)]);
      const standing = await world.alerts.standing();
      assert.equal(standing.length, 2);
      const [first = assert.fail()] = standing;
      assert.deepEqual(await world.alerts.of(first.id), first);
      assert.deepEqual(
        [first.severity, first.telling, first.raise, first.since],
        ['high', 'due', 1, world.clock.now()],
      );
      assert.deepEqual(first.parts[0]?.facts, { count: 1 });
      assert.deepEqual(await world.alerts.lastLook(), { at: world.clock.now(), notJudged: ['guest'] });
      world.clock.forward(60);
      await fold(world, [observed(world.ana, roleId())]);
      const [left, ...others] = await world.alerts.standing();
      assert.deepEqual([left?.since, others], [first.since, []]);
      assert.deepEqual(
        (await world.alerts.history(standing.find(({ id }) => id !== left?.id)?.id ?? '', 5)).map(
          ({ kind }) => kind,
        ),
        ['resolved', 'raised'],
      );
    });

    it('lets one of two acknowledge, with one row of the trail, and draws the card again once', async () => {
      await fold(world, [observed(world.ana, roleId())]);
      const [alert = assert.fail()] = await world.alerts.standing();
      const card = {
        id: ulid(),
        kind: 'alert',
        requestId: cardSubject(alert),
        person: world.ana,
        nonce: 'n',
      } as const;
      await world.cards.open(card);
      await world.cards.setSent(card.id, 'chat', 'message');
      const both = await Promise.all([acknowledge(world.ana, alert.id), acknowledge(world.ben, alert.id)]);
      assert.deepEqual(both.map((one) => one?.isChanged).toSorted(), [false, true]);
      assert.deepEqual(
        both.map((one) => one && stateOf(one.alert)),
        ['acknowledged', 'acknowledged'],
      );
      const rows = await world.audit.rows(0, 10);
      assert.deepEqual(
        rows.map(({ event }) => event),
        ['alert.acknowledged'],
      );
      assert.deepEqual(await queued(), [{ kind: 'card', cardId: card.id }]);
      assert.equal(await acknowledge(world.ana, ulid()), undefined);
    });

    it('draws nothing again that was never sent and refused, and nothing that looks the same', async () => {
      await fold(world, [observed(world.ana, roleId())]);
      const [alert = assert.fail()] = await world.alerts.standing();
      const card = {
        id: ulid(),
        kind: 'alert',
        requestId: cardSubject(alert),
        person: world.ana,
        nonce: 'n',
      } as const;
      await world.cards.open(card);
      await fold(world, [observed(world.ana, roleId())]);
      assert.deepEqual(await queued(), []);
      await world.cards.setReceipt(card.id, 'refused', 'ConversationBlockedByUser');
      await fold(world, []);
      assert.deepEqual(await queued(), []);
    });

    it('notes a telling together with its messages, and leaves what was raised since', async () => {
      await fold(world, [observed(world.ana, roleId())]);
      const [alert = assert.fail()] = await world.alerts.standing();
      const tell = (raise: number): Promise<void> =>
        world.alerts.noteTelling(
          [{ id: alert.id, raise, telling: 'list' }],
          [{ id: ulid(), person: world.ben, message: { kind: 'alerts', count: 1 }, onceKey: 'alerts/1' }],
        );
      await tell(0);
      assert.equal((await world.alerts.of(alert.id))?.telling, 'due');
      await tell(1);
      assert.equal((await world.alerts.of(alert.id))?.telling, 'list');
      assert.deepEqual(await queued(), [{ kind: 'alerts', count: 1 }]);
    });

    it('forgets what somebody wrote when they are gone, and old history in time', async () => {
      await fold(world, [observed(world.ana, roleId())]);
      const [alert = assert.fail()] = await world.alerts.standing();
      await acknowledge(world.ben, alert.id, 'Ana told me so');
      assert.deepEqual(await world.personalRecords.known(undefined, 10), [world.ben.id]);
      await world.personalRecords.forget(world.ben);
      const [last] = await world.alerts.history(alert.id, 1);
      assert.deepEqual([last?.kind, last?.by, last?.reason], ['acknowledged', world.ben.id, '']);
      world.clock.forward(60);
      await fold(world, []);
      await world.alerts.sweep(world.clock.now());
      assert.deepEqual(
        (await world.alerts.history(alert.id, 9)).map(({ kind }) => kind),
        ['resolved'],
      );
      world.clock.forward(60);
      await world.alerts.sweep(world.clock.now());
      assert.equal(await world.alerts.of(alert.id), undefined);
    });
  });
}
