import { type Posture } from '../pim/posture/posture.ts';
import { type Words } from '../words/words.ts';
import { auditReport } from './auditReport.ts';
import { auditReportHtml } from './html/auditReportHtml.ts';

/** So far back the page tells activations: as far as PIM's audit log reaches (Entra: 30 days). */
const RECENT_DAYS = 30;

/** A posture as the page that a manager reads. */
export const reportPage = ({ snapshot, yardstick }: Posture, generatedAt: Date, words: Words): string =>
  auditReportHtml(auditReport(snapshot, yardstick, words, { generatedAt, recentDays: RECENT_DAYS }));
