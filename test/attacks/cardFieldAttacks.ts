import {
  approve,
  type CardAttack,
  globalAdministrator,
  notOurs,
  old,
  someNonce,
  someUlid,
  value,
  withField,
} from './cardWays.ts';

const onTheCard: readonly CardAttack[] = [
  [
    'another nonce',
    `${old}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, nonce: someNonce, comment: 'yes' })),
  ],
  [
    'a nonce that is nearly right',
    `${old}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, nonce: `${String(ben.data['nonce'])}A`, comment: 'yes' })),
  ],
  [
    'the nonce in other case',
    `${old}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, nonce: swapped(String(ben.data['nonce'])), comment: 'yes' })),
  ],
  ['no nonce', `${notOurs}, 0 changes`, withField({ nonce: undefined })],
  ['an empty nonce', `${notOurs}, 0 changes`, withField({ nonce: '' })],
  ['a list for a nonce', `${notOurs}, 0 changes`, withField({ nonce: ['x'] })],
  ['true for a nonce', `${notOurs}, 0 changes`, withField({ nonce: true })],
  ['another card', `${old}, 0 changes`, withField({ cardId: someUlid })],
  [
    'the card in lower case',
    `${notOurs}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, cardId: String(ben.data['cardId']).toLowerCase(), comment: 'yes' })),
  ],
  ['a card with SQL', `${notOurs}, 0 changes`, withField({ cardId: "' or '1'='1" })],
  [
    'a colleague’s card with one’s own nonce',
    `${old}, 0 changes`,
    approve(({ ben, chi }) => ({ ...ben.data, cardId: chi.data['cardId'], comment: 'yes' })),
  ],
  ['a colleague’s card', `${old}, 0 changes`, approve(({ chi }) => ({ ...chi.data, comment: 'yes' }))],
  [
    'the approver’s card, by the requestor',
    `${old}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, comment: 'yes' }), 'request.approve', 'Ana'),
  ],
  [
    'the approver’s card, by somebody else',
    `${old}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, comment: 'yes' }), 'request.approve', 'Jun'),
  ],
  [
    'the requestor’s card, by the approver',
    `${old}, 0 changes`,
    approve(({ ana }) => ({ ...ana.data, verb: 'request.cancel' }), 'request.cancel'),
  ],
  ['a request in the data', `${notOurs}, 0 changes`, withField({ requestId: someUlid })],
  [
    'a person in the data',
    `${notOurs}, 0 changes`,
    (bot, cards) => withField({ personId: bot.idOf('Ben') })(bot, cards),
  ],
  ['a role in the data', `${notOurs}, 0 changes`, withField({ roleDefinitionId: globalAdministrator })],
  ['a duration in the data', `${notOurs}, 0 changes`, withField({ durationMinutes: '480' })],
  ['a decision in the data', `${notOurs}, 0 changes`, withField({ reviewResult: 'Approve' })],
  ['an action of PIM in the data', `${notOurs}, 0 changes`, withField({ action: 'adminAssign' })],
  ['toString in the data', `${notOurs}, 0 changes`, withField({ toString: 'x' })],
  ['prototype in the data', `${notOurs}, 0 changes`, withField({ prototype: {} })],
  [
    '1,000 fields in the data',
    `${notOurs}, 0 changes`,
    withField(Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`k${at}`, at]))),
  ],
  ['an object for a comment', `${notOurs}, 0 changes`, withField({ comment: { toString: 'yes' } })],
  ['a list for a comment', `${notOurs}, 0 changes`, withField({ comment: ['yes'] })],
  ['a number for a comment', `${notOurs}, 0 changes`, withField({ comment: 1 })],
  ['a comment of 30,000 characters', `${notOurs}, 0 changes`, withField({ comment: 'x'.repeat(30_000) })],
  [
    'a list for a verb',
    `${notOurs}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, comment: 'yes' }), ['request.approve']),
  ],
  [
    'an object for a verb',
    `${notOurs}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, comment: 'yes' }), { request: 'approve' }),
  ],
  ['no verb', `${notOurs}, 0 changes`, approve(({ ben }) => ({ ...ben.data, comment: 'yes' }), null)],
  [
    'another verb than the data’s',
    `${notOurs}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, comment: 'yes' }), 'request.deny'),
  ],
  [
    'the verb in capitals',
    `${notOurs}, 0 changes`,
    approve(({ ben }) => ({ ...ben.data, verb: 'REQUEST.APPROVE', comment: 'yes' }), 'REQUEST.APPROVE'),
  ],
  ...['__proto__', 'constructor', 'hasOwnProperty', 'request.decide', 'admin.assign', ''].map(
    (verb): CardAttack => [
      `"${verb}" for a verb`,
      `${notOurs}, 0 changes`,
      approve(({ ben }) => ({ ...ben.data, verb, comment: 'yes' }), verb),
    ],
  ),
  ['no data', `${notOurs}, 0 changes`, approve(() => undefined)],
  ['a list for data', `${notOurs}, 0 changes`, approve(({ ben }) => [ben.data])],
  ['text for data', `${notOurs}, 0 changes`, approve(({ ben }) => JSON.stringify(ben.data))],
  [
    'data in data',
    `${notOurs}, 0 changes`,
    approve(({ ben }) => ({ data: ben.data, verb: 'request.approve' })),
  ],
  ['null for all of it', `${notOurs}, 0 changes`, value(null)],
  ['a list for all of it', `${notOurs}, 0 changes`, value([])],
  ['text for all of it', `${notOurs}, 0 changes`, value('request.approve')],
  ['a list for an action', `${notOurs}, 0 changes`, value({ action: [], trigger: 'manual' })],
  [
    '__proto__ in the data',
    '400, 0 changes',
    approve(({ ben }) => JSON.parse(`{"__proto__":{"x":1},"nonce":"${String(ben.data['nonce'])}"}`)),
  ],
];

function swapped(text: string): string {
  return Array.from(text)
    .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
    .join('');
}

/** Presses on the card of a request that waits. Nothing of it may change anything. */
export const cardFieldAttacks = (): readonly CardAttack[] => onTheCard;
