import { type Entra } from './graph/entra.ts';
import { type Logger } from './pim/logger.ts';
import { isPimError } from './pim/errors.ts';
import { ruledRoles, snapshotBypass, snapshotLaterBreach } from './pim/houseRules/onSnapshot.ts';
import { type RuleIndex } from './pim/houseRules/ruleIndex.ts';
import { type TenantId } from './pim/ids.ts';
import { findUnreachable } from './pim/operations/findUnreachable.ts';
import { SharedPosture } from './pim/operations/sharedPosture.ts';
import { type Snapshot } from './pim/posture/snapshot.ts';
import { type Clock } from './pim/ports.ts';
import { type Settings } from './settings.ts';
import { type Store } from './store/store.ts';

/** What a posture is made of, beside what Entra says. */
export interface PostureSources {
  readonly entra: Pick<Entra, 'posture' | 'directory'>;
  readonly store: Pick<Store, 'conversations' | 'cards' | 'lookback' | 'houseBypasses' | 'laterBreaches'>;
  /** The rules of the house that count; absent where there is no settings file to ask. */
  readonly rules?: (() => RuleIndex) | undefined;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** PIM keeps its audit log for so long (Entra: 30 days). */
const AUDIT_DAYS = 30;
const DAY_MS = 86_400_000;

/** What entitled people are answered from: who holds what, with the audit log and, faster, without. */
export function sharedPostures(
  sources: PostureSources,
  { yardstick }: Pick<Settings, 'yardstick'>,
): { readonly holdings: SharedPosture; readonly withHistory: SharedPosture } {
  const { entra, clock } = sources;
  return {
    holdings: new SharedPosture({ read: () => entra.posture.snapshot({ auditDays: 0 }), yardstick, clock }),
    withHistory: new SharedPosture({
      read: async () =>
        withOwnKnowledge(
          withRules(await entra.posture.snapshot({ auditDays: AUDIT_DAYS }), yardstick, sources.rules),
          sources,
          yardstick,
        ),
      yardstick,
      clock,
    }),
  };
}

/** A snapshot with what the rules of the house ask of which role. */
export function withRules(
  snapshot: Snapshot,
  yardstick: Settings['yardstick'],
  rules: PostureSources['rules'],
): Snapshot {
  const index = rules?.();
  // Where there are no rules nothing is said of them.
  if (index === undefined || index.rules.length === 0) return snapshot;
  return { ...snapshot, ruledRoles: ruledRoles(snapshot, yardstick, index) };
}

/**
 * A snapshot with what only our own database knows: whom no card reaches, activations older than the audit log, those
 * that went round the rules of the house, and planned ones that these did not allow any more.
 */
export async function withOwnKnowledge(
  snapshot: Snapshot,
  { entra, store, tenantId, logger }: PostureSources,
  { thresholds }: Settings['yardstick'],
): Promise<Snapshot> {
  const since = new Date(new Date(snapshot.takenAt).getTime() - thresholds.staleEligibilityDays * DAY_MS);
  const auditDaysAgo = new Date(new Date(snapshot.takenAt).getTime() - AUDIT_DAYS * DAY_MS);
  const [uses, bypasses, breaches, unreachable] = await Promise.all([
    store.lookback.lastActivations(since),
    store.houseBypasses.found(auditDaysAgo),
    store.laterBreaches.found(auditDaysAgo),
    unreachableNow({ directory: entra.directory, ...store }, tenantId, logger),
  ]);
  return {
    ...snapshot,
    unreachable,
    houseRuleBypasses: bypasses.map(snapshotBypass),
    laterBreaches: breaches.map(snapshotLaterBreach),
    otherUses: [
      ...snapshot.otherUses,
      ...uses.map(({ principalId, roleDefinitionId, at }) => ({
        principalId,
        roleDefinitionId,
        lastActivatedAt: at.toISOString(),
        source: 'latchkey' as const,
      })),
    ],
  };
}

/** `null` where it cannot be found out now: then nobody is called unreachable. */
async function unreachableNow(
  deps: Parameters<typeof findUnreachable>[0],
  tenantId: TenantId,
  logger: Logger,
): Promise<Snapshot['unreachable']> {
  try {
    const roles = await findUnreachable(deps, tenantId);
    return [...new Set(roles.flatMap(({ unreachable }) => unreachable.map(({ person }) => person.id)))];
  } catch (error) {
    if (!isPimError(error)) throw error;
    logger.warn({ event: 'posture.reachUnknown', code: error.code }, 'It is not known whom cards reach');
    return null;
  }
}
