import { z } from 'zod';
import { checkNames, checks } from './checkTable.ts';
import { type Finding, type Verdict } from './finding.ts';

/** What the JSON calls its own form. New members and new checks may come; none goes, and none changes its meaning. */
const DOCTOR_REPORT_SCHEMA = 'urn:latchkey:doctor-report:v1';

const verdicts = ['well', 'attention', 'failed'] as const satisfies readonly Verdict[];

/** What `--json` prints. */
export const doctorReportSchema = z.object({
  schema: z.literal(DOCTOR_REPORT_SCHEMA),
  /** When it was looked, ISO 8601. */
  at: z.iso.datetime(),
  /** The worst of all findings. */
  verdict: z.enum(verdicts),
  checks: z.array(
    z.object({
      /** One of `checks`; others may come. */
      check: z.string(),
      verdict: z.enum(verdicts),
      told: z.string(),
      fix: z.string().nullable(),
      /** Page and heading below the project's folder. */
      see: z.string(),
    }),
  ),
});

/** The JSON schema, as `docs/schema` publishes it. Readers must let members pass that they do not know. */
export function publishedDoctorSchema(): string {
  const schema = z.toJSONSchema(doctorReportSchema, { io: 'input' });
  return `${JSON.stringify({ $id: DOCTOR_REPORT_SCHEMA, ...schema }, undefined, 2)}\n`;
}

/** The worst of what was found. */
const worst = (findings: readonly Finding[]): Verdict =>
  verdicts.findLast((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? 'well';

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => checkNames.indexOf(a.check) - checkNames.indexOf(b.check));

/** Everything that was found, as one line of JSON. */
export function jsonOf(findings: readonly Finding[], at: Date): string {
  const report: z.infer<typeof doctorReportSchema> = {
    schema: DOCTOR_REPORT_SCHEMA,
    at: at.toISOString(),
    verdict: worst(findings),
    checks: inOrder(findings).map(({ check, verdict, told, fix = null }) => ({
      check,
      verdict,
      told,
      fix,
      see: checks[check].see,
    })),
  };
  return JSON.stringify(report);
}

const signs: Readonly<Record<Verdict, string>> = { well: '✓', attention: '!', failed: '✗' };

/** The same as lines: one for each thing, and below what is not well what to do about it. */
export function linesOf(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = inOrder(findings).flatMap(({ check, verdict, told, fix }) => [
    `${signs[verdict]} ${check.padEnd(width)}  ${told}`,
    ...(fix === undefined ? [] : [`    ${fix} (${checks[check].see})`]),
  ]);
  return [...lines, '', sum(findings)];
}

function sum(findings: readonly Finding[]): string {
  const count = (verdict: Verdict): number => findings.filter((one) => one.verdict === verdict).length;
  return `${count('well')} well, ${count('attention')} to look at, ${count('failed')} not working.`;
}

/** 1 where something does not work, else 0. */
export const exitCodeOf = (findings: readonly Finding[]): number => (worst(findings) === 'failed' ? 1 : 0);
