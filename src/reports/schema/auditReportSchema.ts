import { z } from 'zod';
import { type FindingRuleId, severities } from '../../pim/findings/finding.ts';
import { AUDIT_REPORT_SCHEMA } from '../auditReportTypes.ts';
import {
  type AuditReport,
  type ReportActivation,
  type ReportAssignment,
  type ReportBypass,
  type ReportLaterBreach,
  type ReportCompliance,
  type ReportConversions,
  type ReportEligibility,
  type ReportFinding,
  type ReportPrincipal,
  type ReportRole,
  type ReportSummary,
} from '../auditReportTypes.ts';
import { count, instant, principal, role, tenant, text } from './shapes.ts';
import {
  activationTimes,
  bypassFacts,
  laterBreachFacts,
  namedPrincipal,
  notRead,
  snapshotSchema,
} from './snapshotSchema.ts';
import { yardstickSchema } from './yardstickSchema.ts';

/** Names of rules are open in the schema: a later version may have more of them. */
const ruleId = z
  .string()
  .regex(/^[a-z]+(?:-[a-z]+)*$/)
  .max(100)
  .transform((id) => id as FindingRuleId);

const reportRole: z.ZodType<ReportRole> = z
  .strictObject({ id: role, displayName: text, isPrivileged: z.boolean() })
  .meta({ id: 'Role' });
const reportPrincipal: z.ZodType<ReportPrincipal> = z.strictObject(namedPrincipal).meta({
  id: 'Principal',
  description: 'A person, group or app; "missing": not in the directory any more.',
});
const path = z
  .array(z.strictObject({ id: principal, displayName: text }))
  .describe(
    'From the group next to the holder to the one that holds the role; empty for a role of one’s own.',
  );

const held = {
  id: text,
  principal: reportPrincipal,
  role: reportRole,
  scopeId: text,
  path,
  startAt: instant.nullable(),
  endAt: instant.nullable().describe('null: without end.'),
  isBreakGlass: z.boolean(),
  lastUse: z
    .strictObject({ at: instant, source: z.enum(['audit', 'pimAlert', 'latchkey']) })
    .nullable()
    .describe('The last activation that is known.'),
};
const eligibility: z.ZodType<ReportEligibility> = z.strictObject(held).meta({ id: 'Eligibility' });
const assignment: z.ZodType<ReportAssignment> = z
  .strictObject({ ...held, isOutsidePim: z.boolean() })
  .meta({ id: 'Assignment' });

const counts = { permanent: count, timeBound: count, eligible: count, activeNow: count, activations: count };

const summary: z.ZodType<ReportSummary> = z
  .strictObject({
    byRole: z.array(z.strictObject({ role: reportRole, ...counts })),
    total: z.strictObject(counts),
    standingPrivilegedHeads: count,
    globalAdministrators: count,
    breakGlassGlobalAdministrators: count,
    findings: z.strictObject({ high: count, medium: count, low: count, information: count }),
    compliantRoles: count,
    comparedRoles: count,
    recentDays: count,
    auditedSince: instant.nullable(),
    activationsPerDay: z.array(z.strictObject({ day: z.iso.date(), count })),
    notRead: z.array(notRead),
    notJudged: z.array(ruleId),
  })
  .meta({ id: 'Summary' });

const compliance: z.ZodType<ReportCompliance> = z
  .strictObject({
    role: reportRole,
    tier: text,
    isCompliant: z.boolean(),
    checks: z.array(
      z.strictObject({
        check: z.enum([
          'activationHours',
          'strongAuthentication',
          'authenticationContext',
          'justification',
          'ticket',
          'approval',
          'eligibilityDays',
          'assignmentDays',
          'notifications',
        ]),
        expected: z.union([z.number(), z.boolean()]),
        found: z.union([z.number(), z.boolean(), z.null()]),
        isMet: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Compliance', description: 'The settings of a role beside the baseline.' });

const conversions: z.ZodType<ReportConversions> = z
  .strictObject({
    role: reportRole,
    counts: z.strictObject({ makeEligible: count, alreadyEligible: count, byHand: count, keep: count }),
    assignments: z.array(
      z.strictObject({
        principal: reportPrincipal,
        scopeId: text,
        path,
        advice: z.enum(['makeEligible', 'alreadyEligible', 'byHand', 'keep']),
        reason: z
          .enum([
            'breakGlass',
            'app',
            'throughGroup',
            'guest',
            'disabledOrMissing',
            'lastGlobalAdministrator',
            'scoped',
            'serviceAccount',
          ])
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'Conversions', description: 'What should become of the permanent assignments of a role.' });

const activation: z.ZodType<ReportActivation> = z
  .strictObject({
    ...activationTimes,
    principal: reportPrincipal,
    role: reportRole,
    minutes: count.nullable(),
    decidedBy: reportPrincipal.nullable(),
  })
  .meta({ id: 'Activation' });

const bypass: z.ZodType<ReportBypass> = z
  .strictObject({
    ...bypassFacts,
    principal: reportPrincipal,
    role: reportRole,
    approvedBy: reportPrincipal.nullable(),
  })
  .meta({
    id: 'Bypass',
    description:
      'An activation that went round rules of the house; "notJudged": nobody can say whether it did. scopeId and minutes: null where not known.',
  });

const laterBreach: z.ZodType<ReportLaterBreach> = z
  .strictObject({ ...laterBreachFacts, principal: reportPrincipal, role: reportRole })
  .meta({
    id: 'LaterBreach',
    description:
      'A planned activation that rules of the house allowed when it was planned, and not as it began; "notJudged": nobody can say whether they did.',
  });

const finding: z.ZodType<ReportFinding> = z
  .strictObject({
    rule: ruleId,
    severity: z.enum(severities),
    title: text,
    evidence: text,
    why: text,
    mend: text,
    links: z.array(z.url()),
    role: reportRole.nullable(),
    principals: z.array(reportPrincipal),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'Finding' });

/** The audit report, version 1. */
export const auditReportSchema: z.ZodType<AuditReport> = z
  .strictObject({
    $schema: z.literal(AUDIT_REPORT_SCHEMA),
    version: z.literal(1),
    generatedAt: instant,
    tenantId: tenant,
    language: z.string().min(2).max(35),
    summary,
    snapshot: snapshotSchema,
    yardstick: yardstickSchema,
    findings: z.array(finding).describe('The worst first.'),
    permanentAssignments: z.array(assignment).describe('Standing without end.'),
    timeBoundAssignments: z.array(assignment).describe('Standing with an end.'),
    activeAssignments: z.array(assignment).describe('Activated for a time: no standing access.'),
    eligibleAssignments: z.array(eligibility),
    overPrivileged: z.array(
      z.strictObject({
        principal: reportPrincipal,
        reasons: z.array(
          z.enum([
            'manyPrivilegedRoles',
            'globalAdministratorAndMore',
            'standingAndEligible',
            'guest',
            'disabled',
            'app',
          ]),
        ),
        roles: z.array(reportRole),
      }),
    ),
    policyCompliance: z.array(compliance),
    conversions: z.array(conversions),
    recentActivations: z.array(activation).describe('The latest first.'),
    houseRuleBypasses: z
      .array(bypass)
      .optional()
      .describe('The latest first; absent where Latchkey’s own database was not asked.'),
    laterBreaches: z
      .array(laterBreach)
      .optional()
      .describe('The latest first; absent where Latchkey’s own database was not asked.'),
  })
  .meta({
    title: 'Latchkey audit report',
    description: 'Who holds and may activate what in an Entra tenant, and what is to be said of it.',
  });
