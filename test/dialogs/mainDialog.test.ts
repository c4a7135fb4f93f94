import assert from 'node:assert/strict';
import { DIALOG_VERSION } from '../../src/dialogs/mainDialog.ts';
import { PimError } from '../../src/pim/errors.ts';
import { approvalWorld, type ApprovalWorld } from '../support/operationWorld.ts';
import { aFollowedRequest } from '../support/storeWorld.ts';
import { DialogChat } from './dialogChat.ts';

let made: ApprovalWorld;
let chat: DialogChat;

beforeEach(async () => {
  made = await approvalWorld();
  chat = new DialogChat(made.world, made.ana);
});
const role = () => ({ roleDefinitionId: made.exchange.id, scopeId: '/' });
const submitted = (): readonly (readonly unknown[])[] =>
  chat.submitted.map(({ role: { roleDefinitionId }, input }) => [
    made.world.pim.roles.get(roleDefinitionId)?.displayName,
    input.durationMinutes,
    input.justification,
    input.ticketNumber,
  ]);

describe('ActivateRoleDialog', () => {
  /** Said and heard: `form` is the form, `choice` the question which role, `error` a card that ends it, `done` a submission. */
  const conversations: Readonly<Record<string, readonly (readonly [said: string, heard: string])[]>> = {
    'asks nothing of whom says everything': [
      ['exchange admin for 2h because mailbox stuck', 'done: Exchange Administrator 120 mailbox stuck'],
    ],
    'asks for what is missing, and takes it typed': [
      ['exchange admin', 'form'],
      ['mailbox stuck, 90 min', 'done: Exchange Administrator 90 mailbox stuck'],
    ],
    'takes the duration on the form as agreed': [
      ['exchange admin', 'form'],
      ['mailbox stuck', 'done: Exchange Administrator 60 mailbox stuck'],
    ],
    'keeps what was said first': [
      ['exchange admin because mailbox stuck', 'form'],
      ['45 minutes', 'done: Exchange Administrator 45 mailbox stuck'],
    ],
    'asks again while something is missing': [
      ['exchange admin', 'form'],
      ['2h', 'form'],
      ['mailbox stuck', 'done: Exchange Administrator 120 mailbox stuck'],
    ],
    'tells of too long a duration': [
      ['exchange admin for 25h because mailbox stuck', 'form'],
      ['2h', 'done: Exchange Administrator 120 mailbox stuck'],
    ],
    'tells of too long a duration in an answer': [
      ['exchange admin because mailbox stuck', 'form'],
      ['10 hours', 'form'],
      ['8h', 'done: Exchange Administrator 480 mailbox stuck'],
    ],
    'tells that nothing is for ever': [
      ['exchange admin forever because mailbox stuck', 'form'],
      ['1h', 'done: Exchange Administrator 60 mailbox stuck'],
    ],
    'does not make something of no time at all': [
      ['exchange admin PT0S because mailbox stuck', 'form'],
      ['30 min', 'done: Exchange Administrator 30 mailbox stuck'],
    ],
    'asks which role, and takes a number': [
      ['admin 1h because audit', 'choice'],
      ['1', 'done: Exchange Administrator 60 audit'],
    ],
    'asks which role, and takes a name': [
      ['re for 1h because audit', 'choice'],
      ['Reports Reader', 'done: Reports Reader 60 audit'],
    ],
    'asks which role once more where the answer names none': [
      ['', 'choice'],
      ['exch', 'choice'],
      ['#1.', 'form'],
    ],
    'takes no number that was not offered': [
      ['', 'choice'],
      ['7', 'error'],
    ],
    'ends where nothing fits': [['sharepoint', 'error']],
  };
  for (const [title, turns] of Object.entries(conversations)) {
    it(title, async () => {
      for (const [index, [said, heard]] of turns.entries()) {
        const before = chat.submitted.length;
        if (index === 0) await chat.activate(said);
        else await chat.say(said);
        const isDone = chat.submitted.length > before;
        const isWaiting = await chat.isWaiting();
        const summary = chat.cards.at(-1)?.summary ?? '';
        const now = isDone
          ? `done: ${submitted().at(-1)?.join(' ').trim() ?? ''}`
          : !isWaiting
            ? 'error'
            : /^(?:Did you mean|Which role)/.test(summary)
              ? 'choice'
              : 'form';
        assert.equal(now, heard, `${said} -> ${summary}`);
        assert.equal(isWaiting, heard === 'form' || heard === 'choice');
      }
      assert.deepEqual(made.world.pim.writes, [], 'submitting is not the dialog’s own work');
    });
  }

  it('says on the form what is wrong', async () => {
    await chat.activate('exchange admin for 25h because x');
    assert.match(chat.last, /8 (?:h|hours)/);
    await chat.activate('exchange admin forever because x');
    assert.match(chat.last, /end/i);
  });

  it('keeps one form in its place, however often it is answered', async () => {
    await chat.activate('exchange admin');
    await chat.say('2h');
    await chat.say('3h');
    assert.equal(chat.shown.size, 1);
  });

  it('proposes the ticket system used last, never the reason, and takes it with the ticket that is typed', async () => {
    const { world, exchange, ana } = made;
    world.pim.setSettings(exchange, { isTicketRequired: true });
    await world.requests.save(
      aFollowedRequest(ana, world.clock.now(), {
        roleDefinitionId: exchange.id,
        durationMinutes: 90,
        justification: 'some other day',
        ticketSystem: 'Desk of old',
      }),
    );
    await chat.activate('exchange admin');
    assert.match(chat.last, /Desk of old/);
    assert.doesNotMatch(chat.last, /some other day/);
    await chat.say('because mailbox stuck INC0042');
    const input = chat.submitted.at(-1)?.input;
    assert.deepEqual(
      [input?.durationMinutes, input?.ticketNumber, input?.ticketSystem],
      [90, 'INC0042', 'Desk of old'],
    );
  });

  it('asks for a ticket where the role wants one', async () => {
    made.world.pim.setSettings(made.exchange, { isTicketRequired: true });
    await chat.activate('exchange admin for 1h because mailbox stuck');
    assert.equal(chat.submitted.length, 0);
    await chat.say('INC0042');
    assert.deepEqual(submitted(), [['Exchange Administrator', 60, 'mailbox stuck', 'INC0042']]);
  });

  it('submits a form once only: the draft keeps its id', async () => {
    await chat.activate('exchange admin');
    const match = /"draftId":"([^"]+)"/.exec(chat.last);
    await chat.say('mailbox stuck');
    assert.equal(chat.submitted[0]?.draftId, match?.[1]);
    assert.equal(chat.submitted[0]?.formActivityId, 'activity-1');
  });

  it('gives each activation a draft of its own', async () => {
    await chat.activate('exchange admin 1h because a');
    await chat.activate('exchange admin 1h because b');
    const [first, second] = chat.submitted;
    assert.notEqual(first?.draftId, second?.draftId);
  });

  it('tells what PIM has against it before anything is filled in', async () => {
    await made.ask();
    made.world.pim.writes.length = 0;
    await chat.activate('exchange admin');
    assert.equal(chat.cards.length, 2, 'the form, and the form with the remark');
    assert.match(chat.last, /already have an open request/);
  });

  it('says nothing of a dry run that only lacks what the form asks for', async () => {
    await chat.activate('exchange admin');
    assert.equal(chat.cards.length, 1);
  });

  it('tells what the dry run has against it apart from gaps', async () => {
    made.world.pim.failNext(
      'checkActivation',
      new PimError('policy_not_satisfied', 'No', {
        unmet: [{ rule: 'justification_missing' }, { rule: 'other', name: 'MoonRule' }],
      }),
    );
    await chat.activate('exchange admin');
    assert.match(chat.last, /MoonRule/);
  });

  it('begins with a role whose button was pressed', async () => {
    await chat.begin({ role: role() });
    assert.equal(await chat.isWaiting(), true);
    await chat.say('mailbox stuck for 1h');
    assert.deepEqual(submitted(), [['Exchange Administrator', 60, 'mailbox stuck', '']]);
  });

  const draft = {
    durationMinutes: 60,
    justification: 'as last time',
    ticketNumber: undefined,
    ticketSystem: undefined,
    startAt: undefined,
  };

  it('submits at once where the draft lacks nothing, unless it is to be seen', async () => {
    await chat.begin({ role: role(), draft });
    assert.equal(chat.submitted.length, 1);
    await chat.begin({ role: role(), draft, isToBeSeen: true });
    assert.equal(chat.submitted.length, 1);
    assert.match(chat.last, /as last time/);
  });

  it('draws a refused form again in its place, with the problems', async () => {
    chat.shown.set('activity-9', { content: {}, summary: '', fallbackText: '' });
    const problems = [{ rule: 'duration_too_long', maximumMinutes: 30 }] as const;
    await chat.begin({ role: role(), draft, problems, formActivityId: 'activity-9' });
    assert.equal(chat.submitted.length, 0);
    assert.equal(chat.shown.get('activity-9')?.content, chat.cards.at(-1)?.content);
    assert.match(chat.last, /30 min/);
  });

  it('refuses a role that the person is not eligible for', async () => {
    const foreign = made.world.pim.addRole('Foreign');
    await assert.rejects(chat.begin({ role: { roleDefinitionId: foreign.id, scopeId: '/' } }), {
      code: 'not_eligible',
    });
    assert.equal(chat.submitted.length, 0);
  });

  it('ends without options, and with a state that lost its role', async () => {
    await chat.begin(undefined as never);
    assert.equal(await chat.isWaiting(), false);
    await chat.activate('exchange admin');
    await chat.store(({ dialogs }) => {
      const [running] = dialogs?.dialogStack ?? [];
      delete (running?.state as { role?: unknown }).role;
    });
    assert.equal(await chat.say('mailbox'), 'ended');
  });
});

