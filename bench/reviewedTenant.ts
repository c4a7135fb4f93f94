import { generatedTenant } from '../sandbox/tenants/generated.ts';
import { type OfflineTenant } from '../sandbox/tenants/offlineTenant.ts';
import { type Served } from './servedProcess.ts';

/** How many access reviews there are, and about how many people they ask in all of them together. */
export interface ReviewedSize {
  readonly definitions: number;
  readonly decisions: number;
}

/** What the process that serves it says once it listens. */
export interface ServedReviews extends Served {
  /** Object id of somebody who may see all reviews. */
  readonly asker: string;
}

const SEED = 51_000;
/** Fewer and a tenant has small pages. */
const FEWEST_PEOPLE = 1_000;
const HOLDINGS = 100;

/** A generated tenant with as many people as the largest of its reviews asks about. */
export function reviewedTenant({ definitions, decisions }: ReviewedSize): OfflineTenant {
  return generatedTenant({
    seed: SEED,
    people: Math.max(FEWEST_PEOPLE, Math.ceil(decisions / definitions)),
    groups: 0,
    assignments: HOLDINGS,
    eligibilities: HOLDINGS,
    auditRows: 0,
    reviews: { definitions, decisions },
  });
}
