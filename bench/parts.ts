import { type AcknowledgementFigures, measureAcknowledgements } from './acknowledgements.ts';
import { type AuditPartFigures, measureAudits } from './auditRun.ts';
import { type BypassFigures, measureBypasses } from './bypassRun.ts';
import { type CrowdedFigures, measureCardsDuringDigests } from './cardsDuringDigests.ts';
import { type DeliveryFigures, measureDelivery } from './delivery.ts';
import { type DigestFigures, measureDigests } from './digestRun.ts';
import { type FloodFigures, measureFlood } from './flood.ts';
import { type GuardFigures, measureGuard } from './guardCost.ts';
import { type BotFigures, measureHelpTurns } from './helpTurns.ts';
import { type InstancesFigures, measureInstances } from './instances.ts';
import { type Neighbour, startNeighbour } from './neighbour.ts';
import { type Plan } from './plan.ts';
import { postgresUrl } from './postgres.ts';
import { measureReconciler, type ReconcilerFigures } from './reconciler.ts';
import { measureReviews, type ReviewFigures } from './reviewRun.ts';
import { measureStartUp, type StartUpFigures } from './startUp.ts';
import { measureStories, type StoryFigures } from './stories.ts';
import { measureRules, type RulesFigures } from './rulesCost.ts';
import { openTenant, type Tenant } from './tenant.ts';

/** What the parts have measured; only what was asked for is there. */
export interface Figures {
  readonly helpTurns?: readonly BotFigures[];
  readonly startUp?: StartUpFigures;
  readonly stories?: readonly StoryFigures[];
  readonly acknowledgements?: AcknowledgementFigures;
  readonly delivery?: readonly DeliveryFigures[];
  readonly cardsDuringDigests?: CrowdedFigures;
  readonly digests?: readonly DigestFigures[];
  readonly reconciler?: ReconcilerFigures;
  readonly instances?: readonly InstancesFigures[];
  readonly guard?: GuardFigures;
  readonly flood?: FloodFigures;
  readonly audit?: AuditPartFigures;
  readonly reviews?: readonly ReviewFigures[];
  readonly rules?: RulesFigures;
  readonly bypasses?: readonly BypassFigures[];
}

/** Every part by the name that `--only` takes, in the order in which they run. */
const parts = {
  help: (plan) =>
    atNeighbour(async (neighbour) => {
      const databaseUrl = await postgresUrl();
      return { helpTurns: await measureHelpTurns(neighbour, { ...plan.helpTurns, databaseUrl }) };
    }),
  'start-up': ({ starts }) =>
    atNeighbour(async (neighbour) => ({ startUp: await measureStartUp(neighbour, starts) })),
  stories: (plan) => inTenant(async (tenant) => ({ stories: await measureStories(tenant, plan.stories) })),
  acknowledgements: (plan) =>
    inTenant(async (tenant) => ({
      acknowledgements: await measureAcknowledgements(tenant, plan.acknowledgements),
    })),
  delivery: async ({ delivery: { requests, crowd } }) => ({
    delivery: await measureDelivery(requests),
    cardsDuringDigests: await measureCardsDuringDigests(crowd),
  }),
  digest: async ({ digests }) => ({ digests: await measureDigests(digests) }),
  reconciler: async ({ reconciler }) => ({ reconciler: await measureReconciler(reconciler) }),
  guard: ({ guard }) => atNeighbour(async (neighbour) => ({ guard: await measureGuard(neighbour, guard) })),
  flood: ({ flood }) =>
    atNeighbour(async (neighbour) => ({ flood: await measureFlood(neighbour, flood, await postgresUrl()) })),
  instances: async ({ instances }) => ({ instances: await measureInstances(instances) }),
  audit: async ({ audit }) => ({ audit: await measureAudits(audit) }),
  reviews: async ({ reviews }) => ({ reviews: await measureReviews(reviews) }),
  rules: ({ rules }) => Promise.resolve({ rules: measureRules(rules) }),
  bypasses: async ({ bypasses }) => ({ bypasses: await measureBypasses(bypasses) }),
} satisfies Record<string, (plan: Plan) => Promise<Figures>>;

/** A part of the bench. */
export type PartName = keyof typeof parts;

/** The names that `--only` takes. */
export const partNames = Object.keys(parts) as readonly PartName[];

/**
 * The parts of a list with commas, in the order in which they run; all of them where there is no list.
 * @throws RangeError for a name that is none
 */
export function partsIn(list: string | undefined): readonly PartName[] {
  if (list === undefined) return partNames;
  const wanted = list.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !partNames.some((part) => part === name));
  if (unknown.length > 0) {
    throw new RangeError(`No part is called ${unknown.join(', ')}; there are ${partNames.join(', ')}`);
  }
  return partNames.filter((part) => wanted.includes(part));
}

/** Measures one part, with everything that it needs started before and ended after. */
export const measurePart = (name: PartName, plan: Plan): Promise<Figures> => parts[name](plan);

async function atNeighbour<T>(work: (neighbour: Neighbour) => Promise<T>): Promise<T> {
  const neighbour = await startNeighbour();
  try {
    return await work(neighbour);
  } finally {
    await neighbour.stop();
  }
}

async function inTenant<T>(work: (tenant: Tenant) => Promise<T>): Promise<T> {
  const tenant = await openTenant();
  try {
    return await work(tenant);
  } finally {
    await tenant.stop();
  }
}
