import assert from 'node:assert/strict';
import { wordsFor } from '../../src/words/wordsFor.ts';

/** Every text of a language; functions are called with plain values. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

describe('wordsFor', () => {
  it('gives English where a language has no words yet', () => {
    for (const locale of ['en-GB', 'en', 'EN-us', 'fr-FR', '', 'x'.repeat(500)]) {
      assert.equal(wordsFor(locale).language, 'en', locale);
    }
  });

  it('gives German to whoever reads German, wherever they are', () => {
    for (const locale of ['de', 'de-DE', 'de-AT', 'DE-ch'])
      assert.equal(wordsFor(locale).language, 'de', locale);
  });

  it('speaks without exclamation marks, apologies and emoji', () => {
    for (const text of textsIn(wordsFor('en-GB'))) {
      assert.doesNotMatch(text, /!|\bsorry\b|oops|apolog|\p{Extended_Pictographic}/iu, text);
    }
  });

  it('keeps to the words of the portal', () => {
    for (const text of textsIn(wordsFor('en-GB'))) {
      assert.doesNotMatch(text, /\belevat|\bgranted\b|\brevoke|\bcancelled|\brequester/iu, text);
    }
  });

  it('counts in words that fit the number', () => {
    const { roles, requests, approvals, replies, pending } = wordsFor('en-GB');
    assert.equal(roles.more(1), '1 more is not shown here.');
    assert.match(roles.moreEligible(28), /^28 more roles are/u);
    assert.equal(requests.reached(1, 1), 'The approver has the request in Teams.');
    assert.equal(requests.reached(3, 3), 'All 3 have the request in Teams.');
    assert.equal(requests.reached(1, 3), '1 of 3 have the request in Teams.');
    assert.equal(approvals.othersAsked(1), '1 other was asked; the first answer counts.');
    assert.equal(replies.reminded(2), '2 approvers were reminded.');
    assert.equal(pending.counts(0, 0), 'Nothing waits');
  });

  it('lists names as people do', () => {
    const { form } = wordsFor('en-GB');
    assert.equal(form.approvers(['Ben'], 0), 'Ben will be asked to approve it.');
    assert.equal(
      form.approvers(['Ben Okafor', 'Chi Nguyen'], 1),
      'Ben Okafor, Chi Nguyen or 1 other will be asked to approve it.',
    );
    assert.match(form.defaultApprovers([], 0), /Administrators decide\.$/u);
  });

  it('has an answer for every reply of a conversation', () => {
    const { replies } = wordsFor('en-GB');
    assert.equal(replies.whichRequest([], true), 'No request waits for your decision.');
    assert.equal(
      replies.whichRequest([3, 4], true),
      'Which request? Type approve and its number, 3 or 4, then because and your reason.',
    );
    assert.match(replies.whichRequest([3], false), /Type deny and its number, 3, then/u);
    assert.match(replies.nothingCanceled([]), /^I canceled nothing, .* cancel alone/u);
    assert.match(replies.nothingCanceled(['Teams Administrator']), /What waits is Teams Administrator:/u);
    assert.match(replies.commentNeeded(3, true), /approve 3 because/u);
    assert.match(replies.commentNeeded(3, false), /deny 3 because/u);
    assert.match(replies.noRoleFits('intune'), /“intune”/u);
    assert.match(replies.noSuchRequest(9), /request 9/u);
    assert.match(replies.chooseNumber(3), /1 to 3/u);
    assert.match(replies.remindedTooSoon('5 minutes'), /in 5 minutes/u);
    assert.match(replies.digestAt('08:30', false), /at 08:30 from now on/u);
    assert.match(replies.digestAt('08:30', true), /at 08:30 from the next day on/u);
  });
});
