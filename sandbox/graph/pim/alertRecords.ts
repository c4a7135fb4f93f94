/** A look at alerts that somebody asked for (Graph: longRunningOperation). */
export interface AlertRefresh {
  /** `refresh:{alert}`, or `refresh:{scope}` for all of them. */
  readonly id: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
}

/** What people made of PIM's alerts. */
export interface AlertHandling {
  /** Ids of the incidents that an alert had when it was dismissed, by its name. */
  readonly dismissed: Map<string, ReadonlySet<string>>;
  /** Names of alerts that were switched off. */
  readonly switchedOff: Set<string>;
  readonly refreshes: Map<string, AlertRefresh>;
}

/** Nobody has looked at an alert yet. */
export const nothingHandled = (): AlertHandling => ({
  dismissed: new Map(),
  switchedOff: new Set(),
  refreshes: new Map(),
});
