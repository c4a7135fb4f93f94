import assert from 'node:assert/strict';
import { understand } from '../../../src/bot/commands.ts';

const told = (typed: string): string => {
  const understood = understand(typed);
  if (understood.command !== 'assign') return understood.command;
  const { roleWords, personWords, what } = understood.words;
  return [roleWords, personWords, what === 'assignActive' ? 'active' : 'eligible'].join(' | ');
};

const cases: readonly (readonly [typed: string, told: string])[] = [
  ['assign Exchange Admin to Ana Ruiz', 'Exchange Admin | Ana Ruiz | eligible'],
  [
    'Please assign the Exchange Admin role to ana.ruiz@example.com.',
    'Exchange Admin | ana.ruiz@example.com | eligible',
  ],
  ['assign exchange admin to ana ruiz as active', 'exchange admin | ana ruiz | active'],
  ['assign exchange admin to ana ruiz as an eligible member please', 'exchange admin | ana ruiz | eligible'],
  ['assign exchange admin', 'exchange admin |  | eligible'],
  ['assign exchange admin to', 'exchange admin |  | eligible'],
  ['assign exchange admin as active', 'exchange admin |  | active'],
  ['assign to ana', ' | ana | eligible'],
  ['assign', ' |  | eligible'],
  ['assign reader to the docks to Ana', 'reader to the docks | Ana | eligible'],
  ['assign tom admin to tom toth', 'tom admin | tom toth | eligible'],
  ['asign reports reader to Ana', 'reports reader | Ana | eligible'],
  ['assigned roles', 'nothing'],
  ['assignment', 'nothing'],
];

describe('readAssignment', () => {
  for (const [typed, words] of cases) {
    it(`reads: ${typed}`, () => {
      assert.equal(told(typed), words);
    });
  }
});
