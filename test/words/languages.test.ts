import assert from 'node:assert/strict';
import { wordsFor, languages } from '../../src/words/wordsFor.ts';

type Leaf = readonly [path: string, value: unknown];

/** Every text and every function of a language, by its path. */
function leavesIn(value: unknown, path = ''): readonly Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesIn(inner, path === '' ? key : `${path}.${key}`),
  );
}

const [english, ...others] = languages;
const englishLeaves = new Map(leavesIn(english));

/** What is the same in another language because it is a name, a term that both have, or a frame around other words. */
const mayBeAlike: readonly RegExp[] = [
  /^(?:language|time\.region|report\.region|greetings\.heading)$/u,
  // Names: of the product, of Microsoft's roles, of a button that opens a Teams chat.
  /^(?:buttons\.askApprovers|report\.cells\.yardstick\.globalAdministrators)$/u,
  // The same word in both.
  /^(?:approvals\.rows\.ticket|requests\.rows\.(?:start|ticket)|report\.severity\.information)$/u,
  // Frames that hold other words, a name or a number, and have none of their own.
  /^(?:time\.(?:twoUnits|utc)|buttons\.(?:about|roleAt|requestOf))$/u,
  /^(?:requests|changes|changes\.settings|alerts)\.summary$/u,
  /^(?:errors\.codes\.change_guarded|followUps\.over|houseRules\.asked|report\.counted|pending\.details)$/u,
  /^posture\.settings\.(?:fact|ofRole|mailTo)$/u,
  /^report\.cells\.(?:adviceOf|minutes|yardstick\.percent)$/u,
];

