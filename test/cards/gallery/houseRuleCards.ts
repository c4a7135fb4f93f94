import { activationFormCard, type OpenForm } from '../../../src/cards/activationFormCard.ts';
import { emergencyCard, type EmergencyState } from '../../../src/cards/emergencyCard.ts';
import { type HouseOnForm } from '../../../src/cards/houseRuleLines.ts';
import { requestCard } from '../../../src/cards/requestCard.ts';
import { chainOf } from '../../../src/pim/houseRules/chains.ts';
import { type HouseRule } from '../../../src/pim/houseRules/houseRule.ts';
import { type KeptRuling } from '../../../src/pim/houseRules/keptRuling.ts';
import { type AskedLine } from '../../../src/pim/houseRules/ruling.ts';
import { principalId } from '../../../src/pim/ids.ts';
import { draftId, minutesLater, someSettings } from '../samples.ts';
import { type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

const security = principalId('5ec50000-0000-4000-8000-00000000005e');
const nobody = { people: [], groups: [] };

const rule = (name: string): HouseRule => ({
  name,
  appliesTo: { roles: ['all'], tiers: [], scopes: [], ...nobody },
  approvals: [
    {
      count: 2,
      from: { people: [], groups: [security], manager: true },
      notOwnGroup: true,
      timeOutMinutes: 120,
      remindEveryMinutes: 0,
    },
  ],
  delegates: [],
  coolDownMinutes: 0,
  owners: nobody,
  validMinutes: 60,
});

/** House rules on the form, on a request's card, and an emergency from the form to the day after. */
export function houseRuleCards(words: ForeignWords): NamedCards {
  const { person, role: name } = words;
  const chain = chainOf(rule(name));
  const hours = { days: ['monday', 'friday'], from: '08:00', to: '17:00', zone: 'Europe/Oslo' } as const;
  const ticket = { required: true, pattern: 'CHG\\d{7}', check: name, ifUnknown: 'block' } as const;
  const lines: readonly AskedLine[] = [
    ...(chain === undefined ? [] : [{ thing: 'approvals', rule: name, chain, isMet: undefined } as const]),
    { thing: 'hours', rule: name, hours, isMet: false },
    { thing: 'ticket', rule: name, ticket, problem: 'missing', isMet: false },
    { thing: 'coolDown', rule: name, minutes: 240, until: minutesLater(90), isMet: false },
    { thing: 'maximum', rule: name, minutes: 60, isMet: true },
  ];
  const house: HouseOnForm = {
    asked: lines,
    names: new Map([[security, person]]),
    mayBeEmergency: true,
    emergency: undefined,
  };
  const owners = { people: [], groups: [security, principalId('0bad0000-0000-4000-8000-00000000000d')] };
  const form = (changes: Partial<OpenForm>): OpenForm => ({
    state: 'open',
    role: roleNamed(words),
    draftId,
    settings: someSettings({ isTicketRequired: true }),
    preset: { justification: words.text },
    approvers: undefined,
    unmet: [],
    house,
    ...changes,
  });
  const ruling: KeptRuling = {
    version: 'a'.repeat(64),
    at: minutesLater(-10),
    verdict: 'emergency',
    lines: [
      { asked: { thing: 'maximum', rule: name, minutes: 60, isMet: true }, isWaived: false },
      { asked: { thing: 'hours', rule: name, hours, isMet: false }, isWaived: true },
      { asked: { thing: 'approvals', rule: name, count: 2, isMet: undefined }, isWaived: true },
      { asked: { thing: 'ticket', rule: name, ticket, problem: 'notChecked', isMet: false }, isWaived: true },
    ],
    others: 2,
  };
  const asked = {
    role: roleNamed(words),
    durationMinutes: 60,
    startAt: undefined,
    justification: words.text,
    ticketNumber: words.ticket,
    ticketSystem: '',
    houseRuling: ruling,
  };
  const told = (state: EmergencyState, isDayAfter = false): NamedCards[number] => [
    `emergency-${state.kind}${isDayAfter ? '-later' : ''}`,
    (context) =>
      emergencyCard(context, {
        ...asked,
        requestor: { displayName: person, userPrincipalName: 'ana@example.org' },
        state,
        isDayAfter,
      }),
  ];
  return [
    [
      'form-house-rules',
      (context) =>
        activationFormCard(
          context,
          form({ unmet: lines.slice(1, 4).map((line) => ({ rule: 'house_rule', line })) }),
        ),
    ],
    [
      'form-emergency',
      (context) =>
        activationFormCard(
          context,
          form({ house: { ...house, emergency: { passes: lines.slice(0, 4), owners, isBarred: false } } }),
        ),
    ],
    [
      'form-emergency-for-nothing',
      (context) =>
        activationFormCard(
          context,
          form({ house: { ...house, emergency: { passes: [], owners: nobody, isBarred: false } } }),
        ),
    ],
    [
      'request-ruled',
      (context) =>
        requestCard(context, {
          ...asked,
          key: undefined,
          state: { kind: 'active', endAt: minutesLater(50), approvedBy: undefined },
        }),
    ],
    told({ kind: 'waiting' }),
    told({ kind: 'active', until: minutesLater(50) }),
    told({ kind: 'notActive' }, true),
    told({ kind: 'ranOut', at: minutesLater(-900) }, true),
    told({ kind: 'givenBack', at: minutesLater(-900) }, true),
    told({ kind: 'takenAway', at: minutesLater(-900) }, true),
  ];
}
