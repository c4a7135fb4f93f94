import assert from 'node:assert/strict';
import { wordsOf } from '../../support/teamsUser.ts';
import { activitiesOf, cardMessage, codeOf, oauthMessage, people, TeamsSandbox } from './teamsSandbox.ts';

const text = (words: string): object => ({ type: 'message', text: words });
const block = { type: 'TextBlock', text: 'Ana Ruiz asks for Exchange Administrator' };

describe('activityRules', () => {
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

  const shown = async (oid: string): Promise<readonly string[]> =>
    (await sandbox.user(oid).messages()).filter(({ notice }) => notice === undefined).map(wordsOf);

  const nullExchange = oauthMessage({ tokenExchangeResource: null });
  const httpLink = oauthMessage({
    buttons: [{ type: 'signin', title: 'Sign in', value: 'http://bot.example/' }],
  });
  const card = (content: object): object => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: { type: 'AdaptiveCard', version: '1.5', body: [], ...content },
      },
    ],
  });
  const wrong: Record<string, [object, string]> = {
    'refuses a message without content': [{ type: 'message', text: ' ' }, 'BadSyntax'],
    'refuses an activity of another type': [{ type: 'trace', value: 1 }, 'BadArgument'],
    'refuses tokenExchangeResource null in a sign-in card': [nullExchange, 'BadRequest'],
    'refuses a sign-in link without https': [httpLink, 'BadRequest'],
    'refuses a card newer than 1.5': [card({ version: '1.6' }), 'BadSyntax'],
    'refuses a card without a version': [card({ version: undefined }), 'BadSyntax'],
    'refuses a card whose body is no array': [card({ body: {} }), 'BadSyntax'],
    'refuses an element without a type': [card({ body: [{ text: 'x' }] }), 'BadSyntax'],
    'refuses an action without a type, however deep': [
      card({ body: [{ type: 'Container', items: [{ type: 'ActionSet', actions: [{ title: 'x' }] }] }] }),
      'BadSyntax',
    ],
    'refuses an input without an id': [card({ body: [{ type: 'Input.Text' }] }), 'BadSyntax'],
    'refuses two inputs with one id': [
      card({
        body: [
          { type: 'Input.Text', id: 'why' },
          { type: 'Input.Text', id: 'why' },
        ],
      }),
      'BadSyntax',
    ],
    'refuses a sender that is not the bot': [
      { type: 'message', text: 'x', from: { id: '29:1' } },
      'BadSyntax',
    ],
  };
  for (const [title, [activity, code]] of Object.entries(wrong)) {
    it(title, async () => {
      const answer = await sandbox.connector('POST', activitiesOf(ana.conversationId), activity);
      assert.deepEqual([answer.status, codeOf(answer)], [400, code]);
      assert.deepEqual(await shown(people.ana), []);
    });
  }

  it('takes a card of every kind of element that Teams draws', async () => {
    const body = [
      block,
      { type: 'RichTextBlock', inlines: ['plain ', { type: 'TextRun', text: 'bold' }] },
      { type: 'FactSet', facts: [{ title: 'Until', value: '17:05' }] },
      { type: 'ColumnSet', columns: [{ type: 'Column', width: 'auto', items: [block] }] },
      {
        type: 'Table',
        columns: [{ width: 1 }],
        rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [block] }] }],
      },
      { type: 'Input.ChoiceSet', id: 'role', choices: [{ title: 'One', value: '1' }] },
      { type: 'Badge', text: 'new', fallback: 'drop' },
    ];
    const action = {
      type: 'Action.Execute',
      title: 'Approve',
      verb: 'request.approve',
      fallback: { type: 'Action.Submit', title: 'Approve' },
    };
    await sandbox.send(ana.conversationId, cardMessage(body, [action]));
  });

  it('refuses more than 100 KB in UTF-16, pictures inside not counted', async () => {
    const path = activitiesOf(ana.conversationId);
    const large = await sandbox.connector('POST', path, text('x'.repeat(52_000)));
    assert.deepEqual([large.status, codeOf(large)], [413, 'MessageSizeTooBig']);
    const url = `data:image/png;base64,${'A'.repeat(80_000)}`;
    await sandbox.send(ana.conversationId, cardMessage([{ type: 'Image', url }]));
  });
});
