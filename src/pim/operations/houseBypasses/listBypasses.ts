import { type PrincipalId, type TenantId } from '../../ids.ts';
import { type OutboxAddition } from '../../outbox.ts';
import { type OperationDeps } from '../deps.ts';

type Deps = Pick<OperationDeps, 'houseBypasses' | 'outbox' | 'clock' | 'random'>;

/** What comes beyond a person's cards is gathered for so long. */
const GATHERED_MS = 10 * 60_000;
/** A list that could not be sent for longer than this is in the digest. */
const LOOKED_BACK_MS = 24 * 3_600_000;

/** Tells those whom many bypasses concern of all that were gathered, in one list for each while that is over. */
export async function listBypasses(
  { houseBypasses, outbox, clock, random }: Deps,
  tenantId: TenantId,
): Promise<void> {
  if (houseBypasses === undefined) return;
  const slotOf = (at: Date): number => Math.floor(at.getTime() / GATHERED_MS);
  const now = clock.now();
  const until = new Date(slotOf(now) * GATHERED_MS);
  const found = await houseBypasses.found(new Date(until.getTime() - LOOKED_BACK_MS), until);
  const lists = new Map<string, OutboxAddition>();
  for (const { foundAt, listedFor } of found) {
    for (const id of listedFor) {
      const onceKey = `houseBypasses/${tenantId}/${id}/${String(slotOf(foundAt))}`;
      if (!lists.has(onceKey)) lists.set(onceKey, listFor(id, slotOf(foundAt), onceKey));
    }
  }
  if (lists.size > 0) await outbox.add([...lists.values()]);

  function listFor(id: PrincipalId, slot: number, onceKey: string): OutboxAddition {
    return {
      id: random.ulid(),
      person: { tenantId, id },
      message: {
        kind: 'houseBypasses',
        since: new Date(slot * GATHERED_MS).toISOString(),
        until: new Date((slot + 1) * GATHERED_MS).toISOString(),
      },
      onceKey,
    };
  }
}
