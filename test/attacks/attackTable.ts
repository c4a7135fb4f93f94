import assert from 'node:assert/strict';

/** One attack: what is tried, what has to come of it, and how it is tried. */
export type Attack<How> = readonly [name: string, expected: string, how: How];

interface Row {
  readonly name: string;
  readonly expected: string;
  readonly seen: string;
}

/**
 * Makes a test of each attack; `carryOut` tells in words what came of it. At the end the group's table is printed in one
 * block, where `ATTACKS_TABLE` asks for it or something else was seen than expected.
 */
export function attackGroup<How>(
  group: string,
  title: string,
  attacks: readonly Attack<How>[],
  carryOut: (how: How) => Promise<string>,
): void {
  describe(`${group}: ${title}`, () => {
    const rows: Row[] = [];

    for (const [name, expected, how] of attacks) {
      it(name, async () => {
        const seen = await carryOut(how).catch((error: unknown) => {
          rows.push({ name, expected, seen: `failed: ${String(error)}` });
          throw error;
        });
        rows.push({ name, expected, seen });
        assert.equal(seen, expected);
      });
    }

    after(() => {
      const isAsked = process.env['ATTACKS_TABLE'] === '1';
      if (isAsked || rows.some(({ expected, seen }) => expected !== seen)) {
        process.stdout.write(tableOf(group, title, rows));
      }
    });
  });
}

const tableOf = (group: string, title: string, rows: readonly Row[]): string =>
  [
    `\n${group} (${title}): ${rows.length} attacks`,
    'group | name | expected | seen',
    ...rows.map(({ name, expected, seen }) => [group, oneLine(name), expected, oneLine(seen)].join(' | ')),
    '',
  ].join('\n');

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 300);
