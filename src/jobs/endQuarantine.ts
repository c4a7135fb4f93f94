import { type Logger } from '../pim/logger.ts';
import { type Random } from '../pim/ports.ts';
import { type Quarantine, type QuarantineState } from '../pim/quarantine.ts';

/** What ending needs. */
export interface EndQuarantineDeps {
  readonly quarantine: Pick<Quarantine, 'end'>;
  /** Rejects while nobody could find out. */
  readonly quarantineState: () => Promise<QuarantineState>;
  readonly random: Pick<Random, 'ulid'>;
  readonly logger: Logger;
}

/** Ends the quarantine of a restored database as soon as every open request was read from PIM again. */
export async function endQuarantine(deps: EndQuarantineDeps): Promise<void> {
  const { isOn } = await deps.quarantineState();
  if (!isOn) return;
  const end = await deps.quarantine.end(() => deps.random.ulid());
  if (end === undefined) return;
  if (end.isOver) {
    const { cards } = end;
    deps.logger.info({ event: 'restore.finished', cards }, 'Every open request was read again');
  } else {
    deps.logger.debug({ unread: end.unread }, 'Open requests are still to be read again');
  }
}
