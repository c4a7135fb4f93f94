import { afterDirectoryMs } from '../pim/audit.ts';
import { type AuditEvent, type AuditRow, type AuditSubject } from '../pim/auditRow.ts';
import { directoryRow, pimRow } from '../pim/auditRows.ts';
import { type Pim } from '../pim/pim.ts';
import { type Creator } from '../pim/records.ts';

interface PastEvent {
  readonly atMs: number;
  readonly write: (at: Date) => AuditRow;
}

/** What happened before the sandbox was started, for its audit log alone: nobody saw it happen, so the journal has none of it. */
export class PastEvents {
  readonly #pim: Pim;
  readonly #nowMs: number;
  #events: PastEvent[] = [];

  constructor(pim: Pim) {
    this.#pim = pim;
    this.#nowMs = pim.world.clock.now().getTime();
  }

  /** A row of PIM. Beside a change of the directory it comes a little later. */
  pim(at: Date, event: AuditEvent): void {
    const late = event.isBesideDirectory === true ? afterDirectoryMs : 0;
    this.#add(at.getTime() + late, (then) => pimRow(this.#pim, event, then));
  }

  /** A row of the directory itself. */
  directory(at: Date, change: 'Assign' | 'Unassign', subject: AuditSubject, by?: Creator): void {
    this.#add(at.getTime(), (then) => directoryRow(this.#pim, change, subject, then, by));
  }

  /** Writes the rows into the log in the order in which they happened. */
  record(): void {
    const { audits } = this.#pim.state;
    this.#events.sort((one, other) => one.atMs - other.atMs);
    for (const { atMs, write } of this.#events) audits.push(write(new Date(atMs)));
    this.#events = [];
  }

  #add(atMs: number, write: PastEvent['write']): void {
    const oldestMs = this.#nowMs - this.#pim.state.auditRetentionDays * 86_400_000;
    if (atMs >= oldestMs && atMs <= this.#nowMs) this.#events.push({ atMs, write });
  }
}
