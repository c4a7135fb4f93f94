import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commands } from '../../src/bot/commandList.ts';
import { cleanText, understand } from '../../src/bot/commands.ts';
import { told } from './understoodTold.ts';

const heard: Readonly<Record<string, readonly (readonly [typed: string, told: string])[]>> = {
  questions: [
    ['who has Exchange Admin', 'has | Exchange Admin'],
    ['Who has the Exchange Admin role now?', 'has | Exchange Admin role'],
    ['who is global admin?', 'has | global admin'],
    ['who can become Global Admin', 'canBecome | Global Admin'],
    ['who is eligible for global reader', 'canBecome | global reader'],
    ['please who has global reader', 'has | global reader'],
    ['history', 'history |  | 30d'],
    ['my history last week', 'history |  | 7d'],
    ['history of Ana Ruiz', 'history | Ana Ruiz | 30d'],
    ['history exchange admin last 30 days', 'history | exchange admin | 30d'],
    ['history exchange admin for the last 2 weeks.', 'history | exchange admin | 14d'],
    ['history exchange admin past 36 hours', 'history | exchange admin | 2d'],
    ['history exchange admin last 0 days', 'history | exchange admin | 1d'],
    ['stats', 'stats | 30d'],
    ['stats last 7 days', 'stats | 7d'],
    ['policy Exchange Admin', 'settings | Exchange Admin'],
    ['policy of the Exchange Admin role', 'settings | Exchange Admin'],
    ['please show settings of global admin?', 'settings | global admin'],
    ['policy', 'settings | '],
    ['audit', 'audit'],
    ['audit report please', 'audit'],
  ],
  activations: [
    ['activate Exchange Admin', 'activate | Exchange Admin'],
    ['Activate Exchange Administrator', 'activate | Exchange Administrator'],
    ['emergency exchange admin 30m because outage', 'emergency | exchange admin | 30m | (outage)'],
    ['Break glass: teams admin, because phones', 'emergency | teams admin | (phones)'],
    ['emergencies', 'nothing'],
    [
      'activate exchange admin 2h because mailbox stuck',
      'activate | exchange admin | 120m | (mailbox stuck)',
    ],
    [
      'activate exchange admin for 2h because mailbox stuck ticket INC123',
      'activate | exchange admin | 120m | INC123 | (mailbox stuck)',
    ],
    ['please activate the exchange admin role for me', 'activate | exchange admin role for me'],
    ['please activate the exchange admin role', 'activate | exchange admin'],
    ['hi, can you activate user admin for 30 min please', 'activate | user admin | 30m'],
    ['I need exchange admin for an hour', 'activate | exchange admin | 60m'],
    ['give me global reader', 'activate | global reader'],
    ['elevate to Global Administrator for 45 minutes', 'activate | Global Administrator | 45m'],
    ['activate', 'activate | '],
    ['activate!', 'activate | '],
    ['ACTIVATE SECURITY READER 1H', 'activate | SECURITY READER | 60m'],
    ['actvate exchange admin', 'activate | exchange admin'],
    ['activate: teams admin', 'activate | teams admin'],
    [
      'activate security admin tomorrow at 8:30 for 2h because patch night',
      'activate | security admin | 120m | @1d8:30 | (patch night)',
    ],
    ['activate exchange admin because ticket CHG0012', 'activate | exchange admin | CHG0012'],
    ['activate exchange admin forever', 'activate | exchange admin | endless'],
    ['<at>Latchkey</at> activate exchange admin', 'activate | exchange admin'],
    ['<at id="0">Latchkey</at>&nbsp;activate exchange admin', 'activate | exchange admin'],
    ['\u200Eactivate\u200F exchange\u200B admin', 'activate | exchange admin'],
    ['activate ${1+1}', 'activate | ${1+1}'],
    ['activate <b>exchange</b>', 'activate | <b>exchange</b>'],
    ["activate '; drop table operation; --", "activate | '; drop table operation"],
  ],
  'lists and small words': [
    ['my roles', 'myRoles'],
    ['My Roles?', 'myRoles'],
    ['show my roles', 'myRoles'],
    ['what can I activate', 'myRoles'],
    ['roles', 'myRoles'],
    ['pending', 'pending'],
    ['pendng', 'pending'],
    ['my approvals', 'pending'],
    ['help', 'help'],
    ['hlep', 'help'],
    ['?', 'help'],
    ['hello', 'help'],
    ['Hi!', 'help'],
    ['i need help', 'help'],
    ['again', 'activateAgain'],
    ['activate again', 'activateAgain'],
    ['again please', 'activateAgain'],
    ['activate again my last role, please', 'activateAgain'],
    ['same again for 2h', 'activateAgain'],
    ['activate again helpdesk admin 2h because queue', 'activate | helpdesk admin | 120m | (queue)'],
    ['again the exchange admin role', 'activate | exchange admin'],
    ['cancel', 'cancel'],
    ['never mind', 'cancel'],
    ['please cancel', 'cancel'],
    ['sign out', 'signOut'],
    ['please log out', 'signOut'],
    ['sign out now, please', 'signOut'],
    ['sign off on request 3', 'nothing'],
    ['sign off this request', 'nothing'],
    ['log out of the Exchange admin center first', 'nothing'],
  ],
  'giving back': [
    ['deactivate exchange admin', 'deactivate | exchange admin'],
    ['deactivate my exchange admin role please', 'deactivate | exchange admin'],
    ['please turn off the Global Reader role', 'deactivate | Global Reader'],
    ['deactivate', 'deactivate | '],
    ['deactvate user admin', 'deactivate | user admin'],
    ['extend exchange admin', 'extend | exchange admin'],
    ['extend exchange admin by 2h', 'extend | exchange admin'],
  ],
  decisions: [
    ['approve 3', 'approve 3 ()'],
    ['approve 3 because planned change', 'approve 3 (planned change)'],
    ['Approve #3: fine with me', 'approve 3 (fine with me)'],
    ['approve request 12, because of the audit', 'approve 12 (the audit)'],
    ['aprove 3', 'approve 3 ()'],
    ['please approve 4', 'approve 4 ()'],
    ['deny 3 because no ticket', 'deny 3 (no ticket)'],
    ['reject 7 - who are you?', 'deny 7 (who are you?)'],
    ['deny', 'deny ? ()'],
    ['approve', 'approve ? ()'],
    ['approve all', 'approve ? (all)'],
    ['approve three', 'approve ? (three)'],
    ['approve 1234567', 'approve ? (1234567)'],
    ['approve -3', 'approve 3 ()'],
    ['approve 3 <script>alert(1)</script>', 'approve 3 (<script>alert(1)</script>)'],
    ['approve 3 because ${1+1}', 'approve 3 (${1+1})'],
  ],
  digests: [
    ['digest', 'digest now'],
    ['digest now', 'digest now'],
    ['digest at 08:30', 'digest at 08:30'],
    ['digest at 8', 'digest at 08:00'],
    ['digest 8.15', 'digest at 08:15'],
    ['digest at 6pm', 'digest at 18:00'],
    ['digest at 12am', 'digest at 00:00'],
    ['digest at 12 pm', 'digest at 12:00'],
    ['digest at 0:00', 'digest at 00:00'],
    ['digest at 23:59', 'digest at 23:59'],
    ['digest at 24:00', 'digest unclear'],
    ['digest at 8:75', 'digest unclear'],
    ['digest at 13pm', 'digest unclear'],
    ['digest at 0pm', 'digest unclear'],
    ['digest off', 'digest off'],
    ['digest off.', 'digest off'],
    ['digest off please', 'digest off'],
    ['digest on', 'digest on'],
    ['digest whenever', 'digest unclear'],
    ['digest weekends on', 'digest weekends on'],
    ['digest weekends off', 'digest weekends off'],
    ['digest weekends off.', 'digest weekends off'],
    ['digest at weekends', 'digest weekends on'],
    ['digest on the weekend please', 'digest weekends on'],
    ['digest not at weekends', 'digest weekends off'],
    ['digest no weekends', 'digest weekends off'],
    ['digest weekdays only', 'digest weekends off'],
    ['digest no more', 'digest off'],
    ['digest weekends maybe', 'digest unclear'],
    ['digest weekend at 9', 'digest unclear'],
    ['please digest at 7:05', 'digest at 07:05'],
  ],
  'nothing we know': [
    ['', 'nothing'],
    ['   ', 'nothing'],
    ['\u200B\u200E', 'nothing'],
    ['3', 'nothing'],
    ['2h', 'nothing'],
    ['why?', 'nothing'],
    ['👍', 'nothing'],
    ['ok', 'nothing'],
    ['yes', 'nothing'],
    ['no', 'nothing'],
    ['thanks', 'nothing'],
    ['${1+1}', 'nothing'],
    ['<script>activate</script>', 'nothing'],
    ['the mailbox of the board is stuck', 'nothing'],
    ['activation of the account', 'nothing'],
    ['approval', 'nothing'],
    ['approved', 'nothing'],
    ['approved 3', 'nothing'],
    ['denied 3', 'nothing'],
    ['Denny 3', 'nothing'],
    ['reactivate exchange admin', 'nothing'],
    ['activated exchange admin', 'nothing'],
    ['do not approve 3', 'nothing'],
    ["don't approve 3", 'nothing'],
    ['не approve', 'nothing'],
    ['аpprove 3', 'nothing'],
    ['constructor', 'nothing'],
    ['__proto__', 'nothing'],
  ],
};

