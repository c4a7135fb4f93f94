/** `insert … on conflict do nothing`: true for whoever wrote the row, false for everyone after. */
export interface Claims {
  claim(key: string): Promise<boolean>;
  release(key: string): Promise<void>;
  /** Forgets claims older than this. */
  sweep(before: Date): Promise<void>;
}

/** How far Entra's own audit log was read; shared by all processes. */
export interface AuditLogCursor {
  /** `undefined`: it never was. */
  readUntil(): Promise<Date | undefined>;
  /** Never goes back. */
  advance(to: Date): Promise<void>;
}
