import { type Broken, type Expected } from './doctorCases.ts';

/** What doctor says of house rules that are wrong. */
export const houseRuleCases: Readonly<Record<string, readonly [Broken, Expected]>> = {
  'a house rule that cannot be understood': [
    { settings: 'houseRules:\n  - { name: Short, appliesTo: { roles: [all] }, maximumHour: 4 }\n' },
    {
      check: 'houseRules',
      sign: '✗',
      told: /1 cannot be understood, so the roles that they name are refused/,
      fix: /rules check/,
      others: ['configuration', 'graph.people'],
    },
  ],
  'a house rule about a role that nobody knows': [
    {
      settings:
        'houseRules:\n  - { name: Short, appliesTo: { roles: [Exchange Admins] }, maximumHours: 4 }\n',
    },
    { check: 'houseRules', sign: '✗', told: /does not know 1 of the names/, fix: /rules check/ },
  ],
};
