import { type Posture } from '../posture/posture.ts';
import { type SnapshotAlert, type SnapshotPart } from '../posture/snapshot.ts';

const DAY_MS = 86_400_000;

/** How many days before the snapshot something was; fractions count. */
export const daysBefore = ({ at }: Posture, instant: Date | string): number =>
  (at.getTime() - new Date(instant).getTime()) / DAY_MS;

/** Whether something is younger than so many days. What has no known beginning is not. */
export const isYounger = (posture: Posture, startAt: string | null, days: number): boolean =>
  startAt !== null && daysBefore(posture, startAt) < days;

/** Whether the audit log that was read reaches back so many days. */
export const isAuditedFor = (posture: Posture, days: number): boolean => {
  const { auditedSince } = posture.snapshot;
  return auditedSince !== null && daysBefore(posture, auditedSince) >= days;
};

/** Whether a part of the tenant was read, and whole. */
export const wasRead = ({ snapshot }: Posture, part: SnapshotPart): boolean =>
  !snapshot.notRead.some((one) => one.part === part);

/** What one of PIM's own alerts names, while it is active. */
export const incidentsOf = ({ snapshot }: Posture, name: string): SnapshotAlert['incidents'] =>
  snapshot.alerts
    .filter((alert) => alert.name === name && alert.isActive)
    .flatMap((alert) => alert.incidents);
