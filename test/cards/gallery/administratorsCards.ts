import { administratorsCard } from '../../../src/cards/administratorsCard.ts';
import { burstCard } from '../../../src/cards/burstCard.ts';
import { type AdministratorsDigest } from '../../../src/pim/operations/composeAdministratorsDigest.ts';
import { minutesLater } from '../samples.ts';
import { type ForeignWords, type NamedCards, followedWith } from './foreignWords.ts';

/** The administrators' day, from one activation to forty of everything. */
export function administratorsCards(words: ForeignWords): NamedCards {
  const { person, role } = words;
  const holding = { holder: person, role };
  const changed = { role, ruleId: 'Approval_EndUser_Assignment' } as const;
  const approval = { ...changed, setting: 'approval', before: true, after: false } as const;
  const approvers: AdministratorsDigest['settings'][number] = {
    ...changed,
    setting: 'approvers',
    before: [person, 'requestorManager'],
    after: Array.from({ length: 20 }, () => person),
  };
  const quiet: AdministratorsDigest = {
    since: minutesLater(-24 * 60),
    activations: [{ name: role, count: 1 }],
    approvers: [],
    bypasses: [],
    refusals: [],
    lapsed: [],
    standing: undefined,
    settings: [],
    alerts: { open: { high: 2, medium: 3, low: 1, information: 0 }, raised: 1 },
    roles: { came: [], went: [] },
  };
  const busy: AdministratorsDigest = {
    ...quiet,
    activations: [
      { name: role, count: 7 },
      { name: `${role} 2`, count: 1 },
    ],
    approvers: [{ name: person, count: 3 }],
    bypasses: [holding],
    houseBypasses: [{ ...holding, unmet: ['approvals', 'maximum'] }],
    laterBreaches: [{ ...holding, unmet: ['hours', 'ticket'] }],
    refusals: [{ name: 'ConversationBlockedByUser', count: 2 }],
    lapsed: [followedWith(words)],
    standing: { added: [holding, holding], removed: [holding] },
    settings: [approval, approvers],
    roles: { came: [role], went: [`${role} 2`] },
  };
  const many = <T>(one: T): readonly T[] => Array.from({ length: 40 }, () => one);
  const burst = { name: person, reason: 'burst', count: 12, minutes: 10 } as const;
  return [
    ['administrators-burst', (context) => burstCard(context, burst)],
    ['administrators-quota', (context) => burstCard(context, { ...burst, reason: 'quota', count: 20 })],
    ['administrators-burst-of-nobody', (context) => burstCard(context, { ...burst, name: undefined })],
    ['administrators-quiet', (context) => administratorsCard(context, quiet)],
    ['administrators-busy', (context) => administratorsCard(context, busy)],
    [
      'administrators-forty',
      (context) =>
        administratorsCard(context, {
          ...busy,
          activations: many({ name: role, count: 3 }),
          approvers: many({ name: person, count: 3 }),
          bypasses: many(holding),
          houseBypasses: many({ ...holding, unmet: ['approvals', 'hours', 'ticketNotKnown'] }),
          laterBreaches: many({ ...holding, unmet: ['maximum', 'unread'] }),
          lapsed: many(followedWith(words)),
          standing: { added: many(holding), removed: many(holding) },
          settings: many(approvers),
          roles: { came: many(role), went: many(role) },
        }),
    ],
  ];
}
