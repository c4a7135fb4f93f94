import { isPimError } from '../../pim/errors.ts';
import { type NotRead, type SnapshotPart } from '../../pim/posture/snapshot.ts';

/** What could not be read of a tenant, each part with the reason that came first. */
export class Gaps {
  readonly #noted = new Map<SnapshotPart, NotRead>();

  /** Takes a refusal down. What is no refusal of Entra's is thrown on: no reader may ask for what is not in the table. */
  note(part: SnapshotPart, error: unknown): void {
    if (!isPimError(error) || error.code === 'egress_refused') throw error;
    if (!this.#noted.has(part)) this.#noted.set(part, { part, code: error.code });
  }

  /** What was read, or where that failed something else and a note of it. */
  async unless<T, Otherwise>(
    part: SnapshotPart,
    otherwise: Otherwise,
    read: () => Promise<T>,
  ): Promise<T | Otherwise> {
    try {
      return await read();
    } catch (error) {
      this.note(part, error);
      return otherwise;
    }
  }

  list(): readonly NotRead[] {
    return [...this.#noted.values()];
  }
}
