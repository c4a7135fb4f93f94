import { type Snapshot } from '../../src/pim/posture/snapshot.ts';
import { auditReport } from '../../src/reports/auditReport.ts';
import { type AuditReport } from '../../src/reports/auditReportTypes.ts';
import { defaultSettings } from '../../src/settings.ts';
import { wordsFor } from '../../src/words/wordsFor.ts';
import { samplePeople, sampleSnapshot } from './sampleSnapshot.ts';

/** The defaults, with the sample's emergency account. */
export const sampleYardstick = { ...defaultSettings().yardstick, breakGlass: [samplePeople.emergency] };

/** The report on a snapshot, made an hour after it was taken. */
export const sampleReport = (snapshot: Snapshot = sampleSnapshot): AuditReport =>
  auditReport(snapshot, sampleYardstick, wordsFor('en'), {
    generatedAt: new Date('2026-01-05T10:00:00Z'),
    recentDays: 30,
  });
