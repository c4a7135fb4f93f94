import { laterBreachCard, type LaterBreachOnCard } from '../../../src/cards/houseRules/laterBreachCard.ts';
import {
  type LaterBreach,
  type LaterBreachLine,
} from '../../../src/pim/houseRules/plannedStarts/laterBreach.ts';
import { principalId, requestId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { minutesLater } from '../samples.ts';
import { type ForeignWords, type NamedCards } from './foreignWords.ts';

/** What is told of plans that house rules do not allow any more, to whoever made them and to owners. */
export function laterBreachCards(words: ForeignWords): NamedCards {
  const { person, role: rule } = words;
  const hours = { days: ['monday', 'tuesday'], from: '08:00', to: '17:00', zone: 'Europe/Oslo' } as const;
  const lines: readonly LaterBreachLine[] = [
    { thing: 'hours', rule, hours },
    { thing: 'maximum', rule, minutes: 60 },
    { thing: 'coolDown', rule, minutes: 240 },
    { thing: 'ticket', rule },
    { thing: 'approvals', rule, asked: 2, given: 1 },
    { thing: 'approvals', rule, asked: 3, given: 2 },
    { thing: 'approvals', rule, asked: 1, given: 0 },
  ];
  const unknown: readonly LaterBreachLine[] = [
    { thing: 'approver', rule },
    { thing: 'ticketNotKnown', rule },
    { thing: 'unread', rule },
    { thing: 'broken', rule },
  ];
  const breach: LaterBreach = {
    requestId: requestId('e0e0e0e0-0000-4000-8000-00000000000e'),
    principalId: principalId('a0a0a0a0-0000-4000-8000-00000000000a'),
    roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
    scopeId: '/',
    startAt: minutesLater(8),
    minutes: 120,
    foundAt: minutesLater(-2),
    verdict: 'notMet',
    version: 'a'.repeat(64),
    lines: lines.slice(0, 1),
    owners: { people: [], groups: [] },
    cardFor: [],
  };
  const one: LaterBreachOnCard = {
    breach,
    person,
    role: {
      roleDefinitionId: breach.roleDefinitionId,
      scopeId: '/',
      name: rule,
      scopeName: undefined,
      isPrivileged: true,
      isBuiltIn: false,
    },
    stage: 'planned',
    isOwn: true,
  };
  const many = { ...one, breach: { ...breach, lines }, isOwn: false };
  const notJudged = {
    ...one,
    breach: { ...breach, verdict: 'notJudged', minutes: undefined, lines: unknown } as const,
    stage: 'over',
  } as const;
  return [
    ['later-breach-own', (context) => laterBreachCard(context, one)],
    ['later-breach-begun', (context) => laterBreachCard(context, { ...one, stage: 'active' })],
    ['later-breach-owner', (context) => laterBreachCard(context, many)],
    ['later-breach-not-judged', (context) => laterBreachCard(context, notJudged)],
  ];
}
