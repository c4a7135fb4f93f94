import { type TenantId } from '../ids.ts';
import { administratorsToTell } from '../operations/administratorsToTell.ts';
import { type OperationDeps } from '../operations/deps.ts';
import { type OutboxAddition } from '../outbox.ts';
import { type Alert } from './alert.ts';
import { type AlertLook, cardSubject } from './alerts.ts';
import { isCovered } from './compareSources.ts';

type Deps = Pick<
  OperationDeps,
  'alerts' | 'administrators' | 'conversations' | 'cards' | 'clock' | 'random' | 'logger'
>;

/** More at once come as one list: nobody reads twenty cards. */
const MOST_CARDS = 3;
/** What nobody could be told of for so long stands in the list and the digest. */
const TELL_WITHIN_MS = 24 * 3_600_000;

/**
 * Tells the administrators who have the app of what is new and high: each by a card of its own, many by one list. Once,
 * whoever runs this and however often; where nobody can be told now, the next look tries again.
 */
export async function tellAlerts(deps: Deps, tenantId: TenantId, look: AlertLook): Promise<void> {
  const all = await deps.alerts.standing();
  const due = all.filter(({ telling }) => telling === 'due');
  if (due.length === 0) return;
  const since = new Date(deps.clock.now().getTime() - TELL_WITHIN_MS);
  const isWorthTelling = (alert: Alert): boolean =>
    alert.raisedAt !== undefined && alert.raisedAt > since && !isCovered(alert, all, look);
  const quiet = due.filter((alert) => !isWorthTelling(alert));
  await deps.alerts.noteTelling(
    quiet.map((alert) => ({ ...alert, telling: 'none' })),
    [],
  );
  const told = due.filter(isWorthTelling);
  if (told.length === 0) return;
  const people = await administratorsToTell(deps, { tenantId });
  if (people.length === 0) return;
  const telling = told.length > MOST_CARDS ? 'list' : 'card';
  const messages = telling === 'list' ? listFor(deps, told, people) : await cardsFor(deps, told, people);
  await deps.alerts.noteTelling(
    told.map((alert) => ({ ...alert, telling })),
    messages,
  );
}

type People = Awaited<ReturnType<typeof administratorsToTell>>;

function listFor({ random }: Deps, told: readonly Alert[], people: People): readonly OutboxAddition[] {
  const newest = told.map(cardSubject).toSorted().at(-1) ?? '';
  return people.map((person) => ({
    id: random.ulid(),
    person,
    message: { kind: 'alerts', count: told.length },
    onceKey: `alerts/${newest}/${String(told.length)}/${person.id}`,
  }));
}

async function cardsFor(
  { cards, random }: Deps,
  told: readonly Alert[],
  people: People,
): Promise<readonly OutboxAddition[]> {
  const messages: OutboxAddition[] = [];
  for (const alert of told) {
    const requestId = cardSubject(alert);
    for (const person of people) {
      const key = { id: random.ulid(), kind: 'alert', requestId, person, nonce: random.secret() } as const;
      const { card } = await cards.open(key);
      messages.push({
        id: random.ulid(),
        person,
        message: { kind: 'card', cardId: card.id },
        onceKey: `alert/${requestId}/${person.id}`,
      });
    }
  }
  return messages;
}
