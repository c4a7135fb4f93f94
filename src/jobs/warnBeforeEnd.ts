import { type Deadlines } from '../pim/followUps.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type FollowedRequest } from '../pim/records.ts';
import { isSameRole, roleAtScope } from '../pim/roles.ts';

/** More than end within one lead time anywhere. */
const MOST_AT_ONCE = 1000;

/** What warning needs. */
export interface WarningDeps extends Pick<
  OperationDeps,
  'directory' | 'cards' | 'outbox' | 'random' | 'clock' | 'logger'
> {
  readonly deadlines: Deadlines;
  /** So long before the end; 0: never. */
  readonly endingSoonMinutes: number;
}

/**
 * Sends people a card shortly before their activation ends. Entra is asked first: what has ended, or got another end
 * meanwhile, is not warned of. It comes once, whoever is interrupted between opening the card's record and queueing it.
 */
export async function warnBeforeEnd(deps: WarningDeps): Promise<void> {
  if (deps.endingSoonMinutes === 0) return;
  const now = deps.clock.now();
  const until = new Date(now.getTime() + deps.endingSoonMinutes * 60_000);
  for (const request of await deps.deadlines.ending(now, until, MOST_AT_ONCE)) {
    if (isShort(request, deps.endingSoonMinutes)) continue;
    try {
      await warnOnce(deps, request, { now, until });
    } catch (error) {
      // One that cannot be read now never stops the others; the next run looks again.
      deps.logger.warn({ err: error, requestId: request.id }, 'An end could not be looked at');
    }
  }
}

/** A warning in the middle of it helps nobody. */
const isShort = ({ startAt, endAt, durationMinutes }: FollowedRequest, leadMinutes: number): boolean => {
  const minutes =
    startAt === undefined || endAt === undefined
      ? durationMinutes
      : (endAt.getTime() - startAt.getTime()) / 60_000;
  return minutes !== undefined && minutes < 2 * leadMinutes;
};

async function warnOnce(
  deps: WarningDeps,
  request: FollowedRequest,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<void> {
  const { tenantId, id: requestId, requestor } = request;
  const cards = await deps.cards.ofRequest(tenantId, requestId);
  if (cards.some(({ kind, receipt }) => kind === 'ending' && receipt !== 'queued')) return;
  const held = (await deps.directory.activeRolesOf(requestor)).find(
    ({ assignmentType, scheduleId, ...rest }) =>
      assignmentType === 'Activated' &&
      isSameRole(roleAtScope(rest), request) &&
      (scheduleId === undefined || scheduleId === requestId),
  );
  if (held?.endAt === undefined || held.endAt <= now || held.endAt > until) return;
  const person = { tenantId, id: requestor };
  const { card } = await deps.cards.open({
    id: deps.random.ulid(),
    kind: 'ending',
    requestId,
    person,
    nonce: deps.random.secret(),
  });
  await deps.outbox.add([
    {
      id: deps.random.ulid(),
      person,
      message: { kind: 'card', cardId: card.id },
      onceKey: `told/${tenantId}/${requestId}/ending`,
    },
  ]);
}