describe('MainDialog', () => {
  it('has nothing to go on with where nothing was begun', async () => {
    assert.equal(await chat.say('hello'), 'nothing');
    assert.equal(await chat.isWaiting(), false);
    assert.equal(await chat.cancel(), false);
  });

  it('drops what runs on the wish, and says so', async () => {
    await chat.activate('exchange admin');
    assert.equal(await chat.cancel(), true);
    assert.equal(await chat.say('mailbox stuck'), 'nothing');
    assert.equal(chat.submitted.length, 0);
  });

  it('drops what runs for the next activation', async () => {
    await chat.activate('exchange admin');
    await chat.activate('reports reader');
    await chat.say('because of the audit');
    assert.deepEqual(submitted(), [['Reports Reader', 60, 'the audit', '']]);
    assert.equal(await chat.isWaiting(), false);
  });

  it('takes no answer for the question of an older version', async () => {
    await chat.activate('exchange admin');
    await chat.store((state) => {
      state.dialogVersion = DIALOG_VERSION - 1;
    });
    assert.equal(await chat.say('mailbox stuck'), 'outdated');
    assert.equal(chat.submitted.length, 0);
    assert.equal(await chat.say('mailbox stuck'), 'nothing');
  });

  it('forgets a dialog that is gone from this version', async () => {
    await chat.activate('exchange admin');
    await chat.store(({ dialogs }) => {
      const [running] = dialogs?.dialogStack ?? [];
      if (running !== undefined) running.id = 'extendRole';
    });
    assert.equal(await chat.say('mailbox stuck'), 'nothing');
    await chat.activate('exchange admin 1h because a');
    assert.equal(chat.submitted.length, 1);
  });

  it('goes on after a restart from what was stored', async () => {
    await chat.activate('exchange admin tomorrow at 8:30');
    const again = new DialogChat(made.world, made.ana);
    Object.assign(again, { storage: chat.storage, shown: chat.shown });
    await again.say('mailbox stuck');
    assert.deepEqual(again.submitted[0]?.input.startAt, new Date('2026-01-06T07:30:00Z'));
  });
});
