import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { createMetrics } from '../../src/metrics.ts';
import { textOf } from '../support/projectFiles.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

const { groups } = parse(textOf('deploy/alerts.yaml')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

/** Every name under which Prometheus finds something: of a histogram its buckets, too. */
async function seriesThatExist(): Promise<ReadonlySet<string>> {
  const types = (await createMetrics().text()).matchAll(/^# TYPE (\w+) (\w+)$/gm);
  return new Set(
    [...types].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

const metricsIn = (expression: string): readonly string[] => expression.match(/\blatchkey_\w+/g) ?? [];

describe('deploy/alerts.yaml', () => {
  it('asks for metrics that are there', async () => {
    const there = await seriesThatExist();
    for (const { alert, expr } of rules) {
      assert.deepEqual(
        metricsIn(expr).filter((name) => !there.has(name)),
        [],
        alert,
      );
      assert.ok(metricsIn(expr).length > 0 || expr.includes('up{job="latchkey"}'), alert);
    }
  });

  it('names each rule once, says what is wrong, and what to do', () => {
    const names = rules.map(({ alert }) => alert);
    assert.equal(new Set(names).size, names.length);
    for (const { alert, labels, annotations } of rules) {
      assert.ok(['critical', 'warning', 'info'].includes(labels.severity), alert);
      assert.ok(annotations.summary.length > 10 && annotations.description.length > 20, alert);
    }
    for (const name of names) assert.match(name, /^Latchkey[A-Z]/);
    assert.ok(textOf('docs/operations.md').includes('deploy/alerts.yaml'));
  });
});
