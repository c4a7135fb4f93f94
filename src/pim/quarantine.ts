/**
 * What follows when the database was restored from a backup: it knows less than people were already shown. Until every
 * open request was read from PIM again nothing is relayed, and nothing that lies in a chat from before is taken.
 */

/** Where the audit chain ended when it was noted down outside the database. */
export interface NotedHead {
  readonly sequence: number;
  readonly hash: string;
  /** `undefined` where the note does not say it. */
  readonly at: Date | undefined;
}

/** A row of the audit trail that says that rows from its place on were lost, up to a head that was noted down. */
export interface Reseal {
  readonly sequence: number;
  readonly at: Date;
  readonly lostSequence: number;
}

/** Whether a head that does not fit the chain is of the rows which that row says were lost. */
export const isOfLostRows = ({ sequence, at }: NotedHead, reseal: Reseal): boolean =>
  at !== undefined &&
  at.getTime() <= reseal.at.getTime() &&
  sequence >= reseal.sequence &&
  sequence <= reseal.lostSequence;

/** Whether it lasts, and when the database was last found to be restored; `undefined`: it never was. */
export interface QuarantineState {
  readonly isOn: boolean;
  readonly since: Date | undefined;
}

/** How a restored database was found out. */
export interface RestoreNotice {
  /** Whoever said so, as the machine knows them; `anchor` for what was noted down. */
  readonly by: string;
  /** The last head that was noted down and is not in the chain; `undefined` where none was. */
  readonly lost: NotedHead | undefined;
  /** From which the new keys of cards are derived; never stored. */
  readonly secret: string;
}

/** How it ended. */
export type QuarantineEnd =
  | { readonly isOver: true; readonly cards: number }
  /** Requests that were not read from PIM since. */
  | { readonly isOver: false; readonly unread: number };

/** What a restored database must not be believed; one row for all processes. */
export interface Quarantine {
  state(): Promise<QuarantineState>;
  /** The last of these heads that the chain does not contain, but for those which it says were lost. */
  lostHead(noted: readonly NotedHead[]): Promise<NotedHead | undefined>;
  /**
   * Begins it, in one commit: old cards lose their keys, messages that wait are dropped, operations that had not ended
   * end, nobody is signed in any more, and every open request is due to be read.
   * @returns `false` where this very loss is known already
   */
  begin(notice: RestoreNotice): Promise<boolean>;
  /**
   * Ends it as soon as every open request was read, and queues fresh cards for what still waits. `undefined` where none
   * lasts. `by`: somebody ends it by hand, whatever was read.
   */
  end(newId: () => string, by?: string): Promise<QuarantineEnd | undefined>;
}
