import assert from 'node:assert/strict';
import { chooseRoleCard } from '../../src/cards/chooseRoleCard.ts';
import { type Json, textOf } from '../support/cardReading.ts';
import { gallery } from './gallery.ts';
import { type ForeignWords } from './gallery/foreignWords.ts';
import { aContext, aCustomRoleOnCard, aRoleOnCard } from './samples.ts';

/** Cards by which somebody decides, or is asked to. */
const deciding =
  /approval|choose|form|who-|which-|conversion|assign|change|own-review|review-(form|confirm|mine|own)/i;

const cardsWith = (changes: Partial<ForeignWords>): ReadonlyMap<string, string> => {
  const words = {
    person: 'Ana Lima',
    role: 'Exchange Administrator',
    scope: 'Sales Europe',
    text: 'x',
    ticket: 'y',
  };
  return new Map(
    [...gallery({ ...words, ...changes })]
      .filter(([name]) => deciding.test(name) && !name.startsWith('alert'))
      .map(([name, draw]) => [name, textOf(draw(aContext()).content as Json)]),
  );
};

/** Names of the cards that show the name, and of those that mark it as well. */
const marked = (
  changes: Partial<ForeignWords>,
  name: string,
  mark: RegExp,
): readonly [readonly string[], readonly string[]] => {
  const shown = [...cardsWith(changes)].filter(([, text]) => text.includes(name));
  const namesOf = (cards: typeof shown): readonly string[] => cards.map(([card]) => card);
  return [namesOf(shown), namesOf(shown.filter(([, text]) => mark.test(text)))];
};

describe('names that look like others, on cards', () => {
  const all: readonly (readonly [string, Partial<ForeignWords>, readonly RegExp[]])[] = [
    // Names within a sentence, on the way to a card that marks them, and names that were typed.
    [
      'Exchange Administrаtor',
      { role: 'Exchange Administrаtor' },
      [/^review-form$/, /^own-review-(asked|reminder)$/],
    ],
    ['Аna Lima', { person: 'Аna Lima' }, [/^form-/, /^approval-votes-/, /^assign-nobody$/]],
    ['Sаles Europe', { scope: 'Sаles Europe' }, [/^assign-choose$/]],
  ];
  for (const [name, changes, unmarked] of all) {
    it(`are marked wherever somebody decides by them: ${name}`, () => {
      const [shown, withMark] = marked(changes, name, /unusual letters: . is Cyrillic/u);
      const without = shown.filter((card) => !withMark.includes(card));
      assert.deepEqual(
        without.filter((card) => !unmarked.some((known) => known.test(card))),
        [],
      );
      assert.ok(withMark.length > 20);
    });
  }

  it('are not marked where there is nothing to mark', () => {
    const honest = { person: 'Øystein Müller', role: 'Роли отдела', scope: '東京' };
    const texts = [...cardsWith(honest).values()];
    assert.ok(texts.every((text) => !/unusual letters|looks like another|is not the built-in/u.test(text)));
  });

  it('are told apart where one of several is chosen', () => {
    const options = [
      aRoleOnCard(),
      aCustomRoleOnCard({ name: 'Exchange Administrаtor', scopeId: '/' }),
      aCustomRoleOnCard({ name: 'Helpdesk Reset', scopeId: '/' }),
    ];
    const text = textOf(
      chooseRoleCard(aContext(), { purpose: 'activate', takesNumber: true, typed: 'exchange', options })
        .content as Json,
    );
    assert.match(
      text,
      /custom role · is not the built-in role of that name · unusual letters: а is Cyrillic · looks like another name here/u,
    );
    assert.equal(text.match(/looks like another name here/gu)?.length, 2);
    assert.equal(text.match(/is not the built-in/gu)?.length, 1);
  });
});
