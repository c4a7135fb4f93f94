import assert from 'node:assert/strict';
import { languages } from '../../src/words/wordsFor.ts';
import { actionsOf, type Json, textAt } from '../support/cardReading.ts';
import { gallery } from './gallery.ts';
import { aContext } from './samples.ts';

/** Every object in a card, with the card itself. */
function objectsIn(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(objectsIn)];
}

const cards = gallery();

const typeOf = (json: Json): string => textAt(json, 'type') ?? '';
const isSaid = (text: string | undefined): boolean => /[\p{L}\p{N}]/u.test(text ?? '');

/** The card as somebody sees it who tells no colour from another. */
function withoutColour(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutColour);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, inner]) => {
    if (key === 'color' || key === 'backgroundColor' || key === 'colorSet') return false;
    return key !== 'style' || inner === 'heading' || inner === 'expanded';
  });
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutColour(inner)]));
}

for (const { language } of languages) {
  describe(`every card for everybody, in ${language}`, () => {
    let drawn: readonly (readonly [string, Json])[];

    before(() => {
      drawn = [...cards].map(([name, draw]) => [name, draw(aContext({ locale: language })).content as Json]);
    });

    it('has a label at each input, and says what is missing where something has to be there', () => {
      for (const [name, card] of drawn) {
        for (const input of objectsIn(card).filter((one) => typeOf(one).startsWith('Input.'))) {
          const where = `${name}: ${textAt(input, 'id') ?? ''}`;
          assert.ok(isSaid(textAt(input, 'label')), `${where} has a label`);
          if (input['isRequired'] === true) assert.ok(isSaid(textAt(input, 'errorMessage')), where);
        }
      }
    });

    it('has words for each picture and each chart', () => {
      for (const [name, card] of drawn) {
        for (const element of objectsIn(card)) {
          if (typeOf(element) === 'Image') assert.ok(isSaid(textAt(element, 'altText')), name);
          if (!typeOf(element).startsWith('Chart.')) continue;
          assert.ok(isSaid(textAt(element, 'title')), name);
          // Its figures stand in the card as well, so nothing is lost where no chart is drawn or seen.
          assert.equal(element['fallback'], 'drop', name);
        }
      }
    });

    it('says aloud what the notification says', () => {
      for (const [name, card] of drawn) {
        assert.ok(isSaid(textAt(card, 'speak')), name);
        assert.ok(isSaid(textAt(card, 'fallbackText')), name);
      }
    });

    it('names each button, and those with one title by what they act on', () => {
      for (const [name, card] of drawn) {
        const buttons = actionsOf(card);
        for (const { title, verb, json } of buttons) {
          assert.ok(isSaid(title), `${name}: a button without a name`);
          const alike = buttons.filter((other) => other.title === title && other.verb === verb);
          if (verb === undefined || alike.length < 2) continue;
          const tooltip = textAt(json, 'tooltip') ?? '';
          assert.ok(tooltip.startsWith(`${title}: `), `${name}: ${title}`);
          assert.ok(isSaid(tooltip.slice(title.length)), `${name}: ${title}`);
        }
      }
    });

    it('tells nothing by a colour alone', () => {
      const told = new Map<string, string>();
      const painted = new Map<string, string>();
      for (const [name, card] of drawn) {
        const colourless = JSON.stringify(withoutColour(card));
        const whole = JSON.stringify(card);
        const twin = told.get(colourless);
        if (twin !== undefined) assert.equal(painted.get(twin), whole, `${name} and ${twin}`);
        told.set(colourless, name);
        painted.set(name, whole);
        for (const element of objectsIn(card)) {
          if (element['color'] === undefined || typeOf(element) === '') continue;
          assert.ok(isSaid(textAt(element, 'text')), `${name}: a colour on ${typeOf(element)} without words`);
        }
      }
    });
  });
}
