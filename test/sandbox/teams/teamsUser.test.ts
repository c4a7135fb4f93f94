import assert from 'node:assert/strict';
import { actionsOf, textOf } from '../../support/teamsUser.ts';
import { activitiesOf, cardMessage, people, TeamsSandbox } from './teamsSandbox.ts';

const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Exchange Administrator' },
    { type: 'TextBlock', text: 'hidden', isVisible: false },
    { type: 'RichTextBlock', inlines: ['Because ', { type: 'TextRun', text: '*mail* is down' }] },
    { type: 'FactSet', facts: [{ title: 'Until', value: '17:05' }] },
    {
      type: 'ColumnSet',
      columns: [{ type: 'Column', items: [{ type: 'TextBlock', text: 'in a column' }] }],
    },
    {
      type: 'Table',
      columns: [{ width: 1 }],
      rows: [
        {
          type: 'TableRow',
          cells: [{ type: 'TableCell', items: [{ type: 'TextBlock', text: 'in a cell' }] }],
        },
      ],
    },
    { type: 'Input.Text', id: 'why', label: 'Justification', isRequired: true },
    { type: 'Input.Toggle', id: 'sure', title: 'I am sure' },
    { type: 'Input.ChoiceSet', id: 'hours', value: '2', choices: [{ title: 'Two hours', value: '2' }] },
    {
      type: 'Container',
      items: [{ type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'Approve', verb: 'yes' }] }],
    },
  ],
  actions: [
    { type: 'Action.Submit', title: 'Cancel', data: { verb: 'no' }, associatedInputs: 'none' },
    {
      type: 'Action.ShowCard',
      title: 'More',
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.Text', id: 'ticket' }],
        actions: [{ type: 'Action.Execute', title: 'Approve with ticket', verb: 'ticket' }],
      },
    },
  ],
};

describe('cardReading', () => {
  it('reads what a person can see, a line per element', () => {
    assert.deepEqual(textOf(card).split('\n'), [
      'Exchange Administrator',
      'Because *mail* is down',
      'Until: 17:05',
      'in a column',
      'in a cell',
      'Justification',
      'I am sure',
      'Two hours',
      'Approve',
      'Cancel',
      'More',
    ]);
  });

  it('finds every button with the inputs it sends', () => {
    const found = actionsOf(card).map(({ title, verb, inputs }) => [title, verb, inputs.map(({ id }) => id)]);
    assert.deepEqual(found, [
      ['Approve', 'yes', ['why', 'sure', 'hours']],
      ['Cancel', 'no', []],
      ['More', undefined, ['why', 'sure', 'hours']],
      ['Approve with ticket', 'ticket', ['why', 'sure', 'hours', 'ticket']],
    ]);
  });
});

describe('TeamsUser', () => {
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

  const ben = (): ReturnType<TeamsSandbox['user']> => sandbox.user(people.ben);
  const sendCard = (): Promise<string> => sandbox.send(conversationId, cardMessage(card.body, card.actions));
  const pressedData = (): unknown => {
    const value = sandbox.bot.received.at(-1)?.activity.value as { action?: { data: unknown } };
    return value.action?.data ?? value;
  };

  it('sends the values of the card where the person entered nothing', async () => {
    await sendCard();
    await ben().press('Approve', { why: 'fine' });
    assert.deepEqual(pressedData(), { why: 'fine', sure: 'false', hours: '2' });
  });

  it('sends no inputs with a button that asks for none', async () => {
    await sendCard();
    await ben().press('no');
    assert.deepEqual(pressedData(), { verb: 'no' });
  });

  it('does not press what a client would not let a person press', async () => {
    await sendCard();
    await assert.rejects(ben().press('Approve'), /needs the input "why" first/);
    await assert.rejects(ben().press('Approve', { why: 'x', nonsense: '1' }), /sends no input "nonsense"/);
    await ben().press('Approve', { nonsense: '1' }, { isUnchecked: true });
    assert.deepEqual(pressedData(), { nonsense: '1' });
  });

  it('presses on the newest card that has the button, waiting for it', async () => {
    const older = await sendCard();
    const pressing = ben().press('Later');
    const later = { type: 'Action.Execute', title: 'Later', verb: 'later' };
    const newer = await sandbox.send(conversationId, cardMessage(card.body.slice(0, 1), [later]));
    await pressing;
    assert.equal(sandbox.bot.received.at(-1)?.activity['replyToId'], newer);
    await ben().press('Approve', { why: 'x' }, { on: older });
    assert.equal(sandbox.bot.received.at(-1)?.activity['replyToId'], older);
  });

  it('waits for words in messages and on cards, after a mark when asked', async () => {
    await sandbox.send(conversationId, { type: 'message', text: 'It is active until 17:05.' });
    const mark = await ben().mark();
    const waiting = ben().waitForText(/active until \d\d/, { after: mark });
    const id = await sandbox.send(
      conversationId,
      cardMessage([{ type: 'TextBlock', text: 'active until 18' }]),
    );
    assert.equal((await waiting).id, id);
    assert.equal((await ben().waitForCard('active until')).message.id, id);
    assert.equal((await ben().newest())?.id, id);
    await sandbox.connector('DELETE', activitiesOf(conversationId, id));
    assert.match((await ben().newest())?.text ?? '', /17:05/);
  });

  it('says what stands in the chat when it waits in vain', async () => {
    await sandbox.send(conversationId, { type: 'message', text: 'Something else' });
    await assert.rejects(ben().waitForText('never', { deadlineMs: 0 }), /bot: "Something else"/);
  });
});
