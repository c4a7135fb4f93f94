import fc from 'fast-check';
import { verbs } from '../src/cards/verbs.ts';

/** An activity's content; the envelope comes from whoever sends it. */
export type Content = Readonly<Record<string, unknown>>;

const someUlid = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const someGuid = '29232cdf-9323-42fd-ade2-1d097af3e4de';

const lines = fc.oneof(
  fc.constantFrom(
    'my roles',
    'help',
    'pending',
    'activate exchange admin 2h because x',
    'activate',
    'approve 1 because x',
    'deny 99999999999999999999',
    'digest at 25:61',
    'deactivate teams admin',
    'extend x',
    'cancel',
    'sign out',
    'activate again',
    '1',
    '-1',
    'ABCD-EFGH',
    '<at>Latchkey</at> my roles',
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);

const shortText = fc.oneof(
  fc.constantFrom('', '/', '60', someUlid, someGuid, '__proto__', '${1+1}', 'A'.repeat(43)),
  fc.string({ maxLength: 40 }),
);

/** What a button of ours sends, and what none of ours does. */
const pressed = fc
  .record(
    {
      roleDefinitionId: fc.oneof(fc.constant(someGuid), shortText),
      scopeId: shortText,
      draftId: fc.oneof(fc.constant(someUlid), shortText),
      durationMinutes: shortText,
      justification: shortText,
      ticketNumber: shortText,
      ticketSystem: shortText,
      startAt: fc.oneof(fc.constant('2026-01-01T00:00:00Z'), shortText),
      cardId: fc.oneof(fc.constant(someUlid), shortText),
      nonce: fc.oneof(fc.constant('A'.repeat(43)), shortText),
      comment: shortText,
      operationId: fc.oneof(fc.constant(someUlid), shortText),
      other: fc.jsonValue({ maxDepth: 3 }),
    },
    { requiredKeys: [] },
  )
  .chain((data) =>
    fc
      .constantFrom(...Object.values(verbs), 'nobody.asks')
      .map((verb) => ({ verb, data: { verb, ...data } })),
  );

const invoke = (name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Content> =>
  value.map((made) => ({ type: 'invoke', name, value: made }));

const contents: fc.Arbitrary<Content> = fc.oneof(
  { weight: 4, arbitrary: lines.map((text) => ({ type: 'message', text })) },
  { weight: 2, arbitrary: pressed.map(({ data }) => ({ type: 'message', value: data, replyToId: '1' })) },
  {
    weight: 6,
    arbitrary: invoke(
      'adaptiveCard/action',
      pressed.map(({ verb, data }) => ({
        action: { type: 'Action.Execute', verb, data },
        trigger: 'manual',
      })),
    ),
  },
  invoke(
    'signin/tokenExchange',
    fc.record({ id: shortText, connectionName: shortText, token: shortText }, { requiredKeys: [] }),
  ),
  invoke('signin/verifyState', fc.record({ state: shortText }, { requiredKeys: [] })),
  invoke('signin/failure', fc.record({ code: shortText, message: shortText }, { requiredKeys: [] })),
  fc
    .tuple(shortText, fc.jsonValue({ maxDepth: 3 }))
    .map(([name, value]) => ({ type: 'invoke', name, value })),
  fc
    .constantFrom('add', 'add-upgrade', 'remove', 'other')
    .map((action) => ({ type: 'installationUpdate', action })),
  fc.constantFrom(
    { type: 'conversationUpdate', membersAdded: [{ id: '29:somebody' }] },
    { type: 'conversationUpdate', membersRemoved: [{ id: '29:somebody' }], channelData: { eventType: 'x' } },
    { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1' },
    { type: 'messageUpdate', text: 'my roles' },
    { type: 'messageDelete' },
    { type: 'typing' },
    { type: 'event', name: 'ContinueConversation', value: {} },
    { type: 'event', name: 'application/vnd.microsoft.readReceipt', value: { lastReadMessageId: '1' } },
    { type: 'endOfConversation' },
    { type: 'handoff' },
    { type: 'command', name: 'x', value: {} },
    { type: 'trace' },
  ),
);

/** One change somewhere in an activity. */
export interface Change {
  /** Which of all its places, counted round. */
  readonly place: number;
  readonly kind: 'replace' | 'remove' | 'add';
  readonly value: unknown;
}

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    place: fc.nat(10_000),
    kind: fc.constantFrom('replace' as const, 'remove' as const, 'add' as const),
    value: fc.oneof(
      fc.constantFrom<unknown>(null, '', 0, -1, true, [], {}, '\u0000', '\ud800', 'x'.repeat(5_000), 1e308, [
        [],
      ]),
      fc.jsonValue({ maxDepth: 3 }),
    ),
  }),
  { maxLength: 3 },
);

/** What is sent once: an activity near a real one. */
export interface FuzzedPost {
  readonly content: Content;
  /** Made to the content alone, or to the envelope too. */
  readonly changes: readonly Change[];
  readonly isEnvelopeChanged: boolean;
}

/** Activities as nobody's Teams sends them. */
export const fuzzedPosts: fc.Arbitrary<FuzzedPost> = fc.record({
  content: contents,
  changes,
  isEnvelopeChanged: fc.nat(9).map((chance) => chance === 0),
});

type Holder = Record<string, unknown> | unknown[];

/** Every place of a value: the object or list that holds it, and its name there. */
function placesOf(value: unknown): readonly (readonly [Holder, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [value as Holder, name] as const,
    ...placesOf(member),
  ]);
}

/** A copy of the activity with these changes made to it. */
export function changed(activity: Content, made: readonly Change[]): Content {
  const copy = structuredClone(activity) as Record<string, unknown>;
  for (const { place, kind, value } of made) {
    const places = placesOf(copy);
    const [holder, name] = places[place % Math.max(1, places.length)] ?? [copy, 'type'];
    if (kind === 'remove') Reflect.deleteProperty(holder, name);
    else Reflect.set(holder, kind === 'add' ? `${name}x` : name, structuredClone(value));
  }
  return copy;
}
