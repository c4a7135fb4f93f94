import { z } from 'zod';
import { AUDIT_REPORT_SCHEMA } from '../auditReportTypes.ts';
import { auditReportSchema } from './auditReportSchema.ts';

/** The JSON schema of the audit report, as `docs/schema` publishes it: pretty, with an end of line. */
export function publishedSchema(): string {
  const schema = z.toJSONSchema(auditReportSchema, { io: 'input', reused: 'inline' });
  return `${JSON.stringify({ $id: AUDIT_REPORT_SCHEMA, ...schema }, undefined, 2)}\n`;
}
