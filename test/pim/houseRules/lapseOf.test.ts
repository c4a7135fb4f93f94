import assert from 'node:assert/strict';
import { lapseOf } from '../../../src/pim/houseRules/votings/lapseOf.ts';
import { pendingCard } from '../../../src/cards/pendingCard.ts';
import { aContext, aPendingApproval, minutesLater, now } from '../../cards/samples.ts';

describe('lapseOf', () => {
  const createdAt = now;
  const [soon, later] = [{ until: minutesLater(60) }, { until: minutesLater(120) }];

  it('is PIM’s own day for what lies in PIM, whatever the rules give', () => {
    assert.deepEqual(lapseOf({ createdAt }), minutesLater(24 * 60));
    assert.deepEqual(lapseOf({ createdAt }, [soon]), minutesLater(24 * 60));
  });

  it('is the last stage that is waited for, for what is kept here', () => {
    assert.deepEqual(lapseOf({ createdAt, isHeld: true }, [later, soon]), later.until);
    assert.deepEqual(lapseOf({ createdAt, isHeld: true }), minutesLater(24 * 60));
  });

  it('is told in the list of what waits', () => {
    const listed = (lapsesAt: Date): string => {
      const waiting = { ...aPendingApproval({ isHeld: true, createdAt }), lapsesAt };
      return JSON.stringify(pendingCard(aContext(), { forMe: [waiting], mine: [] }).content);
    };
    assert.notEqual(listed(soon.until), listed(later.until));
  });
});
