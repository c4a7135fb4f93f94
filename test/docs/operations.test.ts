import assert from 'node:assert/strict';
import { environmentNames } from '../../src/config.ts';
import { createMetrics } from '../../src/metrics.ts';
import { defaultSettings } from '../../src/settings.ts';
import { filesLike, textOf } from '../support/projectFiles.ts';

const page = 'docs/operations.md';

/** Text below a heading of the second level. */
function section(title: string): string {
  const [, text = ''] = textOf(page).split(`\n## ${title}\n`);
  return text.split('\n## ')[0] ?? '';
}

/** The names in code type in the first column of a section's table. */
const firstColumn = (title: string): readonly string[] =>
  [...section(title).matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

const sources = filesLike('src/**/*.ts').map(textOf);
const eventsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\bevent: '([\w.]+)'/g)].map(([, event = '']) => event);

/** The members of `AuditEvent`: what goes to the audit trail instead of the log. */
const auditEvents = (): ReadonlySet<string> => {
  const [, union = ''] = /export type AuditEvent =([^;]+);/.exec(textOf('src/pim/audit.ts')) ?? [];
  return new Set([...union.matchAll(/'([\w.]+)'/g)].map(([, event = '']) => event));
};

/** A list in one cell: its texts, or the names of what is in it. */
const listed = (list: readonly unknown[]): string =>
  `[${list.map((one) => (typeof one === 'string' ? one : (one as { readonly name: string }).name)).join(', ')}]`;

/** Every key with its default, those of sections within sections too. */
const keysOf = (section: object, path: string): readonly (readonly [key: string, value: string])[] =>
  Object.entries(section).flatMap(([key, value]: [string, unknown]) =>
    Array.isArray(value)
      ? [[`${path}${key}`, listed(value)] as const]
      : typeof value === 'object' && value !== null
        ? keysOf(value, `${path}${key}.`)
        : [[`${path}${key}`, value === '' ? "''" : String(value)] as const],
  );

describe(page, () => {
  it('explains every name that is read from the environment, and no other', () => {
    assert.deepEqual(firstColumn('Environment').toSorted(), environmentNames.toSorted());
  });

  it('explains every key of the settings file with its default', () => {
    const settings = keysOf(defaultSettings(), '').map(([key, value]) => `\`${key}\` | \`${value}\``);
    const rows = [...section('Settings file').matchAll(/^\| (`\S+` \| `[^`]+`) \|/gm)].map(
      ([, cells]) => cells,
    );
    assert.deepEqual(rows.toSorted(), settings.toSorted());
  });

  it('names metrics that are there', async () => {
    const names = (await createMetrics().text())
      .split('\n')
      .flatMap((line) => /^# TYPE (\w+) /.exec(line)?.[1] ?? []);
    const own = names.filter((name) => !/^latchkey_(?:process|nodejs)_/.test(name));
    assert.deepEqual(firstColumn('Metrics').toSorted(), own.toSorted());
  });

  it('explains every event of the log, and no other', () => {
    const audit = auditEvents();
    const all = new Set(sources.flatMap(eventsIn));
    const documented = firstColumn('Log');
    assert.deepEqual(
      documented.filter((event) => !all.has(event)),
      [],
      'documented and not there',
    );
    assert.deepEqual(
      [...all].filter((event) => !audit.has(event) && !documented.includes(event)),
      [],
      'there and not documented',
    );
  });
});
