import assert from 'node:assert/strict';
import { type Json } from '../support/cardReading.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { buttonOf, executed, pressRaw } from './cardPresses.ts';
import { isShownAsText, type Place, placesOf } from './renderedPlaces.ts';

const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const oslo = '7b1d2c63-2d4c-4e8f-8a31-602f1d8b2201';
const tierOne = '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101';

/** Each would do something where it is not taken as text; `zq…` finds it again, whatever became of the rest. */
const payloads = {
  link: '[zqlink](https://evil.example)',
  image: '![zqimage](https://evil.example/x.png)',
  bareLink: 'zqbare https://evil.example/approve',
  mention: '<at>zqmention</at>',
  mentionById: '<at id="0">zqbyid</at>',
  expression: '${1+1}${secret}zqexpression',
  costly: '${count(range(0,20000000))}zqcostly',
  template: '$root.zqtemplate {{DATE(2026-01-01T00:00:00Z)}}',
  html: '<b onclick="x()">zqhtml</b><script>alert(1)</script>',
  emphasis: '**zqemphasis** _approved_ `by` ~~Security~~',
  heading: '# zqheading\n- Approved by Security\n- at once',
  logLine: 'zqlog\r\n{"level":30,"msg":"Approved"}',
  ansi: '\u001B[31mzqansi\u001B[0m\u0007\u0008',
  formula: '=HYPERLINK("https://evil.example") zqformula',
  odata: "zqodata' or '1' eq '1",
  path: '../../users/zqpath',
  sql: "zqsql'; drop table latchkey.audit_entry;--",
  bidi: '\u202Ezqbidi\u2066\u2069\u200F',
  zeroWidth: 'z\u200Bq\u200Dzero\uFEFFwidth',
  marks: `zqmarks${'\u0301'.repeat(300)}`,
  tower: `zqtower${'\u0301'.repeat(10_000)}`,
  prototype: '__proto__ constructor zqprototype',
  nul: 'zqnul\u0000after',
  halves: 'zqhalf\uD800',
} as const;

type Name = keyof typeof payloads;

/** Names of people and of the directory; the rest is what people type. */
const asNames = {
  Ana: 'link',
  Ben: 'mention',
  Chi: 'expression',
  Dara: 'tower',
} as const satisfies Readonly<Record<string, Name>>;
/** A justification each; the ticket and the comment go with them. */
const typedWords: readonly (readonly [justification: Name, ticket: Name, comment: Name])[] = [
  ['image', 'odata', 'mentionById'],
  ['costly', 'path', 'template'],
  ['heading', 'formula', 'emphasis'],
  ['logLine', 'bareLink', 'ansi'],
  ['sql', 'zeroWidth', 'bidi'],
  ['marks', 'prototype', 'nul'],
  ['halves', 'link', 'logLine'],
  ['html', 'marks', 'heading'],
];
const people = ['Ana', 'Ben', 'Chi', 'Dara'] as const;

/** The words by which a payload is found again once invisible characters are taken out. */
const markOf = (name: Name): string => /zq[a-z]+/.exec(payloads[name].replaceAll(/\p{Cf}/gu, ''))?.[0] ?? '';

