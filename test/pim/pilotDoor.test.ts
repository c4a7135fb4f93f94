import assert from 'node:assert/strict';
import { type Person, principalId, requestId, tenantId } from '../../src/pim/ids.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Admission, PilotDoor, type PilotDoorDeps } from '../../src/pim/pilot/pilotDoor.ts';
import { type OutboundMessage } from '../../src/pim/outbox.ts';

const tenant = tenantId('11111111-1111-4111-8111-111111111111');
const person = (digit: number): Person => ({
  tenantId: tenant,
  id: principalId(`${String(digit).repeat(8)}-0000-4000-8000-000000000000`),
});
const [named, member, stranger, approver] = [1, 2, 3, 4].map(person) as [Person, Person, Person, Person];
const [group, broken] = [person(8).id, person(9).id];
const byMember = requestId('aaaaaaaa-0000-4000-8000-000000000001');
const byStranger = requestId('aaaaaaaa-0000-4000-8000-000000000002');

const requests = new Map([
  [byMember, { id: byMember, requestor: member.id, status: 'PendingApproval', createdAt: new Date(0) }],
  [byStranger, { id: byStranger, requestor: stranger.id, status: 'PendingApproval', createdAt: new Date(0) }],
]);
const cards = [
  { id: 'card-of-member', kind: 'approval', requestId: byMember, person: approver, number: 1 },
  { id: 'card-of-stranger', kind: 'approval', requestId: byStranger, person: approver, number: 2 },
  { id: 'own-card-of-stranger', kind: 'request', requestId: byStranger, person: stranger, number: undefined },
] as const;

/** What the door looks up, as the stores would have it. */
const deps = (open: readonly string[] = []): PilotDoorDeps =>
  ({
    directory: {
      peopleOf: (id: string) =>
        id === broken
          ? Promise.reject(new PimError('pim_unavailable', 'down'))
          : Promise.resolve(id === group ? [{ id: member.id }] : []),
    },
    cards: {
      of: (id: string) => Promise.resolve(cards.find((card) => card.id === id)),
      ofRequest: (_: unknown, id: string) => Promise.resolve(cards.filter((card) => card.requestId === id)),
      numbered: (of: Person, number: number) =>
        Promise.resolve(cards.find((card) => card.number === number && card.person.id === of.id)),
      openOf: () => Promise.resolve(cards.filter(({ id }) => open.includes(id))),
    },
    requests: { of: (_: unknown, id: string) => Promise.resolve(requests.get(requestId(id))) },
    operations: {
      of: (id: string) =>
        Promise.resolve(
          {
            mine: { person: approver, intent: { kind: 'decide', requestId: byMember } },
            strange: { person: approver, intent: { kind: 'decide', requestId: byStranger } },
            others: { person: stranger, intent: { kind: 'decide', requestId: byMember } },
            activation: { person: approver, intent: { kind: 'activate' } },
          }[id],
        ),
    },
  }) as unknown as PilotDoorDeps;

const members = { groups: [group], people: [named.id] };
const notice = (id: string): OutboundMessage => ({
  kind: 'notice',
  notice: 'approvalReminder',
  requestId: requestId(id),
});

describe('PilotDoor', () => {
  const door = new PilotDoor(deps(), members);

  const cases: Readonly<Record<string, readonly [() => Promise<Admission>, Admission]>> = {
    'lets in who is named': [() => door.person(named), 'served'],
    'lets in members of a group': [() => door.person(member), 'served'],
    'keeps everybody else out': [() => door.person(stranger), 'notYet'],
    'knows nobody by a group that cannot be read': [
      () => new PilotDoor(deps(), { groups: [broken], people: [] }).person(member),
      'unknown',
    ],
    'takes one group for another that cannot be read': [
      () => new PilotDoor(deps(), { groups: [broken, group], people: [] }).person(member),
      'served',
    ],
    'lets in who is named while no group can be read': [
      () => new PilotDoor(deps(), { groups: [broken], people: [named.id] }).person(named),
      'served',
    ],
    'lets an approver go on with the card of a member’s request': [
      () => door.card(approver, 'card-of-member'),
      'served',
    ],
    'not with that of somebody else’s': [() => door.card(approver, 'card-of-stranger'), 'notYet'],
    'not with another approver’s card': [() => door.card(stranger, 'card-of-member'), 'notYet'],
    'not in another tenant': [
      () =>
        door.card(
          { ...approver, tenantId: tenantId('22222222-2222-4222-8222-222222222222') },
          'card-of-member',
        ),
      'notYet',
    ],
    'not with a card that is not there': [() => door.card(approver, 'none'), 'notYet'],
    'nor with one’s own request': [() => door.card(stranger, 'own-card-of-stranger'), 'notYet'],
    'knows the number of an approver’s own': [() => door.numbered(approver, 1), 'served'],
    'but no other number': [() => door.numbered(approver, 2), 'notYet'],
    'and nobody else’s': [() => door.numbered(stranger, 1), 'notYet'],
    'lets a decision that was begun go on': [() => door.operation(approver, 'mine'), 'served'],
    'no decision about others': [() => door.operation(approver, 'strange'), 'notYet'],
    'nobody else’s decision': [() => door.operation(approver, 'others'), 'notYet'],
    'and nothing else that was begun': [() => door.operation(approver, 'activation'), 'notYet'],
    'sends members everything': [
      () => door.message(member, { kind: 'digest', localDate: '2026-01-05' }),
      'served',
    ],
    'sends others no summary': [
      () => door.message(approver, { kind: 'digest', localDate: '2026-01-05' }),
      'notYet',
    ],
    'sends approvers the card of a member’s request': [
      () => door.message(approver, { kind: 'card', cardId: 'card-of-member' }),
      'served',
    ],
    'no card of anybody else’s': [
      () => door.message(approver, { kind: 'card', cardId: 'card-of-stranger' }),
      'notYet',
    ],
    'word of a member’s request': [() => door.message(approver, notice(byMember)), 'served'],
    'none of anybody else’s': [() => door.message(approver, notice(byStranger)), 'notYet'],
    'reminds where members alone wait': [
      () => new PilotDoor(deps(['card-of-member']), members).message(approver, { kind: 'reminder' }),
      'served',
    ],
    'not where others wait too': [
      () =>
        new PilotDoor(deps(['card-of-member', 'card-of-stranger']), members).message(approver, {
          kind: 'reminder',
        }),
      'notYet',
    ],
    'nor where nobody waits': [() => door.message(approver, { kind: 'reminder' }), 'notYet'],
    'keeps a message while nobody knows whether a member asks': [
      () =>
        new PilotDoor(deps(), { groups: [broken], people: [] }).message(approver, {
          kind: 'card',
          cardId: 'card-of-member',
        }),
      'unknown',
    ],
  };

  for (const [title, [ask, expected]] of Object.entries(cases)) {
    it(title, async () => {
      assert.equal(await ask(), expected);
    });
  }
});