describe('understand', () => {
  for (const [title, lines] of Object.entries(heard)) {
    describe(title, () => {
      for (const [typed, expected] of lines) {
        it(`hears ${JSON.stringify(typed)} as ${expected}`, () => {
          assert.equal(told(understand(typed)), expected);
        });
      }
    });
  }

  it('reads no more than 4,000 characters, however many there are', () => {
    const understood = understand(`activate exchange admin because ${'x'.repeat(28_000)}`);
    assert.equal(understood.command, 'activate');
    assert.ok((understood.words.justification ?? '').length < 4000);
    assert.equal(understand('a '.repeat(14_000)).command, 'nothing');
  });

  it('takes a line as it is where nothing is understood, cleaned', () => {
    assert.deepEqual(understand(' <at>Latchkey</at>  why  not\n'), { command: 'nothing', words: 'why not' });
  });

  it('never takes a line for a decision that names none', () => {
    const decisive = /(?:^|\s)(?:approve|accept|allow|deny|reject|refuse|decline)/iu;
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (line) => {
        const { command } = understand(line);
        if (command !== 'approve' && command !== 'deny') return;
        // Slips of one or two letters count as the word itself.
        assert.ok(decisive.test(cleanText(line)) || cleanText(line).length >= 3, line);
      }),
    );
  });

  it('answers to anything at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (line) => {
        assert.equal(typeof understand(line).command, 'string');
      }),
    );
  });

  it('keeps every decision’s number and comment, whatever the comment holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('approve', 'deny'),
        fc.integer({ min: 1, max: 999_999 }),
        fc.stringMatching(/^[a-zA-Z][\w $.{}<>&;*_~`"']{0,80}[a-z]$/),
        (verb, number, comment) => {
          const understood = understand(`${verb} ${number} because ${comment}`);
          assert.equal(told(understood), `${verb} ${number} (${cleanText(comment)})`);
        },
      ),
    );
  });
});

describe('commands', () => {
  it('lists twelve at the most, with titles that fit', () => {
    assert.ok(commands.filter(({ isListed }) => isListed).length <= 12);
    for (const { title, description } of commands) {
      assert.ok(title.length <= 128);
      assert.ok(description.length > 0);
    }
  });

  it('understands each of its own titles and beginnings', () => {
    for (const { name, title, beginnings } of commands)
      for (const typed of [title, ...beginnings]) {
        const expected = ['whoHas', 'whoCanBecome', 'history', 'stats', 'policy'].includes(name)
          ? 'question'
          : name;
        assert.equal(understand(typed).command, expected, typed);
      }
  });

  it('gives no beginning to two commands', () => {
    const all = commands.flatMap(({ beginnings }) => beginnings);
    assert.equal(new Set(all).size, all.length);
  });
});
