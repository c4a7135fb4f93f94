import assert from 'node:assert/strict';
import { readSnapshot } from '../../src/reports/readSnapshot.ts';
import { auditReport } from '../../src/reports/auditReport.ts';
import { auditReportJson } from '../../src/reports/auditReportJson.ts';
import { type AuditReport } from '../../src/reports/auditReportTypes.ts';
import { auditReportSchema } from '../../src/reports/schema/auditReportSchema.ts';
import { wordsFor } from '../../src/words/wordsFor.ts';
import { sampleReport, sampleYardstick } from '../support/sampleReport.ts';
import { hostileNames, samplePeople, sampleRoles, sampleSnapshot } from '../support/sampleSnapshot.ts';

const parsed = (report: AuditReport): unknown => JSON.parse(auditReportJson(report));

describe('auditReport', () => {
  const report = sampleReport();

  it('has at its top what others rely on', () => {
    assert.deepEqual(Object.keys(report), [
      '$schema',
      'version',
      'generatedAt',
      'tenantId',
      'language',
      'summary',
      'snapshot',
      'yardstick',
      'findings',
      'permanentAssignments',
      'timeBoundAssignments',
      'activeAssignments',
      'eligibleAssignments',
      'overPrivileged',
      'policyCompliance',
      'conversions',
      'recentActivations',
    ]);
  });

  it('is as its schema says, and survives JSON with every sign of every name', () => {
    const read = auditReportSchema.safeParse(parsed(report));
    assert.deepEqual(read.error?.issues ?? [], []);
    assert.deepEqual(read.data, JSON.parse(JSON.stringify(report)));
  });

  it('is the same again from its own snapshot, but for the time', () => {
    const kept = readSnapshot(auditReportJson(report));
    assert.ok('snapshot' in kept && kept.yardstick !== undefined);
    const again = auditReport(kept.snapshot, kept.yardstick, wordsFor('en'), {
      generatedAt: new Date('2027-01-01T00:00:00Z'),
      recentDays: report.summary.recentDays,
    });
    assert.notEqual(again.generatedAt, report.generatedAt);
    assert.deepEqual(parsed({ ...again, generatedAt: report.generatedAt }), parsed(report));
  });

  it('tells permanent from time-bound, and never calls an activation standing', () => {
    const { permanentAssignments, timeBoundAssignments, activeAssignments } = report;
    assert.ok(permanentAssignments.every(({ endAt }) => endAt === null));
    assert.deepEqual(
      timeBoundAssignments.map(({ principal }) => principal.id),
      [samplePeople.turned],
    );
    assert.deepEqual(
      activeAssignments.map(({ principal, role }) => [principal.id, role.id]),
      [[samplePeople.ben, sampleRoles.globalAdministrator]],
    );
    const standing = [...permanentAssignments, ...timeBoundAssignments];
    assert.ok(
      !standing.some(
        ({ principal, role }) =>
          principal.id === samplePeople.ben && role.id === sampleRoles.globalAdministrator,
      ),
    );
  });

  it('names the groups from the one next to the holder to the one that holds the role', () => {
    const ana = report.permanentAssignments.find(
      ({ principal, role }) => principal.id === samplePeople.ana && role.id === sampleRoles.exchange,
    );
    assert.deepEqual(
      ana?.path.map(({ id }) => id),
      [samplePeople.innerGroup, samplePeople.outerGroup],
    );
  });

  it('marks what is outside PIM and the emergency account', () => {
    const marked = (mark: 'isOutsidePim' | 'isBreakGlass'): readonly string[] =>
      report.permanentAssignments.filter((one) => one[mark]).map(({ principal }) => principal.id);
    assert.deepEqual(marked('isOutsidePim'), [samplePeople.formula]);
    assert.deepEqual(marked('isBreakGlass'), [samplePeople.emergency]);
  });

  it('tells activations of the wanted days, the latest first, with their minutes', () => {
    const { recentActivations, summary } = report;
    assert.deepEqual(
      recentActivations.map(({ outcome }) => outcome),
      ['waiting', 'activated', 'activated', 'lapsed', 'canceled', 'denied', 'activated'],
    );
    assert.deepEqual(
      recentActivations.map(({ minutes }) => minutes),
      [null, 120, 120, null, null, null, 120],
    );
    assert.equal(recentActivations.at(-1)?.decidedBy?.displayName, 'Ben Okafor');
    assert.equal(
      summary.activationsPerDay.reduce((sum, { count }) => sum + count, 0),
      3,
    );
    const week = auditReport(sampleSnapshot, sampleYardstick, wordsFor('en'), {
      generatedAt: new Date('2026-01-05T10:00:00Z'),
      recentDays: 7,
    });
    assert.deepEqual(
      week.recentActivations.map(({ outcome }) => outcome),
      ['waiting'],
    );
  });

  it('shows no day without activations of which the log says nothing', () => {
    const short = sampleReport({ ...sampleSnapshot, auditedSince: '2026-01-03T09:00:00.000Z' });
    assert.equal(short.summary.activationsPerDay.at(0)?.day, '2026-01-03');
    const none = sampleReport({ ...sampleSnapshot, activations: [], auditedSince: null });
    assert.deepEqual(none.summary.activationsPerDay, []);
  });

  it('counts what it lists', () => {
    const { summary, findings, policyCompliance, conversions, permanentAssignments } = report;
    for (const severity of ['high', 'medium', 'low', 'information'] as const) {
      assert.equal(summary.findings[severity], findings.filter((one) => one.severity === severity).length);
    }
    assert.equal(summary.comparedRoles, policyCompliance.length);
    assert.equal(
      conversions.reduce((sum, { assignments }) => sum + assignments.length, 0),
      permanentAssignments.length,
    );
    for (const { counts, assignments } of conversions) {
      assert.equal(
        Object.values(counts).reduce((sum, count) => sum + count, 0),
        assignments.length,
      );
    }
  });

  it('gives every finding its sentences and the pages it rests on', () => {
    assert.ok(report.findings.length > 0);
    for (const { rule, title, evidence, why, mend, links } of report.findings) {
      for (const sentence of [title, evidence, why, mend]) assert.notEqual(sentence.trim(), '', rule);
      assert.ok(
        links.every((link) => link.startsWith('https://')),
        rule,
      );
    }
  });

  it('makes visible in sentences what could not be seen in a name', () => {
    const all = report.findings.map(({ evidence }) => evidence).join('\n');
    assert.doesNotMatch(all, /[\p{Cf}]/u);
    assert.ok(report.snapshot.principals.some(({ displayName }) => displayName === hostileNames.turned));
  });

  it('says what was not read', () => {
    assert.deepEqual(report.summary.notRead, [{ part: 'signIns', code: 'licence_missing' }]);
  });
});
