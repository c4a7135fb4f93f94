import { type AuditReport } from './auditReportTypes.ts';
import { jsonLines } from './jsonLines.ts';

const UNSEEN = /[\p{Cf}\p{Co}\u007F-\u009F\u2028\u2029]/gu;

/** Every half of a character as JSON names it. */
const asEscapes = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');

/**
 * The report as JSON text, some lines at a time: all of a large tenant's in one would take more memory than the report
 * itself. What cannot be seen or would turn the reading direction is escaped, so that a terminal or an editor shows it;
 * whoever parses the text gets it back.
 */
export function* auditReportJsonLines(report: AuditReport): Generator<string> {
  for (const lines of jsonLines(report)) yield lines.replaceAll(UNSEEN, asEscapes);
}

/** The same in one. */
export const auditReportJson = (report: AuditReport): string => [...auditReportJsonLines(report)].join('');
