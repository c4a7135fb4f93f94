import assert from 'node:assert/strict';
import { textOf, type ChatMessage } from '../../support/teamsUser.ts';
import { EventStream } from './eventStream.ts';
import { activitiesOf, adaptiveCard, cardMessage, people, TeamsSandbox } from './teamsSandbox.ts';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const reason = { type: 'Input.Text', id: 'justification', label: 'Why', isRequired: true };
const approve = {
  type: 'Action.Execute',
  title: 'Approve',
  id: 'yes',
  verb: 'request.approve',
  data: { request: 'r-1', justification: 'from the card' },
  fallback: { type: 'Action.Submit', title: 'Approve', data: { verb: 'request.approve', request: 'r-1' } },
};
const asked = cardMessage([{ type: 'TextBlock', text: 'Approve it?' }, reason], [approve]);
const cardAnswer = (text: string): object => ({
  statusCode: 200,
  type: ADAPTIVE,
  value: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] },
});

describe('pressing buttons', () => {
  let sandbox: TeamsSandbox;
  let conversationId: string;

  before(async () => {
    sandbox = await TeamsSandbox.start();
  });

  beforeEach(async () => {
    await sandbox.reset();
    ({ conversationId } = await sandbox.meet(people.ben));
    sandbox.bot.reset();
  });

  after(() => sandbox.stop());

  it('opens a sign-in button’s link in the client, and posts nothing', async () => {
    const data = { msteams: { type: 'signin', value: 'https://latchkey.example/auth/start?t=1' } };
    const signIn = { type: 'Action.Submit', title: 'Sign in', data };
    const activityId = await sandbox.send(conversationId, cardMessage([], [signIn]));
    const answer = await sandbox.post(`/client/chats/${people.ben}/actions`, { activityId, action: signIn });
    assert.equal(answer.status, 400);
    assert.deepEqual(sandbox.bot.received, []);
    assert.equal(await sandbox.user(people.ben).waitForSignInLink(), data.msteams.value);
  });

  const ben = (): ReturnType<TeamsSandbox['user']> => sandbox.user(people.ben);
  const answering = (body: object, status = 200): void => {
    sandbox.bot.reply = () => ({ status, body });
  };
  const cardText = async (options?: { fresh: boolean }): Promise<string> => {
    const [message] = (await ben().messages(options)).slice(-1);
    return textOf(message?.attachments?.[0]?.content ?? {});
  };
  /** Presses and resolves to the toast that the client shows. */
  const toastOf = async (press: () => Promise<unknown>): Promise<string | undefined> => {
    const events = await EventStream.follow(`${sandbox.url}/client/events?person=${people.ben}`);
    await press();
    const toast = await events.next('toast');
    await events.close();
    return String(toast.payload['text']);
  };

  it('asks the bot by an invoke that carries the inputs in its data', async () => {
    answering(cardAnswer('Approved'));
    const activityId = await sandbox.send(conversationId, asked);
    await ben().press('Approve', { justification: 'fine' });
    const { activity } = await sandbox.bot.waitFor(({ type }) => type === 'invoke');
    assert.equal(activity.name, 'adaptiveCard/action');
    assert.equal(activity['replyToId'], activityId);
    assert.deepEqual(activity.value, {
      action: {
        type: 'Action.Execute',
        id: 'yes',
        verb: 'request.approve',
        data: { request: 'r-1', justification: 'fine' },
      },
      trigger: 'manual',
    });
  });

  it('shows an answered card at this client only, until it is loaded again', async () => {
    answering(cardAnswer('Approved'));
    await sandbox.send(conversationId, asked);
    await ben().press('Approve', { justification: 'fine' });
    assert.equal(await cardText(), 'Approved');
    assert.match(await cardText({ fresh: true }), /^Approve it\?/);
    assert.match(await cardText(), /^Approve it\?/);
  });

  it('shows what the bot changed instead of an answered card', async () => {
    answering(cardAnswer('Working'));
    const id = await sandbox.send(conversationId, asked);
    await ben().press('Approve', { justification: 'fine' });
    const changed = {
      type: 'message',
      attachments: [adaptiveCard([{ type: 'TextBlock', text: 'Approved' }])],
    };
    await sandbox.connector('PUT', activitiesOf(conversationId, id), changed);
    assert.equal(await cardText(), 'Approved');
  });

  const toasts: Record<string, [object | undefined, number, string]> = {
    'shows an answered message as a toast': [
      { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted' },
      200,
      'Noted',
    ],
    'shows the words of an error': [
      { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'X', message: 'Too late' } },
      200,
      'Too late',
    ],
    'shows that something went wrong when the HTTP status is not 200': [
      cardAnswer('Approved'),
      400,
      'Something went wrong. Please try again.',
    ],
    'shows that something went wrong when the answer says no status': [
      { type: ADAPTIVE },
      200,
      'Something went wrong. Please try again.',
    ],
    'shows that something went wrong when the answered card is no good': [
      { statusCode: 200, type: ADAPTIVE, value: { type: 'AdaptiveCard', version: '1.7' } },
      200,
      'Something went wrong. Please try again.',
    ],
  };
  for (const [title, [body, status, toast]] of Object.entries(toasts)) {
    it(title, async () => {
      sandbox.bot.reply = () => ({ status, body });
      await sandbox.send(conversationId, asked);
      const shown = await toastOf(() => ben().press('Approve', { justification: 'fine' }));
      assert.equal(shown, toast);
      assert.match(await cardText(), /^Approve it\?/);
    });
  }

  it('gives an invoke up without repeating it', async () => {
    await sandbox.put('/client/channel', { giveUpAfterMs: 50 });
    await sandbox.send(conversationId, asked);
    sandbox.bot.reply = () => undefined;
    const shown = await toastOf(() => ben().press('Approve', { justification: 'fine' }));
    assert.equal(shown, 'Unable to reach app. Please try again.');
    assert.equal(sandbox.bot.received.length, 1);
  });

  it('posts a silent message with a value for Action.Submit', async () => {
    const activityId = await sandbox.send(conversationId, asked);
    await ben().press('Approve', { justification: 'fine' }, { as: 'submit' });
    const { activity } = await sandbox.bot.waitFor(({ type }) => type === 'message');
    assert.equal(activity.text, undefined);
    assert.equal(activity['replyToId'], activityId);
    assert.deepEqual(activity.value, { verb: 'request.approve', request: 'r-1', justification: 'fine' });
    assert.equal((await ben().messages()).at(-1)?.from, 'bot');
  });

  it('lets a person see what a messageBack or imBack button says', async () => {
    const back = { type: 'messageBack', text: 'my roles', displayText: 'Show my roles', value: { a: 1 } };
    const actions = [
      { type: 'Action.Submit', title: 'Roles', data: { msteams: back } },
      { type: 'Action.Submit', title: 'Help', data: { msteams: { type: 'imBack', value: 'help' } } },
    ];
    await sandbox.send(conversationId, cardMessage([], actions));
    await ben().press('Roles');
    await ben().press('Help');
    const [roles, help] = sandbox.bot.received.map(({ activity }) => activity);
    assert.deepEqual([roles?.text, roles?.value], ['my roles', { a: 1 }]);
    assert.deepEqual([help?.text, help?.value], ['help', undefined]);
    const said = (await ben().messages()).filter(
      ({ from, notice }) => from === 'person' && notice === undefined,
    );
    assert.deepEqual(
      said.map((message: ChatMessage) => message.text),
      ['Show my roles', 'help'],
    );
  });

  it('asks for the own view of a card that wants to be refreshed, once the chat is open', async () => {
    const { mri } = await sandbox.meet(people.ben);
    sandbox.bot.reset();
    answering(cardAnswer('For Ben'));
    const action = { type: 'Action.Execute', verb: 'request.refresh', data: { request: 'r-1' } };
    const refreshing = (userIds: readonly string[], text: string): object => {
      const message = cardMessage([{ type: 'TextBlock', text }]) as { attachments: [{ content: object }] };
      Object.assign(message.attachments[0].content, { refresh: { action, userIds } });
      return message;
    };
    const id = await sandbox.send(conversationId, refreshing([mri], 'For all'));
    await sandbox.send(conversationId, refreshing(['29:1somebody-else'], 'Not for Ben'));
    assert.equal(sandbox.bot.received.length, 0);
    await ben().open();
    await ben().waitForCard('For Ben');
    assert.deepEqual(
      sandbox.bot.received.map(({ activity }) => activity.value),
      [{ action, trigger: 'automatic' }],
    );
    await ben().open();
    answering(cardAnswer('Changed for Ben'));
    await sandbox.connector('PUT', activitiesOf(conversationId, id), refreshing([mri], 'Changed for all'));
    await ben().waitForCard('Changed for Ben');
    assert.equal(sandbox.bot.received.length, 2);
  });

  it('refuses to press on a message that is gone', async () => {
    const activityId = await sandbox.send(conversationId, asked);
    await sandbox.connector('DELETE', activitiesOf(conversationId, activityId));
    const answer = await sandbox.post(`/client/chats/${people.ben}/actions`, { activityId, action: approve });
    assert.equal(answer.status, 404);
  });
});
