import assert from 'node:assert/strict';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HouseRuleBook, ruleFileAt } from '../src/houseRuleBook.ts';
import { houseRulesOf } from '../src/houseRuleReading.ts';
import { type AuditEntry } from '../src/pim/audit.ts';
import { tenantId } from '../src/pim/ids.ts';
import { readSettingsAround } from '../src/settings.ts';
import { InMemoryRuleVersions } from './support/inMemoryHouseBypasses.ts';
import { TestClock } from './support/testClock.ts';

const rule = (hours: number | string): string =>
  `houseRules: [{ name: Short, appliesTo: { roles: [Exchange Administrator] }, maximumHours: ${hours} }]`;
const nothing = (): void => undefined;

describe('HouseRuleBook', () => {
  let folder: string;
  let path: string;
  let clock: TestClock;
  let rows: AuditEntry[];
  let keys: Set<string>;
  let versions: InMemoryRuleVersions;
  let written = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-rulebook-'));
    path = join(folder, 'settings.yaml');
    clock = new TestClock();
    rows = [];
    keys = new Set();
    versions = new InMemoryRuleVersions();
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Another time each, however fast the disk is. */
  async function write(text: string): Promise<void> {
    await writeFile(path, text);
    written += 10;
    await utimes(path, written, written);
  }

  function open(text: string): HouseRuleBook {
    const read = readSettingsAround(text);
    assert.ok('settings' in read);
    return new HouseRuleBook(houseRulesOf(read.settings.houseRules, read.broken), {
      file: ruleFileAt(path),
      audit: {
        append: (entry, onceKey = '') => {
          if (!keys.has(onceKey)) rows.push(entry);
          keys.add(onceKey);
          return Promise.resolve();
        },
      },
      versions,
      clock,
      logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      tenantId: tenantId('00000000-0000-4000-8000-000000000999'),
    });
  }

  const told = (): readonly unknown[] =>
    rows.map(({ event, facts }) => [event, facts?.['rules'] ?? facts?.['reasons']]);
  const hours = (book: HouseRuleBook): number | undefined => book.current().index.rules[0]?.maximumHours;

  it('takes new rules when the file is another one, and says since when they count', async () => {
    await write(rule(1));
    const book = open(rule(1));
    await book.look();
    const first = book.current();
    clock.forward(5);
    await book.look();
    assert.equal(book.current(), first);
    await write(`# a remark\n${rule(1)}`);
    await book.look();
    assert.equal(book.current(), first);
    await write(rule(2));
    await book.look();
    assert.equal(hours(book), 2);
    assert.deepEqual(book.current().since, clock.now());
    assert.deepEqual(told(), [
      ['houseRules.changed', 1],
      ['houseRules.changed', 1],
    ]);
    const { version, before } = rows[1]?.facts ?? {};
    assert.deepEqual([before, version], [first.index.version, book.current().index.version]);
    assert.deepEqual(
      versions.all.map(({ since, rules }) => [since, rules.version]),
      [first, book.current()].map(({ since, index }) => [since, index.version]),
      'every version that counted is kept, with the time from which on it did',
    );
  });

  it('keeps the rules that count while new ones are broken, or the file is gone, and says so once', async () => {
    await write(rule(1));
    const book = open(rule(1));
    await book.look();
    await write(rule('lots'));
    await book.look();
    await book.reload();
    await book.look();
    assert.equal(hours(book), 1);
    await rm(path);
    await book.look();
    await book.look();
    assert.equal(hours(book), 1);
    await write(rule(3));
    await Promise.all([book.reload(), book.look()]);
    assert.equal(hours(book), 3);
    assert.deepEqual(told(), [
      ['houseRules.changed', 1],
      ['houseRules.refused', 1],
      ['houseRules.refused', 1],
      ['houseRules.changed', 1],
    ]);
  });

  it('does not take a file without the section for a wish to have no rules', async () => {
    await write(rule(1));
    const book = open(rule(1));
    await book.look();
    for (const text of ['', '# nothing', 'digest: { at: "07:00" }']) {
      await write(text);
      await book.look();
      assert.equal(hours(book), 1);
    }
    await write('houseRules: []');
    await book.look();
    assert.equal(hours(book), undefined);
    await write('');
    await book.look();
    assert.deepEqual(told(), [
      ['houseRules.changed', 1],
      ['houseRules.refused', 1],
      ['houseRules.refused', 1],
      ['houseRules.refused', 1],
      ['houseRules.changed', 0],
    ]);
  });

  it('says nothing where there are no rules, and what is broken where a process starts with it', async () => {
    await write('');
    const none = open('');
    await none.look();
    assert.deepEqual(rows, []);
    await write(rule('lots'));
    const broken = open(rule('lots'));
    await broken.look();
    assert.deepEqual(
      rows.map(({ event, facts = {} }) => [
        event,
        Object.entries(facts).find(([name]) => name === 'broken')?.[1],
      ]),
      [
        ['houseRules.changed', 1],
        ['houseRules.refused', undefined],
      ],
    );
    const role = {
      id: '29232cdf-9323-42fd-ade2-1d097af3e4de',
      displayName: 'Exchange Administrator',
      isPrivileged: true,
      tier: undefined,
    };
    assert.equal(broken.current().index.brokenAbout(role as never).length, 1);
    assert.equal(
      broken.current().index.brokenAbout({ ...role, displayName: 'Reports Reader' } as never).length,
      0,
    );
  });
});
