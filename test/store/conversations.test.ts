import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { tenantId, type Person } from '../../src/pim/ids.ts';
import { type Conversation } from '../../src/pim/records.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aPerson, storeWorld } from '../support/storeWorld.ts';

const aConversation = (person: Person, changes: Partial<Conversation> = {}): Conversation => ({
  person,
  conversationId: 'a:1',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  userId: '29:ana',
  botId: '28:bot',
  name: 'Ana',
  locale: 'de-AT',
  timeZone: 'Europe/Vienna',
  isInstalled: true,
  ...changes,
});

for (const engine of engines) {
  describe(`SqlConversations on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('remembers how to reach somebody', async () => {
      const { conversations, ana, ben } = storeWorld(database);
      await conversations.remember(aConversation(ana));
      assert.deepEqual(await conversations.of(ana), aConversation(ana));
      assert.equal(await conversations.of(ben), undefined);
    });

    it('takes what the latest activity says, and keeps what it does not say', async () => {
      const { conversations, ana } = storeWorld(database);
      await conversations.remember(aConversation(ana));
      const later = { conversationId: 'a:2', name: 'Ana B.', isInstalled: false };
      await conversations.remember(
        aConversation(ana, { ...later, locale: undefined, timeZone: 'Asia/Tokyo' }),
      );
      assert.deepEqual(
        await conversations.of(ana),
        aConversation(ana, { ...later, locale: 'de-AT', timeZone: 'Asia/Tokyo' }),
      );
    });

    it('keeps two tenants apart', async () => {
      const { conversations, ana } = storeWorld(database);
      const elsewhere = { tenantId: tenantId(randomUUID()), id: ana.id };
      await conversations.remember(aConversation(ana));
      await conversations.remember(aConversation(elsewhere, { conversationId: 'a:other' }));
      assert.equal((await conversations.of(ana))?.conversationId, 'a:1');
      assert.equal((await conversations.of(elsewhere))?.conversationId, 'a:other');
    });

    it('finds many people at once, and nobody for nobody', async () => {
      const { conversations, ana, ben } = storeWorld(database);
      await conversations.remember(aConversation(ana));
      const found = await conversations.ofMany([ana, ben]);
      assert.deepEqual(
        found.map(({ person }) => person),
        [ana],
      );
      assert.deepEqual(await conversations.ofMany([]), []);
    });

    it('keeps the reference of somebody who removed the app', async () => {
      const { conversations, ana } = storeWorld(database);
      await conversations.remember(aConversation(ana));
      await conversations.markUninstalled(ana);
      assert.deepEqual(await conversations.of(ana), aConversation(ana, { isInstalled: false }));
    });

    it('lists everybody with the app, page by page in order of id', async () => {
      const { conversations, tenantId: tenant, ana } = storeWorld(database);
      const people = Array.from({ length: 5 }, () => aPerson(tenant));
      for (const person of people) await conversations.remember(aConversation(person));
      await conversations.remember(aConversation(ana, { isInstalled: false }));
      const inOrder = people.map(({ id }) => id).sort();
      const idsAfter = async (after: Person['id'] | undefined): Promise<readonly string[]> =>
        (await conversations.installed(tenant, after, 2)).map(({ person }) => person.id);
      assert.deepEqual(await idsAfter(undefined), inOrder.slice(0, 2));
      assert.deepEqual(await idsAfter(inOrder[1]), inOrder.slice(2, 4));
      assert.deepEqual(await idsAfter(inOrder[3]), inOrder.slice(4));
      assert.deepEqual(await idsAfter(inOrder[4]), []);
    });

    it('stores a name that holds what PostgreSQL cannot', async () => {
      const { conversations, ana } = storeWorld(database);
      const name = `Robert'); drop table conversation;--\0\u202E\u{1F600}`;
      await conversations.remember(aConversation(ana, { name }));
      assert.equal((await conversations.of(ana))?.name, name.replace('\0', '\uFFFD'));
    });
  });
}
