import { policyFileCard } from '../../../src/cards/policyFiles/policyFileCard.ts';
import { policyFileProblemCard } from '../../../src/cards/policyFiles/policyFileProblemCard.ts';
import { settingsChangeCard } from '../../../src/cards/settingsChangeCard.ts';
import { type FileRow, type FileRowState } from '../../../src/pim/policyFiles/fileRows.ts';
import { type Unsettable } from '../../../src/pim/policyFiles/unsettable.ts';
import { canonicalSettings, type ComparableSettings } from '../../../src/pim/posture/settingFacts.ts';
import { settingsDiff } from '../../../src/pim/posture/settingsDiff.ts';
import { goodSettings, roles, who } from '../../support/calmTenant.ts';
import { draftId, now } from '../samples.ts';
import { type ForeignWords, type NamedCards } from './foreignWords.ts';

const states: readonly FileRowState[] = [
  'half',
  'unclear',
  'underWay',
  'open',
  'stopped',
  'takenBack',
  'applied',
  'same',
];

/** A policy file that is applied role by role, in every state. */
export function policyFileCards(words: ForeignWords): NamedCards {
  const before = canonicalSettings(goodSettings(roles.exchange));
  const after: ComparableSettings = {
    ...before,
    activation: {
      ...before.activation,
      maximumMinutes: 45,
      isApprovalRequired: true,
      approvers: [{ kind: 'person', id: who(1) }],
    },
    notifications: before.notifications.map((one) => ({ ...one, recipients: [words.person] })),
  };
  const changes = settingsDiff([before], [after]).flatMap((one) => one.changes);
  const row = (state: FileRowState, unsettable?: Unsettable): FileRow => ({
    role: { name: words.role, settings: after },
    state,
    changes,
    rules: 3,
    traps: ['activationLength'],
    unsettable,
    operationId: draftId,
  });
  const blocked: readonly FileRow[] = [
    row('blocked', { why: 'noSuchRole' }),
    row('blocked', { why: 'notRead' }),
    row('blocked', { why: 'unknownRules', ruleIds: Array.from({ length: 9 }, () => words.role) }),
    row('blocked', { why: 'badValues', ruleIds: [words.role] }),
    row('blocked', { why: 'guard', guard: 'multifactorAndContext' }),
  ];
  const rows = [...states.map((state) => row(state)), ...blocked];
  const shown = { fileId: draftId, nameOf: () => undefined, sameRoles: 3, isForeign: true, asOf: now };
  const role = { id: roles.exchange, displayName: words.role };
  const change = { before, after, fromFile: draftId };
  const names = new Map([[who(1), words.person]]);
  return [
    ['policy-file', (context) => policyFileCard(context, { ...shown, rows, page: 1 })],
    ['policy-file-next', (context) => policyFileCard(context, { ...shown, rows, page: 3 })],
    [
      'policy-file-done',
      (context) =>
        policyFileCard(context, {
          ...shown,
          rows: [row('applied')],
          nameOf: () => words.role,
          sameRoles: 0,
          isForeign: false,
          page: 1,
        }),
    ],
    [
      'policy-file-problem',
      (context) => policyFileProblemCard(context, ['It is not valid JSON.', 'And 3 more.']),
    ],
    [
      'policy-file-confirm',
      (context) =>
        settingsChangeCard(context, {
          role,
          change,
          names,
          state: 'confirm',
          draftId,
          shown: 'a'.repeat(43),
          leftOpen: [],
          strangers: 0,
        }),
    ],
    [
      'policy-file-applied',
      (context) =>
        settingsChangeCard(context, {
          role,
          change,
          names,
          state: 'done',
          operationId: draftId,
          file: { fileId: draftId, applied: 1, left: 2 },
        }),
    ],
  ];
}
