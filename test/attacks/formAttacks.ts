import { executed } from './cardPresses.ts';
import {
  type CardAttack,
  type CardHow,
  globalAdministrator,
  helpdesk,
  notOurs,
  press,
  someUlid,
  teams,
} from './cardWays.ts';

const working = '200 200 I am on it. You see here what comes of it.';

const onTheForm: readonly CardAttack[] = [
  [
    'a role that one is not eligible for',
    `${working}, 0 changes`,
    press('Jun', 'role.activate', { roleDefinitionId: globalAdministrator, scopeId: '/' }),
  ],
  [
    'a role of an office, everywhere',
    `${working}, 0 changes`,
    press('Ana', 'role.activate', { roleDefinitionId: helpdesk, scopeId: '/' }),
  ],
  [
    'a role in an office that is another’s',
    `${working}, 0 changes`,
    press('Ana', 'role.activate', {
      roleDefinitionId: teams,
      scopeId: '/administrativeUnits/7b1d2c63-2d4c-4e8f-8a31-602f1d8b2201',
    }),
  ],
  [
    'a role that is none',
    `${notOurs}, 0 changes`,
    press('Ana', 'role.activate', { roleDefinitionId: '../../users', scopeId: '/' }),
  ],
  [
    'a place that is a way up',
    `${working}, 0 changes`,
    press('Ana', 'role.activate', { roleDefinitionId: teams, scopeId: '/../../users' }),
  ],
  [
    'a place with OData in it',
    `${working}, 0 changes`,
    press('Ana', 'role.activate', { roleDefinitionId: teams, scopeId: "/' or 1 eq 1 or 'a' eq '" }),
  ],
  [
    'a place of 300 characters',
    `${notOurs}, 0 changes`,
    press('Ana', 'role.activate', { roleDefinitionId: teams, scopeId: '/'.padEnd(300, 'x') }),
  ],
  [
    'a place that is a list',
    `${notOurs}, 0 changes`,
    press('Ana', 'role.activate', { roleDefinitionId: teams, scopeId: ['/'] }),
  ],
  [
    'a role and a principal',
    `${notOurs}, 0 changes`,
    (bot) => ({
      by: 'Ana',
      value: executed('role.activate', {
        verb: 'role.activate',
        roleDefinitionId: teams,
        scopeId: '/',
        principalId: bot.idOf('Ben'),
      }),
    }),
  ],
  [
    'deactivating somebody else’s role',
    `${working}, 0 changes, 1 refused by PIM`,
    press('Jun', 'activation.deactivate', { roleDefinitionId: globalAdministrator, scopeId: '/' }),
  ],
  [
    'going on with an operation that is not there',
    `${working}, 0 changes`,
    press('Jun', 'signIn.start', { operationId: someUlid }),
  ],
];

/** A form sent in with these fields by somebody who may activate the role. */
const submitted = (fields: object): CardHow => press('Ana', 'activation.submit', fields);

const durations: readonly CardAttack[] = [
  ...[
    '0',
    '-60',
    '1500',
    '4',
    '1e2',
    '0x3C',
    '٦٠',
    'PT5H',
    '60; drop table',
    '60.5',
    '99999999999999999999',
    'NaN',
    '',
    ' ',
    'Infinity',
  ].map((durationMinutes, at): CardAttack => [
    `a duration of "${durationMinutes}"`,
    `${working}, 0 changes`,
    submitted({
      roleDefinitionId: teams,
      scopeId: '/',
      draftId: someUlid.replace(/..$/, `A${at.toString(16).toUpperCase()}`),
      durationMinutes,
      justification: 'x',
    }),
  ]),
  [
    'a number for a duration',
    `${notOurs}, 0 changes`,
    submitted({ roleDefinitionId: teams, scopeId: '/', draftId: someUlid, durationMinutes: 60 }),
  ],
  [
    'a start that is none',
    `${notOurs}, 0 changes`,
    submitted({
      roleDefinitionId: teams,
      scopeId: '/',
      draftId: someUlid,
      durationMinutes: '60',
      startAt: 'tomorrow',
    }),
  ],
  [
    'a draft that is none',
    `${notOurs}, 0 changes`,
    submitted({ roleDefinitionId: teams, scopeId: '/', draftId: '../x', durationMinutes: '60' }),
  ],
  [
    'a draft named in the attacker’s way',
    `${notOurs}, 0 changes`,
    submitted({ roleDefinitionId: teams, scopeId: '/', draftId: "x' or '1'='1", durationMinutes: '60' }),
  ],
  [
    'tickets in a list',
    `${notOurs}, 0 changes`,
    submitted({
      roleDefinitionId: teams,
      scopeId: '/',
      draftId: someUlid,
      durationMinutes: '60',
      ticketNumber: ['a'],
    }),
  ],
];

/** Presses that ask for roles which nobody offered. */
export const roleAttacks = (): readonly CardAttack[] => onTheForm;

/** Forms that nobody filled in so. */
export const formAttacks = (): readonly CardAttack[] => durations;
