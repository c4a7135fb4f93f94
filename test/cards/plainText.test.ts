import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inertText, plainName, plainText } from '../../src/cards/plainText.ts';

const limits = { characters: 40, lines: 3 };

describe('plainText', () => {
  const cleaned: Readonly<Record<string, readonly [string, string]>> = {
    'leaves ordinary words of any language alone': ['Größe, 東京, العربية, ไทย', 'Größe, 東京, العربية, ไทย'],
    'takes out what turns the reading direction': [
      'abc\u202Egpj.exe\u202C \u2066x\u2069\u200F',
      'abcgpj.exe x',
    ],
    'takes out what has no width': ['a\u200Bd\u200Cm\u200Di\u2060n\uFEFF\u00AD', 'admin'],
    'takes out letters that draw nothing': ['a\u3164\u115F\u2800b', 'ab'],
    'takes out tags and unpaired surrogates': ['a\u{E0041}\uD83Db', 'ab'],
    'takes out control characters': ['a\u0000b\u001B[31mc\u009Bd\u007F', 'ab[31mcd'],
    'keeps three marks on a letter': ['Z' + '\u0301'.repeat(300), 'Z\u0301\u0301\u0301'],
    'draws spaces together and trims': ['  a \t  b \u00A0 ', 'a b'],
    'leaves out empty lines': ['a\r\n\r\n\n b\u2028c', 'a\nb\nc'],
    'cuts lines with an ellipsis': ['a\nb\nc\nd', 'a\nb\nc …'],
    'cuts length with an ellipsis': ['x'.repeat(50), `${'x'.repeat(39)}…`],
    'does not cut a character in two': ['🔑'.repeat(50), `${'🔑'.repeat(39)}…`],
    'keeps an expression as text': ['${1+1} ${json("{}")}', '${1+1} ${json("{}")}'],
    'has nothing to say about nothing': [' \u200B\n', ''],
  };
  for (const [title, [given, shown]] of Object.entries(cleaned)) {
    it(title, () => {
      assert.equal(plainText(given, limits), shown);
    });
  }

  it('joins lines where one is allowed', () => {
    assert.equal(plainText('a\nb', { characters: 40, lines: 1 }), 'a b');
  });

  it('gives long words a space to break at, in scripts that need one', () => {
    const narrow = { ...limits, wordCharacters: 4 };
    assert.equal(plainText('abcdefghij kl', narrow), 'abcd efgh ij kl');
    assert.equal(plainText('東京都千代田区', narrow), '東京都千代田区');
  });

  it('reads no more of an endless text than it shows', () => {
    const text = '\u200B'.repeat(2_000_000);
    assert.equal(plainText(text, limits), '…');
  });

  it('never exceeds its limits and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = plainText(text, limits);
        assert.ok(Array.from(once).length <= limits.characters + 2);
        assert.ok(once.split('\n').length <= limits.lines);
        assert.doesNotMatch(once, /\p{Cf}|\p{Cs}|[^\P{Cc}\n]/u);
      }),
    );
  });
});

describe('plainName', () => {
  it('is one line of a hundred characters at most', () => {
    assert.equal(plainName('Ana\nLima'), 'Ana Lima');
    assert.equal(Array.from(plainName('n'.repeat(300))).length, 100);
  });
});

describe('inertText', () => {
  it('leaves out what makes links, mentions, emphasis and expressions', () => {
    assert.equal(
      inertText('[Approve](https://evil.example) <at>CISO</at> **now** ${1+1} `x`'),
      'Approve https evil.example at CISO /at now 1+1 x',
    );
  });
});
