import assert from 'node:assert/strict';
import { reminderCard } from '../../src/cards/reminderCard.ts';
import { textOf, type Json } from '../support/cardReading.ts';
import { aContext, aPendingApproval } from './samples.ts';

describe('reminderCard', () => {
  // Where the house votes others may have decided already.
  it('says why it comes: the decision of whoever reads it is missing', () => {
    const textIn = (locale: string, count: number): string => {
      const waiting = Array.from({ length: count }, () => aPendingApproval());
      return textOf(reminderCard(aContext({ locale }), waiting).content as Json);
    };
    assert.match(textIn('en-GB', 1), /I remind you because it still waits for your decision\./u);
    assert.match(textIn('en-GB', 2), /I remind you because they still wait for your decision\./u);
    assert.match(textIn('de-DE', 1), /weil sie noch auf Ihre Entscheidung wartet\./u);
    assert.match(textIn('de-DE', 2), /weil sie noch auf Ihre Entscheidung warten\./u);
  });
});
