import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commands } from '../../src/bot/commandList.ts';
import { understand } from '../../src/bot/commands.ts';
import { germanCommands } from '../../src/bot/german/germanCommands.ts';
import { readActivation } from '../../src/dialogs/activationWords.ts';
import { languages } from '../../src/words/wordsFor.ts';
import { told } from './understoodTold.ts';

const heard: Readonly<Record<string, readonly (readonly [typed: string, told: string])[]>> = {
  activations: [
    ['aktiviere Exchange Administrator für 2 Stunden', 'activate | Exchange Administrator | 120m'],
    [
      'Aktiviere bitte die Rolle Exchange Administrator für 2 Stunden, weil das Postfach klemmt',
      'activate | Exchange Administrator | 120m | (das Postfach klemmt)',
    ],
    [
      'aktiviere exchange 2h wegen Postfach-Umzug INC0042',
      'activate | exchange | 120m | INC0042 | (Postfach-Umzug)',
    ],
    ['Hallo, ich brauche Global Reader für eine Stunde', 'activate | Global Reader | 60m'],
    ['ich möchte Global Reader für anderthalb Stunden aktivieren', 'activate | Global Reader | 90m'],
    [
      'ich möchte Global Reader aktivieren, weil heute Prüfung ist',
      'activate | Global Reader | (heute Prüfung ist)',
    ],
    ['aktiviere security admin morgen um 9 für 2h', 'activate | security admin | 120m | @1d9:00'],
    ['aktiviere security admin heute um 14:30 für 90 Minuten', 'activate | security admin | 90m | @0d14:30'],
    ['aktiviere security admin um 18 Uhr für 2 Stunden lang', 'activate | security admin | 120m | @0d18:00'],
    ['aktiviere security admin bis 17 Uhr', 'activate | security admin | @0d-17:00'],
    ['aktiviere security admin morgen von 9 bis 11', 'activate | security admin | @1d9:00-11:00'],
    ['aktiviere security admin in 30 Minuten für 1 Stunde', 'activate | security admin | 60m | @+30m'],
    ['aktiviere security admin unbefristet', 'activate | security admin | endless'],
    ['aktiviere security admin ab sofort', 'activate | security admin'],
    ['aktivieren', 'activate | '],
    ['notfall exchange admin weil Ausfall', 'emergency | exchange admin | (Ausfall)'],
  ],
  decisions: [
    ['genehmigen 3', 'approve 3 ()'],
    ['genehmige Anforderung 3, weil geplant', 'approve 3 (geplant)'],
    ['bitte genehmigen Nr. 12 wegen Change CHG0001', 'approve 12 (Change CHG0001)'],
    ['ablehnen 3', 'deny 3 ()'],
    ['Lehne 3 ab, weil ohne Ticket', 'deny 3 (ohne Ticket)'],
    ['lehne die Anfrage 3 ab weil nicht abgestimmt', 'deny 3 (nicht abgestimmt)'],
    ['genehmigen', 'approve ? ()'],
    ['genehmige 3 nicht', 'nothing'],
    ['genehmige 3 doch nicht, weil ohne Ticket', 'nothing'],
    ['deaktiviere das nicht', 'nothing'],
  ],
  'lists and small words': [
    ['meine Rollen', 'myRoles'],
    ['Zeige meine Rollen bitte', 'myRoles'],
    ['Was kann ich aktivieren?', 'myRoles'],
    ['offen', 'pending'],
    ['Was ist offen?', 'pending'],
    ['Hilfe', 'help'],
    ['Hallo!', 'help'],
    ['beenden', 'deactivate | '],
    ['beende Exchange Administrator', 'deactivate | Exchange Administrator'],
    ['deaktiviere die Rolle Exchange Administrator jetzt', 'deactivate | Exchange Administrator'],
    ['verlängern', 'extend | '],
    ['abbrechen', 'cancel'],
    ['erneut aktivieren', 'activateAgain'],
    ['nochmal bitte', 'activateAgain'],
    ['erneut aktivieren Exchange Admin 2 Stunden', 'nothing'],
    ['abmelden', 'signOut'],
    ['Vorlagen', 'presets'],
    ['Warnungen', 'alerts'],
    ['meine Überprüfungen', 'myReviews'],
  ],
  digests: [
    ['mein Tag', 'digest now'],
    ['Mein Tag jetzt', 'digest now'],
    ['mein Tag um 08:30', 'digest at 08:30'],
    ['mein Tag um 8 Uhr', 'digest at 08:00'],
    ['mein Tag aus', 'digest off'],
    ['mein Tag an', 'digest on'],
    ['mein Tag Wochenende an', 'digest weekends on'],
    ['mein Tag am Wochenende aus', 'digest weekends off'],
    ['mein Tag nicht am Wochenende', 'digest weekends off'],
    ['mein Tag am Wochenende nicht', 'digest weekends off'],
    ['mein Tag kein Wochenende', 'digest weekends off'],
    ['mein Tag nicht mehr an Wochenenden', 'digest weekends off'],
    ['mein Tag Wochenenden aus', 'digest weekends off'],
    ['mein Tag nur an Werktagen', 'digest weekends off'],
    ['mein Tag nicht mehr', 'digest off'],
    ['mein Tag nicht', 'digest off'],
    ['mein Tag um 8 nicht', 'digest unclear'],
    ['mein Tag nicht vor 8', 'digest unclear'],
    ['mein Tag vielleicht', 'digest unclear'],
    ['digest aus', 'digest off'],
    ['digest um 7:45', 'digest at 07:45'],
  ],
  questions: [
    ['wer hat Exchange Admin?', 'has | Exchange Admin'],
    ['Wer hat die Rolle Exchange Admin jetzt?', 'has | Exchange Admin'],
    ['wer kann Global Admin werden', 'canBecome | Global Admin'],
    ['wer darf Global Admin aktivieren?', 'canBecome | Global Admin'],
    ['Verlauf', 'history |  | 30d'],
    ['Verlauf von Ana Ruiz', 'history | Ana Ruiz | 30d'],
    ['Verlauf exchange admin letzte 7 Tage', 'history | exchange admin | 7d'],
    ['Verlauf exchange admin in den letzten 2 Wochen', 'history | exchange admin | 14d'],
    ['Statistik letzte 7 Tage', 'stats | 7d'],
    ['Einstellungen von Exchange Admin', 'settings | Exchange Admin'],
  ],
  'given to others and kept': [
    ['zuweisen exchange admin an ana ruiz', 'assign | exchange admin | ana ruiz | assignEligible'],
    [
      'weise die Rolle exchange admin an ana ruiz als aktiv zu',
      'assign | exchange admin | ana ruiz | assignActive',
    ],
    [
      'speichere exchange admin und user admin als Rufdienst weil Wochendienst',
      'save | exchange admin und user admin | Rufdienst | Wochendienst',
    ],
    ['speichern als Rufdienst', 'save |  | Rufdienst'],
  ],
  'sentences that ask for nothing': [
    ['Rollen im Projekt werden umgestellt', 'nothing'],
    ['offen gesagt weiß ich es noch nicht', 'nothing'],
    ['Ende des Projekts', 'nothing'],
    ['Anforderungen des Kunden umsetzen', 'nothing'],
    ['Postfach-Umzug der Buchhaltung', 'nothing'],
  ],
  'English with a time or a length in German': [
    ['activate exchange admin für 2 Stunden', 'activate | exchange admin | 120m'],
    ['activate exchange admin for 2h morgen um 9', 'activate | exchange admin | 120m | @1d9:00'],
  ],
};