/** Functions whose words stand in tables beside them, so that the function itself is the same. */
const isLookUp = (source: string): boolean =>
  !/['"`][^'"`]*\p{L}{3}/u.test(source.replaceAll(/\$\{[^}]*\}/gu, ''));

describe('the languages', () => {
  it('are at least two, English first', () => {
    assert.equal(english?.language, 'en');
    assert.ok(others.some(({ language }) => language === 'de'));
  });

  for (const words of others) {
    const leaves = leavesIn(words);

    it(`${words.language}: says everything that English says, and nothing beside it`, () => {
      assert.deepEqual(leaves.map(([path]) => path).sort(), [...englishLeaves.keys()].sort());
    });

    it(`${words.language}: leaves no text empty that English has`, () => {
      for (const [path, text] of leaves) {
        if (typeof text === 'string') assert.equal(text.trim() === '', englishLeaves.get(path) === '', path);
      }
    });

    it(`${words.language}: repeats no text and no sentence of English`, () => {
      const alike = leaves.flatMap(([path, value]) => {
        const same = englishLeaves.get(path);
        if (value === '' || mayBeAlike.some((pattern) => pattern.test(path))) return [];
        if (typeof value === 'string') return value === same ? [path] : [];
        if (typeof value !== 'function' || typeof same !== 'function') return [];
        const source = String(value);
        return source === String(same) && !isLookUp(source) ? [path] : [];
      });
      assert.deepEqual(alike, []);
    });

    it(`${words.language}: lists nothing as alike that is not`, () => {
      const listed = leaves.filter(([path]) => mayBeAlike.some((pattern) => pattern.test(path)));
      assert.ok(listed.length > 10 && listed.length < 40, `${String(listed.length)} are listed`);
    });

    it(`${words.language}: speaks without exclamation marks, apologies and emoji`, () => {
      for (const [path, text] of leaves) {
        const said = typeof text === 'function' ? String(text) : text;
        if (typeof said !== 'string') continue;
        assert.doesNotMatch(said, /Entschuldig|leider|tut mir|\p{Extended_Pictographic}/iu, path);
        if (typeof text === 'string') assert.doesNotMatch(text, /!/u, path);
      }
    });
  }
});

describe('the pages of a sign-in', () => {
  for (const { language, signInPages } of languages) {
    it(`${language}: hold nothing that HTML would read as its own`, () => {
      const texts = [...leavesIn(signInPages.ends).map(([, text]) => String(text))];
      for (const text of [...texts, signInPages.next(true), signInPages.next(false)])
        assert.doesNotMatch(text, /[&<>"']/u);
    });
  }
});

describe('German', () => {
  const { roles, requests, approvals, replies, pending, form, alerts, posture, findings, time, reviews } =
    wordsFor('de-DE');

  it('says "Sie", and one word for one thing', () => {
    for (const [path, text] of leavesIn(wordsFor('de'))) {
      const said = String(text);
      assert.doesNotMatch(said, /(?<!\p{L})(?:du|dich|dir|dein(?:e[rnms]?)?)(?!\p{L})/u, path);
      assert.doesNotMatch(said, /Genehmiger|Antragsteller|Benutzer(?!konto)|Tenant(?!Id)|Mitarbeiter/u, path);
    }
  });

  it('counts nothing, one and more', () => {
    const counted = [0, 1, 2];
    assert.deepEqual(counted.map(replies.reminded), [
      '0 Personen wurden erinnert.',
      '1 Person wurde erinnert.',
      '2 Personen wurden erinnert.',
    ]);
    assert.deepEqual(
      counted.map(roles.moreEligible).map((text) => text.split('. ')[0]),
      [
        '0 weitere Rollen sind nicht gezeigt',
        '1 weitere Rolle ist nicht gezeigt',
        '2 weitere Rollen sind nicht gezeigt',
      ],
    );
    assert.deepEqual(counted.map(approvals.othersAsked), [
      'Sonst wurde niemand gefragt.',
      '1 weitere Person wurde gefragt; die erste Antwort zählt.',
      '2 weitere Personen wurden gefragt; die erste Antwort zählt.',
    ]);
    assert.deepEqual(counted.map(alerts.days), ['0 Tage', '1 Tag', '2 Tage']);
    assert.deepEqual(counted.map(reviews.list.wouldLose), [
      'Bei Umsetzung verlören 0 Personen die Rolle:',
      'Bei Umsetzung verlöre 1 Person die Rolle:',
      'Bei Umsetzung verlören 2 Personen die Rolle:',
    ]);
    assert.deepEqual(
      counted.map((count) => posture.audit.counts(count)),
      ['Audit: keine Befunde', 'Audit: 1 Befund', 'Audit: 2 Befunde'],
    );
    assert.equal(requests.reached(1, 1), 'Die Anforderung ist in Teams angekommen.');
    assert.equal(requests.reached(3, 3), 'Alle 3 haben die Anforderung in Teams.');
    assert.equal(pending.counts(0, 0), 'Nichts ist offen');
  });

  it('lists names as people do', () => {
    assert.equal(form.approvers(['Ben'], 0), 'Um Genehmigung gebeten: Ben.');
    assert.equal(form.approvers(['Ben', 'Chi'], 2), 'Um Genehmigung gebeten: Ben, Chi oder 2 weitere.');
  });

  it('bends what stands behind "in" and "vor"', () => {
    assert.equal(time.in('2 Tage 3 Stunden'), 'in 2 Tagen 3 Stunden');
    assert.equal(time.ago('1 Tag'), 'vor 1 Tag');
    assert.equal(time.ago('2 Tage'), 'vor 2 Tagen');
  });

  it('says when in every form of a time', () => {
    assert.equal(roles.lapses('17:05'), 'verfällt um 17:05');
    assert.equal(roles.lapses('morgen 09:12'), 'verfällt morgen um 09:12');
    assert.equal(roles.lapses('Fr. 27. Nov., 09:12'), 'verfällt am Fr. 27. Nov. um 09:12');
    assert.equal(roles.lapses('16:05 UTC'), 'verfällt um 16:05 UTC');
    assert.equal(reviews.form.begins('heute'), 'Die erste Runde beginnt heute.');
    assert.equal(reviews.form.begins('Fr. 27. Nov.'), 'Die erste Runde beginnt am Fr. 27. Nov.');
  });

  it('tells findings with the verb that fits the number', () => {
    const told = (count: number): string =>
      findings.told({ rule: 'stale-eligibility', facts: { count, days: 90 } } as never, {
        role: 'Exchange Administrator',
        principals: [],
      }).evidence;
    assert.match(
      told(1),
      /^1 Person darf Exchange Administrator aktivieren und hat es seit mehr als 90 Tagen/u,
    );
    assert.match(told(2), /^2 Personen dürfen Exchange Administrator aktivieren und haben es/u);
  });
});
