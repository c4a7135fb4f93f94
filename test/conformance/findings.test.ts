import assert from 'node:assert/strict';
import { exitCodeOf, type Finding, Findings, tableOf } from '../../conformance/findings.ts';
import { missingOf } from '../../conformance/packages.ts';

describe('the table of findings', () => {
  it('has a row for each, with signs, reasons and counts', () => {
    const heard: Finding[] = [];
    const findings = new Findings('graph', (one) => heard.push(one));
    findings.equal('same', '3', '3');
    findings.equal('other', 'a|b', 'c\nd');
    findings.that('told', 'some', 'x'.repeat(300), true);
    findings.deviation('odd', 'as described', 'one more', 'beta only');
    const lines = tableOf(findings.all).split('\n');
    assert.deepEqual(lines.slice(2, 4), [
      '| graph | same | 3 | 3 | ✓ |',
      String.raw`| graph | other | a\|b | c d | ✗ |`,
    ]);
    assert.match(lines[4] ?? '', /^\| graph \| told \| some \| x{159}… \| ✓ \|$/u);
    assert.deepEqual(lines.slice(5), [
      '| graph | odd | as described | one more | ~ |',
      '',
      '~ graph, odd: beta only',
      '',
      '2 met, 1 failed, 1 deviations',
    ]);
    assert.deepEqual(heard, findings.all);
  });

  it('ends well where nothing failed and something was checked', () => {
    const findings = new Findings('cli');
    assert.equal(exitCodeOf(findings.all), 1);
    findings.deviation('odd', '1', '2', 'known');
    assert.equal(exitCodeOf(findings.all), 0);
    findings.equal('same', '1', '2');
    assert.equal(exitCodeOf(findings.all), 1);
  });

  it('names what is not installed', () => {
    assert.deepEqual(missingOf(['@nobody/has-this']), ['@nobody/has-this']);
  });
});
