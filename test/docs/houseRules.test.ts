import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedHouseRuleSchema } from '../../src/houseRuleSettings.ts';
import { examplesIn } from '../pim/houseRules/decisionTables.ts';
import { projectRoot, textOf } from '../support/projectFiles.ts';

const page = 'docs/house-rules.md';
const schema = 'docs/schema/house-rules.v1.schema.json';

describe(page, () => {
  const examples = examplesIn(textOf(page));

  it('has ten policies, each with a table', () => {
    assert.equal(examples.length, 10);
    for (const { title, decisions } of examples) assert.ok(decisions.length >= 3, title);
  });

  for (const { title, decisions } of examples) {
    it(`does what it says: ${title}`, () => {
      for (const { title: row, found, expected } of decisions) assert.equal(found(), expected, row);
    });
  }

  it('explains every key of a rule, and no other', () => {
    const rule = JSON.parse(publishedHouseRuleSchema()) as { readonly items: Shape };
    const [, table = ''] = /## Every key\n([^]*?)\n## /.exec(textOf(page)) ?? [];
    const told = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
    );
    const keys = keysOf(rule.items, '').filter(
      (key) => !/^(?:approvals\.(?:from|escalateTo)|delegates|hours|owners|emergency\.owners)\./.test(key),
    );
    assert.deepEqual(told.toSorted(), keys.filter((key) => !sections.has(key)).toSorted());
  });
});

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

/** Told by their own keys. */
const sections: ReadonlySet<string> = new Set(['appliesTo', 'ticket', 'emergency']);

const keysOf = ({ properties, items }: Shape, path: string): readonly string[] => [
  ...Object.entries(properties ?? {}).flatMap(([key, inner]) => [
    `${path}${key}`,
    ...keysOf(inner, `${path}${key}.`),
  ]),
  ...(items === undefined ? [] : keysOf(items, path)),
];

describe(schema, () => {
  it('is what rules are checked by', () => {
    if (process.env['UPDATE_DOCS'] === '1')
      writeFileSync(join(projectRoot, schema), publishedHouseRuleSchema());
    assert.equal(
      textOf(schema),
      publishedHouseRuleSchema(),
      `${schema} is behind the code. To write it anew: UPDATE_DOCS=1 npx mocha 'test/docs/*.test.ts'`,
    );
  });
});
