import assert from 'node:assert/strict';
import { type Person } from '../../src/pim/ids.ts';
import { type Intent, type SignIn } from '../../src/pim/records.ts';
import { type StoreWorld, aFollowedRequest, anAuditEntry, storeWorld, ulid } from '../support/storeWorld.ts';
import { aConversation } from '../support/inMemoryRecords.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { verifyChain } from '../../src/store/auditChain.ts';

const inAnHour = ({ clock }: StoreWorld): Date => new Date(clock.now().getTime() + 3_600_000);

const aSignIn = (world: StoreWorld, person: Person): SignIn => ({
  id: ulid(),
  person,
  kind: 'exchange',
  continuation: { kind: 'text', text: 'activate exchange because my mailbox' },
  operationId: undefined,
  cardActivityId: undefined,
  interactive: undefined,
  createdAt: world.clock.now(),
  expiresAt: inAnHour(world),
});

const chatKey = (person: Person): string => `msteams/conversations/${aConversation(person).conversationId}/`;

/** Gives somebody one of everything that Latchkey keeps of people. */
async function live(world: StoreWorld, person: Person): Promise<{ readonly operationId: string }> {
  const { clock, tenantId } = world;
  const operationId = ulid();
  await world.conversations.remember(aConversation(person, { name: 'Ana Ruiz' }));
  await world.preferences.set(person, { digestAt: '07:15' });
  await world.tokens.keep({
    person,
    receivedAt: clock.now(),
    expiresAt: inAnHour(world),
    assertion: 'eyJ.assertion',
    graphToken: undefined,
    signInId: undefined,
  });
  await world.signIns.open(aSignIn(world, person));
  await world.botState.write({ [chatKey(person)]: { draft: 'my mailbox' } });
  await world.digests.queue([{ id: ulid(), person, message: { kind: 'digest', localDate: '2030-01-01' } }]);
  await world.operations.open(
    {
      id: operationId,
      person,
      intent: {
        kind: 'activate',
        roleDefinitionId: aFollowedRequest(person, clock.now()).roleDefinitionId,
        scopeId: '/',
        durationMinutes: 60,
        justification: 'my mailbox',
        ticketNumber: 'INC-42',
        ticketSystem: 'ServiceDesk',
        startAt: undefined,
      },
    },
    { ...anAuditEntry(person), tenantId },
  );
  return { operationId };
}

