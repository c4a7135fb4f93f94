import { bypassCard } from '../../../src/cards/houseRules/bypassCard.ts';
import { bypassListCard } from '../../../src/cards/houseRules/bypassListCard.ts';
import { type BypassOnCard } from '../../../src/cards/houseRules/bypassText.ts';
import { type BypassLine, type HouseBypass } from '../../../src/pim/houseRules/bypass.ts';
import { principalId, requestId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { minutesLater } from '../samples.ts';
import { type ForeignWords, type NamedCards } from './foreignWords.ts';

/** What owners of house rules are told, from one rule to a dozen activations at once. */
export function houseBypassCards(words: ForeignWords): NamedCards {
  const { person, role } = words;
  const rule = role;
  const hours = { days: ['monday', 'tuesday'], from: '08:00', to: '17:00', zone: 'Europe/Oslo' } as const;
  const lines: readonly BypassLine[] = [
    { thing: 'approvals', rule, asked: 2, given: 1 },
    { thing: 'hours', rule, hours },
    { thing: 'maximum', rule, minutes: 60 },
    { thing: 'coolDown', rule, minutes: 240 },
    { thing: 'ticket', rule },
    { thing: 'approvals', rule, asked: 3, given: 2 },
    { thing: 'approvals', rule, asked: 1, given: 0 },
  ];
  const unknown: readonly BypassLine[] = [
    { thing: 'approver', rule },
    { thing: 'length', rule, minutes: 60 },
    { thing: 'ticketNotKnown', rule },
    { thing: 'scope', rule },
    { thing: 'unread', rule },
    { thing: 'broken', rule },
  ];
  const bypass: HouseBypass = {
    requestId: requestId('e0e0e0e0-0000-4000-8000-00000000000e'),
    principalId: principalId('a0a0a0a0-0000-4000-8000-00000000000a'),
    roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
    scopeId: '/',
    activatedAt: minutesLater(-12),
    minutes: 90,
    foundAt: minutesLater(-2),
    way: 'elsewhere',
    verdict: 'bypassed',
    approvedBy: undefined,
    judgedBy: { version: 'a'.repeat(64), isOfThen: true },
    lines: lines.slice(0, 1),
    owners: { people: [], groups: [] },
    cardFor: [],
    listedFor: [],
  };
  const one: BypassOnCard = {
    bypass,
    person,
    role: {
      roleDefinitionId: bypass.roleDefinitionId,
      scopeId: '/',
      name: role,
      scopeName: undefined,
      isPrivileged: true,
      isBuiltIn: false,
    },
    approvedBy: undefined,
  };
  const decided: BypassOnCard = {
    ...one,
    bypass: { ...bypass, way: 'decidedElsewhere', lines },
    approvedBy: person,
  };
  const notJudged: BypassOnCard = {
    ...one,
    bypass: {
      ...bypass,
      verdict: 'notJudged',
      minutes: undefined,
      scopeId: '',
      lines: unknown,
      judgedBy: { version: 'b'.repeat(64), isOfThen: false },
    },
    role: { ...one.role, scopeId: '' },
  };
  const twelve = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? decided : notJudged));
  return [
    ['bypass-portal', (context) => bypassCard(context, { ...one, mayAsk: false })],
    ['bypass-decided', (context) => bypassCard(context, { ...decided, mayAsk: true })],
    ['bypass-not-judged', (context) => bypassCard(context, { ...notJudged, mayAsk: true })],
    ['bypass-two', (context) => bypassListCard(context, { shown: [one, notJudged], count: 2 })],
    ['bypass-many', (context) => bypassListCard(context, { shown: twelve, count: 400 })],
  ];
}
