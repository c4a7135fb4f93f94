import assert from 'node:assert/strict';
import { openChat } from '../../src/bot/chat.ts';
import { type Connector } from '../../src/bot/connector.ts';
import { tenantId } from '../../src/pim/ids.ts';
import { aConversation } from '../support/inMemoryRecords.ts';
import { aPerson } from '../support/storeWorld.ts';

const ana = aPerson(tenantId('000000f0-0000-4000-8000-000000000001'));

describe('openChat', () => {
  it('addresses everything to the person, from the bot, in their chat', async () => {
    const calls: unknown[][] = [];
    const record =
      (name: string) =>
      (...call: unknown[]): Promise<{ id: string }> => {
        calls.push([name, ...call]);
        return Promise.resolve({ id: 'activity-1' });
      };
    const connector = {
      send: record('send'),
      update: record('update'),
      remove: record('remove'),
    } as unknown as Connector;
    const conversation = aConversation(ana);
    const opened = openChat(connector, conversation);
    const card = { content: { type: 'AdaptiveCard' }, summary: 'A card', fallbackText: 'A card' };
    assert.equal(await opened.sendCard(card), 'activity-1');
    assert.equal(await opened.sendText('*as it is*'), 'activity-1');
    await opened.sendAttachment({ contentType: 'x', content: {} });
    await opened.updateCard('activity-1', card);
    await opened.typing();
    await opened.remove('activity-1');
    assert.deepEqual(
      calls.map(([name]) => name),
      ['send', 'send', 'send', 'update', 'send', 'remove'],
    );
    const [[, , sentCard], [, , sentText]] = calls as [[string, unknown, object], [string, unknown, object]];
    assert.deepEqual(sentText, {
      type: 'message',
      text: '*as it is*',
      textFormat: 'plain',
      from: { id: '28:latchkey', name: 'Latchkey' },
      recipient: { id: conversation.userId, name: conversation.name },
      conversation: {
        id: conversation.conversationId,
        isGroup: false,
        conversationType: 'personal',
        name: '',
      },
    });
    assert.ok(!('text' in sentCard), 'text beside a card would be split off');
  });
});