describe('attacks in words', () => {
  let bot: AttackedBot;
  let places: readonly Place[] = [];
  let sent: readonly Json[] = [];
  let asked: readonly string[] = [];
  let rows: readonly string[] = [];

  before(async () => {
    bot = await AttackedBot.start({ installedFor: people, prepare: rename });
    await tellStories();
    await bot.settled();
    await look();
    const calls = await bot.control.calls(/^\/graph\//);
    sent = calls
      .filter(({ requestBody }) => requestBody !== null)
      .map(({ requestBody }) => requestBody as Json);
    asked = calls.map(({ path, query }) => decodeURIComponent(`${path} ${JSON.stringify(query)}`));
    rows = await bot.stopAndRead();
  });

  after(() => bot.stop());

  /** Everything that stands in all the chats by now. */
  async function look(): Promise<void> {
    const chats = await Promise.all(people.map((name) => bot.person(name).messages({ fresh: true })));
    const messages = chats.flat().filter(({ from }) => from === 'bot');
    places = [...places, ...messages.flatMap(placesOf)];
  }

  async function rename(at: AttackedBot): Promise<void> {
    for (const [person, name] of Object.entries(asNames)) {
      await at.control.changeDirectory(at.idOf(person), { displayName: payloads[name] });
    }
    await at.control.changeDirectory(exchange, { displayName: payloads.emphasis });
    await at.control.changeDirectory(oslo, { displayName: payloads.bareLink });
    await at.control.changeDirectory(tierOne, { displayName: payloads.image });
  }

  /** Ana asks again and again, in hostile words; Ben denies each with words of the same kind. */
  async function tellStories(): Promise<void> {
    const ana = bot.person('Ana');
    await ana.say('my roles');
    await ana.waitForCard('Teams Administrator');
    for (const [justification, ticket, comment] of typedWords) {
      const [atAna, atBen] = [await ana.mark(), await bot.person('Ben').mark()];
      const after = { after: atAna ?? '' };
      await pressRaw(bot, {
        by: 'Ana',
        value: executed('role.activate', { verb: 'role.activate', roleDefinitionId: exchange, scopeId: '/' }),
      });
      const { message } = await ana.waitForButton('activation.submit', after);
      const words = {
        justification: payloads[justification],
        ticketNumber: payloads[ticket],
        durationMinutes: '60',
      };
      await ana.press('activation.submit', words, { on: message.id, isUnchecked: true });
      const card = await buttonOf(bot, 'Ben', 'request.approve', atBen);
      await look();
      const data = { ...card.data, verb: 'request.deny', comment: payloads[comment] };
      const beforeDenial = { ...after, after: (await ana.mark()) ?? '' };
      await pressRaw(bot, { by: 'Ben', value: executed('request.deny', data), replyToId: card.messageId });
      // The message that tells it, so that the next round does not take it for its own.
      await ana.waitForCard(/denied your request/i, beforeDenial);
    }
    await ana.say(`activate ${payloads.link} 1h because ${payloads.odata}`);
    await bot.settled();
  }

  const shown: readonly Attack<Name>[] = (Object.keys(payloads) as Name[]).map((name) => [
    `${name}: ${payloads[name].slice(0, 40)}`,
    'shown as text',
    name,
  ]);
  attackGroup('IJ', 'what Teams was given', shown, (name) => {
    const mark = markOf(name);
    const found = places.filter(({ text }) => text.includes(mark));
    if (found.length === 0) return Promise.resolve('shown nowhere');
    const wrong = found.filter((place) => !isShownAsText(place));
    return Promise.resolve(wrong.length === 0 ? 'shown as text' : JSON.stringify(wrong.slice(0, 3)));
  });

  const whole: readonly Attack<() => string>[] = [
    [
      'no expression was evaluated',
      'as written',
      () =>
        places.some(({ where, text }) => where === 'TextRun.text' && text.includes('${1+1}'))
          ? 'as written'
          : 'gone',
    ],
    [
      'no mention was made',
      'none',
      () =>
        places.some(({ where }) => /entities|mention/i.test(where.split('.').at(-1) ?? '')) ? 'some' : 'none',
    ],
    [
      'no link of theirs can be pressed',
      'none',
      () =>
        places.some(
          ({ where, text }) =>
            /\.(url|value|iconUrl|image)$/.test(where) &&
            text.includes('evil.example') &&
            where !== 'Input.Text.value',
        )
          ? 'some'
          : 'none',
    ],
    ['nothing turns the reading, hides or rings', 'nothing', () => hidden()],
    [
      'no letter carries a tower of marks',
      'none',
      () => (places.some(({ text }) => /\u0301{4}/u.test(text)) ? 'some' : 'none'),
    ],
    [
      'the log has a line of JSON for each event',
      'all of it',
      () => (bot.otherOutput.length === 0 ? 'all of it' : bot.otherOutput.join()),
    ],
    [
      'the log has none of their words',
      'none',
      () => bot.lines.map(({ text }) => text).find((text) => /zq[a-z]+|evil\.example/.test(text)) ?? 'none',
    ],
    [
      'Graph got each justification as one text',
      'each',
      () =>
        literal(
          'justification',
          typedWords.map(([first]) => first),
        ),
    ],
    ['Graph got each ticket as one text', 'each', () => tickets()],
    [
      'Graph got each comment as one text',
      'each',
      () =>
        literal(
          'justification',
          typedWords.map(([, , third]) => third),
        ),
    ],
    ['no path or query had their words', 'none', () => asked.find((text) => /zq[a-z]+/.test(text)) ?? 'none'],
    [
      'the database has them as they are',
      'as they are',
      () =>
        rows.some((row) => row.includes("zqsql'; drop table latchkey.audit_entry;--"))
          ? 'as they are'
          : 'otherwise',
    ],
    [
      'the database has its tables',
      'all of them',
      () => (rows.some((row) => row.startsWith('audit_')) ? 'all of them' : 'not all'),
    ],
    [
      'the database has no token in the clear',
      'none',
      () => rows.find((row) => row.includes('eyJ')) ?? 'none',
    ],
  ];
  attackGroup('IJ', 'what became of it elsewhere', whole, (how) => Promise.resolve(how()));

  function hidden(): string {
    const found = places.filter(({ text }) => /[\p{Cf}\p{Cs}]|[^\P{Cc}\n]/u.test(text));
    return found.length === 0 ? 'nothing' : JSON.stringify(found.slice(0, 3));
  }

  /** Whether a body went out that begins with this, cut where we cut it. */
  function literal(property: string, names: readonly Name[]): string {
    const texts = sent.map((body) => body[property]).filter((text) => typeof text === 'string');
    const missing = names.filter(
      (name) =>
        !texts.some(
          (text) =>
            text.includes(markOf(name)) || comparable(text).includes(comparable(payloads[name]).slice(0, 30)),
        ),
    );
    return missing.length === 0 ? 'each' : missing.join();
  }

  function tickets(): string {
    const numbers = sent.map(
      (body) => (body['ticketInfo'] as { ticketNumber?: string } | undefined)?.ticketNumber ?? '',
    );
    const missing = typedWords
      .map(([, ticket]) => ticket)
      .filter((name) => !numbers.some((text) => comparable(text).includes(markOf(name))));
    return missing.length === 0 ? 'each' : missing.join();
  }

  const comparable = (text: string): string => text.replaceAll(/[^\x20-\x7E]/g, '');

  it('found something to judge', () => {
    assert.ok(places.length > 500, `${places.length} texts`);
  });
});