for (const engine of engines) {
  describe(`SqlPersonalRecords on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('drops what proves a person and what waits for their answer, and nothing else', async () => {
      const world = storeWorld(database);
      const { ana, ben, personalRecords, tokens, signIns, botState, conversations } = world;
      await live(world, ana);
      await live(world, ben);
      await personalRecords.dropProofs(ana);
      assert.equal(await tokens.of(ana), undefined);
      assert.deepEqual(await signIns.openOf(ana), []);
      assert.deepEqual(await botState.read([chatKey(ana)]), {});
      assert.ok(await conversations.of(ana), 'the chat itself is still known');
      assert.ok(await tokens.of(ben));
      assert.equal((await signIns.openOf(ben)).length, 1);
      assert.notDeepEqual(await botState.read([chatKey(ben)]), {});
    });

    it('knows everybody of whom more than an id is kept, page by page', async () => {
      const world = storeWorld(database);
      const { ana, ben, personalRecords, requests, clock } = world;
      await live(world, ana);
      const decided = { decidedBy: ben.id, decidedByName: 'Ben', decision: 'Approve' } as const;
      await requests.save(aFollowedRequest(ana, clock.now(), decided));
      const [first, second] = [ana.id, ben.id].toSorted();
      assert.deepEqual(await personalRecords.known(undefined, 10), [first, second]);
      assert.deepEqual(await personalRecords.known(undefined, 1), [first]);
      assert.deepEqual(await personalRecords.known(first, 10), [second]);
      assert.deepEqual(await storeWorld(database).personalRecords.known(undefined, 10), [], 'another tenant');
    });

    it('remembers since when somebody is missed, until they are seen again', async () => {
      const { ana, ben, personalRecords, clock } = storeWorld(database);
      const first = clock.now();
      await personalRecords.noteLook({ there: [], gone: [ana.id, ben.id] });
      clock.forward(60);
      await personalRecords.noteLook({ there: [ben.id], gone: [ana.id] });
      assert.deepEqual(await personalRecords.missedSince(new Date(first.getTime() - 1), 10), []);
      assert.deepEqual(await personalRecords.missedSince(first, 10), [ana.id]);
    });

    it('takes out what an administrator said of a change, when either of the two is forgotten', async () => {
      const world = storeWorld(database);
      const { ana, ben, personalRecords, operations, clock } = world;
      const { roleDefinitionId } = aFollowedRequest(ana, clock.now());
      const changeOf = (principalId: Person['id'], justification: string): Intent => ({
        kind: 'changeHolding',
        change: {
          what: 'makeEligible',
          roleDefinitionId,
          scopeId: '/',
          principalId,
          justification,
          days: 90,
        },
      });
      const store = async (by: Person, of: Person): Promise<string> => {
        const id = ulid();
        const intent = changeOf(of.id, 'because of the audit');
        const { operation } = await operations.open({ id, person: by, intent }, anAuditEntry(by));
        assert.deepEqual((await operations.of(id))?.intent, operation.intent);
        return id;
      };
      const byAna = await store(ana, ben);
      const aboutAna = await store(ben, ana);
      const another = await store(ben, ben);
      assert.deepEqual(await personalRecords.known(undefined, 10), [ana.id, ben.id].toSorted());
      await personalRecords.forget(ana);
      assert.deepEqual((await operations.of(byAna))?.intent, changeOf(ben.id, ''));
      assert.deepEqual((await operations.of(aboutAna))?.intent, changeOf(ana.id, ''));
      assert.deepEqual((await operations.of(another))?.intent, changeOf(ben.id, 'because of the audit'));
      assert.deepEqual(await personalRecords.known(undefined, 10), [ben.id]);
    });

    it('forgets a person but for ids, in requests of theirs and of others', async () => {
      const world = storeWorld(database);
      const { ana, ben, personalRecords, requests, cards, operations, clock, tenantId } = world;
      const { operationId } = await live(world, ana);
      await live(world, ben);
      const own = aFollowedRequest(ana, clock.now(), {
        ticketNumber: 'INC-42',
        decidedBy: ben.id,
        decidedByName: 'Ben',
        decisionComment: 'fine for Ana',
      });
      const other = aFollowedRequest(ben, clock.now(), {
        requestorName: 'Ben',
        decidedBy: ana.id,
        decidedByName: 'Ana',
        decisionComment: 'said Ana',
      });
      await requests.save(own);
      await requests.save(other);
      const { card } = await cards.open({
        id: ulid(),
        kind: 'approval',
        requestId: other.id,
        person: ana,
        nonce: 'n',
      });
      await cards.setSent(card.id, 'a:ana', 'activity-1');
      const decision = await operations.open(
        {
          id: ulid(),
          person: ben,
          intent: { kind: 'decide', requestId: own.id, decision: 'Approve', comment: 'fine for Ana' },
        },
        anAuditEntry(ben),
      );

      await personalRecords.forget(ana);

      assert.deepEqual(await personalRecords.known(undefined, 10), [ben.id]);
      const kept = await requests.of(tenantId, own.id);
      assert.equal(kept?.requestor, ana.id);
      const { requestorName, requestorUserPrincipalName, justification, ticketNumber } = kept;
      assert.deepEqual(
        [requestorName, requestorUserPrincipalName, justification, ticketNumber],
        ['', '', '', ''],
      );
      assert.deepEqual([kept.decidedByName, kept.decisionComment, kept.isOpen], ['Ben', undefined, false]);
      const decided = await requests.of(tenantId, other.id);
      assert.deepEqual(
        [decided?.decidedBy, decided?.decidedByName, decided?.decisionComment, decided?.requestorName],
        [ana.id, undefined, undefined, 'Ben'],
      );
      const intents = [operationId, decision.operation.id].map(
        async (id) => (await operations.of(id))?.intent,
      );
      const [activation, comment] = await Promise.all(intents);
      assert.deepEqual(activation, {
        kind: 'activate',
        roleDefinitionId: own.roleDefinitionId,
        scopeId: '/',
        durationMinutes: 60,
        justification: '',
        ticketNumber: '',
        ticketSystem: '',
      });
      assert.deepEqual(comment, { kind: 'decide', requestId: own.id, decision: 'Approve', comment: '' });
      const lying = await cards.of(card.id);
      assert.deepEqual([lying?.conversationId, lying?.activityId], [undefined, undefined]);
      const rows = await world.audit.rows(0, 100);
      assert.deepEqual(rows.at(-1)?.facts, { person: ana.id });
      assert.equal(rows.at(-1)?.event, 'person.forgotten');
      assert.ok(verifyChain(rows, { head: await world.audit.head() }).isIntact);
    });
  });
}
