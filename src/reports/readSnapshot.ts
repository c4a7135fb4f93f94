import { z } from 'zod';
import { type Yardstick } from '../pim/posture/baseline.ts';
import { type Snapshot } from '../pim/posture/snapshot.ts';
import { snapshotSchema } from './schema/snapshotSchema.ts';
import { yardstickSchema } from './schema/yardstickSchema.ts';
import { reasonsOf } from './schemaReasons.ts';

/** A snapshot that was kept, and what the report that kept it judged by. */
export interface KeptSnapshot {
  readonly snapshot: Snapshot;
  /** `undefined` for a snapshot on its own. */
  readonly yardstick: Yardstick | undefined;
}

/**
 * Reads a snapshot that was kept: on its own, or within a whole report, of which nothing but the snapshot and its
 * yardstick is believed. Answers with a sentence for everything that is wrong with it.
 */
export function readSnapshot(text: string): KeptSnapshot | { readonly reasons: readonly string[] } {
  let document: unknown;
  try {
    // A byte order mark is no JSON, and some editors write one.
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { reasons: ['It is not valid JSON.'] };
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return { reasons: ['It is neither a snapshot nor an audit report.'] };
  }
  if (!('snapshot' in document)) {
    const read = snapshotSchema.safeParse(document);
    return read.success ? { snapshot: read.data, yardstick: undefined } : { reasons: reasonsOf(read.error) };
  }
  if ('version' in document && document.version !== 1) {
    return { reasons: ['It is an audit report of another version; this Latchkey reads version 1.'] };
  }
  const read = z
    .object({ snapshot: snapshotSchema, yardstick: yardstickSchema.optional() })
    .safeParse(document);
  return read.success
    ? { snapshot: read.data.snapshot, yardstick: read.data.yardstick }
    : { reasons: reasonsOf(read.error) };
}
