import assert from 'node:assert/strict';
import { requestId } from '../../src/pim/ids.ts';
import { ruledRoles, snapshotBypass, snapshotLaterBreach } from '../../src/pim/houseRules/onSnapshot.ts';
import { indexRules } from '../../src/pim/houseRules/ruleIndex.ts';
import { type Snapshot } from '../../src/pim/posture/snapshot.ts';
import { houseRulesOf, readEachHouseRule } from '../../src/houseRuleReading.ts';
import { auditReport } from '../../src/reports/auditReport.ts';
import { auditReportCsv } from '../../src/reports/auditReportCsv.ts';
import { auditReportJson } from '../../src/reports/auditReportJson.ts';
import { auditReportMarkdown } from '../../src/reports/auditReportMarkdown.ts';
import { readSnapshot } from '../../src/reports/readSnapshot.ts';
import { auditReportSchema } from '../../src/reports/schema/auditReportSchema.ts';
import { wordsFor } from '../../src/words/wordsFor.ts';
import { calm, daysAgo, people, roles, yardstick } from '../support/calmTenant.ts';

describe('what went round house rules, in the report', () => {
  const bypass = (last: number, activatedAt: string): ReturnType<typeof snapshotBypass> =>
    snapshotBypass({
      requestId: requestId(`e0e0e0e0-0000-4000-8000-00000000000${last}`),
      principalId: people.ana,
      roleDefinitionId: roles.exchange,
      scopeId: '',
      activatedAt: new Date(activatedAt),
      minutes: undefined,
      foundAt: new Date(activatedAt),
      way: 'elsewhere',
      verdict: 'notJudged',
      approvedBy: people.ben,
      judgedBy: { version: 'v', isOfThen: true },
      lines: [
        { thing: 'scope', rule: '=Two' },
        { thing: 'unread', rule: '=Two' },
      ],
      owners: { people: [], groups: [] },
      cardFor: [people.ben],
      listedFor: [],
    });
  const snapshot: Snapshot = { ...calm, houseRuleBypasses: [bypass(1, daysAgo(1)), bypass(2, daysAgo(20))] };
  const report = (of: Snapshot) =>
    auditReport(of, yardstick, wordsFor('en'), { generatedAt: new Date(calm.takenAt), recentDays: 7 });

  it('stands in every form, of the last days alone, and can be read again', () => {
    const made = report(snapshot);
    const [only, ...others] = made.houseRuleBypasses ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual(
      [only?.principal.id, only?.role.id, only?.approvedBy?.id, only?.scopeId, only?.minutes],
      [people.ana, roles.exchange, people.ben, null, null],
    );
    assert.deepEqual([only?.rules, only?.unmet], [['=Two'], ['scope', 'unread']]);
    const json = auditReportJson(made);
    assert.deepEqual(auditReportSchema.parse(JSON.parse(json)), made);
    const read = readSnapshot(json);
    assert.ok('snapshot' in read);
    assert.deepEqual(read.snapshot.houseRuleBypasses, snapshot.houseRuleBypasses);
    assert.match(
      auditReportMarkdown(made),
      /Past the house rules[\s\S]*scope not known, a group could not be read/,
    );
    assert.match(auditReportCsv(made), /houseRuleBypass,,'=Two,,scope; unread/);
  });

  it('has plans that the rules did not allow any more as a kind of their own', () => {
    const breach = snapshotLaterBreach({
      requestId: requestId('e0e0e0e0-0000-4000-8000-00000000000b'),
      principalId: people.ana,
      roleDefinitionId: roles.exchange,
      scopeId: '/',
      startAt: new Date(daysAgo(1)),
      minutes: 120,
      foundAt: new Date(daysAgo(1)),
      verdict: 'notMet',
      version: 'v',
      lines: [{ thing: 'maximum', rule: '=Short', minutes: 60 }],
      owners: { people: [], groups: [] },
      cardFor: [],
    });
    const made = report({ ...calm, laterBreaches: [breach, { ...breach, startAt: daysAgo(20) }] });
    assert.equal(made.laterBreaches?.length, 1);
    const json = auditReportJson(made);
    assert.deepEqual(auditReportSchema.parse(JSON.parse(json)), made);
    const read = readSnapshot(json);
    assert.ok('snapshot' in read);
    assert.equal(read.snapshot.laterBreaches?.length, 2);
    assert.match(auditReportMarkdown(made), /not by the house rules any more[\s\S]*too long/);
    assert.match(auditReportCsv(made), /laterBreach,,'=Short,,maximum/);
    assert.ok(!('houseRuleBypasses' in made));
  });

  it('is left out where the database was not asked', () => {
    const made = report(calm);
    assert.ok(!('houseRuleBypasses' in made));
    assert.doesNotMatch(auditReportMarkdown(made), /Past the house rules/);
  });

  it('knows which roles rules ask approvals for, by name, tier and mark', () => {
    const asking = (name: string, appliesTo: object): object => ({
      name,
      appliesTo,
      approvals: [{ from: 'manager' }],
    });
    const { rules } = readEachHouseRule([
      asking('By name', { roles: ['exchange administrator'] }),
      asking('Marked', { roles: ['privileged'] }),
      { name: 'No approval', appliesTo: { roles: ['all'] }, maximumHours: 1 },
    ]);
    const found = ruledRoles(calm, yardstick, indexRules(houseRulesOf(rules)));
    const of = (id: string): readonly string[] | undefined =>
      found.find(({ roleDefinitionId }) => roleDefinitionId === id)?.rules;
    assert.deepEqual(
      [of(roles.exchange), of(roles.global), of(roles.reports)],
      [['By name', 'Marked'], ['Marked'], undefined],
    );
  });
});
