import assert from 'node:assert/strict';
import { wordsOf } from '../../support/teamsUser.ts';
import { activitiesOf, adaptiveCard, cardMessage, codeOf, people, TeamsSandbox } from './teamsSandbox.ts';

const text = (words: string): object => ({ type: 'message', text: words });
const block = { type: 'TextBlock', text: 'Ana Ruiz asks for Exchange Administrator' };

describe('Connector', () => {
  let sandbox: TeamsSandbox;
  let ana: { conversationId: string; mri: string };

  before(async () => {
    sandbox = await TeamsSandbox.start();
  });

  beforeEach(async () => {
    await sandbox.reset();
    ana = await sandbox.meet(people.ana);
  });

  after(() => sandbox.stop());

  const create = (over: object = {}): Promise<{ status: number; body: Readonly<Record<string, unknown>> }> =>
    sandbox.connector('POST', '', {
      isGroup: false,
      tenantId: sandbox.tenantId,
      members: [{ id: ana.mri }],
      ...over,
    });
  const shown = async (oid: string): Promise<readonly string[]> =>
    (await sandbox.user(oid).messages()).filter(({ notice }) => notice === undefined).map(wordsOf);

  describe('who may call', () => {
    it('refuses a call without a token, with garbage, and with a token for Graph', async () => {
      const graphToken = await sandbox.tokenFor('https://graph.microsoft.com/.default');
      for (const token of ['', 'garbage', graphToken]) {
        const answer = await sandbox.connector(
          'POST',
          activitiesOf(ana.conversationId),
          text('hello'),
          token,
        );
        assert.equal(answer.status, 401);
        assert.equal(codeOf(answer), 'Unauthorized');
      }
      assert.deepEqual(await shown(people.ana), []);
    });

    it('knows no other tenant below its service URL', async () => {
      const path = `/teams/${people.ana}/v3/conversations${activitiesOf(ana.conversationId)}`;
      const response = await fetch(`${sandbox.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.botToken}` },
        body: JSON.stringify(text('hello')),
      });
      await response.text();
      assert.equal(response.status, 404);
    });
  });

  describe('creating a conversation', () => {
    it('answers the same personal conversation each time', async () => {
      const first = await create();
      const second = await create();
      assert.equal(first.status, 201);
      assert.match(String(first.body['id']), /^a:/);
      assert.deepEqual(second.body, first.body);
      assert.equal(first.body['id'], ana.conversationId);
    });

    it('delivers a first activity without naming its id', async () => {
      const answer = await create({ activity: text('hello') });
      assert.deepEqual(answer.body, { id: ana.conversationId });
      assert.deepEqual(await shown(people.ana), ['hello']);
    });

    const wrong: Record<string, [object, number, string]> = {
      'refuses a group': [{ isGroup: true }, 400, 'BadSyntax'],
      'refuses two members': [{ members: [{ id: '29:1' }, { id: '29:2' }] }, 400, 'BadSyntax'],
      'refuses a missing tenant': [{ tenantId: undefined }, 400, 'BadSyntax'],
      'refuses an object id instead of the 29: id': [{ members: [{ id: people.ana }] }, 400, 'BadSyntax'],
      'refuses a stranger': [{ members: [{ id: '29:1stranger' }] }, 400, 'BadSyntax'],
    };
    for (const [title, [over, status, code]] of Object.entries(wrong)) {
      it(title, async () => {
        const answer = await sandbox.connector('POST', '', {
          isGroup: false,
          tenantId: sandbox.tenantId,
          members: [{ id: ana.mri }],
          ...over,
        });
        assert.deepEqual([answer.status, codeOf(answer)], [status, code]);
      });
    }

    it('refuses somebody who has removed the app, and somebody who has blocked the bot', async () => {
      await sandbox.user(people.ana).uninstall();
      const removed = await sandbox.connector('POST', '', body(ana.mri));
      assert.deepEqual([removed.status, codeOf(removed)], [403, 'ForbiddenOperationException']);
      const kit = await sandbox.meet(people.kit);
      const blocked = await sandbox.connector('POST', '', body(kit.mri));
      assert.deepEqual([blocked.status, codeOf(blocked)], [403, 'ConversationBlockedByUser']);
    });

    const body = (mri: string): object => ({
      isGroup: false,
      tenantId: sandbox.tenantId,
      members: [{ id: mri }],
    });
  });

  describe('sending', () => {
    it('shows a message and answers its id, also in the reply form', async () => {
      const id = await sandbox.send(ana.conversationId, text('hello'));
      const path = activitiesOf(ana.conversationId, 'b0a7e9c4-some-reply');
      const reply = await sandbox.connector('POST', path, text('and again'));
      assert.equal(reply.status, 201);
      const messages = await sandbox.user(people.ana).messages();
      assert.deepEqual(
        messages.slice(-2).map((message) => message.id),
        [id, reply.body['id']],
      );
      assert.deepEqual(await shown(people.ana), ['hello', 'and again']);
    });

    it('splits text with a card into two messages and names no id', async () => {
      const answer = await sandbox.connector('POST', activitiesOf(ana.conversationId), {
        type: 'message',
        text: 'Look:',
        attachments: [adaptiveCard([block])],
      });
      assert.deepEqual([answer.status, answer.body], [201, {}]);
      assert.deepEqual(await shown(people.ana), ['Look:', block.text]);
    });

    it('stores no typing indicator', async () => {
      const answer = await sandbox.connector('POST', activitiesOf(ana.conversationId), { type: 'typing' });
      assert.equal(answer.status, 201);
      assert.deepEqual(await shown(people.ana), []);
    });

    it('says why it cannot reach somebody', async () => {
      const send = async (): Promise<[number, unknown]> => {
        const answer = await sandbox.connector('POST', activitiesOf(ana.conversationId), text('hello'));
        return [answer.status, codeOf(answer)];
      };
      await sandbox.user(people.ana).block();
      assert.deepEqual(await send(), [403, 'ConversationBlockedByUser']);
      await sandbox.user(people.ana).unblock();
      await sandbox.user(people.ana).uninstall();
      assert.deepEqual(await send(), [403, 'MessageWritesBlocked']);
      const unknown = await sandbox.connector('POST', activitiesOf('a:1unknown'), text('hello'));
      assert.deepEqual([unknown.status, codeOf(unknown)], [404, 'ConversationNotFound']);
    });

    it('takes seven messages in a second and then asks for patience', async () => {
      const path = activitiesOf(ana.conversationId);
      const answers = await Promise.all(
        Array.from({ length: 9 }, (_, index) => sandbox.connector('POST', path, text(`message ${index}`))),
      );
      const refused = answers.filter(({ status }) => status === 429);
      const [first] = refused;
      assert.ok(first !== undefined, 'nothing was refused');
      assert.equal(codeOf(first), 'Throttled');
      assert.match(first.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
      const ben = await sandbox.meet(people.ben);
      await sandbox.send(ben.conversationId, text('another conversation has its own count'));
    });
  });

  describe('changing and removing', () => {
    it('replaces a message', async () => {
      const id = await sandbox.send(ana.conversationId, cardMessage([block]));
      const answer = await sandbox.connector(
        'PUT',
        activitiesOf(ana.conversationId, id),
        text('It is decided.'),
      );
      assert.deepEqual([answer.status, answer.body], [200, { id }]);
      const [message] = (await sandbox.user(people.ana).messages()).slice(-1);
      assert.equal(message?.text, 'It is decided.');
      assert.equal(message.attachments, undefined);
      assert.equal(message.version, 2);
    });

    it('removes a message, once', async () => {
      const id = await sandbox.send(ana.conversationId, text('hello'));
      const path = activitiesOf(ana.conversationId, id);
      assert.equal((await sandbox.connector('DELETE', path)).status, 200);
      assert.equal(codeOf(await sandbox.connector('DELETE', path)), 'ActivityNotFoundInConversation');
      assert.equal(codeOf(await sandbox.connector('PUT', path, text('x'))), 'ActivityNotFoundInConversation');
      assert.deepEqual(await shown(people.ana), ['']);
    });

    it('refuses to touch what a person wrote', async () => {
      const { id } = await sandbox.user(people.ana).say('mine');
      const path = activitiesOf(ana.conversationId, id);
      const changed = await sandbox.connector('PUT', path, text('yours'));
      assert.deepEqual([changed.status, codeOf(changed)], [403, 'ForbiddenOperationException']);
      assert.equal((await sandbox.connector('DELETE', path)).status, 403);
    });

    it('knows no message of another conversation', async () => {
      const id = await sandbox.send(ana.conversationId, text('hello'));
      const ben = await sandbox.meet(people.ben);
      const answer = await sandbox.connector('PUT', activitiesOf(ben.conversationId, id), text('x'));
      assert.deepEqual([answer.status, codeOf(answer)], [404, 'ActivityNotFoundInConversation']);
    });
  });

  it('tells the journal in human words what the bot did', async () => {
    await sandbox.send(ana.conversationId, { ...cardMessage([block]), summary: 'Ben Okafor asks for help' });
    const message = cardMessage([block]) as { summary?: string };
    delete message.summary;
    await sandbox.send(ana.conversationId, message);
    await sandbox.user(people.ana).block();
    await sandbox.connector('POST', activitiesOf(ana.conversationId), text('hello'));
    const { body } = await sandbox.get('/client/happened?since=0');
    const lines = (body['happenings'] as { kind: string; summary: string; status?: number }[])
      .filter(({ kind }) => kind === 'connector')
      .map(({ summary, status }) => `${status ?? ''} ${summary}`);
    assert.deepEqual(lines, [
      '201 Latchkey sent Ana Ruiz a card: Ben Okafor asks for help',
      '201 Latchkey sent Ana Ruiz a card: Ana Ruiz asks for Exchange Administrator',
      '403 Latchkey could not reach Ana Ruiz (ConversationBlockedByUser) with a message: hello',
    ]);
  });
});
