import assert from 'node:assert/strict';
import { type KeptRuling } from '../../src/pim/houseRules/keptRuling.ts';
import { roleDefinitionId } from '../../src/pim/ids.ts';
import { type Intent } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aFollowedRequest, anAuditEntry, aRequestId, storeWorld, ulid } from '../support/storeWorld.ts';

const roleId = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');

for (const engine of engines) {
  describe(`What is kept of house rules on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('is the ruling of a request with its times, every line of it', async () => {
      const { requests, ana, clock, tenantId } = storeWorld(database);
      const hours = { days: ['monday'], from: '08:00', to: '17:00', zone: 'Europe/Oslo' } as const;
      const ticket = { required: true, pattern: 'CHG\\d{7}', check: 'Changes', ifUnknown: 'warn' } as const;
      const houseRuling: KeptRuling = {
        version: 'a'.repeat(64),
        at: clock.now(),
        verdict: 'emergency',
        lines: [
          { asked: { thing: 'maximum', rule: 'Short', minutes: 60, isMet: true }, isWaived: false },
          {
            asked: { thing: 'coolDown', rule: 'Pause', minutes: 60, until: undefined, isMet: true },
            isWaived: false,
          },
          {
            asked: { thing: 'coolDown', rule: 'Pause', minutes: 60, until: clock.now(), isMet: false },
            isWaived: true,
          },
          { asked: { thing: 'hours', rule: 'Office "hours"', hours, isMet: false }, isWaived: true },
          {
            asked: { thing: 'ticket', rule: 'Numbers', ticket, problem: undefined, isMet: undefined },
            isWaived: true,
          },
          { asked: { thing: 'approvals', rule: 'Two', count: 2, isMet: undefined }, isWaived: true },
        ],
        others: 3,
      };
      const request = { ...aFollowedRequest(ana, clock.now()), houseRuling };
      await requests.save(request);
      assert.deepEqual(await requests.of(tenantId, request.id), request);
    });

    it('is which activations were emergencies', async () => {
      const { operations, ana } = storeWorld(database);
      const intent: Intent = {
        kind: 'activate',
        roleDefinitionId: roleId,
        scopeId: '/',
        durationMinutes: 60,
        justification: 'outage',
        ticketNumber: '',
        ticketSystem: '',
        startAt: undefined,
      };
      for (const one of [intent, { ...intent, isEmergency: true }]) {
        const id = ulid();
        await operations.open({ id, person: ana, intent: one }, anAuditEntry(ana));
        await operations.claim(id, 60);
      }
      const found = await operations.activationsSince(ana, new Date(0));
      assert.deepEqual(found.map(({ isEmergency }) => isEmergency).sort(), [false, true]);
    });

    it('is who was told of an emergency, found by the time of the card', async () => {
      const { cards, clock, ana, ben, tenantId } = storeWorld(database);
      const begun = clock.now();
      const open = (person = ben, kind: 'emergency' | 'approval' = 'emergency') =>
        cards.open({ id: ulid(), kind, requestId: aRequestId(), person, nonce: 'n' });
      const early = await open();
      clock.forward(10);
      const [taken, refused, queued, other] = [
        await open(),
        await open(ana),
        await open(),
        await open(ben, 'approval'),
      ];
      for (const { card } of [early, taken, other]) await cards.setSent(card.id, 'chat', 'message');
      await cards.setReceipt(refused.card.id, 'refused', 'NotInstalled');
      assert.equal(queued.card.receipt, 'queued');
      const found = await cards.takenBetween('emergency', begun, clock.now(), 10);
      assert.deepEqual(
        found.map(({ id, person }) => [id, person]),
        [[taken.card.id, { tenantId, id: ben.id }]],
      );
      const before = new Date(begun.getTime() - 1);
      assert.equal((await cards.takenBetween('emergency', before, clock.now(), 10)).length, 2);
      assert.equal((await cards.takenBetween('emergency', before, clock.now(), 1))[0]?.id, early.card.id);
    });
  });
}
