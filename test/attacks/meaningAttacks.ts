import { canary } from './inboundPosts.ts';
import { activity, otherGuid, type InboundAttack } from './inboundWays.ts';

const attacks: readonly InboundAttack[] = [
  ...['', 'slack', 'emulator', 'webchat', 'directline', 'AseChannel', 'MSTEAMS', 'msteams '].map(
    (channelId): InboundAttack => [`the channel "${channelId}"`, '401 channel', activity({ channelId })],
  ),
  ['no channel', '400 notAnActivity', activity({ channelId: undefined })],
  ['channels in a list', '400 notAnActivity', activity({ channelId: ['msteams'] })],
  [
    'a conversation of another tenant',
    '403 tenant',
    activity({ conversation: { id: `a:${canary}`, conversationType: 'personal', tenantId: otherGuid } }),
  ],
  ['a conversation of no tenant', '403 tenant', activity({ conversation: { id: `a:${canary}` } })],
  ['channel data of another tenant', '403 tenant', activity({ channelData: { tenant: { id: otherGuid } } })],
  ['channel data of no tenant', '403 tenant', activity({ channelData: {} })],
  ['no channel data', '403 tenant', activity({ channelData: undefined })],
  [
    'the tenant with a blank',
    '403 tenant',
    activity((bot) => ({ channelData: { tenant: { id: `${bot.tenantId} ` } } })),
  ],
  [
    'tenants in a list',
    '400 notAnActivity',
    activity((bot) => ({ channelData: { tenant: { id: [bot.tenantId] } } })),
  ],
  [
    'another tenant in both places',
    '403 tenant',
    activity({
      conversation: { id: `a:${canary}`, conversationType: 'personal', tenantId: otherGuid },
      channelData: { tenant: { id: otherGuid } },
    }),
  ],
  ['another bot', '403 recipient', activity({ recipient: { id: `28:${otherGuid}` } })],
  ['the app id without its prefix', '403 recipient', activity((bot) => ({ recipient: { id: bot.appId } }))],
  ['a person for the bot', '403 recipient', activity({ recipient: { id: '29:ana' } })],
  ['nobody for the bot', '400 notAnActivity', activity({ recipient: undefined })],
  ['a message from nobody known to Entra', '403 sender', activity({ from: { id: `29:${canary}` } })],
  [
    'an invoke from nobody known to Entra',
    '403 sender',
    activity({ type: 'invoke', from: { id: `29:${canary}` } }),
  ],
  ['an empty object id', '403 sender', activity({ from: { id: `29:${canary}`, aadObjectId: '' } })],
  [
    'an object id that is none',
    '403 sender',
    activity({ from: { id: `29:${canary}`, aadObjectId: "x' or 1 eq 1" } }),
  ],
  [
    'an object id with a way up',
    '403 sender',
    activity({ from: { id: `29:${canary}`, aadObjectId: '../me' } }),
  ],
  [
    'object ids in a list',
    '400 notAnActivity',
    activity((bot) => ({ from: { id: `29:${canary}`, aadObjectId: [bot.idOf('Ana')] } })),
  ],
  ['from nobody', '400 notAnActivity', activity({ from: undefined })],
  ['from nobody’s id', '400 notAnActivity', activity({ from: { id: '' } })],
  ['a type of its own', '200', activity({ type: 'unknown/type', text: undefined })],
  ['__proto__ for a type', '200', activity({ type: '__proto__', text: undefined })],
  ['no type', '400 notAnActivity', activity({ type: undefined })],
  ['types in a list', '400 notAnActivity', activity({ type: ['message'] })],
  [
    'the name of a turn of our own',
    '200',
    activity({ type: 'event', name: 'ContinueConversation', text: undefined }),
  ],
];

/** Which channel, whose tenant, which bot, from whom. */
export const meaningAttacks = (): readonly InboundAttack[] => attacks;
