import { type Findings } from './findings.ts';

/** One part of the run. */
export interface Part {
  /** What it needs installed in `conformance/node_modules`. */
  readonly packages: readonly string[];
  /** Runs it against an offline tenant of its own, and ends whatever it started. */
  readonly run: (findings: Findings) => Promise<void>;
}
