import assert from 'node:assert/strict';
import {
  type Activity,
  ConversationState,
  MemoryStorage,
  TeamsActivityHandler,
  TeamsInfo,
  type TurnContext,
  UserState,
} from 'botbuilder';
import { createTurnAdapter, type TurnAdapter } from '../../src/bot/adapter.ts';
import { createConnector } from '../../src/bot/connector.ts';
import { SendError } from '../../src/bot/sendError.ts';
import { principalId, tenantId as asTenantId } from '../../src/pim/ids.ts';
import { type Conversation } from '../../src/pim/records.ts';
import { anaId, appId, aTeamsActivity, tenantId } from '../support/channel.ts';
import { TestClock } from '../support/testClock.ts';
import { FakeConnector } from './fakeConnector.ts';
import { HeardLogger } from './heardLogger.ts';

describe('TurnAdapter', () => {
  let teams: FakeConnector;
  let adapter: TurnAdapter;

  beforeEach(async () => {
    teams = await FakeConnector.start();
    const connector = createConnector({
      token: () => Promise.resolve('token-of-the-bot'),
      allowedServiceUrls: (url) => url === teams.serviceUrl,
      fetch,
      clock: new TestClock(),
      logger: new HeardLogger(),
      deadlineMilliseconds: 5_000,
    });
    adapter = createTurnAdapter({ appId, tenantId, connector });
  });

  afterEach(async () => teams.stop());

  const anActivity = (otherwise: Readonly<Record<string, unknown>> = {}): Activity =>
    aTeamsActivity(teams.serviceUrl, otherwise) as unknown as Activity;
  const anInvoke = (name: string, value: unknown = {}): Activity =>
    anActivity({ type: 'invoke', name, value });
  const aConversation = (): Conversation => ({
    person: { tenantId: asTenantId(tenantId), id: principalId(anaId) },
    conversationId: 'a:conversation-of-ana',
    serviceUrl: teams.serviceUrl,
    userId: '29:ana',
    botId: `28:${appId}`,
    name: 'Ana Ruiz',
    locale: 'en-GB',
    timeZone: undefined,
    isInstalled: true,
  });
  const nothing = (): Promise<void> => Promise.resolve();

  describe('a turn', () => {
    it('replies through the connector and hands out the id', async () => {
      let id: string | undefined;
      const answer = await adapter.runTurn(anActivity(), async (context) => {
        id = (await context.sendActivity('Hello'))?.id;
      });
      assert.deepEqual(answer, { status: 200 });
      assert.equal(id, 'activity-1');
      const [request] = teams.requests;
      assert.equal(request?.path, '/teams/v3/conversations/a%3Aconversation-of-ana/activities/1700000000001');
      const { text, from, recipient } = request.body as Activity;
      assert.deepEqual([text, from.id, recipient.id], ['Hello', `28:${appId}`, '29:ana']);
    });

    it('sends several in order, typing too, and keeps traces to itself', async () => {
      await adapter.runTurn(anActivity(), async (context) => {
        await context.sendActivities([
          { type: 'typing' },
          { type: 'trace' },
          { text: 'one' },
          { text: 'two' },
        ]);
      });
      const sent = teams.requests.map(({ body }) => body as Activity);
      assert.deepEqual(
        sent.map(({ type, text }) => (type === 'message' ? text : type)),
        ['typing', 'one', 'two'],
      );
    });

    it('updates and deletes what it sent', async () => {
      await adapter.runTurn(anActivity(), async (context) => {
        await context.updateActivity({ id: 'activity-7', type: 'message', text: 'new' });
        await context.deleteActivity('activity-8');
      });
      assert.deepEqual(teams.calls, [
        'PUT /teams/v3/conversations/a%3Aconversation-of-ana/activities/activity-7',
        'DELETE /teams/v3/conversations/a%3Aconversation-of-ana/activities/activity-8',
      ]);
    });

    it('goes through the middleware', async () => {
      const seen: string[] = [];
      adapter.use(async (_context, next) => {
        seen.push('before');
        await next();
        seen.push('after');
      });
      await adapter.runTurn(anActivity(), () => Promise.resolve(void seen.push('turn')));
      assert.deepEqual(seen, ['before', 'turn', 'after']);
    });

    it('revokes its context when it is over', async () => {
      let kept: TurnContext | undefined;
      await adapter.runTurn(anActivity(), (context) => {
        kept = context;
        return Promise.resolve();
      });
      assert.throws(() => kept?.activity, TypeError);
    });

    it('lets an error out, or asks onTurnError', async () => {
      const fail = (): Promise<void> => Promise.reject(new Error('broken'));
      await assert.rejects(adapter.runTurn(anActivity(), fail), /broken/);
      adapter.onTurnError = async (context, error) => {
        await context.sendActivity(error.message);
      };
      assert.deepEqual(await adapter.runTurn(anActivity(), fail), { status: 200 });
      assert.equal((teams.requests[0]?.body as Activity).text, 'broken');
    });

    const strangers = {
      'another bot': { recipient: { id: '28:other' } },
      'another tenant': { conversation: { id: 'a:1', tenantId: '99999999-9999-4999-8999-999999999999' } },
      'another channel': { channelId: 'emulator' },
    };
    for (const [what, otherwise] of Object.entries(strangers)) {
      it(`does not run for ${what}`, async () => {
        let hasRun = false;
        const run = adapter.runTurn(anActivity(otherwise), () => {
          hasRun = true;
          return Promise.resolve();
        });
        await assert.rejects(run, /not for this bot/);
        assert.ok(!hasRun);
      });
    }

    it('sends nowhere but where the list allows', async () => {
      const activity = anActivity({ serviceUrl: 'http://127.0.0.1:9/' });
      const run = adapter.runTurn(activity, async (context) => {
        await context.sendActivity('Hello');
      });
      await assert.rejects(
        run,
        (error) => error instanceof SendError && error.code === 'ServiceUrlNotAllowed',
      );
    });
  });

  describe('an invoke', () => {
    const responding =
      (status: number, body?: unknown) =>
      async (context: TurnContext): Promise<void> => {
        await context.sendActivity({ type: 'invokeResponse', value: { status, body } });
      };

    it('is answered with what the bot responds, which is not sent', async () => {
      const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Done' };
      const answer = await adapter.runTurn(anInvoke('adaptiveCard/action'), responding(200, body));
      assert.deepEqual(answer, { status: 200, body });
      assert.deepEqual(teams.calls, []);
    });

    it('of a card’s action is answered 200 whatever its own status', async () => {
      const body = {
        statusCode: 403,
        type: 'application/vnd.microsoft.error',
        value: { code: 'x', message: 'No' },
      };
      const answer = await adapter.runTurn(anInvoke('adaptiveCard/action'), responding(403, body));
      assert.deepEqual(answer, { status: 200, body });
    });

    for (const [what, logic, statusCode] of [
      ['an empty response', responding(501), 501],
      ['no response', nothing, 500],
    ] as const) {
      it(`of a card’s action turns ${what} into an error that Teams can read`, async () => {
        const { status, body } = await adapter.runTurn(anInvoke('adaptiveCard/action'), logic);
        assert.equal(status, 200);
        assert.deepEqual(body, {
          statusCode,
          type: 'application/vnd.microsoft.error',
          value: { code: String(statusCode), message: '' },
        });
      });
    }

    it('of a token exchange keeps its 412', async () => {
      const body = { id: 'exchange-1', failureDetail: 'again' };
      const answer = await adapter.runTurn(anInvoke('signin/tokenExchange'), responding(412, body));
      assert.deepEqual(answer, { status: 412, body });
    });

    it('that nobody answers is not implemented', async () => {
      assert.deepEqual(await adapter.runTurn(anInvoke('composeExtension/query'), nothing), { status: 501 });
    });

    it('works with botbuilder’s handler', async () => {
      class Bot extends TeamsActivityHandler {
        override async onAdaptiveCardInvoke(): ReturnType<TeamsActivityHandler['onAdaptiveCardInvoke']> {
          return Promise.resolve({
            statusCode: 200,
            type: 'application/vnd.microsoft.card.adaptive',
            value: {},
          });
        }
      }
      const bot = new Bot();
      const invoke = anInvoke('adaptiveCard/action', {
        action: { type: 'Action.Execute', verb: 'x', data: {} },
      });
      const { status, body } = await adapter.runTurn(invoke, async (context) => bot.run(context));
      assert.equal(status, 200);
      assert.equal((body as { type: string }).type, 'application/vnd.microsoft.card.adaptive');
    });
  });

  describe('a proactive turn', () => {
    it('sends to the stored conversation, not in reply to anything', async () => {
      await adapter.runProactive(aConversation(), async (context) => {
        assert.equal(context.activity.name, 'ContinueConversation');
        assert.equal(context.activity.from.aadObjectId, anaId);
        await context.sendActivity('Good morning');
      });
      assert.deepEqual(teams.calls, ['POST /teams/v3/conversations/a%3Aconversation-of-ana/activities']);
      const { recipient, conversation, locale } = teams.requests[0]?.body as Activity;
      assert.deepEqual([recipient.id, conversation.tenantId, locale], ['29:ana', tenantId, 'en-GB']);
    });

    it('has the state of the person’s own turns', async () => {
      const storage = new MemoryStorage();
      const conversations = new ConversationState(storage);
      const users = new UserState(storage);
      const said = conversations.createProperty<string>('said');
      const seen = users.createProperty<string>('seen');
      await adapter.runTurn(anActivity(), async (context) => {
        await said.set(context, 'my roles');
        await seen.set(context, 'yes');
        await conversations.saveChanges(context);
        await users.saveChanges(context);
      });
      let found: unknown;
      await adapter.runProactive(aConversation(), async (context) => {
        found = [await said.get(context), await seen.get(context)];
      });
      assert.deepEqual(found, ['my roles', 'yes']);
    });

    it('lets its errors out even where onTurnError is set', async () => {
      let asked = 0;
      adapter.onTurnError = () => {
        asked += 1;
        return Promise.resolve();
      };
      teams.answers.push({ status: 403, body: { error: { code: 'ConversationBlockedByUser' } } });
      const run = adapter.runProactive(aConversation(), async (context) => {
        await context.sendActivity('x');
      });
      await assert.rejects(run, (error) => error instanceof SendError && error.kind === 'refused');
      assert.equal(asked, 0);
    });
  });

  describe('the roster', () => {
    const ana = { id: '29:ana', name: 'Ana Ruiz', aadObjectId: anaId };

    it('is where botbuilder looks for it', async () => {
      teams.answers.push(
        { status: 200, body: { members: [ana] } },
        { status: 200, body: { members: [ana] } },
      );
      let found: unknown;
      await adapter.runTurn(anActivity(), async (context) => {
        const { members } = await TeamsInfo.getPagedMembers(context);
        found = [(await TeamsInfo.getMember(context, '29:ana')).aadObjectId, members.length];
      });
      assert.deepEqual(found, [anaId, 1]);
    });

    it('lets botbuilder welcome new members, one who has just left included', async () => {
      const added: (string | undefined)[] = [];
      const bot = new TeamsActivityHandler();
      bot.onTeamsMembersAddedEvent(async (members, _team, _context, next) => {
        added.push(...members.map(({ aadObjectId, id }) => aadObjectId ?? id));
        await next();
      });
      teams.answers.push(
        { status: 200, body: { members: [ana] } },
        { status: 200, body: { members: [ana] } },
      );
      const membersAdded = [{ id: '29:ana' }, { id: '29:gone' }, { id: `28:${appId}` }];
      const activity = anActivity({ type: 'conversationUpdate', membersAdded });
      await adapter.runTurn(activity, async (context) => bot.run(context));
      assert.deepEqual(added, [anaId, '29:gone', `28:${appId}`]);
    });
  });
});
