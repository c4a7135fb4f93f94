import { type AuditEntry } from '../audit.ts';
import { type RequestId } from '../ids.ts';
import { type OutboxAddition } from '../outbox.ts';
import { type Alert, type AlertChange, type AlertEvent } from './alert.ts';

/** The last time that alerts were looked for. */
export interface AlertLook {
  readonly at: Date;
  /** Rules that could not be judged then; `pim` stands for all of PIM's own. */
  readonly notJudged: readonly string[];
}

/**
 * Alerts, remembered. Whatever changes one draws its cards again, where they lie, in the same commit. Writers go one after
 * the other, so that nobody decides on what somebody else has just changed.
 */
export interface Alerts {
  /** Everything that is not resolved, the worst first. */
  standing(): Promise<readonly Alert[]>;
  of(id: string): Promise<Alert | undefined>;
  /** The newest first. */
  history(id: string, limit: number): Promise<readonly AlertEvent[]>;
  /** `undefined`: never yet. */
  lastLook(): Promise<AlertLook | undefined>;
  /** Writes what a look has come to: `fold` is given everything that is known, resolved ones too. */
  fold(
    look: AlertLook,
    fold: (known: readonly Alert[]) => readonly AlertChange[],
    newId: () => string,
  ): Promise<void>;
  /** Somebody acts on one. Gives the alert as it is then; `undefined`: there is none such. */
  handle(
    id: string,
    decide: (alert: Alert) => AlertChange | undefined,
    written: { readonly newId: () => string; readonly audit: AuditEntry | undefined },
  ): Promise<{ readonly alert: Alert; readonly isChanged: boolean } | undefined>;
  /** Notes how administrators are told, and queues what they are told, in one commit. What has risen again since stays due. */
  noteTelling(
    told: readonly Pick<Alert, 'id' | 'raise' | 'telling'>[],
    messages: readonly OutboxAddition[],
  ): Promise<void>;
  /** Forgets events, and alerts resolved, before then. */
  sweep(before: Date): Promise<void>;
}

/** What the card that tells of an alert is found by: each time that it is raised it has a card of its own. */
export const cardSubject = ({ id, raise }: Pick<Alert, 'id' | 'raise'>): RequestId =>
  `${id}.${String(raise)}` as RequestId;

/** The alert that a card tells of. */
export const alertIdOf = (subject: RequestId): string => subject.split('.', 1)[0] ?? '';
