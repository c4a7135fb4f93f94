import { sideBySide } from '../src/jobs/sideBySide.ts';
import { type Person, principalId, requestId, roleDefinitionId, tenantId } from '../src/pim/ids.ts';
import { type CardKind, type Conversation, type FollowedRequest } from '../src/pim/records.ts';
import { createRandom } from '../src/random.ts';
import { type Store } from '../src/store/store.ts';
import { conversationId, personId, requestId as requestIdOf, roleId } from './largeTenantRows.ts';
import { app } from './neighbour.ts';

const SIDE_BY_SIDE = 8;
const MINUTE_MS = 60_000;

/** The person with this number. */
export const personAt = (index: number): Person => ({
  tenantId: tenantId(app.tenantId),
  id: principalId(personId(index)),
});

const conversationAt = (index: number, serviceUrl: string): Conversation => ({
  person: personAt(index),
  conversationId: conversationId(index),
  serviceUrl,
  userId: `29:${index}`,
  botId: `28:${app.id}`,
  name: 'Robin Vale',
  locale: 'en-GB',
  timeZone: 'UTC',
  isInstalled: true,
});

/** A request of the person with this number that waits for its approvers. */
const requestAt = (index: number, now: Date): FollowedRequest => ({
  id: requestId(requestIdOf(index)),
  tenantId: tenantId(app.tenantId),
  requestor: principalId(personId(index)),
  requestorName: 'Robin Vale',
  requestorUserPrincipalName: 'robin.vale@bench.example',
  roleDefinitionId: roleDefinitionId(roleId(index)),
  roleName: 'Measured Administrator',
  isPrivileged: false,
  isBuiltIn: true,
  scopeId: '/',
  scopeName: undefined,
  durationMinutes: 60,
  justification: 'measured',
  ticketNumber: '',
  ticketSystem: '',
  status: 'PendingApproval',
  approvalId: requestIdOf(index),
  isApproverJustificationRequired: false,
  createdAt: new Date(now.getTime() - 5 * MINUTE_MS),
  startAt: undefined,
  endAt: undefined,
  decision: undefined,
  decidedBy: undefined,
  decidedByName: undefined,
  decisionComment: undefined,
  decidedAt: undefined,
  readAt: now,
  isOpen: true,
  isMadeHere: true,
});

const numbers = (amount: number): readonly number[] => Array.from({ length: amount }, (_, index) => index);

/** Puts so many people into the store, each with the app installed. */
export async function seedPeople(store: Store, amount: number, serviceUrl: string): Promise<void> {
  await sideBySide(numbers(amount), SIDE_BY_SIDE, (index) =>
    store.conversations.remember(conversationAt(index, serviceUrl)),
  );
}

/** Puts a waiting request of each of so many people into the store. */
export async function seedRequests(store: Store, amount: number, now: Date): Promise<void> {
  await sideBySide(numbers(amount), SIDE_BY_SIDE, (index) => store.requests.save(requestAt(index, now)));
}

/**
 * Makes a card of a request in somebody's chat.
 * @returns its id
 */
export async function seedCard(
  store: Store,
  card: { readonly kind: CardKind; readonly request: number; readonly person: number },
): Promise<string> {
  const random = createRandom({ now: () => new Date() });
  const { kind, request, person } = card;
  const opened = await store.cards.open({
    id: random.ulid(),
    kind,
    requestId: requestId(requestIdOf(request)),
    person: personAt(person),
    nonce: random.secret(),
  });
  return opened.card.id;
}
