import { type Person } from '../ids.ts';
import { type BurstMessage } from '../records.ts';
import { administratorsToTell } from './administratorsToTell.ts';
import { type OperationDeps } from './deps.ts';

type Deps = Pick<
  OperationDeps,
  | 'administrators'
  | 'conversations'
  | 'outbox'
  | 'audit'
  | 'requests'
  | 'limits'
  | 'clock'
  | 'random'
  | 'logger'
>;

const HOUR = 3_600_000;

/** Looks whether a person's requests have come to approvers faster than anybody needs roles, and tells of it. */
export async function watchForBurst(deps: Deps, person: Person): Promise<void> {
  const { requests, minutes } = deps.limits.burst;
  if (requests === 0) return;
  const since = new Date(deps.clock.now().getTime() - minutes * 60_000);
  const made = await deps.requests.madeSince(person, since);
  const asked = made.filter(({ approvalId }) => approvalId !== undefined).length;
  if (asked > requests) await tellBurst(deps, person, { reason: 'burst', count: asked, minutes });
}

/**
 * Says that somebody asks for roles more often than people do: in the trail, in the log, and to the administrators who
 * have the app; once in an hour by the clock for each reason, however often it is found out.
 */
export async function tellBurst(
  deps: Deps,
  { tenantId, id }: Person,
  seen: Pick<BurstMessage, 'reason' | 'count' | 'minutes'>,
): Promise<void> {
  const { audit, outbox, random, clock, logger } = deps;
  const { reason, count, minutes } = seen;
  const hour = Math.floor(clock.now().getTime() / HOUR);
  const onceKey = `burst/${tenantId}/${id}/${reason}/${String(hour)}`;
  logger.warn({ event: 'requests.burst', reason, count, minutes }, 'Somebody asks for roles unusually often');
  const entry = { event: 'requests.burst', tenantId, actor: id, facts: { reason, count, minutes } } as const;
  await audit.append(entry, `${onceKey}/noted`);
  const people = await administratorsToTell(deps, { tenantId, id });
  if (people.length === 0) return;
  await outbox.add(
    people.map((person) => ({
      id: random.ulid(),
      person,
      message: { kind: 'burst', requestor: id, reason, count, minutes },
      onceKey: `${onceKey}/${person.id}`,
    })),
  );
}