describe('understand, in German', () => {
  for (const [title, lines] of Object.entries(heard)) {
    describe(title, () => {
      for (const [typed, expected] of lines) {
        it(`hears ${JSON.stringify(typed)} as ${expected}`, () => {
          assert.equal(told(understand(typed)), expected);
        });
      }
    });
  }

  it('understands each title and each beginning as its command', () => {
    const questions = ['whoHas', 'whoCanBecome', 'history', 'stats', 'policy'];
    for (const { name } of commands) {
      const { title, beginnings } = germanCommands[name];
      for (const typed of [title, ...beginnings]) {
        assert.equal(understand(typed).command, questions.includes(name) ? 'question' : name, typed);
      }
      assert.ok(title.length <= 32, title);
      assert.ok(germanCommands[name].description.length <= 128, name);
    }
  });

  it('gives no beginning to two commands, and none that English has', () => {
    const all = [
      ...Object.values(germanCommands).flatMap(({ beginnings }) => beginnings),
      ...commands.flatMap(({ beginnings }) => beginnings),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  it('keeps every decision’s number and comment, whatever the comment holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(['genehmigen', 'approve'], ['ablehnen', 'deny']),
        fc.integer({ min: 1, max: 999_999 }),
        fc.stringMatching(/^[a-zA-Z][\w $.{}<>&;*_~`"']{0,80}[a-z]$/),
        ([verb, command], number, comment) => {
          const line = `${verb} ${number} weil ${comment}`;
          const expected = told(understand(`${command} ${number} because ${comment}`));
          assert.equal(told(understand(line)), expected);
        },
      ),
    );
  });
});

describe('understand, in English', () => {
  const words = [
    'exchange',
    'admin',
    'the',
    'security',
    'reader',
    'and',
    'global',
    'on',
    'in',
    'at',
    'to',
    'a',
    '9',
  ];
  const ends = [
    '',
    ' for 2h',
    ' 90 min',
    ' tomorrow at 9',
    ' at 22:00 for 1h',
    ' until 17:00',
    ' in 30 min',
    ' forever',
  ];
  const reasons = ['', ' because mailbox stuck', ' because of the um change', ' due to INC0042'];

  it('means what it meant before German was understood', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...ends),
        fc.constantFrom(...reasons),
        (role, end, reason) => {
          const line = `${role.join(' ')}${end}${reason}`;
          assert.deepEqual(readActivation(line), readActivation(line, 'en'));
        },
      ),
    );
  });
});

describe('the examples of the help card', () => {
  const topics: Readonly<Record<string, string>> = {
    activate: 'activate',
    activateShort: 'activate',
    again: 'activateAgain',
    myRoles: 'myRoles',
    deactivate: 'deactivate',
    pending: 'pending',
    decide: 'approve',
    digest: 'digest',
  };
  for (const { language, help } of languages) {
    for (const [topic, { command }] of Object.entries(help.examples)) {
      it(`are understood as they are written: ${language}, ${command}`, () => {
        assert.equal(understand(command).command, topics[topic]);
      });
    }
  }
});
