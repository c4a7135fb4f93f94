import assert from 'node:assert/strict';
import { type Card } from '../../src/cards/card.ts';
import { languages } from '../../src/words/wordsFor.ts';
import { actionsOf, type CardAction, type Json, textOf } from '../support/cardReading.ts';
import { gallery } from './gallery.ts';
import { type ForeignWords } from './gallery/foreignWords.ts';
import { aContext } from './samples.ts';

const MOST_BYTES = 28_000;
/** Two buttons of this length stand side by side on a narrow phone; a single one may be as long as the English. */
const MOST_TITLE_CHARACTERS = 24;

const longest: ForeignWords = {
  person: 'Ł'.repeat(256),
  role: '🔑'.repeat(256),
  scope: '管'.repeat(256),
  ticket: '🎫'.repeat(300),
  text: '\u{1F469}\u200D\u{1F692} 理由\n'.repeat(3000),
};

/** Names that no language shares. */
const bare: ForeignWords = { person: 'Q1', role: 'Q2', scope: 'Q3', ticket: 'Q4', text: 'Q5' };

/** The whole gallery in a language; drawing it is what costs, so each is drawn once. */
const drawnIn = (words: ForeignWords, locale: string): ReadonlyMap<string, Card> =>
  new Map([...gallery(words)].map(([name, draw]) => [name, draw(aContext({ locale }))]));

const buttonsOf = ({ content }: Card): readonly CardAction[] => actionsOf(content as Json);
const verbsOf = (card: Card): readonly (string | undefined)[] => buttonsOf(card).map(({ verb }) => verb);
const readable = ({ content, summary, fallbackText }: Card): string =>
  `${textOf(content as Json)}\n${summary}\n${fallbackText}`;

/** Small words that are in any English sentence and in no German one. */
const ENGLISH =
  /(?<![\p{L}-])(?:the|and|is|are|of|you|your|it|for|with|not|until|no|has|have|by)(?![\p{L}-])/iu;
/** Words of the directory, of the settings file and of the samples that stand in a card as they are. */
const FOREIGN =
  /Can manage all aspects of the Exchange product\.|Manages all of [^\n]*|npm run cli -- \S+|It is not valid JSON\.|And 3 more\./gu;

for (const { language } of languages) {
  describe(`every card in ${language}`, () => {
    let cards: ReadonlyMap<string, Card>;
    let english: ReadonlyMap<string, Card>;

    before(() => {
      cards = drawnIn(bare, language);
      english = language === 'en' ? cards : drawnIn(bare, 'en');
    });

    it('is small with the longest names', () => {
      for (const [name, { content }] of drawnIn(longest, language)) {
        const bytes = Buffer.byteLength(JSON.stringify(content));
        assert.ok(bytes < MOST_BYTES, `${name}: ${String(bytes)} bytes`);
      }
    });

    it('leaves no expression and no empty text behind', () => {
      for (const [name, card] of cards) {
        assert.doesNotMatch(readable(card), /\$\{|undefined|NaN|Invalid|\.\./u, name);
        assert.match(card.summary, /^[\p{L}\d].{3,}[^.]$/u, name);
        assert.match(card.fallbackText, /\. .+\.$|…$/u, name);
      }
    });

    it('offers the buttons of the English one, with titles that fit a narrow phone', () => {
      for (const [name, card] of cards) {
        const twin = english.get(name);
        assert.ok(twin);
        // A list is cut to fit the bytes of a card: how many rows it shows may differ, what they offer may not.
        assert.deepEqual(new Set(verbsOf(card)), new Set(verbsOf(twin)), name);
        for (const { title, verb } of buttonsOf(card)) {
          const lengths = buttonsOf(twin).filter((one) => one.verb === verb);
          const most = Math.max(MOST_TITLE_CHARACTERS, ...lengths.map((one) => one.title.length));
          assert.ok(title.length <= most, `${name}: ${title}`);
        }
      }
    });

    if (language === 'en') return;

    it('has no English left in it', () => {
      for (const [name, card] of cards) {
        const lines = readable(card).replaceAll(FOREIGN, '').split('\n');
        assert.deepEqual(
          lines.filter((line) => ENGLISH.test(line)),
          [],
          name,
        );
      }
    });
  });
}
