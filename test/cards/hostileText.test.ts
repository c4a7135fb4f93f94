import assert from 'node:assert/strict';
import { type Card } from '../../src/cards/card.ts';
import { type Json } from '../support/cardReading.ts';
import { gallery } from './gallery.ts';
import { type ForeignWords } from './gallery/foreignWords.ts';
import { aContext } from './samples.ts';

/** Each is recognisable, and would do something where it is not taken as text. */
const hostile: Readonly<Record<string, string>> = {
  'a link in Markdown': '[Approve here](https://evil.example)',
  'an image in Markdown': '![x](https://evil.example/x.png)',
  'a mention': '<at>CISO</at>',
  'an expression': '${1+1} ${secret} ${json("{}")}',
  'a costly expression': '${count(range(0,20000000))}',
  emphasis: '**Approved** _by_ `Security`',
  markup: '<b onclick="x()">&lt;</b>',
  'a line of our own making': '## Approved\n- by Security\n- at once',
  sql: "'; drop table audit;--",
  'key of an object': '__proto__',
  'a reserved name of templates': '$root $data $when',
};

/** Where a text stands in a card: the type and property of the object that holds it. */
function placesOf(value: unknown, found: (text: string) => boolean): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => placesOf(item, found));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Json).flatMap(([property, held]) =>
    typeof held === 'string'
      ? found(held)
        ? [`${String((value as Json)['type'])}.${property}`]
        : []
      : placesOf(held, found),
  );
}

/**
 * People's own words come back to them in the fields of their own form, which read no Markdown. What a client says
 * in place of the card, and of a button, has names in it, without the characters that could do anything.
 */
const allowed = new Set([
  'TextRun.text',
  'Input.Text.value',
  'AdaptiveCard.speak',
  'AdaptiveCard.fallbackText',
  'Action.Execute.tooltip',
  'Action.Submit.tooltip',
  // The row of a chart: a name without the same characters.
  'undefined.title',
]);

/** Every card with such words in it. */
const drawnWith = (words: ForeignWords): ReadonlyMap<string, Card> =>
  new Map([...gallery(words)].map(([name, draw]) => [name, draw(aContext())]));

for (const [title, text] of Object.entries(hostile)) {
  describe(`${title} as somebody's words`, () => {
    const shown = text.split('\n')[0] ?? text;
    let drawn: ReadonlyMap<string, Card>;

    before(() => {
      drawn = drawnWith({ person: text, role: text, scope: text, text, ticket: text });
    });

    after(() => {
      drawn = new Map();
    });

    it('is shown as it is, as text and nowhere else', () => {
      const places = [...drawn.values()].map(({ content }) =>
        placesOf(content, (held) => held.includes(shown)),
      );
      assert.deepEqual(
        places.flat().filter((place) => !allowed.has(place)),
        [],
      );
      assert.ok(places.filter((place) => place.length > 0).length > 60);
    });

    it('loses in the preview what could do anything there', () => {
      for (const { summary, fallbackText } of drawn.values()) {
        assert.doesNotMatch(summary, /[[\](){}<>*_`~#$@]|:\/\//u);
        assert.ok(fallbackText.startsWith(summary));
      }
    });

    it('leaves every card with the same structure', () => {
      // As long as the other: a list shows fewer rows where names are longer.
      const same = 'x'.repeat(text.length);
      const calm = drawnWith({ person: same, role: same, scope: same, text: same, ticket: same });
      for (const [name, card] of drawn) {
        const types = (content: object): readonly string[] =>
          placesOf(content, () => true).filter((place) => !place.startsWith('TextRun'));
        const { content } = calm.get(name) ?? { content: {} };
        assert.deepEqual(types(card.content), types(content), name);
      }
    });

    it('adds no entity and no link of its own', () => {
      for (const { content } of drawn.values()) {
        assert.doesNotMatch(JSON.stringify(content), /"entities"/u);
        const urls = placesOf(content, (held) => /^https?:\/\/evil/u.test(held));
        assert.deepEqual(
          urls.filter((place) => place !== 'TextRun.text'),
          [],
        );
      }
    });
  });
}

describe('hidden characters in somebody’s words', () => {
  it('reach no card', () => {
    const text = `a\u202Eb\u2066c\u200Bd\u0007e\u0301\u0301\u0301\u0301\u0301`;
    for (const draw of gallery({ person: text, role: text, scope: text, text, ticket: text }).values()) {
      const written = JSON.stringify(draw(aContext()));
      assert.doesNotMatch(written, /[\u202A-\u202E\u2066-\u2069\u200B-\u200F]|\\u0007/u);
      assert.doesNotMatch(written, /\u0301{4}/u);
    }
  });
});

describe('a justification of many lines', () => {
  it('takes six lines of its own box at most', () => {
    const text = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n');
    const card = gallery({ person: 'Ana', role: 'Role', scope: 'Unit', text, ticket: 'T1' }).get(
      'approval-waiting',
    );
    const written = JSON.stringify(card?.(aContext()).content);
    assert.match(written, /line 4\\nline 5 …"/u);
    assert.doesNotMatch(written, /\\nline 6/u);
  });
});
