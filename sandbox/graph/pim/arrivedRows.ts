import { guidOf } from '../identifiers.ts';
import { type AuditRow } from './auditRow.ts';
import { type Pim } from './pim.ts';

/** The rows that have arrived, the newest event first; an event is in the log only some time after it happened. */
export function arrivedRows({ state, world }: Pim): readonly AuditRow[] {
  const now = world.clock.now().getTime();
  const { least, most } = state.auditLag;
  const latenessMs = (index: number): number => 1000 * (least + (most - least) * shareFor(index));
  return state.audits
    .filter(({ at }, index) => at.getTime() + latenessMs(index) <= now)
    .reverse()
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}

/** Between 0 and 1, scattered, and for the nth row of the tenant always the same. */
const shareFor = (index: number): number =>
  Number.parseInt(guidOf('lateness', String(index)).slice(0, 8), 16) / 0xff_ff_ff_ff;
